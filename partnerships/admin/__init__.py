"""How staff see and change records."""

from . import agreements, institutions, rows, runs, types

__all__ = ["agreements", "institutions", "rows", "runs", "types"]

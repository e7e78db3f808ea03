"""How staff see and change records."""

from . import agreements, institutions, people, rows, runs, types

__all__ = ["agreements", "institutions", "people", "rows", "runs", "types"]

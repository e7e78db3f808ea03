"""How staff see and change records."""

from . import agreements, institutions, runs, types

__all__ = ["agreements", "institutions", "runs", "types"]

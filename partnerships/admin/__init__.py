"""How staff see and change records."""

from . import agreements, import_runs, institutions, merges, source_rows, types, users

__all__ = ["agreements", "import_runs", "institutions", "merges", "source_rows", "types", "users"]

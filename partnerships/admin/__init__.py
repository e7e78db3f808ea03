"""How staff see and change records."""

from . import agreements, home_institution, import_runs, institutions, journal, merges, source_rows, types, units, users

__all__ = [
    "agreements",
    "home_institution",
    "import_runs",
    "institutions",
    "journal",
    "merges",
    "source_rows",
    "types",
    "units",
    "users",
]

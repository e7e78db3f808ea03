"""Names of files that say what is in them and from which day."""

from collections.abc import Iterable

from django.utils import timezone

from partnerships.folding import fold

LONGEST = 80  # characters of the part that tells the filters


def file_name(kind: str, filters: Iterable[str] = ()) -> str:
    """Return the name of a file of that `kind` ("csv" or "xlsx"): "agreements-2026-11-27-poland.xlsx".

    `filters` are the words of the filters and of the search, as a person reads them.
    """
    said = "-".join(fold(text).replace(" ", "-") for text in filters if fold(text))[:LONGEST].strip("-")
    return "-".join(["agreements", timezone.localdate().isoformat(), *([said] if said else [])]) + f".{kind}"

"""How the columns of a list are called, and which of them have no header."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row

from .headers import HeaderTexts, counts_students, header_key


def names_of(texts: HeaderTexts, indexes: Collection[int]) -> dict[int, str]:
    """Return how each column is called: its header, or its letter where it has none; no name twice."""
    names: dict[int, str] = {}
    for index in sorted({*texts, *indexes}):
        name = " ".join(texts.get(index, ())) or _("column %s") % letters(index)
        names[index] = f"{name} ({letters(index)})" if name in names.values() else name
    return names


def letters(index: int) -> str:
    """Return the letters by which a spreadsheet calls a column, from its index: A, B, …, AA."""
    before, last = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def labels_of(texts: HeaderTexts, columns: Mapping[int, Column]) -> dict[int, str]:
    """Return the headers of numbers of places that the notes keep: {index: text}."""
    headers = {index: " ".join(texts.get(index, ())) for index, column in columns.items() if column == Column.NOTES}
    return {index: text for index, text in headers.items() if counts_students(text)}


def without_header(texts: HeaderTexts, rows: Sequence[Row], known: Collection[int]) -> tuple[list[int], list[int]]:
    """Return the indexes without a header at which few rows have a cell, as one comma too many makes them, and those at
    which many have one; in a list without a header all are the latter.

    The columns that are `known` are neither.
    """
    width = max((len(row.cells) for row in rows), default=0)
    indexes = [index for index in range(width) if index not in texts and index not in known]
    count = Counter(index for row in rows for index in indexes if index < len(row.cells) and row.cells[index].strip())
    few = sorted(index for index, filled in count.items() if texts and filled * 2 < len(rows))
    return few, sorted(count.keys() - set(few))


def key_of(texts: HeaderTexts) -> str:
    """Return the key of a header's texts, the same for all lists with such a header."""
    parts = [f"{index}:{header_key(' '.join(said)).replace(' ', '')}" for index, said in sorted(texts.items())]
    return sha256("|".join(parts).encode()).hexdigest()

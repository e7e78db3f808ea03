"""How the columns of a list are called, and what a person must look at in a row because of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark
from partnerships.importing.sheets import Row

from .columns import Assignment
from .headers import HeaderTexts, counts_students, header_key
from .table_rows import noticed

LONGEST_QUOTED = 80  # characters of a cell


@dataclass(frozen=True)
class Doubts:
    """What is doubtful about the columns of a list."""

    told: Assignment
    names: Mapping[int, str]  # of its columns, by index
    few: Collection[int]  # the indexes of columns without a header that few rows fill
    letters: frozenset[str]  # that would be others in another encoding of the file

    def __bool__(self) -> bool:
        return bool(self.told.guessed or self.told.rivals or self.told.close or self.few or self.letters)

    def about_columns(self, values: Mapping[Column, str], cell: Callable[[int], str]) -> Iterator[Remark]:
        """Yield the remarks on the columns of a row; `cell` gives its text at an index."""
        for index in self.told.guessed:
            if values.get(column := self.told.columns[index]):
                yield noticed(column, "column-guessed", Level.CHECK, header=self.names[index])
        for index, column in self.told.rivals.items():
            if (text := cell(index)) and fold(text) != fold(values.get(column, "")):
                said = {"text": text[:LONGEST_QUOTED], "header": self.names[index]}
                yield noticed(column, "column-rival", Level.CHECK, **said)
        for index, other in self.told.close.items():
            yield noticed(other, "column-close", Level.CHECK, header=self.names[index], other=other)
        for index in self.few:
            if text := cell(index):
                yield noticed(Column.INSTITUTION, "beyond-header", Level.CHECK, text=text[:LONGEST_QUOTED])

    def about_letters(self, values: Mapping[Column, str]) -> Iterator[Remark]:
        """Yield the remarks on the doubtful letters of a row."""
        for column, text in values.items() if self.letters else ():
            if found := self.letters & set(text):
                said = {"letters": "".join(sorted(found)), "text": text[:LONGEST_QUOTED]}
                yield noticed(column, "encoding-doubtful", Level.CHECK, **said)


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
    """Return the indexes without a header, but for `known` ones, at which few rows of a list with one have a cell, and
    the others at which rows have one.
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

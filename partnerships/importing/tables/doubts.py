"""What a person must look at in a row: a guessed column, a cell that was not taken, a letter that may be another."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark

from .table_rows import noticed

LONGEST_QUOTED = 80  # characters of a cell


@dataclass(frozen=True)
class Doubts:
    """What is doubtful about the columns of a list.

    `guessed` are the headers of columns whose meaning was told from their cells, `rivals` the columns that lost their
    meaning to another, with their headers, `without_header` the indexes of columns without one that few rows fill,
    `letters` those that would be others in another encoding of the file, `close` the headers that may nearly as well
    mean another column.
    """

    guessed: Mapping[Column, str] = field(default_factory=dict)
    rivals: Mapping[int, tuple[Column, str]] = field(default_factory=dict)
    without_header: Collection[int] = ()
    letters: frozenset[str] = frozenset()
    close: Collection[tuple[str, Column]] = ()

    @cached_property
    def is_none(self) -> bool:
        """Whether nothing is doubtful, as in most lists."""
        return not (self.guessed or self.rivals or self.without_header or self.letters or self.close)

    def about_columns(self, values: Mapping[Column, str], cell: Callable[[int], str]) -> Iterator[Remark]:
        """Yield the remarks on the columns of a row; `cell` gives its text at an index."""
        for column, header in self.guessed.items():
            if values.get(column):
                yield noticed(column, "column-guessed", Level.CHECK, header=header)
        for index, (column, header) in self.rivals.items():
            text = cell(index)
            if text and fold(text) != fold(values.get(column, "")):
                yield noticed(column, "column-rival", Level.CHECK, text=text[:LONGEST_QUOTED], header=header)
        for header, other in self.close:
            yield noticed(other, "column-close", Level.CHECK, header=header, other=other)
        for index in self.without_header:
            if text := cell(index):
                yield noticed(Column.INSTITUTION, "beyond-header", Level.CHECK, text=text[:LONGEST_QUOTED])

    def about_letters(self, values: Mapping[Column, str]) -> Iterator[Remark]:
        """Yield the remarks on the doubtful letters of a row."""
        for column, text in values.items() if self.letters else ():
            if found := self.letters & set(text):
                said = {"letters": "".join(sorted(found)), "text": text[:LONGEST_QUOTED]}
                yield noticed(column, "encoding-doubtful", Level.CHECK, **said)

"""What a person must look at in a row: a guessed column, a cell that was not taken, a letter that may be another."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark

from .columns import Assignment
from .table_rows import noticed

LONGEST_QUOTED = 80  # characters of a cell


@dataclass(frozen=True)
class Doubts:
    """What is doubtful about the columns of a list: the Assignment, with the `names` of its columns by index.

    `few` are the indexes of columns without a header that few rows fill, `letters` those that would be others in
    another encoding of the file.
    """

    told: Assignment
    names: Mapping[int, str]
    few: Collection[int]
    letters: frozenset[str]

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

"""What a person must look at in a row: a guessed column, a cell that was not taken, a letter that may be another."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

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
    `letters` those that would be others in another encoding of the file.
    """

    guessed: Mapping[Column, str] = field(default_factory=dict)
    rivals: Mapping[int, tuple[Column, str]] = field(default_factory=dict)
    without_header: Collection[int] = ()
    letters: frozenset[str] = frozenset()

    def about_columns(self, values: Mapping[Column, str], cell: Callable[[int], str]) -> Iterator[Remark]:
        """Yield the remarks on the columns of a row; `cell` gives its text at an index."""
        for column, header in self.guessed.items():
            if values.get(column):
                message = _("The meaning of “%s” was told from its cells; please look whether it is right.") % header
                yield noticed(column, "column-guessed", message, Level.CHECK)
        for index, (column, header) in self.rivals.items():
            text = cell(index)
            if text and fold(text) != fold(values.get(column, "")):
                message = _("“%(text)s” under “%(header)s” was not taken, although it may be meant; please look.")
                message %= {"text": text[:LONGEST_QUOTED], "header": header}
                yield noticed(column, "column-rival", message, Level.CHECK)
        for index in self.without_header:
            if text := cell(index):
                message = _("“%s” stands in a column without a header and was not taken; please look at the row.")
                yield noticed(Column.INSTITUTION, "beyond-header", message % text[:LONGEST_QUOTED], Level.CHECK)

    def about_letters(self, values: Mapping[Column, str]) -> Iterator[Remark]:
        """Yield the remarks on the doubtful letters of a row."""
        for column, text in values.items() if self.letters else ():
            if found := self.letters & set(text):
                message = _(
                    "The file does not say its encoding; please look whether “%(letters)s” is right in “%(text)s”."
                )
                message %= {"letters": "".join(sorted(found)), "text": text[:LONGEST_QUOTED]}
                yield noticed(column, "encoding-doubtful", message, Level.CHECK)

"""What reading gives: a document of sheets of rows of cells, all of it text."""

from collections.abc import Iterable
from typing import NamedTuple

from .remarks import Remark


class Row(NamedTuple):
    """A row of cells, as text, with the number that a person sees beside it.

    `links` are the targets of hyperlinks by the index of their column, from 0; `unknown` the indexes of formulas
    without a stored result. Where a list lies in another shape than one record a row, `given` are the cells as they
    stood, and `noticed` says what was made of them.
    """

    number: int
    cells: tuple[str, ...]
    links: dict[int, str] | None = None
    unknown: tuple[int, ...] = ()
    given: tuple[str, ...] = ()
    noticed: tuple[Remark, ...] = ()


class Merged(NamedTuple):
    """A block of merged cells: rows by their numbers, columns by their indexes (from 0), the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


Picture = tuple[int, int, str]  # of a cell: its row number, the index of its column, the entry of the file


class Sheet(NamedTuple):
    """The rows of one sheet, in order; `name` is None for a file without sheets."""

    name: str | None
    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()
    pictures: tuple[Picture, ...] = ()


class ParsedFile(NamedTuple):
    """A file as it was read; `encoding` and `delimiter` are None for a workbook.

    `doubtful` are letters that would be others in another encoding that fits as well.
    """

    format: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    doubtful: frozenset[str] = frozenset()


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the cells as a tuple, without the empty ones at the end."""
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)

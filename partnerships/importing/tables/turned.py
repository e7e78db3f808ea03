"""Lists on their side, with the headers down the first column: turned round."""

from collections.abc import Sequence

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row, Sheet, trimmed

from .grid import TYPICAL, Grid, cell, texts_of
from .headers import header_key, meaning, meanings

FEWEST_HEADERS, MOST_ROWS = 3, 60  # of headers; a list with more is none on its side


def turned(grid: Grid) -> Sheet | None:
    """Return a sheet that lies on its side with its columns as rows, numbered as the columns are: B is 2.

    A text that is alone in its row stands above them, with the number of its row behind those of the columns.
    """
    rows = [row for row in grid.rows[: 2 * MOST_ROWS] if len(texts_of(row)) > 1]
    if len(grid.rows) > 2 * MOST_ROWS or not is_on_its_side(rows, min(texts_of(grid.rows[-1]))):
        return None
    width = max(len(row.cells) for row in rows)
    alone = [row._replace(number=width + row.number) for row in grid.rows if len(texts_of(row)) == 1]
    return Sheet(grid.sheet.name, (*alone, *(column_as_row(rows, index) for index in range(width))))


def column_as_row(rows: Sequence[Row], index: int) -> Row:
    """Return a column of some rows as a Row, with its links and its formulas without a result."""
    links = {position: row.links[index] for position, row in enumerate(rows) if row.links and index in row.links}
    cells = trimmed(row.cells[index] if index < len(row.cells) else "" for row in rows)
    return Row(index + 1, cells, links or None, tuple(at for at, row in enumerate(rows) if index in row.unknown))


def is_on_its_side(rows: list[Row], index: int) -> bool:
    """Return whether each row of a list begins with another header, and none is a row of headers."""
    headers = [cell(row, index) for row in rows]
    if not FEWEST_HEADERS <= len(headers) <= MOST_ROWS or len({*map(header_key, headers)}) < len(headers):
        return False
    said = [max(found, key=found.__getitem__) for text in headers if (found := meanings(text))]
    known = set(said) - {None}
    exact = sum(meaning(text) is not None for text in headers)
    is_told = len(said) >= TYPICAL * len(headers) and min(len(known), exact + 1) >= FEWEST_HEADERS
    rests = [row.cells[index + 1 :] for row in rows]
    is_wide = any(len(list(filter(str.strip, rest))) > 1 for rest in rests)
    is_upright = any(sum(meaning(text) is not None for text in rest) > 1 for rest in rests)
    return is_told and Column.INSTITUTION in known and is_wide and not is_upright

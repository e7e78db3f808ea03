"""Lists of other shapes than one record a row, turned into that: those on their side, and with two rows a record."""

from collections.abc import Sequence
from itertools import pairwise

from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet, trimmed

from .crosses import with_kinds, with_types, with_years
from .date_parts import with_whole_dates
from .grid import TYPICAL, Grid, cell, padded, texts_of, width_of
from .headers import header_key, header_score, known_headers, meaning, meanings
from .partner_titles import with_partners
from .profiles import ADDRESS, is_date
from .table_rows import noticed

FEWEST_HEADERS, MOST_ROWS = 3, 60  # of headers; a list with more is none on its side
FEWEST = 2  # records of two rows that show how the list is written


def reshaped(sheet: Sheet) -> Sheet:
    """Return a sheet in which each record stands in one row, and each fact of it in one column."""
    grid = Grid(sheet)
    for shape in SHAPES:
        if grid.rows and (other := shape(grid)):
            grid = Grid(other)
    return grid.sheet


def turned(grid: Grid) -> Sheet | None:
    """Return a sheet that lies on its side with its columns as rows, numbered as the columns are: B is 2."""
    rows = [row for row in grid.rows[: 2 * MOST_ROWS] if width_of(row) > 1]
    if len(grid.rows) > 2 * MOST_ROWS or not is_on_its_side(rows, min(texts_of(grid.rows[-1]))):
        return None
    width = max(len(row.cells) for row in rows)
    # A text that is alone in its row stands above them, with the number of its row behind those of the columns.
    alone = [row._replace(number=width + row.number) for row in grid.rows if width_of(row) == 1]
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


def with_one_line(grid: Grid) -> Sheet | None:
    """Return a sheet in which the second row of a record, of dates and addresses only, is joined to the first."""
    headers = (h for h in grid.headers() if known_headers(h.row.cells) > 1 and header_score(h.row.cells) > 0)
    header = next(headers, None)
    body = grid.rows[header.position + 1 if header else 0 :]
    if sum(are_apart(one, other) for one, other in pairwise(body)) < FEWEST:
        return None  # as in nearly all lists, without a look at what the cells are
    seconds = {at for at, row in enumerate(body) if at and is_second(row)}
    filled = [texts_of(row).keys() for row in body]
    firsts = [indexes for at, indexes in enumerate(filled) if at not in seconds and len(indexes) > 1]
    is_after_first = all(at - 1 not in seconds and len(filled[at - 1]) > 1 for at in seconds)
    is_apart = set().union(*firsts).isdisjoint(index for at in seconds for index in filled[at])
    if not (is_apart and is_after_first) or len(seconds) < max(FEWEST, TYPICAL * len(firsts)):
        return None
    joined = {body[at - 1].number: body[at] for at in seconds}
    gone = {row.number for row in joined.values()}
    rows = (with_second(row, joined.get(row.number)) for row in grid.sheet.rows if row.number not in gone)
    return grid.sheet._replace(rows=tuple(rows))


def are_apart(one: Row, other: Row) -> bool:
    """Return whether no column is filled in both of two rows."""
    return not any(a.strip() and b.strip() for a, b in zip(one.cells, other.cells, strict=False))


def is_second(row: Row) -> bool:
    """Return whether a row holds nothing but dates and web addresses, of which one is a date."""
    texts = texts_of(row).values()
    return all(ADDRESS.search(text) or is_date(text) for text in texts) and any(map(is_date, texts))


def with_second(row: Row, second: Row | None) -> Row:
    """Return the first row of a record with the cells of its second one, to be looked at, or a row without one."""
    if not second:
        return row
    width = max(len(row.cells), len(second.cells))
    both = zip(padded(row.cells, width), padded(second.cells, width), strict=True)
    text = " | ".join(filter(str.strip, second.cells))
    remark = noticed(Column.SIGNED, "two-lines", Level.CHECK, row=second.number, cell=text[:200])
    cells = trimmed(one if one.strip() else other for one, other in both)
    return row._replace(cells=cells, noticed=(*row.noticed, remark))


SHAPES = (turned, with_one_line, with_years, with_types, with_kinds, with_whole_dates, with_partners)

"""Records that stand in two rows each, what is in the one being empty in the other: joined into one."""

from itertools import pairwise

from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet, trimmed

from .grid import TYPICAL, Grid, padded, texts_of
from .headers import header_score, known_headers
from .profiles import ADDRESS, is_date
from .table_rows import noticed

FEWEST = 2  # records of two rows that show how the list is written


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

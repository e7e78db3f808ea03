"""Records that stand in two rows each, what is in the one being empty in the other: joined into one."""

from itertools import pairwise

from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet, trimmed

from .headers import header_score, known_headers
from .new_columns import LOOKED_AT, cell, filled_rows, padded
from .profiles import ADDRESS, is_date
from .table_rows import noticed

FEWEST, TYPICAL = 2, 0.6  # records of two rows that show how the list is written; the share that must have two
Filled = frozenset[int]  # indexes of the filled cells of a row


def with_one_line(sheet: Sheet) -> Sheet:
    """Return a sheet in which the second row of a record, of dates and addresses only, is joined to the first."""
    rows = filled_rows(sheet)
    start = next(
        (
            at + 1
            for at, row in enumerate(rows[:LOOKED_AT])
            if known_headers(row.cells) > 1 and header_score(row.cells) > 0
        ),
        0,
    )
    body = rows[start:]
    if sum(are_apart(one, other) for one, other in pairwise(body)) < FEWEST:
        return sheet  # as in nearly all lists, without a look at what the cells are
    seconds = {at for at, row in enumerate(body) if at and is_second(row)}
    if len(seconds) < FEWEST or any(at - 1 in seconds for at in seconds):
        return sheet
    firsts = [row for at, row in enumerate(body) if at not in seconds and len(filled(row)) > 1]
    above = {index for row in firsts for index in filled(row)}
    below = {index for at in seconds for index in filled(body[at])}
    if (
        above & below
        or not all(len(filled(body[at - 1])) > 1 for at in seconds)
        or len(seconds) < TYPICAL * len(firsts)
    ):
        return sheet
    joined = {body[at - 1].number: body[at] for at in seconds}
    gone = {row.number for row in joined.values()}
    return sheet._replace(
        rows=tuple(
            with_second(row, joined[row.number]) if row.number in joined else row
            for row in sheet.rows
            if row.number not in gone
        )
    )


def filled(row: Row) -> Filled:
    """Return the indexes of the filled cells of a row."""
    return frozenset(index for index in range(len(row.cells)) if cell(row, index))


def are_apart(one: Row, other: Row) -> bool:
    """Return whether no column is filled in both of two rows."""
    return not any(a.strip() and b.strip() for a, b in zip(one.cells, other.cells, strict=False))


def is_second(row: Row) -> bool:
    """Return whether a row holds nothing but dates and web addresses, of which one is a date."""
    texts = [text for index in range(len(row.cells)) if (text := cell(row, index))]
    return all(ADDRESS.search(text) or is_date(text) for text in texts) and any(map(is_date, texts))


def with_second(row: Row, second: Row) -> Row:
    """Return the first row of a record with the cells of its second one, to be looked at."""
    width = max(len(row.cells), len(second.cells))
    cells = [
        one if one.strip() else other
        for one, other in zip(padded(row.cells, width), padded(second.cells, width), strict=True)
    ]
    text = " | ".join(text for text in second.cells if text.strip())
    remark = noticed(Column.SIGNED, "two-lines", "", Level.CHECK, row=second.number, cell=text[:200])
    return row._replace(cells=trimmed(cells), noticed=(*row.noticed, remark))

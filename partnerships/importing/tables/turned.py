"""Lists on their side, with the headers down the first column: turned round."""

from itertools import islice

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row, Sheet, trimmed

from .headers import header_key, meaning, meanings
from .new_columns import cell, filled_rows

FEWEST_HEADERS, TYPICAL = 3, 0.6
MOST_ROWS = 60  # of headers; a list with more is none on its side


def turned(sheet: Sheet) -> Sheet:
    """Return a sheet that lies on its side with its columns as rows, numbered as the columns are: B is 2."""
    rows = filled_rows(sheet)
    index = next((min(at for at in range(len(row.cells)) if cell(row, at)) for row in rows[-1:]), 0)
    rows = list(islice((row for row in rows if len(list(filter(str.strip, row.cells))) > 1), MOST_ROWS + 1))
    if not is_on_its_side(rows, index):
        return sheet
    width = max(len(row.cells) for row in rows)
    columns = tuple(
        Row(
            at + 1,
            trimmed(row.cells[at] if at < len(row.cells) else "" for row in rows),
            {position: row.links[at] for position, row in enumerate(rows) if row.links and at in row.links} or None,
            tuple(position for position, row in enumerate(rows) if at in row.unknown),
        )
        for at in range(width)
    )
    return Sheet(sheet.name, columns)


def is_on_its_side(rows: list[Row], index: int) -> bool:
    """Return whether each row of a list begins with another header, and none is a row of headers."""
    headers = [cell(row, index) for row in rows]
    if not FEWEST_HEADERS <= len(headers) <= MOST_ROWS or len({*map(header_key, headers)}) < len(headers):
        return False
    said = [max(found, key=found.__getitem__) for text in headers if (found := meanings(text))]
    known = set(said) - {None}
    exact = sum(meaning(text) is not None for text in headers)
    if (
        len(said) < TYPICAL * len(headers)
        or Column.INSTITUTION not in known
        or min(len(known), exact + 1) < FEWEST_HEADERS
    ):
        return False
    rests = [row.cells[index + 1 :] for row in rows]
    is_wide = max(len([text for text in rest if text.strip()]) for rest in rests) > 1
    return is_wide and all(sum(meaning(text) is not None for text in rest) < 2 for rest in rests)

"""Columns of another shape than one fact each, turned into columns of known meaning."""

from collections.abc import Callable, Collection, Sequence

from partnerships.importing.remarks import Remark
from partnerships.importing.sheets import Row, Sheet, trimmed

LOOKED_AT = 60  # rows from the top in which a header is looked for
Made = tuple[Sequence[str], Sequence[Remark]]  # the new cells of a row, and what is remarked on them


def cell(row: Row, index: int) -> str:
    """Return the text at an index of a row on one line, or ""."""
    return " ".join(row.cells[index].split()) if index < len(row.cells) else ""


def filled_rows(sheet: Sheet) -> list[Row]:
    """Return the rows of a sheet with any text."""
    return [row for row in sheet.rows if any(map(str.strip, row.cells))]


def headed(sheet: Sheet) -> tuple[Row, list[Row]] | None:
    """Return the first row of several cells, which can be a header, and the filled rows below it; None without one."""
    rows = filled_rows(sheet)
    wide = (at for at, row in enumerate(rows[:LOOKED_AT]) if sum(bool(text.strip()) for text in row.cells) > 1)
    return next(((rows[at], rows[at + 1 :]) for at in wide), None)


def column_below(rows: Sequence[Row], index: int) -> list[str]:
    """Return the filled cells of some rows at an index."""
    return [text for row in rows if (text := cell(row, index))]


def with_columns(
    sheet: Sheet,
    header: Row,
    taken: Collection[int],
    headers: Sequence[str],
    make: Callable[[Row], Made],
    outer: Row | None = None,
) -> Sheet:
    """Return a sheet with new columns under `headers`, which `make` fills from a row, instead of those `taken`.

    `header` is the row of their headers, and each row like it one again; `outer` the row above it that divides into
    them.
    """
    width = max(len(row.cells) for row in sheet.rows)
    rows = []
    for row in sheet.rows:
        if row.number < header.number and row != outer:
            rows.append(row)
            continue
        is_header = all(cell(row, index) == cell(header, index) for index in taken)
        made: Made = ((), ()) if row == outer else (headers, ()) if is_header else make(row)
        kept = ["" if index in taken else text for index, text in enumerate(padded(row.cells, width))]
        given = trimmed([*padded(row.given or row.cells, width), *made[0]])
        rows.append(row._replace(cells=trimmed([*kept, *made[0]]), given=given, noticed=(*row.noticed, *made[1])))
    return sheet._replace(rows=tuple(rows))


def padded(cells: Sequence[str], width: int) -> list[str]:
    """Return cells with empty ones behind them, up to a width."""
    return [*cells, *[""] * (width - len(cells))]

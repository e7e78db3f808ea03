"""The rows of a list, and what one takes from others: a country or a name that stands only in the first of a group."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark
from partnerships.importing.sheets import Row

FEW_COUNTRIES = 0.25  # the share of empty cells from which a country stands for the rows below it


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a list: its cells by Column, all its cells as they stood, and what was noticed on the way.

    `skipped` says why it is no record ("" for a record), `held` why a person must decide first. `joined` are the
    numbers of the rows that go on from it, `record` is what was read in its cells, None before they are read.
    """

    number: int
    values: dict[Column, str]
    cells: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    skipped: str = ""
    held: str = ""
    joined: tuple[int, ...] = ()
    record: Record | None = None


class OtherRow(NamedTuple):
    """A filled row outside all lists, and why it is in none: "header", "title", "note" or "no-list"."""

    sheet: str | None
    number: int
    cells: tuple[str, ...]
    reason: str


def row_key(sheet: str | None, number: int) -> str:
    """Return the key by which a person's choices name a row."""
    return f"{sheet or ''}|{number}"


def noticed(column: Column, code: str, text: str = "", level: Level = Level.INFO, /, **values: object) -> Remark:
    """Return a remark, of level info unless said; `values` fill the sentence of its `code`."""
    return Remark(column.value, code, level, text, values)


def skipped(row: Row, why: str) -> TableRow:
    """Return a row that is no record, kept all the same."""
    return TableRow(row.number, {}, row.cells, skipped=why)


def with_name_above(row: TableRow, before: TableRow) -> TableRow:
    """Return a TableRow of the institution named in the row `before`, to be looked at."""
    shared = {
        column: before.values[column]
        for column in (Column.INSTITUTION, Column.COUNTRY, Column.WEBSITE)
        if column in before.values
    }
    message = (
        _("The row names no institution; that of the row above was taken: “%s”.")
        % before.values[Column.INSTITUTION][:200]
    )
    remark = noticed(Column.INSTITUTION, "name-of-group", message, Level.CHECK)
    return replace(row, values=shared | row.values, remarks=(*row.remarks, remark))


def stands_for_group(texts: Sequence[str], parts: int = 1) -> bool:
    """Return whether a country stands for the empty cells below it: many are empty, and none comes twice in a part.

    `parts` are those that the list has, each with a header or a heading of its own.
    """
    filled = [fold(text) for text in texts if text]
    empty = len(texts) - len(filled)
    if not filled or not texts[0] or empty < 2 or empty < FEW_COUNTRIES * len(texts):
        return False
    is_repeated = any(one == other for one, other in pairwise(filled))
    return not is_repeated and max(Counter(filled).values()) <= parts


def filled_down(rows: Iterable[TableRow]) -> list[TableRow]:
    """Return the rows, where each without a country gets that of the nearest row above it."""
    country, number, found = "", None, []
    for row in rows:
        if row.skipped:
            found.append(row)
            continue
        if row.values.get(Column.COUNTRY):
            country, number = row.values[Column.COUNTRY], row.number
        elif country:
            message = _("The country stands in row %(row)s, the first of its group: “%(text)s”.")
            remark = noticed(Column.COUNTRY, "country-of-group", message % {"row": number, "text": country})
            row = replace(row, values=row.values | {Column.COUNTRY: country}, remarks=(*row.remarks, remark))
        found.append(row)
    return found


def named_after_sheet(row: TableRow, name: str) -> TableRow:
    """Return the row with the country that its sheet is named after."""
    remark = noticed(Column.COUNTRY, "country-of-sheet", _("The country is the name of the sheet: “%s”.") % name)
    return replace(row, values=row.values | {Column.COUNTRY: name}, remarks=(*row.remarks, remark))


def signed_in_year_of_sheet(row: TableRow, year: str) -> TableRow:
    """Return the row with the year of signing that its sheet is named after."""
    remark = noticed(Column.SIGNED, "year-of-sheet", text=year)
    return replace(row, values=row.values | {Column.SIGNED: year}, remarks=(*row.remarks, remark))

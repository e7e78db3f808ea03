"""The rows of a list, and what one takes from others: a country or a name that stands only in the first of a group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.cells.country_names import country_at_end, read_country
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark
from partnerships.importing.sheets import Row

FEW_COUNTRIES = 0.25  # the share of empty cells from which a country stands for the rows below it


def noticed(column: Column, code: str, level: Level = Level.INFO, /, **values: object) -> Remark:
    """Return a remark, of level info unless said; `values` fill the sentence of its `code`."""
    return Remark(column.value, code, level, values=values)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a list: its cells by Column, all its cells as they stood, and what was noticed on the way."""

    number: int
    values: dict[Column, str]
    cells: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    skipped: str = ""  # why it is no record, "" for a record
    held: str = ""  # why a person must decide first
    joined: tuple[int, ...] = ()  # the numbers of the rows that go on from it
    record: Record | None = None  # what was read in its cells

    def told(self, values: Mapping[Column, str], *remarks: Remark) -> "TableRow":
        """Return the row with further cells by Column, which stand elsewhere, and remarks that say where."""
        return replace(self, values={**self.values, **values}, remarks=(*self.remarks, *remarks))

    def with_rest(self, row: Row, values: Mapping[Column, str], level: Level) -> "TableRow":
        """Return the record with the cells of a row that goes on from it, and a remark of a level on the first one."""
        merged = dict(self.values)
        for column, text in values.items():
            start = merged.get(column, "")
            glue = "" if column in (Column.WEBSITE, Column.NUMBER) or start.endswith(("-", "/")) else " "
            merged[column] = f"{start}{glue}{text}" if start else text
        remarks = []
        if Column.WEBSITE in values:
            remarks = [noticed(Column.WEBSITE, "joined-address", row=row.number, address=merged[Column.WEBSITE])]
        elif values:
            column = next(iter(values))
            remarks = [noticed(column, "joined-lines", level, row=row.number, text=merged[column][:200])]
        cells = self.cells + tuple(filter(str.strip, row.cells))
        return replace(self.told(merged, *remarks), cells=cells, joined=(*self.joined, row.number))


class OtherRow(NamedTuple):
    """A filled row outside all lists, and why it is in none: "header", "title", "note" or "no-list"."""

    sheet: str | None
    number: int
    cells: tuple[str, ...]
    reason: str


def row_key(sheet: str | None, number: int) -> str:
    """Return the key by which a person's choices name a row."""
    return f"{sheet or ''}|{number}"


def with_name_above(row: TableRow, before: TableRow) -> TableRow:
    """Return a TableRow of the institution named in the row `before`, to be looked at."""
    name = before.values[Column.INSTITUTION]
    remark = noticed(Column.INSTITUTION, "name-of-group", Level.CHECK, name=name[:200])
    shared = (Column.INSTITUTION, Column.COUNTRY, Column.WEBSITE)
    of_group = {column: before.values[column] for column in shared if column in before.values}
    return row.told(of_group | row.values, remark)


def stands_for_group(texts: Sequence[str], parts: int = 1) -> bool:
    """Return whether a country stands for the empty cells below it: many are empty, none comes twice in a part."""
    filled = [fold(text) for text in texts if text]
    empty = len(texts) - len(filled)
    if not filled or not texts[0] or empty < 2 or empty < FEW_COUNTRIES * len(texts):
        return False
    is_repeated = any(one == other for one, other in pairwise(filled))
    return not is_repeated and max(Counter(filled).values()) <= parts


def ends_elsewhere(name: str, country: str) -> bool:
    """Return whether a name ends with another country than the text of a `country` names."""
    told, own = read_country(country), country_at_end(name)
    return bool(told and own and own.code != told.code)


def filled_down(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Yield the rows, where each without a country gets that of the nearest row above it.

    A name that ends with another country ends the group.
    """
    country, number = "", None
    for row in rows:
        if row.values.get(Column.COUNTRY):
            country, number = row.values[Column.COUNTRY], row.number
        elif ends_elsewhere(row.values.get(Column.INSTITUTION, ""), country):
            country = ""
        elif country and not row.skipped:
            remark = noticed(Column.COUNTRY, "country-of-group", row=number, text=country)
            row = row.told({Column.COUNTRY: country}, remark)
        yield row

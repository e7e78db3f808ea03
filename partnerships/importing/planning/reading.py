"""The cells of a table's rows to records, read with what the whole table tells of its columns."""

import hashlib
import re
from dataclasses import replace
from datetime import date

from partnerships.importing.cells.dates import habit_of
from partnerships.importing.cells.notice import unit_of_header
from partnerships.importing.cells.records import CellReaders, parse_record
from partnerships.importing.fields import Column
from partnerships.importing.tables.finding import Table
from partnerships.importing.tables.table_rows import TableRow

DATED = {Column.SIGNED, Column.STARTS, Column.ENDS, Column.DURATION, Column.REVIEW}


def readers_of(table: Table, today: date) -> CellReaders:
    """Return the CellReaders for a Table, which know how its columns write dates and notice periods."""
    return CellReaders(habits_of(table, today), today, notice_unit_of(table))


def with_record(row: TableRow, readers: CellReaders) -> TableRow:
    """Return a TableRow with the record and the remarks that the `readers` of its list find in its cells."""
    record, remarks = parse_record(row.values, readers)
    return replace(row, record=record, remarks=(*row.remarks, *remarks))


def habits_of(table, today=None):
    """Return how the date columns of a Table write their dates: {Column: Habit}.

    A column that leaves the order of day and month open follows the others.
    """
    dates = DATED & set(table.columns_by_index.values())
    headers = {column: table.headers.get(index, "") for index, column in table.columns_by_index.items()}
    habits = {
        column: habit_of([row.values.get(column, "") for row in table.rows], headers.get(column, ""), today)
        for column in dates
    }
    told = {habit.day_first for habit in habits.values()} - {None}
    shared = told.pop() if len(told) == 1 else None
    if any(habit.is_swapped for habit in habits.values()):
        habits = {c: habit._replace(is_swapped=habit.is_swapped is not False) for c, habit in habits.items()}
    return {
        column: habit if habit.day_first is not None else habit._replace(day_first=shared)
        for column, habit in habits.items()
    }


def notice_unit_of(table):
    """Return the unit of bare numbers in the notice column of a Table, as its header says, or ""."""
    headers = {column: table.headers.get(index, "") for index, column in table.columns_by_index.items()}
    return unit_of_header(headers.get(Column.NOTICE, ""))


def cells_key(source):
    """Return the checksum by which a TableRow is recognised later: of its cells and its country."""
    parts = [*source.cells, source.values.get(Column.COUNTRY, "")]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def held_before(cell):
    """Return the primary key of the held row that a cell of a downloaded workbook names ("[12] The row…"), or None."""
    match = re.match(r"\[(\d{1,18})\]", cell)
    return int(match[1]) if match else None

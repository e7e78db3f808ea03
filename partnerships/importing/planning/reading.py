"""What the planner finds out about a table before it reads the cells of its rows."""

import hashlib
import re

from partnerships.importing.cells.dates import habit_of
from partnerships.importing.cells.notice import unit_of_header
from partnerships.importing.cells.records import CellReaders
from partnerships.importing.fields import Column

DATED = {Column.SIGNED, Column.STARTS, Column.ENDS, Column.DURATION}


def readers_of(table, today):
    """Return the CellReaders for a Table, which know how its columns write dates and notice periods."""
    return CellReaders(habits_of(table, today), today, notice_unit_of(table))


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

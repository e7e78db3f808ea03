"""Cells of the columns that stand in files which the register writes: pure functions, as in `parsing`."""

from collections.abc import Collection
from datetime import date

from partnerships.importing.fields import Column
from partnerships.importing.spellings.words import NO, YES
from partnerships.partial_dates import Precision

from .dates import NO_HABIT, Habit, parse_date
from .numbers import whole_number
from .parsing import Parsed, check, parse_text, shown

MOST_MONTHS = 32_767  # of a small number of a database
VALIDITIES = {"fixed", "open-ended", "not-recorded"}


def is_own(values: Collection[Column]) -> bool:
    """Return whether the Columns of a row or a list are of a file that the register wrote: nothing in it is guessed."""
    return Column.VALIDITY in values


def parse_months(cell: str, column: Column) -> Parsed[int | None]:
    """Return a length in months as a whole number, or None."""
    text, remarks = parse_text(cell, column)
    number = whole_number(text) if text else None
    if not text or (number is not None and 0 < number <= MOST_MONTHS):
        return Parsed(number, remarks)
    return Parsed(None, (*remarks, check(column, "months-unread", cell=shown(cell))))


def parse_validity(cell: str, column: Column) -> Parsed[str]:
    """Return the kind of validity that a cell names, "" for none."""
    text, remarks = parse_text(cell, column)
    if not text or text.casefold() in VALIDITIES:
        return Parsed(text.casefold(), remarks)
    return Parsed("", (*remarks, check(column, "validity-unread", cell=shown(cell))))


def parse_day(cell: str, column: Column, habit: Habit = NO_HABIT) -> Parsed[date | None]:
    """Return a day as a date; None, and a remark, for one that is not known to the day."""
    read, remarks = parse_date(cell, column, habit)
    if read is None or read.precision == Precision.DAY:
        return Parsed(read.first_day if read else None, remarks)
    return Parsed(None, (*remarks, check(column, "day-unknown", cell=shown(cell))))


def parse_answer(cell: str, column: Column) -> Parsed[bool | None]:
    """Return a yes or no as True or False; None for an empty cell and for another answer."""
    text, remarks = parse_text(cell, column)
    if text.casefold() in YES | NO:
        return Parsed(text.casefold() in YES, remarks)
    return Parsed(None, (*remarks, check(column, "answer-unread", cell=shown(cell))) if text else remarks)


def with_own_term(record):
    """Return a Record with what the register's own columns say of how long an agreement holds in its Term."""
    months = record.term_months or record.term.months
    is_open_ended = record.term.is_open_ended or (record.validity == "open-ended" and not record.ends)
    return record._replace(term=record.term._replace(months=months, is_open_ended=is_open_ended))

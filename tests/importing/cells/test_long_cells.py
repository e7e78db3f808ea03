"""Cells of absurd length, in each column: reading takes no more time for them than their length gives reason for."""

import gc
import time
from datetime import date

import pytest

from partnerships.importing.cells.dates import habit_of
from partnerships.importing.cells.notice import unit_of_header
from partnerships.importing.cells.records import CellReaders, parse_record
from partnerships.importing.fields import Column

SHORT, LONG = 5_000, 50_000  # characters
TIMES = 25  # that a cell of ten times the length may take; a pattern that squares takes a hundred
LEAST = 0.005  # seconds, below which a clock says little
TEXTS = [
    ",",
    "12",
    "(",
    "()",
    "a",
    " ",
    "a, ",
    ".,;)",
    "\n",
    '"',
    "-",
    "1 year ",
    "12.05.2019 – ",
    "University and ",
    "http://",
]


def seconds(function, *arguments):
    """Return the processor time of a call, without the collection of garbage that all tests before it left."""
    gc.disable()
    started = time.process_time()
    function(*arguments)
    spent = time.process_time() - started
    gc.enable()
    return spent


def read(column, cell):
    values = {Column.INSTITUTION: "Northport University", column: cell}
    parse_record(values, CellReaders({}, date(2024, 1, 1)))


def long_text(text, length):
    return f"x{text * (length // len(text))}x"


@pytest.mark.parametrize("column", Column)
def test_time_for_a_cell_grows_no_faster_than_its_length(column):
    taken = {text: [seconds(read, column, long_text(text, length)) for length in (SHORT, LONG)] for text in TEXTS}

    assert {text: times for text, times in taken.items() if times[1] > TIMES * max(times[0], LEAST)} == {}


@pytest.mark.parametrize("function", [lambda cell: habit_of([cell], cell), unit_of_header])
def test_time_for_the_habits_of_a_column_grows_no_faster_than_its_cells(function):
    taken = {text: [seconds(function, long_text(text, length)) for length in (SHORT, LONG)] for text in TEXTS}

    assert {text: times for text, times in taken.items() if times[1] > TIMES * max(times[0], LEAST)} == {}

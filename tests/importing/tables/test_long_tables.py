"""Cells of absurd length in a list: finding its rows takes no more time for them than their length gives reason for."""

import time

import pytest

from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables

SHORT, LONG = 2_000, 20_000  # characters
TIMES = 25  # that a cell of ten times the length may take; a pattern that squares takes a hundred
LEAST = 0.02  # seconds, below which a clock says little
TEXTS = ["&", "- ", "1/", "a, ", "May "]
LIST = [
    ["No", "University", "Country", "Date"],
    ["1", "Alder Institute", "Italy", "2019"],
    ["2", "Sedge College", "Poland", "2018"],
    ["3", "Northport University", "Spain", "2020"],
]


def seconds(rows):
    """Return the processor time of finding the list in some rows."""
    cells = tuple(Row(number, tuple(row)) for number, row in enumerate(rows, start=1))
    started = time.process_time()
    find_tables(ParsedFile("csv", None, None, (Sheet(None, cells),)))
    return time.process_time() - started


def with_cell(index, text):
    return [*LIST[:2], [text if at == index else cell for at, cell in enumerate(LIST[2])], LIST[3]]


def alone(index, text):
    return [*LIST[:3], [""] * index + [text], LIST[3]]


@pytest.mark.parametrize("index", range(4))
@pytest.mark.parametrize("rows_with", [with_cell, alone])
def test_time_for_a_cell_grows_no_faster_than_its_length(rows_with, index):
    seconds(rows_with(index, "x"))

    taken = {text: [seconds(rows_with(index, text * (n // len(text)))) for n in (SHORT, LONG)] for text in TEXTS}

    assert {text: times for text, times in taken.items() if times[1] > TIMES * max(times[0], LEAST)} == {}

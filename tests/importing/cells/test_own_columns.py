"""Cells of the columns that stand in files which the register writes."""

from datetime import date

import pytest

from partnerships.importing.cells.own_columns import parse_answer, parse_day, parse_months, parse_validity
from partnerships.importing.cells.records import CellReaders, parse_record
from partnerships.importing.fields import Column

OWN = {Column.INSTITUTION: "Varna", Column.VALIDITY: "not-recorded"}


@pytest.mark.parametrize(
    ("read", "column", "cell", "value", "codes"),
    [
        (parse_months, Column.TERM_MONTHS, "60", 60, []),
        (parse_months, Column.TERM_MONTHS, "", None, []),
        (parse_months, Column.TERM_MONTHS, "0", None, ["months-unread"]),
        (parse_months, Column.TERM_MONTHS, "99999", None, ["months-unread"]),
        (parse_months, Column.TERM_MONTHS, "five", None, ["months-unread"]),
        (parse_validity, Column.VALIDITY, "Open-ended", "open-ended", []),
        (parse_validity, Column.VALIDITY, "valid", "", ["validity-unread"]),
        (parse_day, Column.TERMINATED, "2021-03-04", date(2021, 3, 4), []),
        (parse_day, Column.TERMINATED, "2021-03", None, ["day-unknown"]),
        (parse_day, Column.TERMINATED, "soon", None, ["date-unread"]),
        (parse_answer, Column.PUBLIC, "yes", True, []),
        (parse_answer, Column.PUBLIC, "no", False, []),
        (parse_answer, Column.PUBLIC, "", None, []),
        (parse_answer, Column.PUBLIC, "perhaps", None, ["answer-unread"]),
    ],
)
def test_a_cell_is_read_or_remarked_on(read, column, cell, value, codes):
    parsed = read(cell, column)

    assert (parsed.value, [remark.code for remark in parsed.remarks]) == (value, codes)


@pytest.mark.parametrize(
    "cells",
    [
        {Column.STATUS: "terminated"},
        {Column.INSTITUTION: "University of Cambridge, United Kingdom"},
        {Column.TITLE: "MoU signed on 12 May 2019"},
    ],
)
def test_nothing_is_guessed_in_a_row_of_the_register(cells):
    _record, doubts = parse_record({Column.INSTITUTION: "Varna"} | cells, CellReaders({}))

    record, remarks = parse_record(OWN | cells, CellReaders({}))

    assert doubts
    assert (record.country, record.signed, record.notes, remarks) == ("", None, "", ())


def test_lines_of_notes_are_kept_and_those_of_a_title_are_not():
    text = "one\n  two \n\nthree"

    record, _remarks = parse_record({**OWN, Column.NOTES: text, Column.TITLE: text}, CellReaders({}))

    assert (record.notes, record.title) == ("one\ntwo\n\nthree", "one two three")


def test_a_dash_before_a_name_that_the_register_marked_is_kept():
    names = [
        parse_record(OWN | {Column.INSTITUTION: name}, CellReaders({}))[0].institution for name in ("'- Ufa", "- Ufa")
    ]

    assert names == ["- Ufa", "Ufa"]

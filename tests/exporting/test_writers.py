"""Rows of values to files."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from partnerships.exporting.writers import Heading, csv_parts, sheet_name, write_workbook
from partnerships.models import HomeInstitution
from partnerships.partial_dates import PartialDate

HEADINGS = [Heading("A", 10), Heading("B", 20)]


def sheet_of(*rows):
    file = io.BytesIO()
    write_workbook(file, HEADINGS, rows, HomeInstitution(register_name_en="List"))
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))["List"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (PartialDate(2020, 5, 4), datetime(2020, 5, 4)),  # noqa: DTZ001
        (PartialDate(2020, 5), "2020-05"),
        (PartialDate(2020), 2020),
        (PartialDate(1850, 5, 4), "1850-05-04"),
        (date(1900, 2, 28), "1900-02-28"),
        (date(2021, 3, 4), datetime(2021, 3, 4)),  # noqa: DTZ001
        (7, 7),
        ("=1+1", "'=1+1"),
        ("http://example.org/", "http://example.org/"),
        ("a\nb", "a\nb"),
        ("MoU\x0bon exchange", "MoUon exchange"),
        ("", None),
        (None, None),
        ("x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_a_value_is_a_cell_of_its_kind(value, cell):
    assert sheet_of([value, 1])["A2"].value == cell


def test_a_day_is_shown_as_one():
    assert sheet_of([PartialDate(2020, 5, 4), ""])["A2"].number_format == "yyyy-mm-dd"


def test_the_header_is_bold_and_frozen_and_filters_all_rows():
    sheet = sheet_of([1, 2], [3, 4])

    assert [sheet["A1"].value, sheet["A1"].font.bold, sheet.freeze_panes] == ["A", True, "A2"]
    assert sheet.auto_filter.ref == "A1:B3"


def test_a_text_file_has_its_mark_and_iso_dates():
    parts = csv_parts(HEADINGS, [[PartialDate(2020, 5), "=x"], [None, 7]])

    assert "".join(parts) == "\ufeffA,B\r\n2020-05,'=x\r\n,7\r\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Müqavilələr", "Müqavilələr"),
        ("A/B: [c]*?", "A B c"),
        ("'quoted'", "quoted"),
        ("History", "Agreements"),
        ("???", "Agreements"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_sheet_bears_a_name_that_workbooks_allow(name, shown):
    assert sheet_name(name) == shown

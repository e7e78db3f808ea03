"""Workbooks of Excel 97: the files in data/ hold dates, years as numbers, merged cells and letters beyond ASCII."""

from pathlib import Path

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.files.xls_parts import spreadsheet_extras
from partnerships.importing.sheets import Merged
from partnerships.importing.tables.finding import find_tables

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("name", ["two_sheets.xls", "days_from_1904.xls"])
def test_cells_of_an_xls_become_text_in_either_date_system(name):
    parsed_file = read((DATA / name).read_bytes())

    assert parsed_file.format == "xls"
    assert [row.cells for row in parsed_file.sheets[0].rows] == [
        ("No", "University", "Country", "Signed", "Expires"),
        ("1", "Ege Üniversitesi", "Türkiye", "2019-03-14", "2024"),
        ("2", "Казанский университет", "Россия", "2008", "бессрочно"),
        ("3", "Keio University", "Japan", "15/04/2019", "2024-04-14"),
    ]


def test_all_sheets_of_an_xls_are_read_with_their_merged_cells():
    parsed_file = read((DATA / "two_sheets.xls").read_bytes())
    tables = find_tables(parsed_file)

    assert parsed_file.sheets[1].merged == (Merged(2, 0, 3, 0),)
    assert [(table.sheet, len(table.records)) for table in tables] == [("Asia", 3), ("Europe", 2)]
    assert [row.values[Column.COUNTRY] for row in tables[1].records] == ["Germany", "Germany"]


def test_one_sheet_of_an_xls_is_chosen_by_its_name():
    parsed_file = read((DATA / "two_sheets.xls").read_bytes(), sheet="Europe")

    assert [sheet.name for sheet in parsed_file.sheets] == ["Europe"]


def test_hyperlinks_of_an_xls_stand_on_their_cells():
    sheets = read((DATA / "hyperlinks.xls").read_bytes()).sheets

    assert [[row.links for row in sheet.rows] for sheet in sheets] == [
        [None, {0: "https://www.keio.ac.jp/"}, None],
        [None, None, {0: "http://www.uni-ruse.bg/a?b=ç"}],
    ]


def test_dates_of_an_xls_are_what_their_formats_show():
    rows = read((DATA / "months_and_hidden.xls").read_bytes()).sheets[0].rows

    assert [row.cells[3] for row in rows[1:]] == [
        *["2019-03", "2019-03", "2019", "2019-03", "2019-03", "2019-03", "2019-03"],
        *["2019-03-01", "2019-03-01", "2019"],
    ]


def test_hidden_sheets_and_rows_of_an_xls_are_told():
    sheets = read((DATA / "months_and_hidden.xls").read_bytes()).sheets

    assert [(sheet.is_hidden, sheet.hidden_rows) for sheet in sheets] == [(False, {3}), (True, frozenset())]


def test_formats_of_a_small_xls_are_read_from_its_small_sectors():
    rows = read((DATA / "small_months.xls").read_bytes()).sheets[0].rows

    assert [row.cells for row in rows[1:]] == [("Ege Üniversitesi", "2019-05"), ("Keio University", "2018")]


@pytest.mark.parametrize("length", [60, 600, 2000, 4000])
def test_an_xls_that_breaks_off_gives_no_hyperlinks(length):
    assert spreadsheet_extras((DATA / "hyperlinks.xls").read_bytes()[:length]) == {}

"""Lists side by side, and pairs of dates."""

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables


def rows_of(text):
    return [
        (row.number, row.values.get(Column.INSTITUTION), row.values.get(Column.TITLE), row.values.get(Column.SIGNED))
        for table in find_tables(read(text.encode()))
        for row in table.records
    ]


def test_lists_side_by_side_are_read_one_after_the_other():
    text = (
        "European partners,,,,Asian partners,,\nUniversity,Country,Signed,,University,Country,Signed\n"
        "Ghent,Belgium,12.05.2018,,Keio,Japan,01.04.2019\nLund,Sweden,2019,,,,\n"
    )

    assert rows_of(text) == [
        (3, "Ghent", None, "12.05.2018"),
        (4, "Lund", None, "2019"),
        (3, "Keio", None, "01.04.2019"),
    ]


def test_a_header_that_repeats_itself_without_a_gap_is_two_lists():
    text = "University,Country,University,Country\nGhent,Belgium,Keio,Japan\nLund,Sweden,Kobe,Japan\n"

    assert [name for _number, name, _title, _signed in rows_of(text)] == ["Ghent", "Lund", "Keio", "Kobe"]


def test_a_column_without_a_header_does_not_divide_a_list():
    text = "No,University,,Country,Signed\n1,Ghent,x,Belgium,2018\n2,Lund,y,Sweden,2019\n"

    assert [name for _number, name, _title, _signed in rows_of(text)] == ["Ghent", "Lund"]


def test_two_agreements_of_a_row_are_two_records():
    text = (
        "Institution,Country,MoU Signed,MoU Expires,SEA Signed,SEA Expires\n"
        "Ghent,Belgium,12.05.2018,2023,,\nKeio,Japan,2019,2024,02.04.2019,2022\nLund,Sweden,,,2017,\nOslo,Norway,,,,\n"
    )

    assert rows_of(text) == [
        (2, "Ghent", "MoU", "12.05.2018"),
        (3, "Keio", "MoU", "2019"),
        (3, "Keio", "SEA", "02.04.2019"),
        (4, "Lund", "SEA", "2017"),
        (5, "Oslo", None, None),
    ]


def test_a_grouped_header_names_the_agreements():
    rows = (
        Row(1, ("", "", "Memorandum of Understanding", "", "Student Exchange Agreement")),
        Row(2, ("University", "Country", "Signed", "Expires", "Signed", "Expires")),
        Row(3, ("Keio", "Japan", "2019", "2024", "2020", "2022")),
    )
    sheet = Sheet("Asia", rows, (Merged(1, 2, 1, 3), Merged(1, 4, 1, 5)))

    table = find_tables(ParsedFile("xlsx", None, None, (sheet,)))[0]

    assert [(row.values[Column.TITLE], row.values[Column.ENDS]) for row in table.records] == [
        ("Memorandum of Understanding", "2024"),
        ("Student Exchange Agreement", "2022"),
    ]


def test_the_first_and_the_last_signing_are_one_agreement():
    text = "University,Country,MoU first signed,MoU last signed\nKeio,Japan,2009,2019\nKobe,Japan,2010,2020\n"

    assert [number for number, _name, _title, _signed in rows_of(text)] == [2, 3]


def test_headers_that_name_agreements_over_dates_are_agreements():
    text = "University,Country,MoU,Student exchange\nKeio,Japan,12.05.2018,13.05.2018\nKobe,Japan,,15.07.2020\n"

    assert rows_of(text) == [
        (2, "Keio", "MoU", "12.05.2018"),
        (2, "Keio", "Student exchange", "13.05.2018"),
        (3, "Kobe", "Student exchange", "15.07.2020"),
    ]


def test_dates_under_an_unknown_header_are_looked_at():
    text = "University,Country,Signed,Ratified\nKeio,Japan,12.05.2018,13.05.2018\nKobe,Japan,14.06.2019,15.07.2020\n"
    table = find_tables(read(text.encode()))[0]

    assert [[remark.code for remark in row.remarks] for row in table.records] == [["column-rival"], ["column-rival"]]

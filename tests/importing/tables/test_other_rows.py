from partnerships.importing.fields import Column
from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables

LIST = """Agreements of the university

University,Country,Signed
Alder Institute,Italy,2019
Sedge College,Poland,2018

Total: 2"""


def parsed(**sheets):
    made = [
        Sheet(name, tuple(Row(at, tuple(line.split(","))) for at, line in enumerate(text.splitlines(), start=1)))
        for name, text in sheets.items()
    ]
    return ParsedFile("xlsx", None, None, tuple(made))


def test_each_filled_row_is_in_a_list_or_beside_it():
    table = find_tables(parsed(List=LIST, Notes="What is new\n\nNothing"))[0]

    assert [(row.number, row.skipped) for row in table.rows] == [(4, ""), (5, ""), (7, "total")]
    assert [(row.sheet, row.number, row.reason) for row in table.others] == [
        ("List", 1, "title"), ("List", 3, "header"), ("Notes", 1, "no-list"), ("Notes", 3, "no-list"),
    ]  # fmt: skip


def test_a_joined_row_is_in_the_record_above():
    text = "No,University,Country\n1,Alder Institute of,Italy\n,Technology\n2,Sedge College,Poland"

    table = find_tables(parsed(List=text))[0]

    assert [(row.number, row.joined) for row in table.rows] == [(2, (3,)), (4, ())]
    assert [row.number for row in table.others] == [1]


def test_a_line_of_signs_alone_is_a_note():
    table = find_tables(parsed(List="University,Country\nAlder Institute,Italy\n-----,----\nSedge College,Poland"))[0]

    assert [(row.number, row.reason) for row in table.others] == [(1, "header"), (3, "note")]


def test_rows_that_a_person_took_are_records():
    taken = {"List|1", "List|7"}

    table = find_tables(parsed(List=LIST), None, taken)[0]

    assert [(row.number, row.skipped) for row in table.rows] == [(1, ""), (4, ""), (5, ""), (7, "")]
    assert table.rows[0].values == {Column.INSTITUTION: "Agreements of the university"}
    assert [row.number for row in table.others] == [3]


def test_a_row_taken_from_a_sheet_without_a_list_is_one_without_columns():
    tables = find_tables(parsed(List=LIST, Notes="What is new\n\nNothing"), None, {"Notes|3"})

    assert [(table.sheet, [row.number for row in table.records]) for table in tables] == [
        ("List", [4, 5]), ("Notes", [3]),
    ]  # fmt: skip
    assert tables[1].rows[0].cells == ("Nothing",)
    assert ("Notes", 1) in [(row.sheet, row.number) for row in tables[0].others]


def test_a_text_alone_in_a_list_on_its_side_is_beside_it():
    text = "Our agreements\nUniversity,Alder Institute,Sedge College\nCountry,Italy,Peru\nSigned,2019,2018\nAs of 2024"

    table = find_tables(parsed(List=text))[0]

    assert [row.values[Column.INSTITUTION] for row in table.rows] == ["Alder Institute", "Sedge College"]
    assert [(row.number, row.cells, row.reason) for row in table.others] == [
        (4, ("Our agreements",), "title"), (8, ("As of 2024",), "title"),
        (1, ("University", "Country", "Signed"), "header"),
    ]  # fmt: skip

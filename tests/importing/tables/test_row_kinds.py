"""Which rows of a list are records, and what headings and sheets say of them."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables


def rows_of(text, name=None):
    rows = tuple(Row(at, tuple(line.split(","))) for at, line in enumerate(text.splitlines(), start=1))
    return find_tables(ParsedFile("csv", None, None, (Sheet(name, rows),)))[0].rows


@pytest.mark.parametrize(
    "name", ["Jami University", "Total Quality Institute", "Toplam Academy", "Suma College", "SUM"]
)
def test_a_full_row_whose_name_begins_like_a_total_is_a_record(name):
    row = rows_of(f"University,Country,Type\n{name},France,MoU\nAlder Institute,Italy,MoU")[0]

    assert (row.skipped, row.values[Column.INSTITUTION]) == ("", name)


@pytest.mark.parametrize("line", ["Total: 4,,", "Toplam,4,", "Total universities,12,", "Jami,,3 MoU", "合计,3,"])
def test_a_total_with_its_numbers_is_none(line):
    assert rows_of(f"University,Country,Type\nAlder Institute,Italy,MoU\n{line}")[-1].skipped == "total"


@pytest.mark.parametrize(
    "name", ["National University of Mongolia", "State Academy of Armenia", "Universidad Nacional de Colombia"]
)
def test_a_name_with_its_country_is_no_heading(name):
    rows = rows_of(f"University,Signed\nAlder Institute,2019\n{name},\nSedge College,2018")

    assert [(row.skipped, row.values.get(Column.COUNTRY)) for row in rows] == [("", None)] * 3


def test_several_universities_of_a_country_are_a_heading():
    rows = rows_of("University,Signed\nUniversities in Poland,\nAlder Institute,2019\nSedge College,2018")

    assert [(row.skipped, row.values.get(Column.COUNTRY)) for row in rows] == [
        ("heading", None), ("", "Universities in Poland"), ("", "Universities in Poland"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Prepared by Person A,,05.03.2024", "Hazırlayan: A,,05.03.2024", "Исполнитель: А,,", "Erstellt von A,,2024",
     "Rector,Person B,", "制表：甲,,2024-03-05", "Întocmit: A,,05.03.2024"],
)  # fmt: skip
def test_a_line_of_signature_below_a_list_is_a_note(line):
    rows = rows_of(f"University,Country,Signed\nAlder Institute,Italy,2019\nSedge College,Poland,2018\n{line}")

    assert rows[-1].skipped == "note"


def test_a_name_that_begins_with_a_word_of_signatures_is_a_record():
    row = rows_of("University,Country,Signed\nAlder Institute,Italy,2019\nRector Nord University,France,2019")[-1]

    assert row.skipped == ""


def test_headings_say_type_year_and_status_of_the_rows_below():
    above = "University,Country\n2019,\nMEMORANDUM OF UNDERSTANDING,\nAlder Institute,Italy"
    text = f"{above}\nEXPIRED AGREEMENTS,\nSedge College,Poland"

    first, second = (row for row in rows_of(text) if not row.skipped)

    assert (first.values[Column.SIGNED], first.values[Column.TITLE]) == ("2019", "MEMORANDUM OF UNDERSTANDING")
    assert [(remark.code, remark.level) for remark in first.remarks] == [
        ("year-from-heading", "info"), ("type-from-heading", "info"),
    ]  # fmt: skip
    assert second.values[Column.STATUS] == "EXPIRED AGREEMENTS" and Column.SIGNED not in second.values
    assert [(remark.code, remark.level) for remark in second.remarks] == [("status-from-heading", "check")]


def test_the_year_that_a_sheet_is_named_after_is_that_of_signing():
    row = rows_of("University,Country\nAlder Institute,Italy\nSedge College,Poland", name="2017")[0]

    assert row.values[Column.SIGNED] == "2017"
    assert [remark.code for remark in row.remarks] == ["year-of-sheet"]


def test_a_name_of_header_words_in_the_middle_is_a_record():
    name = "University College Northport (Spain)"
    text = f"University,Contact\nAlder Institute (Italy),Desk A\n{name},Coordinator 03\nSedge College (Poland),Desk B"

    assert [row.number for row in rows_of(text)] == [2, 3, 4]


@pytest.mark.parametrize(
    "line",
    [
        "Összesen: 2,,2",
        "Celkem,,2",
        "Gesamt,,2",
        "Σύνολο,,2",
        "مجموع,,2",
        "共计,,2",
        "총 2건,,2",
        "I alt,,2",
        "Усього,,2",
    ],
)
def test_a_total_of_any_language_is_none(line):
    assert rows_of(f"University,Country,Signed\nAlder Institute,Italy,2019\n{line}")[-1].skipped == "total"


@pytest.mark.parametrize("name", ["Museum of Israel", "Bank of Jordan", "Opera of Finland", "Hôpital de Tunisie"])
def test_a_name_that_ends_with_a_country_is_no_heading_of_it(name):
    rows = rows_of(f"University,Signed\nAlder Institute,2019\n{name},\nSedge College,2018")

    assert [(row.skipped, row.values.get(Column.COUNTRY)) for row in rows] == [("", None)] * 3


def test_a_fund_of_cooperation_is_no_heading_of_a_type():
    rows = rows_of("University,Country\nCooperation Fund,\nSedge College,Poland")

    assert rows[0].skipped == ""
    assert Column.TITLE not in rows[1].values


@pytest.mark.parametrize(
    "line", ["Der Rektor,,M. Muster", "Opgesteld door: J,,05-03-2024", "Head of office,,Dr. A. Smith"]
)
def test_an_officer_with_a_name_below_a_list_is_a_note(line):
    rows = rows_of(f"University,Country,Signed\nAlder Institute,Italy,2019\nSedge College,Poland,2018\n{line}")

    assert rows[-1].skipped == "note"


def test_letters_without_capitals_begin_a_record():
    rows = rows_of("No,University,Country\n1,Alder Institute,Italy\n2,Sedge College,Poland\n,თბილისის აკადემია,")

    assert len(rows) == 3


@pytest.mark.parametrize("heading", ["الاتفاقيات المنتهية", "На согласовании", "Not in force", "Closed"])
def test_a_heading_of_what_does_not_hold_is_a_status(heading):
    rows = rows_of(f"University,Country\nAlder Institute,Italy\n{heading},\nSedge College,Poland")

    assert rows[-1].values[Column.STATUS] == heading


def test_a_heading_that_names_the_year_of_signing_gives_it():
    assert rows_of("University,Country\nSigned in 2019,\nSedge College,Poland")[-1].values[Column.SIGNED] == "2019"


@pytest.mark.parametrize(
    "heading",
    [
        "Kooperationsverträge",
        "Smlouvy o spolupráci",
        "Samarbetsavtal",
        "مذكرات تفاهم",
        "Biên bản ghi nhớ",
        "Mutabakat zabıtları",
        "บันทึกความเข้าใจ",
        "הסכמי שיתוף פעולה",
        "समझौता ज्ञापन",
        "覚書",
        "양해각서",
        "Пагадненні",
    ],
)
def test_a_heading_of_a_type_gives_it(heading):
    assert rows_of(f"University,Country\n{heading},\nSedge College,Poland")[-1].values[Column.TITLE] == heading


def test_a_lonely_text_behind_the_names_is_no_heading_of_a_type():
    parsed_file = read(
        b"No,University,Country,Type of agreement\n1,Varna University,Bulgaria,MoU\n,,,Educational Cooperation\n"
        b"2,Opole University,Poland,MoU\n3,Riga University,Latvia,MoU\n"
    )

    rows = find_tables(parsed_file)[0].rows

    assert [row.skipped for row in rows] == [""] * 4
    assert rows[-1].remarks == ()


@pytest.mark.parametrize("heading", ["٢٠١٩", "۲۰۱۹", "२०१९"])
def test_a_year_in_the_digits_of_another_script_is_a_heading(heading):
    assert rows_of(f"University,Country\n{heading},\nSedge College,Poland")[-1].values[Column.SIGNED] == "2019"


def of_sheets(*names):
    rows = (Row(1, ("University", "Country")), Row(2, ("Alder Institute", "Italy")), Row(3, ("Sedge College", "Peru")))
    sheets = tuple(Sheet(name, rows) for name in names)
    return [table.rows[0] for table in find_tables(ParsedFile("xlsx", None, None, sheets))]


def test_sheets_named_after_types_and_statuses_say_them_of_their_rows():
    memorandum, expired, active = of_sheets("MoU", "Expired", "Active agreements")

    assert memorandum.values[Column.TITLE] == "MoU"
    assert [(remark.code, remark.level) for remark in memorandum.remarks if "sheet" in remark.code] == [
        ("type-of-sheet", "info")
    ]
    assert expired.values[Column.STATUS] == "Expired"
    assert ("status-of-sheet", "check") in [(remark.code, remark.level) for remark in expired.remarks]
    assert active.values.keys() == {Column.INSTITUTION, Column.COUNTRY}


@pytest.mark.parametrize("names", [["Agreements"], ["Agreements", "2019"], ["Draft"], ["Agreements", "List"]])
def test_a_sheet_beside_none_of_another_type_says_none(names):
    assert of_sheets(*names)[0].values.keys() == {Column.INSTITUTION, Column.COUNTRY}

"""Cells to rows."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables
from partnerships.importing.tables.headers import meaning


def table_of(text):
    return find_tables(read(text.encode()))[0]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("University", Column.INSTITUTION),
        ("  TYPE OF AGREEMENT ", Column.TITLE),
        ("Ölkə", Column.COUNTRY),
        ("Дата подписания", Column.SIGNED),
        ("№", Column.NUMBER),
        ("Bitiş tarihi", Column.ENDS),
        ("Web-site", Column.WEBSITE),
        ("Logo", None),
        ("", None),
    ],
)
def test_header_means_a_column(header, column):
    assert meaning(header) == column


def test_source_table_is_found_under_its_blank_lines(source_table):
    table = find_tables(read(source_table.read_bytes()))[0]

    assert (table.header_row, table.ignored, len(table.rows)) == (3, ("Logo",), 121)
    assert table.columns == {
        "No": Column.NUMBER,
        "University": Column.INSTITUTION,
        "Country": Column.COUNTRY,
        "Type of agreement": Column.TITLE,
        "Date": Column.SIGNED,
        "Website": Column.WEBSITE,
    }


def test_title_rows_above_the_header_are_no_records():
    table = table_of("Agreements of 2024,,\n\nUniversity,Country,Date\nVarna,Bulgaria,2020\n")

    assert [(row.number, row.cells) for row in table.rows] == [(4, ("Varna", "Bulgaria", "2020"))]


def test_a_repeated_header_is_no_record():
    table = table_of("University,Country\nVarna,Bulgaria\nUniversity,Country\nGabrovo,Bulgaria\n")

    assert [row.cells[0] for row in table.rows] == ["Varna", "Gabrovo"]


def test_an_address_that_goes_on_in_the_next_line_is_joined_without_a_space():
    table = table_of("University,Website\nVarna,https://varna.example/a-\n\n,long-one\nGabrovo,\n")

    assert [row.values[Column.WEBSITE] for row in table.rows[:1]] == ["https://varna.example/a-long-one"]
    assert [(remark.code, remark.level) for remark in table.rows[0].remarks] == [("joined-address", "info")]
    assert len(table.rows) == 2


def test_a_row_with_nothing_but_a_whole_address_stays_a_row():
    table = table_of("University,Website\nVarna,https://varna.example/\n,https://gabrovo.example/\n")

    assert len(table.rows) == 2


@pytest.mark.parametrize("names", [["Uni 1", "Uni 2", "Uni 12"], ["MIT", "ETH", "UCL"], ["清华", "北大", "复旦"]])
def test_short_names_below_a_header_of_institutions_are_names(names):
    table = table_of("University,Country,Date\n" + "".join(f"{name},Poland,2020\n" for name in names))

    assert [row.values[Column.INSTITUTION] for row in table.rows] == names


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Varna,Bulgaria\nGabrovo,Bulgaria\n",
            "No row names the columns; put a header above the list, such as University, Country, Type, Date.",
        ),
        (
            "No,Country,Date\n1,Bulgaria,2020\n",
            "No column names the institutions; name one “University” or “Institution” in the header and try again.",
        ),
        (
            "University,Country,Date\n1,Bulgaria,2020\n2,Poland,2021\n",
            "Below “University” stand no names of institutions, but such as “1”; write the names there and try again.",
        ),
        (
            "University,Country,Country\nVarna,Bulgaria,Poland\n",
            "Two columns mean the same: “Country” and “Country”; delete or rename one of them and try again.",
        ),
        (
            "University,Country,Date\n",
            "There is a header but no row below it; choose a file that holds agreements.",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(FileRefused) as refusal:
        table_of(text)

    assert str(refusal.value) == sentence


def test_a_second_column_of_the_same_meaning_is_looked_at_where_it_differs():
    table = table_of("University,Country,Land\nVarna,Bulgaria,Bulgaria\nWien,Austria,Germany\n")

    assert table.ignored == ("Land",)
    assert [[remark.code for remark in row.remarks] for row in table.rows] == [[], ["column-rival"]]


def test_a_country_that_ends_an_address_is_taken_where_no_column_names_it():
    table = table_of('University,Address,Date\nKeio,"Minato, Tokyo, Japan",2001\nAjou,"Suwon, South Korea",2002\n')

    assert table.columns["Address"] == Column.COUNTRY


def test_countries_in_two_languages_are_countries():
    table = table_of("Partner,Country / Ölkə,Date\nKeio,Japan / Yaponiya,2001\nAjou,South Korea / Cənubi Koreya,2002\n")

    assert table.columns["Country / Ölkə"] == Column.COUNTRY


def test_a_header_merged_over_two_columns_belongs_to_the_first():
    rows = [("大学名", "", "国", "締結日"), ("慶應義塾", "文学部", "日本", "2001"), ("亜洲大学校", "", "韓国", "2002")]
    filled = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    sheet = Sheet("List", filled, (Merged(1, 0, 1, 1),))

    table = find_tables(ParsedFile("xlsx", None, None, (sheet,)))[0]

    assert [row.values[Column.INSTITUTION] for row in table.rows] == ["慶應義塾", "亜洲大学校"]


def test_years_under_the_names_of_two_agreements_are_two_agreements():
    table = table_of("University,Country,MoU,SEA\nKeio,Japan,2001,2005\nAjou,Korea,2002,\nVarna,Bulgaria,2003,2004\n")

    assert [(row.number, row.values[Column.SIGNED]) for row in table.rows] == [
        (2, "2001"),
        (2, "2005"),
        (3, "2002"),
        (4, "2003"),
        (4, "2004"),
    ]


def test_institutions_under_another_header_are_found_and_looked_at():
    names = ["Keio University", "Ajou University", "Sofia University"]
    table = table_of("Type,Agreement,Date\n" + "".join(f"MoU,{name},2001\n" for name in names))

    assert table.columns["Agreement"] == Column.INSTITUTION
    assert {remark.code for row in table.rows for remark in row.remarks} == {"column-guessed"}


def test_what_stands_under_a_sure_header_is_looked_at_where_it_is_not_understood():
    table = table_of("University,Country,Date\nKeio,Japan,12 May\nAjou,Korea,30 June\n")

    assert table.columns["Date"] == Column.SIGNED


def test_the_numbers_of_the_columns_are_no_record():
    rows = "1,Опольский университет,Польша,2001\n2,Евразийский университет,Казахстан,2002\n"
    table = table_of(f"№,Партнер,Страна,Год\n1,2,3,4\n{rows}")

    assert [row.number for row in table.records] == [3, 4]


ROWS = ["Northport University,Spain,MoU,13.02.2015,{}13.02.2020", "Alder Institute,Italy,MoU,14.02.2015,{}14.02.2021"]


def checks_of(table):
    return [{remark.code for remark in row.remarks if remark.level == "check"} for row in table.records]


@pytest.mark.parametrize(
    ("header", "gap", "at"),
    [
        ("University,Country,Type,Date,\n", "", 4),
        ("University,Country,Type,Date\n", "", 4),
        ("University,Country,Type,Date,,\n", ",", 5),
        (",,Agreement,,\nUniversity,Country,Type,Date\n", "", 4),
        ("Partner,,Agreement,\nUniversity,Country,Type,Date\n,,,of signing\n", "", 4),
    ],
)
def test_dates_without_a_header_are_named_and_looked_at(header, gap, at):
    table = table_of(header + "\n".join(row.format(gap) for row in ROWS))

    assert table.headers[at] == f"column {'ABCDEF'[at]}"
    assert checks_of(table) == [{"column-rival"}, {"column-rival"}]
    assert [row.values[Column.SIGNED] for row in table.records] == ["13.02.2015", "14.02.2015"]


def test_dates_without_a_header_in_a_web_table_are_looked_at():
    cells = "".join(f"<tr><td>{'</td><td>'.join(row.format('').split(','))}</td></tr>" for row in ROWS)
    headers = "<tr><th>University</th><th>Country</th><th>Type</th><th>Date</th></tr>"

    table = table_of(f"<html><body><table>{headers}{cells}</table></body></html>")

    assert checks_of(table) == [{"column-rival"}, {"column-rival"}]


def test_third_date_of_a_list_without_a_header_is_looked_at():
    table = table_of("\n".join(f"{row.format('')},13.02.2030" for row in ROWS))

    assert table.header_row is None
    assert all("column-rival" in codes for codes in checks_of(table))


def test_row_with_a_comma_too_many_is_looked_at():
    table = table_of(
        "University,Country,Date,Type\nNorthport University,Spain,2020,MoU\nAlder College,Italy,2019,MoU, Cooperation\n"
        "Rowan Academy,Norway,2018,MoU\n"
    )

    assert checks_of(table) == [set(), {"beyond-header"}, set()]


def test_a_text_under_an_empty_header_between_others_is_looked_at():
    table = table_of(
        "University,Country,Date,,Type\nNorthport University,Spain,2020,,MoU\nAlder College,Italy,2019,until May,MoU\n"
        "Rowan Academy,Norway,2018,,MoU\n"
    )

    assert checks_of(table) == [set(), {"beyond-header"}, set()]


def test_a_column_of_texts_without_a_header_is_named_among_the_ignored():
    table = table_of(
        "University,Country,Date,,Type\nNorthport University,Spain,2020,until May,MoU\n"
        "Alder College,Italy,2019,see file,MoU\nRowan Academy,Norway,2018,,MoU\n"
    )

    assert table.ignored == ("column D",)


def test_a_column_that_nothing_tells_of_in_a_list_without_header_is_named_among_the_ignored():
    table = table_of(
        "Northport University,Spain,2020,blue\nAlder College,Italy,2019,\nRowan Academy,Norway,2018,\n"
        "Sedge College,Peru,2011,\n"
    )

    assert (table.header_row, table.ignored, checks_of(table)[1]) == (None, ("column D",), {"column-guessed"})


def test_a_held_row_that_was_corrected_is_no_header():
    text = (
        "University,Country,Date,Notes,Held because\n"
        "Lund University,Sweden,2019,,[11] The row names no institution.\n"
        "Opole University,,renewed,Signed,[12] The row names no institution.\n"
        "Keio University,Japan,2020,,[13] The row names no institution.\n"
    )

    tables = find_tables(read(text.encode()))

    assert [[row.values[Column.INSTITUTION] for row in table.records] for table in tables] == [
        ["Lund University", "Opole University", "Keio University"]
    ]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("University,Type,Title", [Column.INSTITUTION, Column.TYPE, Column.TITLE]),
        ("University,Type,Country", [Column.INSTITUTION, Column.TITLE, Column.COUNTRY]),
    ],
)
def test_a_type_beside_a_title_is_the_type_of_the_register(header, columns):
    table = table_of(f"{header}\nVarna,MoU,Bulgaria\nLund,MoU,Sweden\n")

    assert list(table.columns.values()) == columns


def test_countries_of_the_register_are_no_groups():
    text = "University,Country,{}\nVarna,Bulgaria,x\nOpole,,x\nLund,,x\n"

    countries = [
        [row.values.get(Column.COUNTRY) for row in table_of(text.format(header).replace("x", cell)).records]
        for header, cell in (("Kind of validity", "not-recorded"), ("Date", "2020"))
    ]

    assert countries == [["Bulgaria", None, None], ["Bulgaria"] * 3]


def columns_of(text):
    return table_of(text).columns


@pytest.mark.parametrize(
    "header",
    [
        "Date From,Date To",
        "Dal,Al",
        "Od,Do",
        "Дата с,Дата по",
        "MoU from,MoU to",
        "from_date,to_date",
        "Từ ngày,Đến ngày",
    ],
)
def test_days_from_and_to_are_starts_and_ends(header):
    columns = columns_of(f"University,{header}\nVarna,12.05.2019,11.05.2024\nLund,13.06.2018,12.06.2023\n")

    assert list(columns.values()) == [Column.INSTITUTION, Column.STARTS, Column.ENDS]


def test_a_period_merged_over_two_columns_of_days_is_start_and_end():
    rows = [("University", "Validity"), ("Varna", "01.02.2022", "31.01.2032"), ("Lund", "14.02.2021", "13.02.2031")]
    filled = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    sheet = Sheet("List", filled, (Merged(1, 1, 1, 2),))

    table = find_tables(ParsedFile("xlsx", None, None, (sheet,)))[0]

    assert list(table.columns_by_index.values()) == [Column.INSTITUTION, Column.STARTS, Column.ENDS]
    assert checks_of(table) == [set(), set()]


@pytest.mark.parametrize("header", ["Müqavilə №", "Nº de convenio", "MoU #", "Vertrags-Nr.", "Agreement"])
def test_numbers_of_agreements_are_references(header):
    columns = columns_of(f"University,{header},Date\nVarna,6/13,2019\nLund,34/13,2018\nOpole,A-5/14,2017\n")

    assert columns[header] == Column.REFERENCE


def test_columns_of_one_meaning_complete_each_other():
    table = table_of("University,Country,Country\nVarna,Bulgaria,\nLund,,Sweden\n")

    assert [row.values[Column.COUNTRY] for row in table.records] == ["Bulgaria", "Sweden"]


@pytest.mark.parametrize(
    "text",
    [
        "University\nUniversity College\nAlder Institute\nSedge College\n",
        "University\nNorthport University\nAlder Institute\nSedge College\n",
        "University,Contact\nAlder Institute (Italy),Desk A\nUniversity College Northport (Spain),Coordinator 03\n"
        "Sedge College (Poland),Desk B\n",
    ],
)
def test_no_record_is_taken_for_a_header(text):
    assert [row.number for row in table_of(text).records] == [2, 3, 4]


def test_a_first_row_in_an_unknown_language_is_the_header():
    table = table_of(
        "Chuo,Nchi,Tarehe\nNorthport University,Spain,12.05.2019\nAlder Institute,Italy,13.06.2018\n"
        "Sedge College,Poland,01.02.2017\n"
    )

    assert (table.header_row, [row.number for row in table.records]) == (1, [2, 3, 4])


def test_running_text_is_refused():
    text = (
        "Dear colleagues,\nour university offers a course.\nThe college offers academic, sporting and musical courses\n"
        "to pupils, who live here, and others.\nYours sincerely\n"
    )

    with pytest.raises(FileRefused, match="running text"):
        table_of(text)


def test_countries_under_state_are_countries_and_parts_of_the_world_no_scope():
    columns = columns_of("Area,University,State\nAsia,Keio,Japan\nEurope,Varna,Bulgaria\nEurope,Lund,Sweden\n")

    assert columns == {"University": Column.INSTITUTION, "State": Column.COUNTRY}


def test_the_only_end_of_a_list_without_a_header_is_taken():
    table = table_of(
        "Varna University,Bulgaria,12.05.2019,indefinite,MoU\nLund University,Sweden,13.06.2018,12.06.2023,MoU\n"
        "Opole College,Poland,01.02.2017,,MoU\n"
    )

    assert table.columns_by_index[3] == Column.ENDS

"""Which rows are records, and what the rows between them say."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables


def tables_of(text):
    return find_tables(read(text.encode()))


def rows_of(text):
    return tables_of(text)[0].rows


def seen(rows, *columns):
    return [tuple(row.values.get(column, "") for column in columns) for row in rows if not row.skipped]


def codes(row):
    return [(remark.code, remark.level.value) for remark in row.remarks]


def sheet_of(rows, merged=(), name="List"):
    filled = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
    return ParsedFile("xlsx", None, None, (Sheet(name, filled, tuple(merged)),))


def test_a_country_in_a_heading_holds_for_the_rows_below():
    rows = rows_of(
        "Partners,,\nPoland,,\nNo,University,Date\n1,Opole,2001\n"
        "Germany (2),,\nNo,University,Date\n2,Ulm,2002\n3,Jena,\n"
    )

    assert seen(rows, Column.INSTITUTION, Column.COUNTRY) == [
        ("Opole", "Poland"),
        ("Ulm", "Germany"),
        ("Jena", "Germany"),
    ]
    assert codes(rows[0]) == [("country-from-heading", "info")]


def test_a_region_ends_the_country_of_a_heading():
    rows = rows_of(
        "University,Date\nPoland,\nOpole University,2001\nAsia,\nKeio University,2002\nNara University,2003\n"
    )

    assert seen(rows, Column.INSTITUTION, Column.COUNTRY) == [
        ("Opole University", "Poland"),
        ("Keio University", ""),
        ("Nara University", ""),
    ]


def test_a_heading_that_is_no_country_ends_the_one_before():
    rows = rows_of(
        "University,Type,Date\nPoland,,\nOpole University,MoU,2001\nNordic countries,,\nLund University,MoU,2002\n"
        "Italy,,\nPisa University,MoU,2003\n"
    )

    assert seen(rows, Column.INSTITUTION, Column.COUNTRY)[::2] == [
        ("Opole University", "Poland"),
        ("Lund University", ""),
    ]
    assert [row.held for row in rows if row.values.get(Column.INSTITUTION) == "Nordic countries"] == ["lonely-name"]


def test_a_cell_merged_across_fills_its_own_column_only():
    parsed_file = sheet_of(
        [["University", "Country", "Signed", "Valid until"], ["Lund University", "Sweden", "2018", ""]],
        [Merged(2, 2, 2, 3)],
    )

    assert seen(find_tables(parsed_file)[0].rows, Column.SIGNED, Column.ENDS) == [("2018", "")]


def test_a_row_without_a_number_but_with_its_own_country_is_a_record():
    rows = rows_of("No\tUniversity\tCountry\n1\tBonn\tGermany\n\tLund University\tSweden\n2\tOslo\tNorway\n")

    assert [name for (name,) in seen(rows, Column.INSTITUTION)] == ["Bonn", "Lund University", "Oslo"]


def test_a_list_of_persons_is_refused():
    with pytest.raises(FileRefused, match="The list names persons, not agreements"):
        rows_of("Student,University,Country,Year\nAnna,Bonn University,Germany,2020\nJan,Lund University,Sweden,2021\n")


@pytest.mark.parametrize(
    "header",
    [
        "Organization,Country,Date,Representatives,Objectives,Results",
        "Вуз,Страна,Дата,Состав делегации,Цель визита,Итоги",
    ],
)
def test_a_list_of_visits_is_refused(header):
    with pytest.raises(FileRefused, match="The list tells of visits or events, not of agreements"):
        rows_of(f"{header}\nOpole University,Poland,12.05.2019,Two deans,To meet,A plan\n")


def test_a_list_of_agreements_with_their_purpose_is_none_of_visits():
    rows = rows_of("University,Country,Type,Date,Purpose,Results\nOpole,Poland,MoU,2019,To meet,A plan\n")

    assert seen(rows, Column.INSTITUTION) == [("Opole",)]


def test_a_list_without_any_fact_of_agreements_beside_others_is_doubted():
    sheets = [
        sheet_of([["University", "Type", "Date"], ["Opole", "MoU", "2001"]]).sheets[0],
        sheet_of([["University", "E-mail"], ["Opole", "a@b.pl"]]).sheets[0],
    ]
    agreements, contacts = find_tables(ParsedFile("xlsx", None, None, tuple(sheets)))

    assert (codes(agreements.rows[0]), codes(contacts.rows[0])) == ([], [("list-doubtful", "check")])


def test_a_country_of_a_group_is_filled_down():
    rows = rows_of("Country,University,Date\nPoland,Opole,2001\n,Lodz,2002\n,Gdansk,2003\nGermany,Ulm,2004\n")

    assert [country for (country,) in seen(rows, Column.COUNTRY)] == ["Poland", "Poland", "Poland", "Germany"]
    assert codes(rows[1]) == [("country-of-group", "info")]


def test_a_name_that_begins_with_a_word_for_total_is_no_total_where_nothing_is_counted():
    rows = rows_of("University,Country,Date\nOpole,Poland,2001\nToplam University,,\nToplam: 2,,\nLodz,Poland,2002\n")

    found = [(row.values.get(Column.INSTITUTION), row.skipped) for row in rows]
    assert found == [("Opole", ""), ("Toplam University", ""), (None, "total"), ("Lodz", "")]


def test_a_name_that_slipped_a_column_to_the_left_is_no_total():
    rows = rows_of("No,University,Date\n1,Opole,2001\nToplam University,,2002\nToplam,,2\n2,Lodz,2002\n")

    assert [row.skipped for row in rows] == ["", "", "total", ""]


def test_a_row_that_the_file_hides_is_marked():
    sheet = sheet_of([["University", "Date"], ["Opole", "2001"], ["Lodz", "2002"]]).sheets[0]
    hidden = sheet._replace(hidden_rows=frozenset({3}))

    rows = find_tables(ParsedFile("xlsx", None, None, (hidden,)))[0].rows

    assert [codes(row) for row in rows] == [[], [("row-hidden", "check")]]


def test_a_name_that_ends_with_another_country_ends_the_group():
    rows = rows_of(
        "Country,University,Date\nItaly,Pisa,2001\n,Bari,2002\n,University of Mongolia,2003\n,Ulan,2004\n"
        "Poland,Lodz,2004\nGermany,Ulm,2001\n,Jena,2002\n"
    )

    assert [country for (country,) in seen(rows, Column.COUNTRY)] == [
        "Italy",
        "Italy",
        "",
        "",
        "Poland",
        "Germany",
        "Germany",
    ]


def test_a_title_above_a_short_list_with_commas_is_no_column():
    rows = rows_of("List of partners\nUniversity,Country,Date\nOpole University,Poland,2019\n")

    assert seen(rows, Column.INSTITUTION, Column.COUNTRY) == [("Opole University", "Poland")]


def test_an_empty_country_is_not_filled_where_countries_repeat():
    rows = rows_of(
        "Country,University,Date\nPoland,Opole,2001\nPoland,Lodz,2002\n,Ulm,2003\n,Jena,2003\nItaly,Pisa,2004\n"
    )

    assert [country for (country,) in seen(rows, Column.COUNTRY)] == ["Poland", "Poland", "", "", "Italy"]


def test_merged_cells_fill_all_their_rows():
    parsed_file = sheet_of(
        [
            ["University", "Country", "Type", "Date"],
            ["Opole University", "Poland", "MoU", "2001"],
            ["", "", "Protocol", "2005"],
            ["Lodz University", "", "MoU", "2002"],
        ],
        [Merged(2, 0, 3, 0), Merged(2, 1, 4, 1)],
    )

    assert seen(find_tables(parsed_file)[0].rows, Column.INSTITUTION, Column.COUNTRY, Column.SIGNED) == [
        ("Opole University", "Poland", "2001"),
        ("Opole University", "Poland", "2005"),
        ("Lodz University", "Poland", "2002"),
    ]


def test_a_header_over_two_rows():
    parsed_file = sheet_of(
        [
            ["Agreements of the university"],
            ["No", "Partner", "", "Dates", ""],
            ["", "Name", "Country", "Signing", "Expiry"],
            ["1", "Opole University", "Poland", "2001", "2006"],
        ],
        [Merged(2, 1, 2, 2), Merged(2, 3, 2, 4)],
    )
    table = find_tables(parsed_file)[0]

    assert table.columns == {
        "No": Column.NUMBER,
        "Partner Name": Column.INSTITUTION,
        "Partner Country": Column.COUNTRY,
        "Dates Signing": Column.SIGNED,
        "Dates Expiry": Column.ENDS,
    }
    assert [row.number for row in table.rows] == [4]


def test_without_a_header_the_columns_are_told_and_the_first_record_stays():
    table = tables_of("1,Varna University,Bulgaria,12.05.2015\n2,Opole University,Poland,2018\n")[0]

    assert (table.header_row, table.columns) == (
        None,
        {"column B": Column.INSTITUTION, "column C": Column.COUNTRY, "column D": Column.SIGNED},
    )
    assert seen(table.rows, Column.INSTITUTION) == [("Varna University",), ("Opole University",)]
    assert codes(table.rows[0]) == [("column-guessed", "check")]


def test_two_lists_below_each_other_have_their_own_columns():
    one, other = tables_of(
        "In force,,\nUniversity,Country,Date\nOpole,Poland,2001\n,,\nExpired,,\n"
        "Country,Name of institution,Signed\nItaly,Pisa,1999\nTotal,1,\n"
    )

    assert seen(one.rows, Column.INSTITUTION, Column.COUNTRY) == [("Opole", "Poland")]
    assert seen(other.rows, Column.INSTITUTION, Column.COUNTRY) == [("Pisa", "Italy")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Total,2,,", "total"),
        ("Итого: 2,,,", "total"),
        ("Page 1 of 4,,,", "note"),
        ("* updated in May,,,", "note"),
        ("Last updated: 5 May 2020,,,", "note"),
        (",,,see the office", "beside"),
    ],
)
def test_what_is_no_record_is_kept_as_skipped(line, why):
    rows = rows_of(f"No,University,Country,Notes\n1,Opole,Poland,\n2,Lodz,Poland,\n{line}\n")

    assert [row.skipped for row in rows] == ["", "", why]


def test_a_lone_name_in_a_list_of_fuller_rows_is_held():
    rows = rows_of("University,Country,Date\nOpole,Poland,2001\nLodz,Poland,2002\nContact our office\n")

    assert [(row.held, codes(row)) for row in rows[2:]] == [("lonely-name", [("lonely-name", "check")])]


def test_a_name_that_goes_on_in_the_next_row_is_joined():
    rows = rows_of("No,University,Country\n1,Technical University of,Bulgaria\n,Varna,\n2,Opole,Poland\n")

    assert seen(rows, Column.INSTITUTION) == [("Technical University of Varna",), ("Opole",)]
    assert codes(rows[0]) == [("joined-lines", "check")]


def test_a_sheet_named_after_a_country_gives_it():
    parsed_file = sheet_of([["University", "Date"], ["Opole", "2001"], ["Lodz", "2002"]], name="Poland")

    assert seen(find_tables(parsed_file)[0].rows, Column.COUNTRY) == [("Poland",), ("Poland",)]


def test_a_list_of_names_alone():
    rows = rows_of("Partner institutions\nUniversity of Vienna, Austria\nCharles University, Prague, Czech Republic\n")

    assert seen(rows, Column.INSTITUTION) == [
        ("University of Vienna, Austria",),
        ("Charles University, Prague, Czech Republic",),
    ]


def test_a_header_of_which_only_one_column_is_known():
    table = tables_of("Partner;Xxx\nUniversity of Bergen, Norway;1999\nLund University, Sweden;2004\n")[0]

    assert (table.header_row, table.columns_by_index) == (1, {0: Column.INSTITUTION, 1: Column.SIGNED})


def test_numbers_of_years_are_a_duration():
    table = tables_of("Partner,Country,Duration (years)\nMalaya,Malaysia,5\nKyoto,Japan,3\n")[0]

    assert table.columns["Duration (years)"] == Column.DURATION


def test_columns_that_a_person_chose_are_taken():
    parsed_file = read(b"Aaa,Bbb,Date\nOpole,Poland,2001\n")
    key = find_tables(read(b"University,Bbb,Date\nOpole,Poland,2001\n"))[0].key
    chosen = find_tables(read(b"University,Bbb,Date\nOpole,Poland,2001\n"), {key: {0: Column.INSTITUTION, 1: None}})[0]

    assert chosen.columns_by_index == {0: Column.INSTITUTION}
    assert chosen.ignored == ("Bbb", "Date")
    assert parsed_file.format == "csv"


def test_a_row_without_a_name_holds_a_further_agreement_of_the_one_above():
    text = "No,University,Country,Type,Date\n1,Keio,Japan,MoU,2018\n,,,Exchange,2019\n2,Bonn,Germany,MoU,2020\n"
    row = find_tables(read(text.encode()))[0].rows[1]

    assert (row.values[Column.INSTITUTION], row.values[Column.COUNTRY]) == ("Keio", "Japan")
    assert [(remark.code, remark.level.value) for remark in row.remarks] == [("name-of-group", "check")]


def test_a_row_with_a_number_and_no_name_takes_none():
    text = "No,University,Country,Type,Date\n1,Keio,Japan,MoU,2018\n2,,,Exchange,2019\n3,Bonn,Germany,MoU,2020\n"
    row = find_tables(read(text.encode()))[0].rows[1]

    assert Column.INSTITUTION not in row.values


def test_a_country_in_every_cell_of_a_row_is_a_heading():
    text = "No,University,Date\nGERMANY,GERMANY,GERMANY\n1,TU Darmstadt,2018\nFRANCE,FRANCE,FRANCE\n2,INSA,2019\n"
    table = find_tables(read(text.encode()))[0]

    assert [row.values[Column.COUNTRY] for row in table.records] == ["GERMANY", "FRANCE"]


@pytest.mark.parametrize("heading", ["アジア州(6)", "ASIA (6)", "2. Europe", "AMERICA", "Latin America:"])
def test_a_part_of_the_world_is_a_heading_and_no_country(heading):
    text = f"Country,University,Date\n{heading},,\nJapan,Keio,2018\n,Kobe,2019\nPeru,PUCP,2018\n"
    table = find_tables(read(text.encode()))[0]

    assert [row.values.get(Column.COUNTRY) for row in table.records] == ["Japan", None, "Peru"]


def test_numbers_before_the_names_are_no_part_of_them():
    listed = "University,Country,Date\n1. Keio,Japan,2001\n2. Ajou,Korea,2002\n3. 1 Decembrie 1918,Romania,2003\n"
    medical = "University,Country,Date\n1. lékařská fakulta,Czechia,2001\nOpole,Poland,2002\nVarna,Bulgaria,2003\n"

    assert seen(rows_of(listed), Column.NUMBER, Column.INSTITUTION) == [
        ("1", "Keio"),
        ("2", "Ajou"),
        ("3", "1 Decembrie 1918"),
    ]
    assert rows_of(medical)[0].values[Column.INSTITUTION] == "1. lékařská fakulta"


@pytest.mark.parametrize("text", ["Grand total,,2", "Sub-total: 2,,", "Genel toplam,2,"])
def test_a_total_is_no_record(text):
    rows = rows_of(f"University,Country,Date\nKeio,Japan,2001\nAjou,Korea,2002\n{text}\n")

    assert [row.skipped for row in rows] == ["", "", "total"]


def test_lines_with_labels_are_no_header():
    text = (
        "1.  Punning College, China   Date of Expiry:  Endless\n"
        "2.  Qujing University, China   Date of Expiry:  6th December 2016\n"
        "1.  Aichi University of Education, Japan   Date of Expiry:  Endless\n"
    )

    with pytest.raises(FileRefused):
        tables_of(text)


def test_a_country_of_a_group_may_come_again_under_the_next_heading():
    text = (
        "Country,University,Date\nJapan,Keio,2001\n,Waseda,2002\nChina,Fudan,2003\n,Tongji,2004\n"
        "Africa,,\nJapan,Sophia,2005\n,Hosei,2006\n"
    )
    repeated = text.replace("Africa,,\n", "")

    assert [row[0] for row in seen(rows_of(text), Column.COUNTRY)] == ["Japan"] * 2 + ["China"] * 2 + ["Japan"] * 2
    assert [row[0] for row in seen(rows_of(repeated), Column.COUNTRY)] == ["Japan", "", "China", "", "Japan", ""]


def test_a_row_without_a_name_goes_with_the_one_above_also_where_a_list_has_neither_numbers_nor_countries():
    rows = rows_of("Institution,Valid until,Scope\nKeio,2018,exchange\n,2020,research\n")

    assert seen(rows, Column.INSTITUTION, Column.ENDS) == [("Keio", "2018"), ("Keio", "2020")]
    assert codes(rows[1]) == [("name-of-group", "check")]

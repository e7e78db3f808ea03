"""Small lists as offices write them, in many languages, and what comes out of each."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.remarks import FileRefused, Level
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables


def table_of(text, merged=(), file_format="csv"):
    rows = tuple(Row(at, tuple(line.split(","))) for at, line in enumerate(text.splitlines(), start=1))
    return find_tables(ParsedFile(file_format, None, None, (Sheet(None, rows, tuple(merged)),)))[0]


def records_of(text, *columns):
    rows = [row for row in table_of(text).rows if not row.skipped and not row.held]
    return [tuple(row.values.get(column, "") for column in columns) for row in rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("CONVENIO MARCO", "CARTA DE INTENCIÓN"),
        ("Kooperationsverträge", "STUDIERENDENAUSTAUSCH"),
        ("Umowy o współpracy", "List intencyjny"),
        ("合作备忘录", "意向书"),
        ("İş birliği protokolü", "Niyet mektubu"),
    ],
)
def test_each_heading_of_a_type_ends_the_one_before(first, second):
    rows = records_of(
        f"No,University,Country,Signed\n,{first}\n1,Alder Institute,Italy,2019\n2,Fern University,Spain,2018\n"
        f",{second}\n3,Sedge College,Poland,2017\n4,Moss University,France,2016",
        Column.TITLE,
    )

    assert rows == [(first,), (first,), (second,), (second,)]


@pytest.mark.parametrize("line", [",Zelphar", "Zelphar"])
def test_an_unknown_text_alone_among_headings_of_types_may_be_one(line):
    rows = table_of(
        "No,University,Country,Signed\n,Cooperation agreement\n1,Alder Institute,Italy,2019\n"
        f"2,Fern University,Spain,2018\n{line}\n3,Sedge College,Poland,2017"
    ).rows

    last = rows[-1]
    assert last.values[Column.TITLE] == "Zelphar"
    assert [(remark.code, remark.level) for remark in last.remarks] == [("type-from-heading", Level.CHECK)]


def test_a_partner_alone_among_headings_of_types_is_none():
    rows = records_of(
        "No,University,Country,Signed\n,Cooperation agreement\n1,Alder Institute,Italy,2019\n"
        "2,Fern University,Spain,2018\n,Sedge College\n3,Moss University,France,2016",
        Column.TITLE,
    )

    assert set(rows) == {("Cooperation agreement",)}


@pytest.mark.parametrize(
    "lines",
    [
        ",Vicerrector de Relaciones Internacionales\n,Marta Robles,,____________",
        ",国际处\n,王丽,,________",
        ",Aprobat,,Rector",
        ",gez. Prof. Dr. K. Amsel",
        ",وكيل الجامعة للتعاون الدولي\n,أحمد,,______",
        ",,,2024年3月5日現在",
    ],
)
def test_lines_of_signature_below_numbered_rows_are_no_records(lines):
    table = table_of(
        f"No,University,Country,Type,Signed\n1,Alder Institute,Italy,MoU,2019\n2,Sedge College,Poland,MoU,2018\n{lines}"
    )

    assert [row.values[Column.INSTITUTION] for row in table.rows if not row.skipped and not row.held] == [
        "Alder Institute",
        "Sedge College",
    ]


def test_a_lower_header_of_two_letters_divides_the_validity():
    table = table_of(
        "Uczelnia,Kraj,Rodzaj umowy,Okres obowiązywania,\n,,,od,do\nAlder,Polska,List,14.05.2019,13.05.2024",
        [Merged(1, 3, 1, 4), *(Merged(1, at, 2, at) for at in range(3))],
        "xlsx",
    )

    assert [row.values[Column.ENDS] for row in table.records] == ["13.05.2024"]


def test_rows_of_which_only_the_name_is_known_belong_to_no_group():
    rows = records_of(
        "No,University,Country,Type,Signed\n1,Alder Institute,Italy,MoU,2019\n"
        "2,Fern University,Spain,MoU,2018\n3,Sedge College,,,\n4,Moss University,France,MoU,2016\n"
        "5,Reed University,,,\n6,Rush University,Norway,MoU,2015",
        Column.COUNTRY,
    )

    assert [country for (country,) in rows] == ["Italy", "Spain", "", "France", "", "Norway"]


def test_states_are_told_by_the_cells_below_an_unknown_header():
    table = table_of(
        "University,Country,Signed,Zelphar\nAlder Institute,Italy,2019,expirat\nFern University,Spain,2018,în vigoare\n"
        "Sedge College,Poland,2017,在 洽谈中"
    )

    assert table.columns["Zelphar"] == Column.STATUS


@pytest.mark.parametrize("header", ["Pays - Ville", "Kraj (miasto)"])
def test_a_column_of_countries_with_their_towns_is_one_of_countries(header):
    between = " - {}" if "-" in header else " ({})"
    cells = [country + between.format(town) for country, town in (("Belgique", "Liège"), ("Brésil", "Maceió"))]
    table = table_of(f"Université,{header},Date\nAlder,{cells[0]},2019\nFern,{cells[1]},2018\nSedge,{cells[0]},2017")

    assert table.columns[header] == Column.COUNTRY


def test_a_date_that_one_comma_too_many_has_moved_is_no_end_of_the_others():
    table = table_of(
        "Вуз,Страна,Дата подписания,Дата окончания\nВуз А,Чехия,14.05.2019,14.05.2024\n"
        "Вуз Б, филиал,Польша,25.06.2018,25.06.2023\nВуз В,Сербия,17.02.2017,17.02.2022\n"
        "Вуз Г,Латвия,30.11.2020,30.11.2025\nВуз Д,Литва,21.09.2016,21.09.2021"
    )

    assert table.columns["Дата окончания"] == Column.ENDS


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ("Umowa o współpracy,Umowa o wymianie studentów,List intencyjny", "Umowa o wymianie studentów"),
        ("Договор о сотрудничестве,Соглашение об обмене студентами,Меморандум", "Соглашение об обмене студентами"),
    ],
)
def test_a_single_cross_under_the_exchange_of_students_is_its_type(headers, title):
    rows = records_of(
        f"University,Country,Signed,{headers}\nAlder Institute,Italy,2019,x,,\nFern University,Spain,2018,,x,\n"
        "Moss University,France,2017,,,x\nSedge College,Poland,2016,x,,",
        Column.TITLE,
    )

    assert rows[1] == (title,)


@pytest.mark.parametrize(
    ("title", "name", "country"),
    [
        ("{} (Almaniya) ilə əməkdaşlıq müqaviləsi", "Alder Universiteti", "Almaniya"),
        ("Biên bản ghi nhớ với {} (Nhật Bản)", "Đại học Alder", "Nhật Bản"),
        ("与{}（美国）的合作备忘录", "阿尔德大学", "美国"),
    ],
)
def test_a_country_in_brackets_beside_the_partner_of_a_title_is_no_name(title, name, country):
    text = "Zelphar,Signed\n" + "\n".join(f"{title.format(name)},{year}" for year in (2019, 2018, 2017))

    assert records_of(text, Column.INSTITUTION, Column.COUNTRY) == [(name, country)] * 3


def test_letters_written_as_entities_are_known_before_columns_are_told():
    text = "Вуз,Страна,Дата\n" + "\n".join(
        "".join(f"&#{ord(letter)};" for letter in name) + f",Чехия,{year}"
        for name, year in (
            ("Туранский государственный университет", 2019),
            ("Полесский сельскохозяйственный институт", 2018),
        )
    )

    assert find_tables(read(text.encode()))[0].columns["Вуз"] == Column.INSTITUTION


def test_a_sentence_alone_is_no_header():
    sentence = "您好，我校与施泰纳赫大学（奥地利）于2019年5月14日签署了合作备忘录，有效期五年。"
    letter = f"各位老师：\n\n{sentence}\n如有疑问，请与国际合作处联系。\n\n王丽\n"

    with pytest.raises(FileRefused):
        find_tables(read(letter.encode()))

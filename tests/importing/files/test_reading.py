"""Bytes to cells."""

import csv
import io

import openpyxl
import pytest

from partnerships.importing.files.delimited import delimiter_of
from partnerships.importing.files.encodings import decode
from partnerships.importing.files.reading import read
from partnerships.importing.files.workbooks import text_of
from partnerships.importing.remarks import FileRefused
from partnerships.importing.tables.finding import find_tables


def cells(parsed_file):
    return [row.cells for row in parsed_file.sheets[0].rows]


def source_rows(source_table):
    return [line.split("\t") for line in source_table.read_text(encoding="utf-8").splitlines()]


def as_csv(rows, delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_gives_the_cells_of_the_source_table(source_table, encoding, delimiter):
    rows = source_rows(source_table)

    parsed_file = read(as_csv(rows, delimiter).encode(encoding))

    assert (parsed_file.format, parsed_file.delimiter) == ("csv", delimiter)
    assert [row for row in cells(parsed_file) if row] == [row for row in cells(read(source_table.read_bytes())) if row]


def test_windows_1254_is_told_from_its_letters(source_table):
    text = as_csv(source_rows(source_table), ";").replace("ș", "ş")

    decoded, encoding = decode(text.encode("cp1254"))

    assert (decoded, encoding) == (text, "cp1254")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Университет;Страна\nКазанский федеральный университет;Россия\nУральский университет;Россия\n", "cp1251"),
        ("Üniversite;Ülke\nİstanbul Üniversitesi;Türkiye\nIğdır Üniversitesi;Türkiye\n", "cp1254"),
        ("大学,国\n東京大学,日本\n京都大学,日本\n", "cp932"),
    ],
)
def test_encoding_is_told_from_the_bytes(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


def test_xlsx_gives_the_cells_of_the_source_table(source_table):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in source_rows(source_table):
        book.active.append(row)
    book.save(file)

    parsed_file = read(file.getvalue())

    assert parsed_file.format == "xlsx"
    assert [row for row in cells(parsed_file) if row] == [row for row in cells(read(source_table.read_bytes())) if row]


def test_letters_of_one_language_tell_the_encoding():
    text = "University;Country\nGyőri Főiskola;Hungary\nTűz Egyetem;Hungary\n"

    assert decode(text.encode("cp1250")) == (text, "cp1250")


def test_one_unclosed_mark_does_not_unquote_the_other_lines():
    parsed_file = read(b'University,Country\n"Warsaw,Poland\n"Bonn, Faculty of Law",Germany\n')

    assert cells(parsed_file) == [("University", "Country"), ('"Warsaw', "Poland"), ("Bonn, Faculty of Law", "Germany")]


def test_line_numbers_of_tabbed_text_count_lines_inside_cells():
    parsed_file = read(b'University\tCountry\n"Two\nlines"\tPoland\nThree\tPoland\n')

    assert [(row.number, row.cells[0]) for row in parsed_file.sheets[0].rows] == [
        (1, "University"),
        (2, "Two\nlines"),
        (4, "Three"),
    ]


def test_row_numbers_of_csv_count_records():
    parsed_file = read(b'University,Country\n"Two\nlines",Poland\nThree,Poland\n')

    assert [row.number for row in parsed_file.sheets[0].rows] == [1, 2, 3]


def test_a_quotation_mark_that_is_never_closed_loses_no_row():
    parsed_file = read(b'University,Country\n"Open,Poland\nThree,Poland\n')

    assert cells(parsed_file) == [("University", "Country"), ('"Open', "Poland"), ("Three", "Poland")]


@pytest.mark.parametrize(("cell", "text"), [(2008.0, "2008"), (2.5, "2.5"), ("x", "x"), ("", "")])
def test_a_cell_becomes_text(cell, text):
    assert text_of(cell) == text


def test_semicolons_of_entities_are_no_delimiters():
    assert delimiter_of("Вуз,Страна\n&#1058;&#1091;&#1074;&#1072;,&#1056;&#1060;\n&Ouml;rebro,Su&egrave;de\n") == ","


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_delimiter_is_the_one_that_cuts_evenly(delimiter):
    assert delimiter_of(delimiter.join("abc") + "\n" + delimiter.join("def")) == delimiter


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty; choose one that holds a list of agreements."),
        (b" \n\n", "The file is empty; choose one that holds a list of agreements."),
        (
            bytes(range(256)),
            "The file is no text in an encoding that is known here; "
            "save it as .xlsx, or as CSV in UTF-8, and try again.",
        ),
        (
            b"PK\x03\x04 this is no workbook",
            "The file looks like a workbook but cannot be read; open it, save it as .xlsx and try again.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is protected by a password; save it without one and try again.",
        ),
        (
            b"University,Country\n" + b"Varna,Bulgaria\n" * 200_000,
            "The file has 200001 rows, and no more than 200000 are read at a time; split it and try again.",
        ),
        (
            b"University,Country" + b",x" * 200_000 + b"\nVarna,Bulgaria\n",
            "The file has more than 500 columns; copy the list alone to a new file and try again.",
        ),
        (
            b"University,Country\nVarna," + b"x" * 1_000_001,
            "A cell of the file is longer than any text in a list of agreements; choose another file.",
        ),
    ],
    ids=["nothing", "spaces", "all bytes", "no zip", "a password", "rows", "columns", "a cell"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(FileRefused) as refusal:
        read(content)

    assert str(refusal.value) == sentence


def test_an_unknown_sheet_is_refused_with_the_names_there_are():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Asia"
    book.save(file)

    with pytest.raises(FileRefused) as refusal:
        read(file.getvalue(), sheet="Europe")

    assert str(refusal.value) == "There is no sheet “Europe”; the workbook has: “Asia”."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Šalis;Universitetas\nLenkija;Varšuvos universitetas\nLatvija;Latvijas Universitāte\n", "cp1257"),
        ("Université;Pays\nUniversité de Liège;Belgique\nÉcole fédérale de Lausanne;Suisse\n", "mac_roman"),
        ("Univerzita;Krajina\nŽilinská univerzita;Slovensko\nUniverzita v Košiciach;Slovensko\n", "mac_latin2"),
        ("Universität;Land\nUniversität Zürich;Österreich\n", "cp850"),
        ("Nº;Universidad;País\n1;Universidad de León;España\n", "cp1254"),
    ],
)
def test_latin_encodings_are_told_by_their_words(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


def test_a_letter_that_two_languages_read_in_two_ways_needs_a_look():
    content = "University;Country\nErdő Egyetem;Hungary\nWien;Austria\n".encode("cp1250")

    table = find_tables(read(content))[0]

    assert [[(r.code, r.level.value) for r in row.remarks] for row in table.rows] == [
        [("encoding-doubtful", "check")],
        [],
    ]


def test_a_hyperlink_of_markdown_is_a_text_and_its_target():
    parsed_file = read(b"| University | Country |\n|---|---|\n| [Aalto](https://www.aalto.fi) | Finland |\n")
    row = parsed_file.sheets[0].rows[2]

    assert (row.cells[1].strip(), row.links) == ("Aalto", {1: "https://www.aalto.fi"})


def test_quotation_marks_behind_a_backslash_are_plain_ones():
    text = 'University,Country\n"Northport \\"Marine\\" University",Spain\n"Alder, \\"North\\"",Italy\n'

    rows = read(text.encode()).sheets[0].rows

    assert [row.cells for row in rows[1:]] == [('Northport "Marine" University', "Spain"), ('Alder, "North"', "Italy")]

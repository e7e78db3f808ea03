"""Workbooks: what stands in them beside plain cells."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from PIL import Image as Picture

from partnerships.importing.cells.dates import parse_date
from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read, read_here
from partnerships.importing.files.workbooks import panics_as_errors
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged
from partnerships.importing.tables.finding import find_tables


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def book():
    return openpyxl.Workbook()


def test_a_hyperlink_gives_its_target(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active["A2"].hyperlink = "https://varna.example/"

    sheet = read(saved(book)).sheets[0]

    assert sheet.rows[1].links == {0: "https://varna.example/"}


def test_the_target_on_a_name_is_its_website(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active["A2"].hyperlink = "https://varna.example/"
    row = find_tables(read(saved(book)))[0].rows[0]

    assert row.values["website"] == "https://varna.example/"
    assert [remark.code for remark in row.remarks] == ["hyperlink"]


def test_the_target_on_a_name_is_no_website_where_it_is_a_document(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active["A2"].hyperlink = "https://office.example/agreement.pdf"

    assert "website" not in find_tables(read(saved(book)))[0].rows[0].values


def test_merged_cells_are_told(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active.append(["Ruse", None])
    book.active.merge_cells("B2:B3")

    assert read(saved(book)).sheets[0].merged == (Merged(2, 1, 3, 1),)


def test_a_day_of_the_1904_calendar(book):
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["University", "Date"])
    book.active.append(["Varna", datetime.date(2015, 5, 12)])

    assert read(saved(book)).sheets[0].rows[1].cells == ("Varna", "2015-05-12")


def test_a_formula_without_a_stored_result_needs_a_look(book):
    book.active.append(["University", "Date"])
    book.active.append(["Varna", "=2000+8"])
    row = find_tables(read(saved(book)))[0].rows[0]

    assert [(remark.column, remark.code, remark.level) for remark in row.remarks] == [
        ("signed", "formula-without-result", "check")
    ]


def test_hidden_rows_and_all_sheets_are_read(book):
    for name in ("Asia", "Europe"):
        sheet = book.create_sheet(name)
        sheet.append(["University", "Country"])
        sheet.append([f"{name} University", "Japan"])
        sheet.row_dimensions[2].hidden = True
    del book["Sheet"]

    tables = find_tables(read(saved(book)))

    assert [(table.sheet, len(table.rows)) for table in tables] == [("Asia", 1), ("Europe", 1)]


def test_hidden_sheets_and_rows_of_an_xlsx_are_told(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"

    sheets = read(saved(book)).sheets

    assert [(sheet.is_hidden, sheet.hidden_rows) for sheet in sheets] == [(False, {2}), (True, frozenset())]


@pytest.mark.parametrize("count", [3, 2000])
def test_pictures_are_found_on_their_rows(book, count):
    picture = io.BytesIO()
    Picture.new("RGB", (2, 2)).save(picture, "PNG")
    book.active.append(["Logo", "University"])
    for number in range(2, count + 2):
        book.active.append(["", f"University {number}"])
        book.active.add_image(Image(io.BytesIO(picture.getvalue())), f"A{number}")

    pictures = read(saved(book)).sheets[0].pictures

    assert [(row, index) for row, index, _entry in pictures] == [(number, 0) for number in range(2, count + 2)]


def rewritten(content, name, change):
    """Return the package with one entry changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name else data)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def listed(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    return saved(book)


def test_a_declared_range_of_all_cells_is_not_believed(listed):
    content = rewritten(listed, SHEET, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))

    assert [row.cells for row in read(content).sheets[0].rows] == [("University", "Country"), ("Varna", "Bulgaria")]


def far_cell(xml):
    return xml.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )


def entities(xml):
    return (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/passwd">]>' + xml[xml.index(b"<worksheet") :].replace(b"Varna", b"&b;&c;")
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: rewritten(content, SHEET, far_cell),
        lambda content: content[: len(content) // 2],
        lambda content: rewritten(content, SHEET, lambda xml: xml[: len(xml) // 2]),
        lambda content: rewritten(content, SHEET, lambda xml: xml + b" " * 310 * 2**20),
    ],
    ids=["a cell at the far corner", "truncated package", "truncated sheet", "zip bomb"],
)
def test_a_hostile_workbook_is_refused_in_a_sentence(listed, spoil):
    with pytest.raises(FileRefused) as refusal:
        read(spoil(listed))

    assert str(refusal.value).endswith("try again.")


def test_entities_are_not_expanded_and_nothing_is_fetched(listed):
    content = rewritten(rewritten(listed, SHEET, entities), "xl/sharedStrings.xml", entities_in_strings)

    try:
        cells = [row.cells for row in read(content).sheets[0].rows]
    except FileRefused:
        cells = []

    assert "root:" not in str(cells) and "aaaaaaaaaaaaaaaaaaaa" not in str(cells)


def entities_in_strings(xml):
    return (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/passwd">]>' + xml[xml.index(b"<sst") :].replace(b"Varna", b"&b;&c;")
    )


def test_an_entry_with_an_absolute_path_is_not_unpacked(listed, tmp_path):
    file = io.BytesIO(listed)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(f"{tmp_path}/written", "x")

    assert len(read(file.getvalue()).sheets[0].rows) == 2
    assert list(tmp_path.iterdir()) == []


NAMES = "urn:oasis:names:tc:opendocument:xmlns"
ODS = (
    f'<?xml version="1.0"?><office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"'
    f' xmlns:text="{NAMES}:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:spreadsheet>'
    '<table:table table:name="List"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>University</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>Country</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string">'
    '<text:p><text:a xlink:href="https://varna.example/">Varna</text:a></text:p></table:table-cell>'
    '<table:table-cell office:value-type="string" table:number-rows-spanned="2"><text:p>Bulgaria</text:p>'
    "</table:table-cell></table:table-row>%s</table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(rows):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", ODS % rows)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        package.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def test_ods_gives_the_pictures_that_it_holds():
    frame = '<draw:frame xmlns:draw="%s:drawing:1.0"><draw:image xlink:href="%s"/></draw:frame>'
    cells = [f"<table:table-cell>{frame % (NAMES, name)}</table:table-cell>" for name in ("Pictures/a.png", "../a.png")]
    file = io.BytesIO(ods("".join(f"<table:table-row>{cell}</table:table-row>" for cell in cells)))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("Pictures/a.png", b"")

    assert read(file.getvalue()).sheets[0].pictures == ((3, 0, "Pictures/a.png"),)


def test_ods_gives_hidden_rows():
    cell = '<table:table-cell office:value-type="string"><text:p>Ruse</text:p></table:table-cell>'
    rows = "".join(
        f'<table:table-row table:visibility="{word}">{cell}</table:table-row>'
        for word in ("visible", "collapse", "filter")
    )

    assert read(ods(rows)).sheets[0].hidden_rows == {4, 5}


def test_ods_gives_hyperlinks_and_merged_cells():
    parsed_file = read(
        ods("<table:table-row><table:table-cell><text:p>Ruse</text:p></table:table-cell></table:table-row>")
    )

    assert parsed_file.format == "ods"
    assert parsed_file.sheets[0].rows[1].links == {0: "https://varna.example/"}
    assert parsed_file.sheets[0].merged == (Merged(2, 1, 3, 1),)


@pytest.mark.parametrize("cell", ["<table:table-cell/>", "<table:table-cell><text:p>x</text:p></table:table-cell>"])
def test_a_million_repeated_rows_are_no_list(cell):
    content = ods(f'<table:table-row table:number-rows-repeated="1048570">{cell * 60}</table:table-row>')

    try:
        rows = [row for row in read(content).sheets[0].rows if any(row.cells)]
    except FileRefused as refusal:
        rows = []
        assert str(refusal).endswith("try again.")

    assert len(rows) in (0, 2)


def test_date_under_an_empty_column_of_a_workbook_is_looked_at():
    book = openpyxl.Workbook()
    for cells in (
        ["University", "Country", "Type", "Date", None, None],
        ["Northport University", "Spain", "MoU", "13.02.2015", None, "13.02.2020"],
        ["Alder Institute", "Italy", "MoU", "14.02.2015", None, "14.02.2021"],
    ):
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)

    table = find_tables(read(file.getvalue()))[0]

    assert [[remark.code for remark in row.remarks] for row in table.records] == [["column-rival"], ["column-rival"]]


@pytest.mark.parametrize("day", ["1899-12-30", "1899-12-31"])
def test_day_zero_of_an_ods_is_an_empty_date(day):
    text = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    date = f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p/></table:table-cell>'
    rows = [[text % "University", text % "Country", text % "Date"], [text % "Varna", text % "Bulgaria", date]]

    table = find_tables(read(ods("".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows))))[
        -1
    ]

    (row,) = table.records
    assert parse_date(row.values[Column.SIGNED], Column.SIGNED).value is None


def test_blank_cell_in_the_last_corner_is_left_out(book):
    book.active.append(["University", "Country"])
    book.active.append(["Varna", "Bulgaria"])
    book.active["XFD1048576"] = " "

    assert [row.cells for row in read(saved(book)).sheets[0].rows] == [("University", "Country"), ("Varna", "Bulgaria")]


def test_inline_blank_in_the_last_corner_is_left_out(listed):
    far = far_cell(b"</sheetData>").replace(b"<t>x</t>", b'<t xml:space="preserve"> </t>')
    content = rewritten(listed, SHEET, lambda xml: xml.replace(b"</sheetData>", far))

    assert len(read(content).sheets[0].rows) == 2


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("mmm-yy", "2020-05"),
        ("[$-409]mmmm\\ yyyy;@", "2020-05"),
        ("MM.YYYY", "2020-05"),
        ('yyyy"-"mm', "2020-05"),
        ('yyyy"年"m"月"', "2020-05"),
        ("yyyy", "2020"),
        ('yyyy" y."', "2020"),
        ("dd.mm.yyyy", "2020-05-01"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2020-05-01"),
        ("d mmm", "2020-05-01"),
        ("mmmm", "2020-05-01"),
    ],
)
def test_date_of_an_xlsx_is_what_its_format_shows(book, number_format, shown):
    book.active.append(["University", "Date"])
    book.active.append(["Varna", datetime.date(2020, 5, 1)])
    book.active["B2"].number_format = number_format

    assert read(saved(book)).sheets[0].rows[1].cells[1] == shown


def test_text_and_number_under_a_format_of_months_stay(book):
    book.active.append(["University", "Date", "Date"])
    book.active.append(["Varna", "12 May 2020", 3])
    book.active["B2"].number_format = "mmm-yy"

    assert read(saved(book)).sheets[0].rows[1].cells == ("Varna", "12 May 2020", "3")


ODS_MONTHS = (
    '<number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/></number:date-style>'
    '<number:date-style style:name="N2"><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="c3" style:family="table-cell" style:parent-style-name="c2"/>'
)


@pytest.mark.parametrize(
    ("cell", "row", "column", "shown"),
    [
        ("c1", "", "", "2020-05"),
        ("c2", "", "", "2020"),
        ("c3", "", "", "2020"),
        ("", "c1", "c2", "2020-05"),
        ("", "", "c2", "2020"),
        ("", "", "", "2020-05-01"),
    ],
)
def test_date_of_an_ods_is_what_its_style_shows(cell, row, column, shown):
    date = (
        f'<table:table-row table:default-cell-style-name="{row}"><table:table-cell table:style-name="{cell}"'
        ' office:value-type="date" office:date-value="2020-05-01"><text:p/></table:table-cell></table:table-row>'
    )
    styled = rewritten(
        ods(date),
        "content.xml",
        lambda xml: xml.replace(
            b"<office:body>",
            f'<office:automatic-styles xmlns:style="{NAMES}:style:1.0" xmlns:number="{NAMES}:datastyle:1.0">'
            f"{ODS_MONTHS}</office:automatic-styles><office:body>".encode(),
        ).replace(
            b'table:name="List">',
            f'table:name="List"><table:table-column table:default-cell-style-name="{column}"/>'.encode(),
        ),
    )

    assert read(styled).sheets[0].rows[2].cells == (shown,)


def test_a_workbook_with_a_damaged_sheet_is_refused(book):
    content = bytearray(saved(book))
    start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[start] = 0xFF  # no kind of packed data begins so

    with pytest.raises(FileRefused) as refusal:
        read_here(bytes(content))

    assert str(refusal.value).startswith("The file looks like a workbook but cannot be read")


def test_the_panic_of_a_library_is_an_error_that_is_caught():
    class PanicException(BaseException):
        pass

    with pytest.raises(ValueError, match="out of range"), panics_as_errors():
        raise PanicException("out of range")

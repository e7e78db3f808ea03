"""Pages made for people: HTML, .docx and .pdf."""

import io

import docx
import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.remarks import FileRefused
from partnerships.importing.tables.finding import find_tables

HTML = """<html><head><meta charset="windows-1251"></head><body><table>
<tr><th>Университет</th><th>Страна</th><th>Дата</th></tr>
<tr><td rowspan="2"><a href="http://uw.example.pl/">Варшавский<br>университет</a></td><td>Польша</td><td>2015</td></tr>
<tr><td>Польша</td><td>2018</td></tr>
<tr><td>Опольский &amp; институт<script>alert(1)</script></td><td>Польша</td><td>май 2019</td></tr>
</table></body></html>"""


def test_a_table_of_a_page_is_read_whatever_its_name_says():
    document = read(HTML.encode("cp1251"))
    rows = find_tables(document)[0].rows

    assert (document.format, document.encoding) == ("html", "cp1251")
    assert [row.values[Column.INSTITUTION] for row in rows] == [
        "Варшавский\nуниверситет",
        "Варшавский\nуниверситет",
        "Опольский & институт",
    ]
    assert rows[0].values[Column.WEBSITE] == "http://uw.example.pl/"


def docx_of(*blocks):
    document, file = docx.Document(), io.BytesIO()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(file)
    return file.getvalue()


def test_a_docx_table_is_read_with_the_headings_between():
    header = ["University", "Date"]
    document = read(
        docx_of(
            "Our partners",
            "Poland",
            [header, ["Opole", "2001"]],
            "Italy",
            [header, ["Pisa", "2002"], ["University of Bari", ""]],
        )
    )
    rows = [row for table in find_tables(document) for row in table.records]

    assert document.format == "docx"
    assert [(row.values[Column.INSTITUTION], row.values[Column.COUNTRY]) for row in rows] == [
        ("Opole", "Poland"),
        ("Pisa", "Italy"),
        ("University of Bari", "Italy"),
    ]


def test_merged_cells_of_a_docx_fill_all_their_rows():
    document, file = docx.Document(), io.BytesIO()
    table = document.add_table(rows=3, cols=2)
    for index, text in enumerate(["University", "Country", "Opole", "Poland", "Lodz", ""]):
        table.cell(index // 2, index % 2).text = text
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Poland"
    document.save(file)
    rows = find_tables(read(file.getvalue()))[0].rows

    assert [row.values[Column.COUNTRY] for row in rows] == ["Poland", "Poland"]


def test_a_docx_without_a_table_is_refused():
    with pytest.raises(FileRefused) as refusal:
        read(docx_of("Dear colleagues"))

    assert str(refusal.value) == ("The document holds no table; put the agreements in one, or import the spreadsheet.")


def test_a_damaged_pdf_is_refused():
    with pytest.raises(FileRefused) as refusal:
        read(b"%PDF-1.4 and then nothing")

    assert str(refusal.value) == (
        "The PDF cannot be read; import the spreadsheet that it was made from, or a PDF without a password."
    )


def test_a_country_over_a_table_of_a_page_holds_for_it_and_counts_as_no_row():
    table = "<table><tr><th>University</th><th>Signed</th></tr><tr><td>%s</td><td>2015</td></tr></table>"
    body = f"<h2>Partners</h2><h3>Germany (1)</h3>{table % 'Passau'}<h3>Poland</h3>{table % 'Opole'}"
    page = f"<html><body>{body}</body></html>"

    rows = [row for row in find_tables(read(page.encode()))[0].rows if not row.skipped]

    assert [(row.number, row.values[Column.COUNTRY]) for row in rows] == [(2, "Germany"), (4, "Poland")]

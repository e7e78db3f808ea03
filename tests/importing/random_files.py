"""Small lists drawn at random, a sample of each format, and spoilt copies of it."""

import csv
import io
import zipfile
from pathlib import Path

import docx
import openpyxl

from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.spellings.headers import SPELLINGS
from partnerships.importing.tables.finding import find_tables
from partnerships.importing.tables.grid import Grid
from partnerships.importing.tables.shapes import turned

HEADERS = sorted({" ".join(text.split()) for spellings in SPELLINGS.values() for text in spellings.split("|")})
ODD_HEADERS = ["", " ", "2019", "Date", "Date", "Notes", "University (Country)", "MoU", "x" * 300, "?", "—", "Итого"]
CELLS = """
    Alder Institute | Sedge College, Poland | University of Northport (Italy) | Universität Nordhafen |
    Северный институт | National University of Mongolia | Institut du Nord / Sedge College | University | 北方大学 |
    دانشگاه شمال | Alder Institute (expired) | Spain | Italy, Rome | Türkiye | 日本 | Azərbaycan | Europe |
    France, Corte | MoU | Memorandum of Understanding | MoU, Erasmus+ | Müqavilə | 13.02.2015 | 2019-03-14 |
    03/04/2018 | May 2020 | 2019 | 2022/23 | 2015 – 2020 | 5 years | unlimited | c. 2010 | 1401/05/12 |
    1/0/1900 | 00.00.0000 | 30/02/2020 | 12 марта 2018 г. | 平成30年4月1日 | 31.12.99999 | 43831 |
    9999999999999999999999 | -1 | 0 | 1e308 | ½ | ٣ | ² | 1 | 7 | No 12/3 | x | ✓ | yes | Total | Total: 2 |
    Toplam | Draft | terminated | EXPIRED AGREEMENTS | Prepared by Person A, 05.03.2024 | —-- |
    www.alder.example | http://[ | mailto:a@b.example | a@b.example | N/A | ? | ???? | ( | ) | [] | ; | , | " |
    &amp; | = | \\ | %s | %(name)s | {0} | Universit\N{LATIN CAPITAL LETTER A WITH TILDE}© |
    \N{REPLACEMENT CHARACTER} | \N{ZERO WIDTH SPACE} | \N{RIGHT-TO-LEFT MARK} | İ | ß |
    \N{COMBINING ACUTE ACCENT} | \N{GRINNING FACE} | \x00 | \x1f | first\nsecond | D  SEDGE01 | PL WARSZAW01
"""  # fmt: skip
CELLS = [text.strip(" ") for text in CELLS.replace("\n    ", " ").strip("\n").split(" | ")] + [
    "x, " * 400,
    "2019 " * 200,
]
BLANKS = ["", "", "", " ", "\N{NO-BREAK SPACE}"]
TYPICAL = ["University", "Country", "Type", "Date", "Signed", "Valid from", "Expires", "No", "Website", "Notes"]


def random_file(draw):
    """Return a ParsedFile of one or two small sheets, drawn by a random.Random."""
    sheets = tuple(random_sheet(draw, name) for name in draw.choice([[None], [None], ["List", "2019"]]))
    return ParsedFile(draw.choice(["csv", "html", "xlsx", "docx"]), None, None, sheets)


def random_sheet(draw, name):
    """Return a Sheet of up to twelve rows below none to three rows of headers."""
    width, headers = draw.randint(1, 8), draw.choice([0, 1, 1, 1, 1, 2, 3])
    columns = [draw.sample(CELLS, 6) for _ in range(width)]
    rows, number = [], 0
    for at in range(headers + draw.randint(0, 9)):
        number += draw.choice([1, 1, 1, 1, 2])
        cells = random_header(draw, width) if at < headers else random_cells(draw, columns)
        rows.append(Row(number, cells, draw.choice([None, None, {0: "https://alder.example/"}])))
    merged = [random_block(draw, number, width) for _ in range(draw.choice([0, 0, 1, 2]))] if number else []
    return Sheet(name, tuple(rows), tuple(merged))


def random_header(draw, width):
    """Return different headers, most often such as a list has; in some rows any of them may be odd."""
    cells = draw.sample(draw.choice([TYPICAL, TYPICAL, HEADERS]), width)
    is_odd = draw.randint(0, 3) == 0
    return tuple(draw.choice([cell, cell, draw.choice(ODD_HEADERS)]) if is_odd else cell for cell in cells)


def random_cells(draw, pools):
    """Return a cell of each pool, some blank, some of any kind; in some rows all but one are blank, or all the same."""
    cells = [draw.choice(draw.choice([pool, pool, pool, pool, CELLS, BLANKS])) for pool in pools]
    shape = draw.randint(0, 11)
    if shape == 0:
        kept = draw.randrange(len(cells))
        return tuple(cell if at == kept else "" for at, cell in enumerate(cells))
    return tuple(cells[:1] * len(cells) if shape == 1 else cells)


def random_block(draw, rows, width):
    """Return a Merged within a sheet, or a little beyond."""
    row, column = draw.randint(1, rows), draw.randrange(width)
    return Merged(row, column, row + draw.randint(0, 2), column + draw.randint(0, 3))


def lost_rows(parsed_file):
    """Return the tables of a file, and (sheet, number) of each filled row that none of them has, nor lists beside it.

    Of a list on its side, whose rows are columns of the file, none counts as lost.
    """
    tables = find_tables(parsed_file)
    found = {(table.sheet, number) for table in tables for row in table.rows for number in (row.number, *row.joined)}
    found |= {(row.sheet, row.number) for table in tables for row in table.others}
    upright = [sheet for sheet in parsed_file.sheets if not (Grid(sheet).rows and turned(Grid(sheet)))]
    filled = [(sheet.name, row.number) for sheet in upright for row in sheet.rows if any(map(str.strip, row.cells))]
    return tables, [row for row in filled if row not in found]


LIST = [
    ["No", "University", "Country", "Signed", "Expires"],
    ["1", "Ege Üniversitesi", "Türkiye", "14.03.2019", "2024"],
    ["2", "Alder Institute", "Italy", "2008", "unlimited"],
    ["3", "Sedge College", "Poland", "15/04/2019", "14.04.2024"],
]
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def samples():
    """Return the bytes of a small list in each format, as {format: bytes}."""
    xls = Path(__file__).parent / "files" / "data" / "two_sheets.xls"
    made = {"csv": delimited(","), "tsv": delimited("\t"), "xlsx": xlsx(), "ods": ods(), "xls": xls.read_bytes()}
    return {**made, "html": html(), "docx": word(), "pdf": pdf()}


def delimited(delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(LIST)
    return file.getvalue().encode()


def html():
    rows = "".join(f"<tr>{''.join(f'<td colspan=1>{cell}</td>' for cell in row)}</tr>" for row in LIST)
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>".encode()


def xlsx():
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in LIST:
        book.active.append(row)
    book.active.merge_cells("A5:B5")
    book.active["B3"].hyperlink = "https://alder.example/"
    book.save(file)
    return file.getvalue()


def word():
    document, file = docx.Document(), io.BytesIO()
    table = document.add_table(rows=len(LIST), cols=len(LIST[0]))
    for at, row in enumerate(LIST):
        for index, cell in enumerate(row):
            table.cell(at, index).text = cell
    document.save(file)
    return file.getvalue()


def ods():
    kind = 'office:value-type="string" table:number-columns-repeated="1"'
    cell = f"<table:table-cell {kind}><text:p>%s</text:p></table:table-cell>"
    rows = "".join(f"<table:table-row>{''.join(cell % text for text in row)}</table:table-row>" for row in LIST)
    spaces = "".join(f' xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text"))
    table = f"<table:table table:name='List'>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", f"<office:document-content{spaces}>{body}</office:document-content>")
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OPEN_DOCUMENT}:manifest:1.0"/>')
    return file.getvalue()


def pdf():
    """Return a PDF of one page with a ruled table, written without compression."""
    lines = [f"50 {y} m 550 {y} l S" for y in range(600, 721, 30)]
    lines += [f"{x} 600 m {x} 720 l S" for x in range(50, 551, 100)]
    for at, row in enumerate(LIST):
        for index, cell in enumerate(row):
            lines.append(f"BT /F1 9 Tf {55 + 100 * index} {700 - 30 * at} Td ({cell}) Tj ET")
    stream = "\n".join(lines).encode("cp1252")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def mutated(draw, content):
    """Return a copy of a file with some bytes changed; every other time within an entry of a package."""
    if not content.startswith(b"PK") or draw.random() < 0.4:
        return with_changes(draw, content)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w") as package:
        names = source.namelist()
        spoilt = draw.choice(names)
        for name in names:
            data = source.read(name)
            package.writestr(name, with_changes(draw, data) if name == spoilt else data)
    return file.getvalue()


def with_changes(draw, content):
    """Return bytes of which a few are replaced, removed, doubled or swapped."""
    data = bytearray(content)
    for _ in range(draw.choice([1, 1, 2, 4, 16])):
        at, length = draw.randrange(len(data) + 1), draw.choice([1, 1, 2, 8, 64])
        other = draw.randrange(len(data) + 1)
        data[at : at + length] = draw.choice(
            [
                bytes([draw.randrange(256)]), b"", bytes(data[at : at + length]) * 2,
                bytes(data[other : other + length]), b"\x00" * length, b"\xff" * length,
                b"0", b"-1", b"99999999", b"<", b"&", b'"', b"\n",
            ]
        )  # fmt: skip
    return bytes(data[: draw.randrange(len(data) + 1)] if draw.random() < 0.05 else data)

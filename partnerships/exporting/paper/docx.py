"""A list as a .docx: headings, tables whose header stands on each page, page numbers."""

import re
from copy import deepcopy
from typing import BinaryIO

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from partnerships.exporting.writers import LONGEST_PROPERTY
from partnerships.models import HomeInstitution

from .lists import PaperList, text_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_ROWS = 5000  # more than anybody prints; a table of more is slow to open
MARGIN = Mm(15)
A4 = Mm(210), Mm(297)
INK = RGBColor(0x14, 0x20, 0x2B)
LINES = {"top": ("12", "14202B"), "bottom": ("4", "D6DDE3"), "insideH": ("4", "D6DDE3")}  # eighths of a point, colour
LANGUAGES = {"az": "az-Latn-AZ", "en": "en-GB", "ru": "ru-RU", "tr": "tr-TR"}
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def write_docx(file: BinaryIO, paper: PaperList, home: HomeInstitution) -> None:
    """Write a list as a .docx in the language of its texts."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = bare(paper.title)[:LONGEST_PROPERTY], bare(home.name)[:LONGEST_PROPERTY]
    properties.language = paper.language
    properties.comments = ""
    set_styles(document, LANGUAGES.get(paper.language, paper.language))
    section = document.sections[0]
    set_page(section, paper.is_wide)
    width = A4[paper.is_wide] - 2 * MARGIN
    number_pages(section.footer.paragraphs[0])
    document.add_heading(bare(paper.title), level=1)
    for sentence in paper.sentences:
        document.add_paragraph(bare(sentence))
    for group in paper.groups:
        if group.heading:
            document.add_heading(bare(group.title), level=2)
        add_table(document, paper.columns, group.rows, width)
    document.save(file)


def bare(text: str) -> str:
    """Return a text without the characters that no .docx can hold."""
    return NOT_IN_XML.sub("", text)


def set_styles(document, language):
    """Set the language, and the size and colour of texts."""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    for name, points in (("Normal", 9.5), ("Heading 1", 18), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(points), INK
        style.paragraph_format.space_after = Pt(4)


def set_page(section, is_wide):
    """Set the size of a page, A4, which lies on its side where it `is_wide`, and its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = reversed(A4) if is_wide else A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def number_pages(paragraph):
    """Write “Page 2 of 5” into a paragraph of the footer, as fields that are counted where it is opened."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in re.split(r"(\{page\}|\{pages\})", _("Page {page} of {pages}")):
        if part in ("{page}", "{pages}"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE" if part == "{page}" else "NUMPAGES")
            field.append(run_of("1"))
            paragraph._p.append(field)
        elif part:
            paragraph._p.append(run_of(part))


def run_of(text, is_bold=False):
    """Return a run of a text; one in Hebrew or Arabic letters says so."""
    run = OxmlElement("w:r")
    marks = ["w:b"] * is_bold + ["w:rtl"] * bool(RIGHT_TO_LEFT.search(text))
    if marks:
        properties = OxmlElement("w:rPr")
        properties.extend(OxmlElement(mark) for mark in marks)
        run.append(properties)
    run.text = text
    return run


def add_table(document, columns, rows, width):
    """Add a table of some rows under columns that share the `width` of the page."""
    table = document.add_table(rows=0, cols=len(columns))
    table.autofit = False
    set_lines(table)
    whole = sum(column.width for column in columns)
    widths = [Emu(width * column.width // whole) for column in columns]
    for column, share in zip(table.columns, widths, strict=True):
        column.width = share
    table._tbl.append(row_of([column.label for column in columns], widths, is_header=True))
    empty = row_of([""] * len(columns), widths)
    for row in rows:
        table._tbl.append(deepcopy(empty))  # which takes a fraction of the time of a new one
        fill(table._tbl[-1], map(text_of, row))


def set_lines(table):
    """Draw a strong line above a table and thin ones between its rows."""
    borders = OxmlElement("w:tblBorders")
    for side, (size, colour) in LINES.items():
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(borders)


def row_of(texts, widths, is_header=False):
    """Return a row of a table, which no page breaks; a header stands on each page."""
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for width in widths:
        cell = OxmlElement("w:tc")
        cell.width = width
        cell.append(OxmlElement("w:p"))
        row.append(cell)
    fill(row, texts, is_header)
    return row


def fill(row, texts, is_bold=False):
    """Write some texts into the empty cells of a row."""
    for cell, text in zip(row.tc_lst, texts, strict=True):
        if text:
            cell.p_lst[0].append(run_of(bare(text), is_bold))

"""Pages made for people to cells: HTML tables, .docx tables, .pdf tables with ruled lines."""

import io
import re

from django.utils.translation import gettext as _

from .documents import Document, Merged, Row, Sheet, trimmed
from .headings import names_place
from .numbers import whole_number
from .packages import open_package
from .remarks import FileRefused

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|meta|div|style)", re.I | re.S
)
MOST_PAGES = 300
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption")


def is_html(text):
    """Whether a text is a web page, or a part of one, with a table in it."""
    return bool(HTML_START.match(text[:5000])) and "<table" in text.lower()


class Grid:
    """Rows of cells under way: numbers them, and keeps a place free under a cell that spans several rows."""

    def __init__(self):
        self.rows, self.merged, self.covered, self.count = [], [], set(), 0

    def add(self, cells):
        """Adds a row of (text, address or None, rows spanned, columns spanned)."""
        self.count += 1
        number, place = self.count, 0
        texts, links = {}, {}
        for text, address, rows, places in cells:
            while (number, place) in self.covered:
                place += 1
            texts[place] = text
            if address:
                links[place] = address
            if rows > 1 or places > 1:
                self.merged.append(Merged(number, place, number + rows - 1, place + places - 1))
                self.covered |= {(number + r, place + p) for r in range(rows) for p in range(places)}
            place += places
        width = max(texts, default=-1) + 1
        self.rows.append(Row(number, trimmed(texts.get(at, "") for at in range(width)), links or None))

    def head(self, text):
        """Adds a heading that stands over a table; it has the number of the row below, as it is none of the table."""
        self.rows.append(Row(self.count + 1, (text,)))

    def document(self, file_format, encoding=None):
        """The rows as a Document of one sheet without a name."""
        return Document(file_format, encoding, None, (Sheet(None, tuple(self.rows), tuple(self.merged)),))


def read_html(text, encoding):
    """Reads the tables of a web page into a Document, one below the other, under headings that name a place."""
    from lxml import html  # here, because the other formats do without it

    grid, heading = Grid(), ""
    for element in html.document_fromstring(re.sub(r"<\?xml[^>]*\?>", "", text)).iter("tr", *HEADINGS):
        if element.tag != "tr":
            said = " ".join(element.text_content().split())
            heading = said if next(element.iterancestors("tr"), None) is None and names_place(said) else ""
        elif element.find(".//table") is None:
            if heading:
                grid.head(heading)
                heading = ""
            grid.add(html_cell(cell) for cell in element if cell.tag in ("td", "th"))
    return grid.document("html", encoding)


def html_cell(cell):
    """The text of a table cell of a web page, the address of its first link, and how far it spans."""
    for mark in cell.iter("br", "p", "div", "li"):
        mark.tail = "\n" + (mark.tail or "")
    for unseen in list(cell.iter("script", "style", "sup", "s", "strike", "del")):
        unseen.drop_tree()  # footnote marks and struck-out text are no part of a value
    lines = (" ".join(line.split()) for line in cell.text_content().split("\n"))
    address = next((link.get("href") for link in cell.iter("a") if "://" in (link.get("href") or "")), None)
    spans = (min(whole_number(cell.get(name, "1")) or 1, 1000) for name in ("rowspan", "colspan"))
    return "\n".join(line for line in lines if line), address, *spans


def read_docx(content):
    """Reads the tables of a .docx into a Document, with the paragraphs between them as rows of one cell."""
    import docx
    from docx.table import Table

    open_package(content)
    try:
        body = list(docx.Document(io.BytesIO(content)).iter_inner_content())
    except Exception as error:
        raise FileRefused(
            _("The file looks like a document but cannot be read; open it, save it as .docx and try again.")
        ) from error
    if not any(isinstance(block, Table) for block in body):
        raise FileRefused(_("The document holds no table; put the agreements in one, or import the spreadsheet."))
    grid = Grid()
    for block in body:
        if not isinstance(block, Table):
            grid.add([(block.text, None, 1, 1)])
            continue
        for row in docx_rows(block):
            grid.add(row)
    return grid.document("docx")


def docx_rows(table):
    """The rows of a .docx table as Grid takes them; a cell that goes on from above is left to its span."""
    rows = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        cells, seen = [], None
        for place, cell in enumerate(row):
            if cell._tc is seen:
                continue
            seen = cell._tc
            if number and place < len(rows[number - 1]) and rows[number - 1][place]._tc is seen:
                continue
            width = sum(other._tc is seen for other in row)
            height = 1
            while number + height < len(rows) and any(other._tc is seen for other in rows[number + height]):
                height += 1
            addresses = [link.address for paragraph in cell.paragraphs for link in paragraph.hyperlinks]
            cells.append((cell.text, next(filter(None, addresses), None), height, width))
        yield cells


def read_pdf(content):
    """Reads the tables with ruled lines of a .pdf into a Document, page after page.

    Raises FileRefused where it has none, is damaged, protected, or longer than MOST_PAGES.
    """
    import pdfplumber

    try:
        pages = pdfplumber.open(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise FileRefused(_("The file has %s pages; import the spreadsheet that it was made from.") % len(pages))
        rows = [row for page in pages for row in page_rows(page)]
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused(
            _("The PDF cannot be read; import the spreadsheet that it was made from, or a PDF without a password.")
        ) from error
    if not rows:
        raise FileRefused(_("The PDF holds no table with ruled lines; import the spreadsheet that it was made from."))
    grid = Grid()
    for row in rows:
        grid.add((unwrapped(cell or ""), None, 1, 1) for cell in row)
    return grid.document("pdf")


def page_rows(page):
    """The rows of the tables of one page, from the top down."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    # A row that goes on on the next page has no line below it, nor its rest one above.
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    rows = [row for table in page.extract_tables({"explicit_horizontal_lines": ends}) for row in table]
    page.close()
    return rows


def unwrapped(text):
    """The text of a printed cell without the line ends behind a hyphen or a stroke, where nothing was left out."""
    return re.sub(r"(?<=[-/])\n", "", text)

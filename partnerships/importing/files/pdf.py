"""Tables with ruled lines of a .pdf to sheets of cells."""

import io
import re

from django.utils.translation import gettext as _

from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import ParsedFile

from .grid import Grid
from .untabled import untabled

MOST_PAGES = 300
LOOKED_AT = 5  # pages of a .pdf without a table


def read_pdf(content: bytes) -> ParsedFile:
    """Read the tables with ruled lines of a .pdf into a ParsedFile, page after page.

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
    if max(map(len, rows), default=0) < 2 and (sentence := without_columns(content, is_ruled=bool(rows))):
        raise FileRefused(sentence)
    grid = Grid()
    for row in rows:
        grid.add((unwrapped(cell or ""), None, 1, 1) for cell in row)
    return grid.parsed_file("pdf")


def without_columns(content: bytes, *, is_ruled: bool) -> str:
    """Return the sentence that refuses a .pdf without ruled columns, as its first pages show.

    It is "" where one column `is_ruled`, and not by shaded rows.
    """
    import pdfplumber

    pages = pdfplumber.open(io.BytesIO(content)).pages[:LOOKED_AT]
    if sum(is_shading(rect, page) for page in pages if not page.lines for rect in page.rects) > 1:
        return _(
            "The table of the PDF has shaded rows but no lines between its columns, so its cells cannot be told apart;"
            " import the spreadsheet that it was made from, or copy the table into one."
        )
    if is_ruled:
        return ""
    lines = [line for page in pages for line in (page.extract_text() or "").split("\n")]
    return untabled([[line] if line.strip() else [] for line in lines]) or _(
        "The PDF holds no table with ruled lines; import the spreadsheet that it was made from."
    )


def is_shading(rect, page):
    """Return whether a rectangle of a page is the shade of a row: filled without a border, wide and low."""
    is_low = 4 < rect["height"] < page.height / 6
    return rect["fill"] and not rect["stroke"] and rect["width"] > page.width / 3 and is_low


def page_rows(page):
    """Return the rows of the tables of one page, from the top down."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    # A row that goes on on the next page has no line below it, nor its rest one above.
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    rows = [row for table in page.extract_tables({"explicit_horizontal_lines": ends}) for row in table]
    page.close()
    return rows


def unwrapped(text: str) -> str:
    """Return the text of a printed cell without the line ends behind a hyphen or a slash."""
    return re.sub(r"(?<=[-/])\n", "", text)

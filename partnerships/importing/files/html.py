"""Tables of a web page to sheets of cells."""

import re

from partnerships.importing.cells.country_names import names_country_or_region
from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.sheets import ParsedFile

from .grid import Grid

HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|meta|div|style)", re.I | re.S
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption")


def is_html(text: str) -> bool:
    """Return whether a text is a web page, or a part of one, with a table in it."""
    return bool(HTML_START.match(text[:5000])) and "<table" in text.lower()


def read_html(text: str, encoding: str) -> ParsedFile:
    """Read the tables of a web page, one below the other, into a ParsedFile.

    Headings between them that name a country or region become rows of their own.
    """
    from lxml import html  # here, because the other formats do without it

    grid, heading = Grid(), ""
    for element in html.document_fromstring(re.sub(r"<\?xml[^>]*\?>", "", text)).iter("tr", *HEADINGS):
        if element.tag != "tr":
            said = " ".join(element.text_content().split())
            heading = said if next(element.iterancestors("tr"), None) is None and names_country_or_region(said) else ""
        elif element.find(".//table") is None:
            if heading:
                grid.head(heading)
                heading = ""
            grid.add(html_cell(cell) for cell in element if cell.tag in ("td", "th"))
    return grid.parsed_file("html", encoding)


def html_cell(cell):
    """Return the text of a table cell of a web page, the address of its first link, and how far it spans."""
    for element in cell.iter("br", "p", "div", "li"):
        element.tail = "\n" + (element.tail or "")
    for unseen in list(cell.iter("script", "style", "sup", "s", "strike", "del")):
        unseen.drop_tree()  # footnote marks and struck-out text are no part of a value
    lines = (" ".join(line.split()) for line in cell.text_content().split("\n"))
    address = next((link.get("href") for link in cell.iter("a") if "://" in (link.get("href") or "")), None)
    spans = (min(whole_number(cell.get(name, "1")) or 1, 1000) for name in ("rowspan", "colspan"))
    return "\n".join(line for line in lines if line), address, *spans

"""Tables of a .docx to sheets of cells."""

import io

from django.utils.translation import gettext as _

from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import ParsedFile

from .grid import Grid
from .untabled import are_bullets, untabled
from .workbook_parts import open_package


def read_docx(content: bytes) -> ParsedFile:
    """Read the tables of a .docx into a ParsedFile, with the paragraphs between them as rows of one cell."""
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
        raise FileRefused(without_table(body))
    grid = Grid()
    for block in body:
        if not isinstance(block, Table):
            grid.add([(block.text, None, 1, 1)])
            continue
        for row in docx_rows(block):
            grid.add(row)
    return grid.parsed_file("docx")


def without_table(paragraphs):
    """Return the sentence that refuses a document of `paragraphs` alone."""
    lines = [line for paragraph in paragraphs for line in paragraph.text.split("\n")]
    if are_bullets(lines, sum(map(is_bullet, paragraphs))):
        return _(
            "The document lists the agreements as bullets, not in a table; put each in a row of a table, below a header"
            " such as University, Country, Type, Date."
        )
    return untabled([[line] if line.strip() else [] for line in lines]) or _(
        "The document holds no table; put the agreements in one, or import the spreadsheet."
    )


def is_bullet(paragraph):
    """Return whether a paragraph is one of a list, by its own numbering or that of its style."""
    numbered = [paragraph._p.pPr, paragraph.style.element.pPr] if paragraph.style is not None else [paragraph._p.pPr]
    return bool(paragraph.text.strip()) and any(
        properties is not None and properties.numPr is not None for properties in numbered
    )


def docx_rows(table):
    """Yield the rows of a .docx table as Grid takes them; a cell that goes on from above is left to its span."""
    rows = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        cells, seen = [], None
        for index, cell in enumerate(row):
            if cell._tc is seen:
                continue
            seen = cell._tc
            if number and index < len(rows[number - 1]) and rows[number - 1][index]._tc is seen:
                continue
            width = sum(other._tc is seen for other in row)
            height = 1
            while number + height < len(rows) and any(other._tc is seen for other in rows[number + height]):
                height += 1
            addresses = [link.address for paragraph in cell.paragraphs for link in paragraph.hyperlinks]
            cells.append((cell.text, next(filter(None, addresses), None), height, width))
        yield cells

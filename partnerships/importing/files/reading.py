"""Bytes to cells: the format by content, never by name."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import ParsedFile, Sheet, parsed_file_from, plain_parsed_file

from .delimited import read_delimited
from .docx import read_docx
from .encodings import decode, doubtful_letters
from .html import is_html, read_html
from .json_records import json_records, read_json
from .pdf import read_pdf
from .sandbox import run_in_sandbox
from .workbook_parts import open_package
from .workbooks import read_workbook

MOST_ROWS, MOST_COLUMNS = 200_000, 500
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"


def read(content: bytes, sheet: str | None = None) -> ParsedFile:
    """Read the bytes of a file into a ParsedFile, in the sandbox; `read_here` says what of."""
    return parsed_file_from(run_in_sandbox(read_plainly, content, sheet))


def read_plainly(content: bytes, sheet: str | None) -> list[Any]:
    """Return the ParsedFile of the bytes of a file as JSON holds it."""
    return plain_parsed_file(read_here(content, sheet))


def read_here(content: bytes, sheet: str | None = None) -> ParsedFile:
    """Read the bytes of a file into a ParsedFile in this process, which should be that of the sandbox.

    `sheet` names the one sheet to read of a workbook. Raises FileRefused with a sentence for a file that is empty,
    protected, damaged, absurdly large inside, or in no known format or encoding.
    """
    if not content.strip():
        raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
    parsed_file = read_any(content, sheet)
    for part in parsed_file.sheets:
        reject_absurd(part)
    return parsed_file


def reject_absurd(sheet: Sheet) -> None:
    """Raise FileRefused for a sheet with more rows or columns than a list of agreements can have."""
    if len(sheet.rows) > MOST_ROWS:
        message = _("The file has %(rows)s rows, and no more than %(most)s are read at a time; split it and try again.")
        raise FileRefused(message % {"rows": len(sheet.rows), "most": MOST_ROWS})
    if max((len(row.cells) for row in sheet.rows), default=0) <= MOST_COLUMNS:
        return
    if len({index for row in sheet.rows for index, cell in enumerate(row.cells) if cell}) > MOST_COLUMNS:
        message = _("The file has more than %s columns; copy the list alone to a new file and try again.")
        raise FileRefused(message % MOST_COLUMNS)


def read_any(content: bytes, sheet: str | None) -> ParsedFile:
    """Read the bytes of a file that is not empty by what they start with."""
    if content.startswith(OLE):
        return read_workbook(content, "xls", sheet)
    if content.startswith(ZIP):
        return read_package(content, sheet)
    if sheet is not None:
        raise FileRefused(_("The file has no sheets; leave out the name of the sheet, or choose a workbook."))
    if PDF in content[:1024]:
        return read_pdf(content)
    text, encoding = decode(content)
    return read_text(text, encoding)._replace(doubtful=doubtful_letters(content, encoding))


def read_text(text: str, encoding: str) -> ParsedFile:
    """Read a text by what it looks like: records in JSON, a web page with a table, cells between delimiters."""
    if records := json_records(text):
        return read_json(records, encoding)
    return read_html(text, encoding) if is_html(text) else read_delimited(text, encoding)


def read_package(content: bytes, sheet: str | None) -> ParsedFile:
    """Read a zip package: a workbook or a text document; raise FileRefused for any other."""
    names = set(open_package(content).namelist())
    if "word/document.xml" in names:
        return read_docx(content)
    if "content.xml" in names and b"opendocument.text" in content[:200]:
        raise FileRefused(_("The file is a text document; save it as .docx, or copy its table to a spreadsheet."))
    if "content.xml" in names or any(name.startswith("xl/workbook") for name in names):
        return read_workbook(content, "ods" if "content.xml" in names else "xlsx", sheet)
    raise FileRefused(
        _("The file is an archive, and no workbook is in it that can be read; unpack it and choose the list itself.")
    )

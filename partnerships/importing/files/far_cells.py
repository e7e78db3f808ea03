"""Blank cells far outside a list: they stretch a sheet of an .xlsx to its last corner, and the memory of its reader."""

import io
import re
import zipfile

from .workbook_parts import UNREADABLE, column_index, open_package

MOST_ROWS, MOST_COLUMNS = 200_000, 500
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
LAST_CELL = re.compile(rb'<dimension ref="[^":]*:?([A-Z]+)(\d+)"')
LAST_ROW = re.compile(rb'<row [^>]*\br="(\d+)"')
CELL = re.compile(rb'<c (?=[^>]*\br="([A-Z]+)(\d+)")[^>]*?(?:/>|>(.*?)</c>)', re.DOTALL)
SHARED = re.compile(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
TAG = re.compile(rb"<[^>]*>")


def without_far_blanks(content: bytes) -> bytes:
    """Return an .xlsx without blank cells that lie further out than any list; the same bytes where there are none."""
    package = open_package(content)
    try:
        sheets = {name: package.read(name) for name in package.namelist() if SHEET.fullmatch(name)}
        far = {name for name, xml in sheets.items() if is_far(xml)}
        if not far:
            return content
        blanks = blank_texts(package)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as smaller:
            for name in package.namelist():
                xml = package.read(name)
                smaller.writestr(name, without_blanks(xml, blanks) if name in far else xml)
    except UNREADABLE:
        return content  # which the reader of the cells refuses
    return file.getvalue()


def is_far(xml: bytes) -> bool:
    """Return whether a sheet says that it reaches further than any list, or has a row that lies there."""
    last, row = LAST_CELL.search(xml[:5000]), LAST_ROW.match(xml, max(xml.rfind(b"<row "), 0))
    is_wide = last is not None and column_index(last[1].decode()) > MOST_COLUMNS
    return is_wide or any(int(number) > MOST_ROWS for number in (last and last[2], row and row[1]) if number)


def blank_texts(package: zipfile.ZipFile) -> set[bytes]:
    """Return the numbers of the shared texts of a workbook that are blank."""
    name = "xl/sharedStrings.xml"
    texts = SHARED.findall(package.read(name)) if name in package.NameToInfo else ()
    return {b"%d" % number for number, text in enumerate(texts) if not TAG.sub(b"", text).strip()}


def without_blanks(xml: bytes, blanks: set[bytes]) -> bytes:
    """Return the XML of a sheet without its far cells that hold nothing, or nothing but blanks."""

    def kept(match):
        if int(match[2]) <= MOST_ROWS and column_index(match[1].decode()) <= MOST_COLUMNS:
            return match[0]
        text = TAG.sub(b"", match[3] or b"").strip()
        is_shared = b' t="s"' in match[0][: match[0].find(b">")]
        return b"" if not text or (is_shared and text in blanks) else match[0]

    return CELL.sub(kept, xml)

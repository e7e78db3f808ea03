"""Bytes to cells: the format by content, the encoding, the delimiter, the sheets."""

import codecs
import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from .remarks import FileRefused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Single-byte encodings that offices around the register use, and the multi-byte ones of East Asia.
ENCODINGS = ["cp1251", "cp1254", "cp1252", "cp1250", "cp1256", "cp932", "gb18030", "big5", "cp949", "koi8_r"]
DELIMITERS = "\t;,|"
SAMPLE_LINES = 200
MOST_CONTROL_CHARACTERS = 0.01
LONGEST_CELL = 10_000_000
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Row:
    """A row of cells, as text, with the number that a person sees beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet, in order; `name` is None for a file without sheets."""

    name: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Document:
    """A file as it was read; `encoding` and `delimiter` are None for a workbook."""

    format: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]


def read(content, sheet=None):
    """Reads the bytes of a file into a Document.

    `sheet` names the one sheet to read of a workbook. Raises FileRefused with a sentence for a file that is empty,
    protected, damaged, or in no known format or encoding.
    """
    if not content.strip():
        raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
    if content.startswith((ZIP, OLE)):
        return read_workbook(content, sheet)
    if sheet is not None:
        raise FileRefused(_("The file has no sheets; leave out the name of the sheet, or choose a workbook."))
    return read_text(content)


def read_workbook(content, wanted=None):
    """Reads .xlsx, .xls or .ods; raises FileRefused for what is none, or needs a password."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        if wanted is not None and wanted not in names:
            raise FileRefused(
                _("There is no sheet “%(name)s”; the workbook has: %(names)s.")
                % {"name": wanted, "names": ", ".join(f"“{name}”" for name in names)}
            )
        sheets = [
            Sheet(name, tuple(rows_of(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))))
            for name in names
            if wanted in (None, name)
        ]
    except PasswordError:
        raise FileRefused(_("The workbook is protected by a password; save it without one and try again.")) from None
    except (CalamineError, OSError, ValueError) as error:
        if content.startswith(OLE) and b"E\0n\0c\0r\0y\0p\0t\0" in content:
            raise FileRefused(
                _("The workbook is protected by a password; save it without one and try again.")
            ) from None
        raise FileRefused(
            _("The file looks like a workbook but cannot be read; open it, save it as .xlsx and try again.")
        ) from error
    return Document(workbook_format(content), None, None, tuple(sheets))


def workbook_format(content):
    """Which kind of workbook the bytes are: "xls", "ods" or "xlsx"."""
    if content.startswith(OLE):
        return "xls"
    return "ods" if b"opendocument.spreadsheet" in content[:200] else "xlsx"


def rows_of(table):
    """The rows of a sheet with their numbers from 1, each cell as text, without empty cells at the end."""
    for number, cells in enumerate(table, start=1):
        yield Row(number, trimmed(text_of(cell) for cell in cells))


def trimmed(cells):
    """The cells as a tuple, without the empty ones at the end."""
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def text_of(cell):
    """A cell of a workbook as text: whole numbers without ".0", dates in ISO form."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(sep=" ")
    if isinstance(cell, (date, timedelta)):
        return cell.isoformat() if isinstance(cell, date) else str(cell)
    return str(cell)


def read_text(content):
    """Reads delimited text; raises FileRefused for bytes that are no text in a known encoding."""
    text, encoding = decode(content)
    delimiter = delimiter_of(text)
    rows = tuple(lines_of(text, delimiter))
    return Document("tsv" if delimiter == "\t" else "csv", encoding, delimiter, (Sheet(None, rows),))


def decode(content):
    """The text of some bytes and the name of its encoding; raises FileRefused where none fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return checked(content, encoding), encoding
    for encoding, nuls in (("utf-16-le", content[1:200:2]), ("utf-16-be", content[0:200:2])):
        if nuls and nuls.count(0) * 2 > len(nuls):
            return checked(content, encoding), encoding
    try:
        text = content.decode()
    except UnicodeDecodeError:
        encoding = guessed_encoding(content)
        return checked(content, encoding), encoding
    return reject_binary(text), "utf-8"


def checked(content, encoding):
    """The text of bytes that should be in that `encoding`, or a refusal."""
    try:
        return reject_binary(content.decode(encoding))
    except UnicodeDecodeError:
        raise FileRefused(unknown_encoding()) from None


def unknown_encoding():
    """The sentence for bytes that are no text."""
    return _(
        "The file is no text in an encoding that is known here; save it as .xlsx, or as CSV in UTF-8, and try again."
    )


def reject_binary(text):
    """The `text`, or a refusal where it has so many control characters that it cannot be a list."""
    control = sum(1 for character in text if ord(character) < 32 and character not in "\t\n\r\f\v\x1a")
    if control > len(text) * MOST_CONTROL_CHARACTERS + 2:
        raise FileRefused(unknown_encoding())
    return text


def guessed_encoding(content):
    """The likeliest of ENCODINGS for bytes that are not UTF-8; raises FileRefused where none makes sense."""
    latin = latin_encoding(content)
    if latin:
        return latin
    best = from_bytes(content, cp_isolation=ENCODINGS).best()
    if best is None:
        raise FileRefused(unknown_encoding())
    return best.encoding


def latin_encoding(content):
    """Gives "cp1254" or "cp1250" where letters beyond ASCII stand alone inside ASCII words, else None.

    In Cyrillic and other scripts such letters stand beside each other, in Turkish or French they do not. Windows-1254
    is windows-1252 but for six letters that only Icelandic needs.
    """
    high = [place for place, byte in enumerate(content) if byte >= 0x80]
    in_words = [place for place in high if is_letter(content, place - 1) or is_letter(content, place + 1)]
    if len(in_words) * 10 < len(high) * 7:
        return None
    for encoding in ("cp1254", "cp1250"):
        letters = "".join(content[place : place + 1].decode(encoding, "replace") for place in in_words)
        others = sum(not (letter.isalpha() or letter in "‘’“”–—…´") for letter in letters)
        if others * 20 <= len(letters):
            return encoding
    return None


def is_letter(content, place):
    """Whether the byte at that `place` is an ASCII letter."""
    return 0 <= place < len(content) and content[place : place + 1].isalpha()


def delimiter_of(text):
    """The delimiter that cuts the first lines of a text most evenly into two cells or more; "," where none does."""
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])

    def evenness(delimiter):
        widths = [len(row) for row in records(sample, delimiter) if len(row) > 1]
        return len(widths) and widths.count(max(set(widths), key=widths.count)) * 10 + max(widths)

    best = max(DELIMITERS, key=evenness)
    return best if evenness(best) else ","


def records(text, delimiter):
    """The records of a delimited text; quotation marks count unless one of them is never closed."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        lines = text.splitlines()
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


def lines_of(text, delimiter):
    """The rows of a delimited text, numbered as a person sees them: by line between tabs, by record otherwise."""
    number = 1
    for position, cells in enumerate(records(text, delimiter), start=1):
        yield Row(number if delimiter == "\t" else position, trimmed(cells))
        number += 1 + sum(cell.count("\n") for cell in cells)

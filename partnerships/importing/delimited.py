"""Text to cells: the encoding, the delimiter, the records."""

import codecs
import csv
import io
import re

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from .documents import Document, Row, Sheet, trimmed
from .remarks import FileRefused

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Single-byte encodings that offices around the register use, and the multi-byte ones of East Asia.
ENCODINGS = [
    "cp1251", "cp1254", "cp1252", "cp1250", "cp1253", "cp1255", "cp1256", "cp1257", "cp932", "gb18030", "big5", "cp949",
    "koi8_r", "koi8_u", "mac_cyrillic", "cp866", "cp1258", "cp874",
]  # fmt: skip
# Letters beyond ASCII, and the marks of print, of the languages that windows-1254 and windows-1250 are made for.
ALPHABETS = [
    frozenset(letters + "‘’“”–—…´«»")
    for letters in (
        "çğıöşüâîû çəğıöşü äöüßé éèêëàâçùûüôîïœæ ñáéíóúü ãõáéíóúâêôçà àèéìòù åøæäöé õäöüšž ąćęłńóśźż "
        "áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű ăâîșşțţ čćđšž"
    ).split()
]
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
DELIMITERS = "\t;,|"
SAMPLE_LINES = 200
MOST_CONTROL_CHARACTERS = 0.01
LONGEST_CELL = 10_000_000
csv.field_size_limit(LONGEST_CELL)


def read_delimited(text, encoding):
    """Reads delimited text into a Document."""
    delimiter = delimiter_of(text)
    rows = tuple(lines_of(text, delimiter))
    return Document("tsv" if delimiter == "\t" else "csv", encoding, delimiter, (Sheet(None, rows),))


def decode(content):
    """The text of some bytes and the name of its encoding; raises FileRefused where none fits."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return checked(content, encoding), encoding
    if encoding := wide_encoding(content):
        return checked(content, encoding), encoding
    try:
        text = content.decode()
    except UnicodeDecodeError:
        encoding = declared_encoding(content) or guessed_encoding(content)
        return checked(content, encoding), encoding
    return reject_binary(text), "utf-8"


def wide_encoding(content):
    """Gives "utf-16-le" or "utf-16-be" where delimiters, digits and line ends have two bytes, else None."""
    if len(content) % 2 or b"\0" not in content[:1000]:
        return None
    counted = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content[:2000].decode(encoding, "replace")
        counted[encoding] = sum(text.count(mark) for mark in "\n\t,; 0123456789")
    best = max(counted, key=counted.get)
    return best if counted[best] * 50 > len(content[:2000]) else None


def declared_encoding(content):
    """The encoding that a page names at its beginning, where it is known and fits; else None."""
    match = DECLARED.search(content[:4000])
    try:
        return codecs.lookup(match[1].decode()).name if match and content.decode(match[1].decode()) else None
    except (LookupError, UnicodeDecodeError):
        return None


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
    is windows-1252 but for six letters that only Icelandic needs. Letters of windows-1250 are letters of windows-1254
    too, but not of one language: that which makes the letters one language's wins.
    """
    high = [place for place, byte in enumerate(content) if byte >= 0x80]
    in_words = [place for place in high if is_letter(content, place - 1) or is_letter(content, place + 1)]
    if len(in_words) * 10 < len(high) * 7:
        return None
    fitting = {}
    for encoding in ("cp1254", "cp1250"):
        letters = "".join(content[place : place + 1].decode(encoding, "replace") for place in in_words)
        others = sum(letter in "ªº" or not (letter.isalpha() or letter in "‘’“”–—…´") for letter in letters)
        if others * 20 <= len(letters):
            fitting[encoding] = coherence(letters)
    return max(fitting, key=fitting.get) if fitting else None


def coherence(letters):
    """The largest share of some `letters` beyond ASCII that one language of Europe has."""
    return max(sum(letter in alphabet for letter in letters.casefold()) for alphabet in ALPHABETS) / len(letters)


def is_letter(content, place):
    """Whether the byte at that `place` is an ASCII letter."""
    return 0 <= place < len(content) and content[place : place + 1].isalpha()


def delimiter_of(text):
    """The delimiter that cuts the first lines of a text most evenly into two cells or more; "," where none does."""
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])

    def evenness(delimiter):
        widths = [len(row) for row in records(sample, delimiter) if len(row) > 1]
        usual = max(set(widths), key=widths.count) if widths else 0
        return widths.count(usual) * 10 + min(usual, 9)

    best = max(DELIMITERS, key=evenness)
    if best == "," and is_one_column(sample):
        return ""
    return best if evenness(best) else ","


def is_one_column(sample):
    """Whether the commas of a text belong to names: none in the first line, and lines of different widths below."""
    widths = [len(row) for row in records(sample, ",") if row]
    return len(widths) > 2 and widths[0] == 1 and widths.count(max(set(widths), key=widths.count)) < 0.8 * len(widths)


def records(text, delimiter):
    """The records of a delimited text; quotation marks count unless one of them is never closed."""
    if not delimiter:
        return [[line] for line in text.splitlines()]
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [record for line in text.splitlines() for record in records_of_line(line, delimiter)]


def records_of_line(line, delimiter):
    """The record of one line of a text with an unclosed quotation mark; the marks count where this line closes them."""
    is_closed = line.count('"') % 2 == 0
    return (
        csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if is_closed else csv.QUOTE_NONE)
        if line
        else [[]]
    )


def lines_of(text, delimiter):
    """The rows of a delimited text, numbered as a person sees them: by line between tabs, by record otherwise."""
    number = 1
    for position, cells in enumerate(records(text, delimiter), start=1):
        yield Row(number if delimiter == "\t" else position, trimmed(cells))
        number += 1 + sum(cell.count("\n") for cell in cells)

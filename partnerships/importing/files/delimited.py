"""Text to cells: the delimiter, the records."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import ParsedFile, Row, Sheet, trimmed

DELIMITERS = "\t;,|"
SAMPLE_LINES = 200
MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")  # as Markdown writes a hyperlink
ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE
)  # a letter of a web page, with a delimiter in it
ESCAPED = '\\"'
LONGEST_CELL = 1_000_000
csv.field_size_limit(LONGEST_CELL)


def read_delimited(text: str, encoding: str) -> ParsedFile:
    """Read delimited text into a ParsedFile; raise FileRefused where a cell is longer than LONGEST_CELL."""
    try:
        delimiter = delimiter_of(text)
        rows = tuple(lines_of(text, delimiter))
    except csv.Error:
        raise FileRefused(
            _("A cell of the file is longer than any text in a list of agreements; choose another file.")
        ) from None
    return ParsedFile("tsv" if delimiter == "\t" else "csv", encoding, delimiter, (Sheet(None, rows),))


def delimiter_of(text: str) -> str:
    """Return the delimiter that cuts the first lines of a text most evenly into two cells or more.

    "," where none does.
    """
    sample = ENTITY.sub("&", "\n".join(text.splitlines()[:SAMPLE_LINES]))

    def evenness(delimiter):
        try:
            widths = [len(row) for row in records(sample, delimiter) if len(row) > 1]
        except csv.Error:
            return 0
        usual = max(set(widths), key=widths.count) if widths else 0
        return widths.count(usual) * 10 + min(usual, 9)

    best = max(DELIMITERS, key=evenness)
    if best == "," and is_one_column(sample):
        return ""
    return best if evenness(best) else ","


def is_one_column(sample: str) -> bool:
    """Return whether the commas of a text belong to names: none in the first line, varying numbers of them below.

    Where all lines below have the same number of several commas, the first line is a title.
    """
    widths = [len(row) for row in records(sample, ",") if row]
    is_title = min(widths[1:], default=0) > 2 and len(set(widths[1:])) == 1
    varies = widths.count(max(widths, key=widths.count)) < 0.8 * len(widths) if widths else False
    return len(widths) > 2 and widths[0] == 1 and varies and not is_title


def records(text: str, delimiter: str) -> list[list[str]]:
    """Return the records of a delimited text; quotation marks count unless one of them is never closed.

    A mark inside a marked cell may be doubled, or stand behind a backslash as databases write it.
    """
    if not delimiter:
        return [[line] for line in text.splitlines()]
    for written in (text, text.replace(ESCAPED, '""')) if ESCAPED in text else (text,):
        with suppress(csv.Error):
            return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True))
    return [record for line in text.splitlines() for record in records_of_line(line, delimiter)]


def records_of_line(line: str, delimiter: str) -> Iterable[list[str]]:
    """Return the record of one line of a text with an unclosed quotation mark.

    The marks count where this line closes them.
    """
    is_closed = line.count('"') % 2 == 0
    return (
        csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if is_closed else csv.QUOTE_NONE)
        if line
        else [[]]
    )


def lines_of(text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows of a delimited text, numbered as a person sees them: by line between tabs, by record otherwise."""
    number, is_escaped = 1, ESCAPED in text
    for position, cells in enumerate(records(text, delimiter), start=1):
        links = {
            index: match[2] for index, cell in enumerate(cells) if (match := MARKDOWN_LINK.fullmatch(cell.strip()))
        }
        texts = (MARKDOWN_LINK.sub(r"\1", cell) for cell in cells) if links else cells
        if is_escaped:
            texts = [cell.replace(ESCAPED, '"') for cell in texts]
        yield Row(number if delimiter == "\t" else position, trimmed(texts), links or None)
        number += 1 + sum(cell.count("\n") for cell in cells)

"""What stands in a workbook of Excel 97 beside its cells, which their reader leaves out: hyperlinks, formats."""

import struct
from collections import defaultdict

from .number_formats import SHOWN_BY_BUILT_IN, shown_length
from .workbook_parts import Extras

SECTOR_FREE = 0xFFFFFFFA  # from here on numbers of sectors are marks, such as the end of a chain
BOUND_SHEET, HYPERLINK, ROW, END = 0x85, 0x1B8, 0x208, 0x0A
FORMAT, STYLE, NUMBER, SMALL_NUMBER, SMALL_NUMBERS, FORMULA = 0x41E, 0xE0, 0x203, 0x27E, 0xBD, 0x06
IS_HIDDEN = 0x20  # a bit of what a ROW says
WEB_ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")  # the class of what is linked to


def spreadsheet_extras(content: bytes) -> dict[str, Extras]:
    """Return the Extras of each sheet of an .xls by its name; empty where the file is unusual."""
    try:
        stream = workbook_stream(content)
        starts = dict(sheets_of(stream)) if stream else {}
        styles = shortening_styles(stream) if stream else {}
        extras = {start: sheet_extras(stream, start, styles) for start in set(starts.values())}
        return {name: extras[start] for name, start in starts.items()}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def workbook_stream(content):
    """Return the stream of the workbook in a compound file, b"" where there is none."""
    size, small_size = (1 << power for power in struct.unpack_from("<HH", content, 30))
    smallest, small_table = struct.unpack_from("<II", content, 56)  # the start of the table for small streams
    table = [number for number in struct.unpack_from("<109I", content, 76) if number < SECTOR_FREE]
    following = numbers_in(b"".join(piece(content, number + 1, size) for number in table))

    def stream(number):
        return b"".join(piece(content, at + 1, size) for at in chain(number, following))

    directory, container = stream(struct.unpack_from("<I", content, 48)[0]), b""
    for at in range(0, len(directory) - 127, 128):
        name = directory[at : at + 64].decode("utf-16-le").split("\0")[0]
        start, length = struct.unpack_from("<II", directory, at + 116)
        if name == "Root Entry" and start < SECTOR_FREE:
            container = stream(start)
        elif name == "Workbook" and length >= smallest:
            return stream(start)[:length]
        elif name == "Workbook":
            numbers = chain(start, numbers_in(stream(small_table)))
            return b"".join(piece(container, number, small_size) for number in numbers)[:length]
    return b""


def piece(content, number, size):
    """Return the sector of that number in sectors of a `size`."""
    return content[number * size : (number + 1) * size]


def numbers_in(table):
    """Return the numbers of a table of sectors: at each place the one that follows."""
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def chain(number, following):
    """Return the numbers of the sectors of a stream, from the first; none twice."""
    found = {}
    while number < SECTOR_FREE and number not in found:
        found[number] = True
        number = following[number]
    return found


def records_of(stream, at):
    """Yield (kind, bytes) for the records of a stream from a byte to the end of their part."""
    kind = None
    while kind != END:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def sheets_of(stream):
    """Yield the names of the sheets, and the bytes at which their records start."""
    for kind, data in records_of(stream, 0):
        if kind == BOUND_SHEET:
            start, length, is_wide = struct.unpack_from("<I2xBB", data)
            text = data[8 : 8 + length * (2 if is_wide & 1 else 1)]
            yield text.decode("utf-16-le" if is_wide & 1 else "latin-1"), start


def shortening_styles(stream):
    """Return the numbers of the cell styles that do not show the day: {number: characters of its ISO form}."""
    codes, formats = dict(SHOWN_BY_BUILT_IN), []
    for kind, data in records_of(stream, 0):
        if kind == FORMAT:
            number, length, is_wide = struct.unpack_from("<HHB", data)
            text = data[5 : 5 + length * (2 if is_wide & 1 else 1)]
            codes[number] = shown_length(text.decode("utf-16-le" if is_wide & 1 else "latin-1"))
        elif kind == STYLE:
            formats.append(struct.unpack_from("<2xH", data)[0])
    return {style: codes[number] for style, number in enumerate(formats) if codes.get(number)}


def cells_of(kind, data):
    """Yield row number, index and style of the cells with numbers in a record."""
    if kind in (NUMBER, SMALL_NUMBER, FORMULA):
        row, index, style = struct.unpack_from("<HHH", data)
        yield row + 1, index, style
    elif kind == SMALL_NUMBERS:
        row, first = struct.unpack_from("<HH", data)
        for count, at in enumerate(range(4, len(data) - 2, 6)):
            yield row + 1, first + count, struct.unpack_from("<H", data, at)[0]


def sheet_extras(stream, start, styles):
    """Return the Extras of the sheet whose records start at a byte; `styles` are its shortening ones."""
    links, hidden, cut = defaultdict(dict), set(), defaultdict(dict)
    for kind, data in records_of(stream, start):
        if kind == HYPERLINK and (at := data.find(WEB_ADDRESS, 8)) >= 0:
            row, index = struct.unpack_from("<H2xH", data)
            length = struct.unpack_from("<I", data, at + 16)[0]
            links[row + 1][index] = data[at + 20 : at + 20 + length].decode("utf-16-le").split("\0")[0]
        elif kind == ROW and data[12] & IS_HIDDEN:
            hidden.add(struct.unpack_from("<H", data)[0] + 1)
        for row, index, style in cells_of(kind, data) if styles else ():
            if style in styles:
                cut[row][index] = styles[style]
    return Extras(dict(links), {}, hidden=frozenset(hidden), cut=dict(cut))

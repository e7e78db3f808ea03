"""What stands in a workbook of Excel 97 beside its cells, which their reader leaves out: hyperlinks, hidden rows."""

import struct
from collections import defaultdict

from .workbook_parts import Extras

SECTOR_FREE = 0xFFFFFFFA  # from here on numbers of sectors are marks, such as the end of a chain
BOUND_SHEET, HYPERLINK, ROW, END = 0x85, 0x1B8, 0x208, 0x0A
IS_HIDDEN = 0x20  # a bit of what a ROW says
WEB_ADDRESS = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")  # the class of what is linked to


def spreadsheet_extras(content: bytes) -> dict[str, Extras]:
    """Return the Extras of each sheet of an .xls by its name; empty where the file is unusual."""
    try:
        stream = workbook_stream(content)
        starts = dict(sheets_of(stream)) if stream else {}
        extras = {start: sheet_extras(stream, start) for start in set(starts.values())}
        return {name: extras[start] for name, start in starts.items()}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def workbook_stream(content):
    """Return the stream of the workbook in a compound file, b"" where none lies in whole sectors."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    smallest = struct.unpack_from("<I", content, 56)[0]

    def sector(number):
        return content[(number + 1) * size : (number + 2) * size]

    table = [sector(number) for number in struct.unpack_from("<109I", content, 76) if number < SECTOR_FREE]
    following = struct.unpack(f"<{sum(map(len, table)) // 4}I", b"".join(table))

    def chain(number):
        parts = []
        while number < SECTOR_FREE and len(parts) * size < len(content):
            parts.append(sector(number))
            number = following[number]
        return b"".join(parts)

    directory = chain(struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(directory) - 127, 128):
        name = directory[at : at + 64].decode("utf-16-le").split("\0")[0]
        start, length = struct.unpack_from("<II", directory, at + 116)
        if name == "Workbook" and length >= smallest:
            return chain(start)[:length]
    return b""


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


def sheet_extras(stream, start):
    """Return the Extras of the sheet whose records start at a byte."""
    links, hidden = defaultdict(dict), set()
    for kind, data in records_of(stream, start):
        if kind == HYPERLINK and (at := data.find(WEB_ADDRESS, 8)) >= 0:
            row, index = struct.unpack_from("<H2xH", data)
            length = struct.unpack_from("<I", data, at + 16)[0]
            links[row + 1][index] = data[at + 20 : at + 20 + length].decode("utf-16-le").split("\0")[0]
        elif kind == ROW and data[12] & IS_HIDDEN:
            hidden.add(struct.unpack_from("<H", data)[0] + 1)
    return Extras(dict(links), {}, hidden=frozenset(hidden))

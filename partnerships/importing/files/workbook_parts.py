"""What stands in a workbook beside its cells: hyperlinks, formulas without a result, pictures, merged cells."""

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext as _

from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, Picture

MOST_UNPACKED = 300 * 2**20
MOST_EXTRA = 60 * 2**20  # bytes of one part; beyond it the cells are read, but no hyperlinks
MOST_REPEATED = 10_000  # rows of an element of an .ods; more are the empty rest of the sheet
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
IMAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image"
HREF = "{http://www.w3.org/1999/xlink}href"
WITHOUT_RESULT = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')


class Extras(NamedTuple):
    """What one sheet has beside its cells.

    `links` are targets of hyperlinks, {row number: {index of the column: address}}, `unknown` the indexes of formulas
    without a stored result, {row number: indexes}, `hidden` the numbers of hidden rows.
    """

    links: dict[int, dict[int, str]]
    unknown: dict[int, tuple[int, ...]]
    pictures: tuple[Picture, ...] = ()
    merged: tuple[Merged, ...] = ()
    hidden: frozenset[int] = frozenset()


NO_EXTRAS = Extras({}, {})


def open_package(content: bytes) -> zipfile.ZipFile:
    """Return the zip package of a file; raise FileRefused where it is damaged, or would unpack to an absurd size."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileRefused(
            _("The file looks like a workbook but cannot be read; open it, save it as .xlsx and try again.")
        ) from error
    unpacked = sum(entry.file_size for entry in package.infolist() if not is_picture(entry.filename))
    if unpacked > MOST_UNPACKED:
        raise FileRefused(
            _("The file unpacks to more than a list of agreements holds; copy the list to a new file and try again.")
        )
    return package


def is_picture(name: str) -> bool:
    """Return whether an entry is a picture, which is never unpacked while reading."""
    return name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".emf", ".wmf", ".tif", ".tiff"))


def part(package, name):
    """Return the parsed XML of an entry, None where it is missing or cannot be parsed."""
    try:
        return fromstring(package.read(name)) if package.getinfo(name).file_size <= MOST_EXTRA else None
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, ValueError):
        return None


def relations(package, name):
    """Return the relations of an entry: {id: (target as an entry or an address, whether it is outside)}."""
    folder, file = posixpath.split(name)
    root = part(package, f"{folder}/_rels/{file}.rels")
    found = {}
    for relation in root if root is not None else ():
        target, is_outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
        if not is_outside:
            target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
        found[relation.get("Id")] = (target, is_outside)
    return found


def spreadsheetml_extras(content: bytes) -> dict[str, Extras]:
    """Return the Extras of each sheet of an .xlsx, by its name."""
    package = open_package(content)
    workbook = part(package, "xl/workbook.xml")
    if workbook is None:
        return {}
    targets = relations(package, "xl/workbook.xml")
    sheets = [element for element in workbook.iter() if element.tag.endswith("}sheet")]
    return {
        element.get("name"): sheet_extras(package, targets.get(element.get(f"{RELATION}id"), ("",))[0])
        for element in sheets
    }


def sheet_extras(package, name):
    """Return the Extras of one sheet of an .xlsx."""
    try:
        xml = package.read(name) if package.getinfo(name).file_size <= MOST_EXTRA else b""
    except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError):
        return NO_EXTRAS
    targets = relations(package, name)
    unknown = defaultdict(tuple)
    if b"<f" in xml:
        for match in WITHOUT_RESULT.finditer(xml):
            unknown[int(match[2])] += (column_index(match[1].decode()),)
    hidden = frozenset(int(match[1]) for match in HIDDEN_ROW.finditer(xml)) if b" hidden=" in xml else frozenset()
    return Extras(links_of(xml, targets), dict(unknown), tuple(pictures_of(package, targets)), hidden=hidden)


def links_of(xml, targets):
    """Return the targets of the hyperlinks of a sheet: {row number: {index: address}}; they stand behind its cells."""
    found = defaultdict(dict)
    start, end = xml.find(b"<hyperlinks"), xml.rfind(b"</hyperlinks>")
    for match in re.finditer(rb"<hyperlink\b[^>]*>", xml[start:end]) if 0 <= start < end else ():
        cell = re.search(rb'\bref="([A-Z]+)(\d+)', match[0])
        identity = re.search(rb'\bid="([^"]+)"', match[0])
        target, is_outside = targets.get(identity[1].decode(errors="replace") if identity else "", ("", False))
        if cell and is_outside:
            found[int(cell[2])][column_index(cell[1].decode())] = target
    return dict(found)


def pictures_of(package, targets):
    """Yield the pictures that stand on cells of a sheet."""
    for name in [target for target, outside in targets.values() if "/drawings/" in target and not outside]:
        media, drawing = relations(package, name), part(package, name)
        for anchor in drawing if drawing is not None else ():
            corner, blip = anchor.find(f"{DRAWING}from"), anchor.find(f".//{BLIP}")
            if corner is None or blip is None:
                continue
            entry = media.get(blip.get(f"{RELATION}embed"), ("",))[0]
            row, index = (whole_number(corner.findtext(f"{DRAWING}{side}", "")) for side in ("row", "col"))
            if entry in package.NameToInfo and row is not None and index is not None:
                yield row + 1, index, entry


def column_index(letters: str) -> int:
    """Return the index of a column, from 0: "A" is 0, "AA" is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def opendocument_extras(content: bytes) -> dict[str, Extras]:
    """Return the Extras of each sheet of an .ods, by its name: hyperlinks, pictures, merged cells, hidden rows."""
    package = open_package(content)
    try:
        if package.getinfo("content.xml").file_size > MOST_EXTRA:
            return {}
        return read_tables(package.open("content.xml"), package.NameToInfo)
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, ValueError):
        return {}


def read_tables(xml, entries):
    """Return the Extras of the tables of an OpenDocument spreadsheet's content.

    Pictures are `entries` of its package.
    """
    found, row, index = {}, 0, 0
    for event, element in iterparse(xml, events=("start", "end")):
        if event == "start" and element.tag == f"{TABLE}table":
            links, merged, pictures, hidden, row = defaultdict(dict), [], [], set(), 1
            found[element.get(f"{TABLE}name")] = (links, merged, pictures, hidden)
        elif event == "start" and element.tag == f"{TABLE}table-row":
            index = 0
        elif event == "end" and element.tag == f"{TABLE}table-row":
            count = int(element.get(f"{TABLE}number-rows-repeated", 1))
            if element.get(f"{TABLE}visibility", "visible") != "visible":
                hidden |= set(range(row, row + min(count, MOST_REPEATED)))
            row += count
            element.clear()
        elif event == "end" and element.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            link = element.find(f".//{TEXT}a")
            if link is not None and link.get(HREF):
                links[row][index] = link.get(HREF)
            pictures += [(row, index, entry) for image in element.iter(IMAGE) if (entry := image.get(HREF)) in entries]
            rows, columns = (int(element.get(f"{TABLE}number-{kind}-spanned", 1)) for kind in ("rows", "columns"))
            if rows > 1 or columns > 1:
                merged.append(Merged(row, index, row + rows - 1, index + columns - 1))
            index += int(element.get(f"{TABLE}number-columns-repeated", 1))
    return {
        name: Extras(dict(links), {}, tuple(pictures), tuple(merged), frozenset(hidden))
        for name, (links, merged, pictures, hidden) in found.items()
    }

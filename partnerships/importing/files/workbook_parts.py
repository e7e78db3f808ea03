"""What stands in a workbook beside its cells: hyperlinks, formulas without a result, pictures, merged cells."""

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, Picture

from .number_formats import SHOWN_BY_BUILT_IN, shown_length

MOST_UNPACKED = 300 * 2**20
# What reading an entry raises: it is missing, damaged, protected, or packed in an unknown way.
UNREADABLE = (KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
MOST_EXTRA = 60 * 2**20  # bytes of one part; beyond it the cells are read, but no hyperlinks
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
WITHOUT_RESULT = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
STYLED_CELL = re.compile(rb'<(?:\w+:)?c (?=[^>]*\br="([A-Z]+)(\d+)")(?=[^>]*\bs="(\d+)")')
HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')


class Extras(NamedTuple):
    """What one sheet has beside its cells.

    `links` are targets of hyperlinks, {row number: {index of the column: address}}, `unknown` the indexes of formulas
    without a stored result, {row number: indexes}, `hidden` the numbers of hidden rows. `cut` are cells whose format
    does not show the whole day, {row number: {index: characters of its ISO form that are shown}}.
    """

    links: dict[int, dict[int, str]]
    unknown: dict[int, tuple[int, ...]]
    pictures: tuple[Picture, ...] = ()
    merged: tuple[Merged, ...] = ()
    hidden: frozenset[int] = frozenset()
    cut: Mapping[int, Mapping[int, int]] = {}


NO_EXTRAS = Extras({}, {})


def open_package(content: bytes) -> zipfile.ZipFile:
    """Return the zip package of a file; raise FileRefused where it is damaged, or would unpack to an absurd size."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE as error:
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
    except (*UNREADABLE, ParseError, DefusedXmlException):
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
    styles = shortening_styles(part(package, "xl/styles.xml"))
    return {
        element.get("name"): sheet_extras(package, targets.get(element.get(f"{RELATION}id"), ("",))[0], styles)
        for element in sheets
    }


def shortening_styles(styles):
    """Return the numbers of the cell styles that do not show the day: {number: characters of its ISO form}."""
    codes, found = {}, {}
    for element in styles.iter() if styles is not None else ():
        if element.tag.endswith("}numFmt"):
            codes[element.get("numFmtId")] = shown_length(element.get("formatCode", ""))
        elif element.tag.endswith("}cellXfs"):
            formats = [style.get("numFmtId", "0") for style in element]
            shown = [codes.get(at, SHOWN_BY_BUILT_IN.get(whole_number(at))) for at in formats]
            found = {number: length for number, length in enumerate(shown) if length}
    return found


def cut_cells(xml, styles):
    """Return the cells of a sheet of an .xlsx that have one of some `styles`: {row number: {index: its length}}."""
    found = defaultdict(dict)
    for letters, row, style in STYLED_CELL.findall(xml) if styles else ():
        if length := styles.get(int(style)):
            found[int(row)][column_index(letters.decode())] = length
    return dict(found)


def sheet_extras(package, name, styles):
    """Return the Extras of one sheet of an .xlsx; `styles` are its shortening ones."""
    try:
        xml = package.read(name) if package.getinfo(name).file_size <= MOST_EXTRA else b""
    except UNREADABLE:
        return NO_EXTRAS
    targets = relations(package, name)
    unknown = defaultdict(tuple)
    if b"<f" in xml:
        for match in WITHOUT_RESULT.finditer(xml):
            unknown[int(match[2])] += (column_index(match[1].decode()),)
    hidden = frozenset(int(match[1]) for match in HIDDEN_ROW.finditer(xml)) if b" hidden=" in xml else frozenset()
    pictures = tuple(pictures_of(package, targets))
    return Extras(links_of(xml, targets), dict(unknown), pictures, hidden=hidden, cut=cut_cells(xml, styles))


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

"""What stands in an OpenDocument spreadsheet beside its cells: hyperlinks, pictures, merged cells, formats."""

from collections import defaultdict
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from partnerships.importing.sheets import Merged

from .number_formats import MONTH, YEAR
from .workbook_parts import MOST_EXTRA, UNREADABLE, Extras, open_package, part

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
TABLE, TEXT, STYLE, NUMBER, OFFICE = (
    f"{{{NAMES}:{name}:1.0}}" for name in ("table", "text", "style", "datastyle", "office")
)
IMAGE = f"{{{NAMES}:drawing:1.0}}image"
HREF = "{http://www.w3.org/1999/xlink}href"
MOST_REPEATED = 10_000  # rows of an element of an .ods; more are the empty rest of the sheet


def opendocument_extras(content: bytes) -> dict[str, Extras]:
    """Return the Extras of each sheet of an .ods, by its name: hyperlinks, pictures, merged cells, hidden rows."""
    package = open_package(content)
    try:
        if package.getinfo("content.xml").file_size > MOST_EXTRA:
            return {}
        styles = Styles()
        named = part(package, "styles.xml")
        for element in named.iter() if named is not None else ():
            styles.take(element)
        return read_tables(package.open("content.xml"), package.NameToInfo, styles)
    except (*UNREADABLE, ParseError, DefusedXmlException):
        return {}


class Styles:
    """The styles of cells that do not show the day of a date, as they are read one element after the other."""

    def __init__(self):
        self.lengths, self.data_styles, self.parents = {}, {}, {}

    def take(self, element):
        """Take an element that has been read whole: the format of dates, or a style that refers to one."""
        name = element.get(f"{STYLE}name")
        if element.tag == f"{NUMBER}date-style":
            parts = {child.tag.removeprefix(NUMBER) for child in element}
            if "year" in parts and not parts & {"day", "day-of-week", "hours"}:
                self.lengths[name] = MONTH if "month" in parts else YEAR
        elif element.tag == f"{STYLE}style":
            self.data_styles[name] = element.get(f"{STYLE}data-style-name")
            self.parents[name] = element.get(f"{STYLE}parent-style-name")

    def length(self, *names):
        """Return how much of a day in ISO form the first of some styles shows, None for all of it."""
        name = next(filter(None, names), None)
        for _step in range(9):
            if name is None or self.data_styles.get(name):
                break
            name = self.parents.get(name)
        return self.lengths.get(self.data_styles.get(name))


def read_tables(xml, entries, styles):
    """Return the Extras of the tables of an OpenDocument spreadsheet's content.

    Pictures are `entries` of its package, `styles` those that its cells may name.
    """
    found, row, index = {}, 0, 0
    for event, element in iterparse(xml, events=("start", "end")):
        if event == "start" and element.tag == f"{TABLE}table":
            links, merged, pictures, hidden, row = defaultdict(dict), [], [], set(), 1
            cut, of_columns = defaultdict(dict), []
            found[element.get(f"{TABLE}name")] = (links, merged, pictures, hidden, cut)
        elif event == "start" and element.tag == f"{TABLE}table-row":
            index, of_row = 0, element.get(f"{TABLE}default-cell-style-name")
        elif event == "end" and element.tag in (f"{NUMBER}date-style", f"{STYLE}style"):
            styles.take(element)
        elif event == "end" and element.tag == f"{TABLE}table-column":
            count = min(int(element.get(f"{TABLE}number-columns-repeated", 1)), MOST_REPEATED)
            of_columns += [element.get(f"{TABLE}default-cell-style-name")] * count
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
            if element.get(f"{OFFICE}value-type") == "date":
                of_column = of_columns[index] if index < len(of_columns) else None
                if length := styles.length(element.get(f"{TABLE}style-name"), of_row, of_column):
                    cut[row][index] = length
            index += int(element.get(f"{TABLE}number-columns-repeated", 1))
    return {
        name: Extras(dict(links), {}, tuple(pictures), tuple(merged), frozenset(hidden), dict(cut))
        for name, (links, merged, pictures, hidden, cut) in found.items()
    }

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


class Tag:
    """The elements of a spreadsheet that are looked at."""

    SHEET = f"{TABLE}table"
    COLUMN = f"{TABLE}table-column"
    ROW = f"{TABLE}table-row"
    CELL = f"{TABLE}table-cell"
    COVERED_CELL = f"{TABLE}covered-table-cell"
    CELL_STYLE = f"{STYLE}style"
    DATE_STYLE = f"{NUMBER}date-style"


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
        if element.tag == Tag.DATE_STYLE:
            parts = {child.tag.removeprefix(NUMBER) for child in element}
            if "year" in parts and not parts & {"day", "day-of-week", "hours"}:
                self.lengths[name] = MONTH if "month" in parts else YEAR
        elif element.tag == Tag.CELL_STYLE:
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


class TableParts:
    """What a table holds beside the texts of its cells, collected row by row; rows count from 1, columns from 0."""

    def __init__(self):
        self.links, self.lengths, self.column_styles = defaultdict(dict), defaultdict(dict), []
        self.merged, self.pictures, self.hidden = [], [], set()
        self.row, self.column, self.row_style = 1, 0, None

    def take_column(self, element):
        """Take a column that has been read whole, or some that are alike."""
        self.column_styles += [element.get(f"{TABLE}default-cell-style-name")] * repeated(element, "columns")

    def start_row(self, element):
        """Take the beginning of a row."""
        self.column, self.row_style = 0, element.get(f"{TABLE}default-cell-style-name")

    def end_row(self, element):
        """Take the end of a row, or of some that are alike."""
        if element.get(f"{TABLE}visibility", "visible") != "visible":
            self.hidden |= set(range(self.row, self.row + repeated(element, "rows")))
        self.row += int(element.get(f"{TABLE}number-rows-repeated", 1))
        element.clear()

    def take_cell(self, element, entries, styles):
        """Take a cell that has been read whole, or some that are alike; pictures are `entries` of the package."""
        row, column = self.row, self.column
        link = element.find(f".//{TEXT}a")
        if link is not None and link.get(HREF):
            self.links[row][column] = link.get(HREF)
        self.pictures += [(row, column, entry) for each in element.iter(IMAGE) if (entry := each.get(HREF)) in entries]
        rows, columns = (int(element.get(f"{TABLE}number-{kind}-spanned", 1)) for kind in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))
        if element.get(f"{OFFICE}value-type") == "date":
            column_style = self.column_styles[column] if column < len(self.column_styles) else None
            if length := styles.length(element.get(f"{TABLE}style-name"), self.row_style, column_style):
                self.lengths[row][column] = length
        self.column += int(element.get(f"{TABLE}number-columns-repeated", 1))

    def extras(self):
        """Return all of it as Extras."""
        merged, hidden = tuple(self.merged), frozenset(self.hidden)
        return Extras(dict(self.links), {}, tuple(self.pictures), merged, hidden, dict(self.lengths))


def repeated(element, kind):
    """Return how many `rows` or `columns` an element stands for, as far as they are looked at."""
    return min(int(element.get(f"{TABLE}number-{kind}-repeated", 1)), MOST_REPEATED)


def read_tables(xml, entries, styles):
    """Return the Extras of the tables of an OpenDocument spreadsheet's content.

    Pictures are `entries` of its package, `styles` those that its cells may name.
    """
    found, table = {}, TableParts()
    for event, element in iterparse(xml, events=("start", "end")):
        match event, element.tag:
            case "start", Tag.SHEET:
                table = found[element.get(f"{TABLE}name")] = TableParts()
            case "start", Tag.ROW:
                table.start_row(element)
            case "end", Tag.DATE_STYLE | Tag.CELL_STYLE:
                styles.take(element)
            case "end", Tag.COLUMN:
                table.take_column(element)
            case "end", Tag.ROW:
                table.end_row(element)
            case "end", Tag.CELL | Tag.COVERED_CELL:
                table.take_cell(element, entries, styles)
    return {name: table.extras() for name, table in found.items()}

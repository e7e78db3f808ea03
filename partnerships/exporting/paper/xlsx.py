"""A list as a workbook that is meant to be read and printed, not to be imported again."""

from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from partnerships.exporting.writers import FIRST_SHEET_DAY, LONGEST_CELL, LONGEST_PROPERTY, properties_of, sheet_name
from partnerships.formulas import neutralised
from partnerships.models import HomeInstitution
from partnerships.partial_dates import PartialDate, Precision

from .lists import PaperList, text_of

A4 = 9  # as workbooks number the sizes of paper
DAYS = {"en": "d mmm yyyy"}
OTHER_DAYS = "dd.mm.yyyy"
LINE = 15  # points
MOST_LINES = 20


def write_xlsx(file: BinaryIO, paper: PaperList, home: HomeInstitution) -> None:
    """Write a list as a workbook in the language of its texts."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties(properties_of(home, []) | {"title": paper.title[:LONGEST_PROPERTY]})
        sheet = workbook.add_worksheet(sheet_name(paper.title))
        for_paper(sheet, paper.is_wide)
        Writing(workbook, sheet, paper).write()


def for_paper(sheet, is_wide):
    """Let a sheet be printed on A4, all columns beside each other, with numbers on its pages."""
    if is_wide:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))


class Writing:
    """The sheet that is being written: its formats, and the row that comes next."""

    def __init__(self, workbook, sheet, paper):
        self.sheet, self.paper, self.at = sheet, paper, 0
        self.title = workbook.add_format({"bold": True, "font_size": 16})
        self.plain = workbook.add_format({"text_wrap": True, "valign": "top", "align": "left"})
        self.day = workbook.add_format(
            {"num_format": DAYS.get(paper.language, OTHER_DAYS), "valign": "top", "align": "left"}
        )
        self.header = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "top": 2, "bottom": 1})
        self.heading = workbook.add_format({"bold": True, "font_size": 12})

    def write(self):
        """Write the title, what the list says of itself, the header, and the rows under their headings."""
        for index, column in enumerate(self.paper.columns):
            self.sheet.set_column(index, index, column.width)
        self.line(self.paper.title, self.title)
        for sentence in self.paper.sentences:
            self.line(sentence, None)
        self.at += 1
        for index, column in enumerate(self.paper.columns):
            self.sheet.write_string(self.at, index, column.label, self.header)
        self.sheet.set_row(
            self.at, LINE * lines_of([column.label for column in self.paper.columns], self.paper.columns)
        )
        self.sheet.repeat_rows(self.at)
        self.sheet.freeze_panes(self.at + 1, 0)
        self.at += 1
        for group in self.paper.groups:
            if group.heading:
                self.sheet.set_row(self.at, 1.5 * LINE)
                self.line(group.title, self.heading)
            self.rows(group.rows)

    def line(self, text, style):
        """Write a text into the first cell of the next row."""
        self.sheet.write_string(self.at, 0, neutralised(text), style)
        self.at += 1

    def rows(self, rows):
        """Write the next rows, each as high as its longest text needs it: not every program finds that out."""
        for row in rows:
            self.sheet.set_row(self.at, LINE * lines_of(row, self.paper.columns))
            for place, value in enumerate(row):
                self.cell(place, value)
            self.at += 1

    def cell(self, place, value):
        """Write a value: a day as a date, a number and a year as numbers, all else as text."""
        if isinstance(value, PartialDate) and value.precision == Precision.YEAR:
            value = value.year
        if isinstance(value, int):
            self.sheet.write_number(self.at, place, value, self.plain)
        elif is_day(value) and value.first_day >= FIRST_SHEET_DAY:
            self.sheet.write_datetime(self.at, place, value.first_day, self.day)
        elif text := neutralised(text_of(value)):
            self.sheet.write_string(self.at, place, text[:LONGEST_CELL], self.plain)


def is_day(value):
    """Return whether a value is a date that is known to the day."""
    return isinstance(value, PartialDate) and value.precision == Precision.DAY


def lines_of(row, columns):
    """Return how many lines the longest value of a row takes under some columns; none is filled to its last letter."""
    counts = (
        sum(1 + len(line) // (column.width - 1) for line in text_of(value).splitlines())
        for value, column in zip(row, columns, strict=True)
    )
    return min(MOST_LINES, max([1, *counts]))

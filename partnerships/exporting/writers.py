"""Rows of values to files: .csv as text part by part, .xlsx as a workbook in little memory."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import BinaryIO, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from partnerships.formulas import neutralised
from partnerships.models import HomeInstitution
from partnerships.partial_dates import PartialDate, Precision

BATCH = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MOST_SHEET_ROWS = 1_048_575  # below the header
LONGEST_CELL = 32_767  # characters of a cell of a workbook
LONGEST_SHEET_NAME = 31
LONGEST_PROPERTY = 255
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
A3 = 8  # as workbooks number the sizes of paper
FIRST_SHEET_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900; what lies before it is written as text


class Heading(NamedTuple):
    """The header of a column, and its width in characters."""

    header: str
    width: int


class Styles(NamedTuple):
    """The formats of cells of a workbook: of a day, of a year, of a text of several lines."""

    day: Format
    year: Format
    lines: Format


class Echo:
    """A file that gives back what is written to it, for csv.writer."""

    def write(self, text):
        return text


def csv_parts(headings: Iterable[Heading], rows: Iterable[Iterable]) -> Iterator[str]:
    """Yield the text of a .csv part by part, with a mark at its start by which spreadsheets know UTF-8."""
    lines = csv.writer(Echo())
    first = "\ufeff" + lines.writerow([heading.header for heading in headings])
    return chained(first, (lines.writerow(map(text_of, row)) for row in rows))


def chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    """Yield one text and then the others, joined by `BATCH` so that a response is not sent in crumbs."""
    yield first
    while batch := "".join(islice(rest, BATCH)):
        yield batch


def text_of(value: object) -> str:
    """Return a value as the text of a cell: dates in ISO form as far as they are known."""
    if isinstance(value, (date, PartialDate)):
        return value.isoformat()
    return "" if value is None else neutralised(str(value))


def write_workbook(
    file: BinaryIO,
    headings: Iterable[Heading],
    rows: Iterable[Iterable],
    home: HomeInstitution,
    about: Sequence[tuple[str, str]] = (),
    name: str = "",
) -> None:
    """Write a workbook with one sheet of some rows, row by row; its header is bold, frozen, and filters the rows.

    The sheet bears the `name`, or that of the register.
    Its properties say whose register they are of, and what `about` tells of it as labels and values.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties(properties_of(home, about))
        for label, value in about:
            workbook.set_custom_property(label, value[:LONGEST_PROPERTY], "text")
        sheet = workbook.add_worksheet(sheet_name(name or home.register_name))
        styles = Styles(
            day=workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            year=workbook.add_format({"align": "left"}),
            lines=workbook.add_format({"text_wrap": True, "valign": "top"}),
        )
        sheet.freeze_panes(1, 0)
        for_paper(sheet)
        last_column = write_header(sheet, headings, workbook.add_format({"bold": True, "bottom": 1}))
        number = 0
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                write_cell(sheet, number, column, value, styles)
        sheet.autofilter(0, 0, number, last_column)


def properties_of(home, about):
    """Return the properties of a workbook of the home institution's register, with what `about` tells as a comment."""
    about = about or [("Licence", f"{home.licence_name}, {home.licence_url}")]
    comments = "\n".join(f"{label}: {value}" for label, value in about)
    return {"title": home.full_title, "company": home.name, "author": home.name, "comments": comments}


def for_paper(sheet):
    """Let a sheet be printed across, all its columns beside each other, with the header on each page."""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_header(sheet, headings, bold):
    """Write the header, as wide as each of the `headings` asks for; return the index of its last column."""
    column = 0
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, max(heading.width, len(heading.header) + 3))  # beside the filter's arrow
        sheet.write_string(0, column, heading.header, bold)
    return column


def write_cell(sheet, row, column, value, styles):
    """Write a value into a cell: a day as a date, a year and any number as a number, a month as "2020-10"."""
    if isinstance(value, PartialDate) and value.precision == Precision.DAY:
        value = value.first_day
    if isinstance(value, PartialDate) and value.precision == Precision.YEAR:
        sheet.write_number(row, column, value.year, styles.year)
    elif isinstance(value, date) and value >= FIRST_SHEET_DAY:
        sheet.write_datetime(row, column, value, styles.day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif text := text_of(value):
        text = text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
        sheet.write_string(row, column, text, styles.lines if "\n" in text else None)


def sheet_name(name: str) -> str:
    """Return a name as a sheet can bear it: at most 31 characters, without those that formulas need."""
    bare = " ".join(name.translate(NOT_IN_SHEET_NAMES).split())[:LONGEST_SHEET_NAME].strip("' ")
    return bare if bare and bare.casefold() != "history" else "Agreements"  # Excel keeps "History" for itself

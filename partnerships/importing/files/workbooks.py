"""Workbooks to cells: .xlsx, .xlsm, .xlsb, .xls and .ods."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet, trimmed

from .far_cells import without_far_blanks
from .ods_parts import opendocument_extras
from .workbook_parts import NO_EXTRAS, Extras, spreadsheetml_extras
from .xls_parts import spreadsheet_extras

MOST_CELLS = 20_000_000


def read_workbook(content: bytes, file_format: str, wanted: str | None = None) -> ParsedFile:
    """Read a workbook of that `file_format` ("xlsx", "xls" or "ods"), all sheets or the `wanted` one.

    Raises FileRefused where it is no workbook, is damaged, or needs a password.
    """
    try:
        sheets = read_sheets(content, file_format, wanted)
    except PasswordError:
        raise FileRefused(_("The workbook is protected by a password; save it without one and try again.")) from None
    except (CalamineError, OSError, ValueError) as error:
        if file_format == "xls" and b"E\0n\0c\0r\0y\0p\0t\0" in content:
            raise FileRefused(
                _("The workbook is protected by a password; save it without one and try again.")
            ) from None
        raise FileRefused(
            _("The file looks like a workbook but cannot be read; open it, save it as .xlsx and try again.")
        ) from error
    return ParsedFile(file_format, None, None, sheets)


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Raise a panic of a library in Rust, which is no Exception, as a ValueError."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(str(error)) from error


@panics_as_errors()
def read_sheets(content: bytes, file_format: str, wanted: str | None) -> tuple[Sheet, ...]:
    """Return all sheets of a workbook or the `wanted` one; raise FileRefused where there is none of that name."""
    cells = without_far_blanks(content) if file_format == "xlsx" else content
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(cells))
    names = workbook.sheet_names
    if wanted is not None and wanted not in names:
        raise FileRefused(
            _("There is no sheet “%(name)s”; the workbook has: %(names)s.")
            % {"name": wanted, "names": ", ".join(f"“{name}”" for name in names)}
        )
    extras = extras_of(content, file_format)
    hidden = {sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
    return tuple(
        read_sheet(workbook.get_sheet_by_name(name), extras.get(name, NO_EXTRAS))._replace(is_hidden=name in hidden)
        for name in names
        if wanted in (None, name)
    )


def extras_of(content: bytes, file_format: str) -> dict[str, Extras]:
    """Return the Extras of each sheet, by its name: what the reader of cells leaves out."""
    if file_format == "xlsx":
        return spreadsheetml_extras(content)
    if file_format == "ods":
        return opendocument_extras(content)
    return spreadsheet_extras(content)


def read_sheet(sheet, extras):
    """Return one sheet with all its rows; raise FileRefused where it declares more cells than a list can have."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise FileRefused(
            _("The sheet “%s” spreads over far more cells than a list has; copy the list to a new file and try again.")
            % sheet.name
        )
    rows = tuple(
        Row(
            number,
            trimmed(texts_of(cells, extras.cut.get(number))),
            extras.links.get(number),
            extras.unknown.get(number, ()),
        )
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1)
    )
    ranges = sheet.merged_cell_ranges or ()
    merged = [Merged(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in ranges]
    return Sheet(sheet.name, rows, (*merged, *extras.merged), extras.pictures, hidden_rows=extras.hidden)


def texts_of(cells, cut):
    """Return the cells of a row as texts; `cut` are the lengths of days that are not shown whole, by their indexes."""
    texts = [text_of(cell) for cell in cells]
    for index, length in cut.items() if cut else ():
        if index < len(cells) and isinstance(cells[index], date):  # a datetime is one, too
            texts[index] = texts[index][:length]
    return texts


def text_of(cell: object) -> str:
    """Return a cell of a workbook as text: whole numbers without ".0", dates in ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    if isinstance(cell, (date, timedelta)):
        return cell.isoformat() if isinstance(cell, date) else str(cell)
    return str(cell)

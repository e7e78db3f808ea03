"""Cells to rows: where the header stands, which rows are records, which go on in the next line."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partnerships.folding import fold

from .columns import Column, meaning
from .remarks import FileRefused, Level, Remark

HEADER_WITHIN = 100  # rows; title rows and instructions may stand above a header


@dataclass(frozen=True)
class TableRow:
    """One record of a list: its cells by Column, all its cells as they stood, and what was noticed on the way."""

    number: int
    values: dict
    cells: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Table:
    """The list that a sheet holds: which header means what, which headers mean nothing here, and the records."""

    sheet: str | None
    header_row: int
    columns: dict
    ignored: tuple[str, ...]
    rows: tuple[TableRow, ...] = field(repr=False)


def find_tables(document):
    """The lists of a Document, one a sheet; sheets without one are left out where another has one.

    Raises FileRefused where no sheet holds a list: no header, no column of institutions, two columns that mean the
    same, or no row below the header.
    """
    tables, refusals = [], []
    for sheet in document.sheets:
        try:
            tables.append(find_table(sheet))
        except FileRefused as refusal:
            refusals.append(refusal)
    if not tables:
        raise refusals[0] if refusals else FileRefused(_("The file has no sheets; choose one that holds a list."))
    return tables


def find_table(sheet):
    """The list of one Sheet; raises FileRefused as `find_tables` does."""
    filled = [row for row in sheet.rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
    header = max(filled[:HEADER_WITHIN], key=lambda row: len(known(row)))
    if len(known(header)) < 2:
        raise FileRefused(
            _("No row names the columns; put a header above the list, such as University, Country, Type, Date.")
        )
    placed = placed_columns(header)
    below = [row for row in filled if row.number > header.number and row.cells != header.cells]
    if not below:
        raise FileRefused(_("There is a header but no row below it; choose a file that holds agreements."))
    texts = {place: cell.replace("\0", "").strip() for place, cell in enumerate(header.cells)}
    names = {place: text for place, text in texts.items() if text or place in placed}
    return Table(
        sheet=sheet.name,
        header_row=header.number,
        columns={names[place]: column for place, column in placed.items()},
        ignored=tuple(name for place, name in names.items() if place not in placed),
        rows=tuple(joined(below, placed)),
    )


def known(row):
    """The places of a row's cells that are header spellings: {place: Column}."""
    found = ((place, meaning(cell)) for place, cell in enumerate(row.cells))
    return {place: column for place, column in found if column}


def placed_columns(header):
    """What each place of the header row means: {place: Column}; raises FileRefused where that is not clear."""
    placed = known(header)
    for column in placed.values():
        same = [place for place in placed if placed[place] == column]
        if len(same) > 1:
            raise FileRefused(
                _("Two columns mean the same: “%(one)s” and “%(other)s”; delete or rename one of them and try again.")
                % {"one": header.cells[same[0]].strip(), "other": header.cells[same[1]].strip()}
            )
    if Column.INSTITUTION not in placed.values():
        raise FileRefused(
            _("No column names the institutions; name one “University” or “Institution” in the header and try again.")
        )
    return placed


def joined(rows, placed):
    """The records among the rows below a header, web addresses that go on in a line of their own joined to theirs."""
    record = None
    for row in rows:
        values = {column: row.cells[place] for place, column in placed.items() if place < len(row.cells)}
        if record and is_rest_of_address(values, row) and record.values.get(Column.WEBSITE, "").strip():
            record = with_rest(record, values[Column.WEBSITE], row)
            continue
        if record:
            yield record
        record = TableRow(row.number, values, row.cells)
    if record:
        yield record


def is_rest_of_address(values, row):
    """Whether a row holds nothing but text in the column of web addresses that does not start an address."""
    text = values.get(Column.WEBSITE, "").strip()
    return bool(text) and not "".join(row.cells).replace(text, "", 1).strip() and not starts_address(text)


def starts_address(text):
    """Whether a text starts as web addresses do."""
    return fold(text).startswith(("http", "www")) and not text[0].isspace()


def with_rest(record, rest, row):
    """The `record` with the `rest` of its web address, and a remark that says so."""
    address = record.values[Column.WEBSITE].strip() + rest.strip()
    remark = Remark(
        Column.WEBSITE.value,
        "joined-lines",
        Level.INFO,
        _("The web address goes on in row %(row)s; both parts were joined to “%(address)s”.")
        % {"row": row.number, "address": address},
    )
    return TableRow(
        record.number,
        record.values | {Column.WEBSITE: address},
        record.cells + row.cells[-1:],
        (*record.remarks, remark),
    )

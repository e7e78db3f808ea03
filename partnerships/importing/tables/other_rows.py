"""The filled rows of a sheet that are in none of its lists: headers, titles, notes, all of a sheet without a list."""

from collections.abc import Iterable, Sequence

from partnerships.importing.sheets import Row, Sheet

from .sections import Section
from .table_rows import OtherRow, TableRow


def other_rows(sheet: Sheet, sections: Sequence[Section], rows: Iterable[TableRow] = ()) -> list[OtherRow]:
    """Return the filled rows of a sheet that are neither among the `rows` of its lists nor joined to one of them.

    Without `sections` the sheet has no list.
    """
    listed = {number for row in rows for number in (row.number, *row.joined)}
    headers = {number for section in sections for number in section.header_rows}
    titles = {row.number for section in sections for row in section.titles}
    found = []
    for row in sheet.rows:
        if row.number not in listed and any(cell.strip() for cell in row.cells):
            named = "header" if row.number in headers else "title" if row.number in titles else "note"
            found.append(OtherRow(sheet.name, row.number, row.cells, named if sections else "no-list"))
    return found


def put_into(sections: Sequence[Section], taken: Iterable[Row]) -> None:
    """Put the rows that a person has `taken` below the nearest header above them, else below the first."""
    known = {row.number for section in sections for row in section.rows}
    for row in taken:
        if row.number in known:
            continue
        above = [section for section in sections if section.rows and section.rows[0].number < row.number]
        section = above[-1] if above else sections[0]
        section.rows = sorted([*section.rows, row])
        section.titles = [title for title in section.titles if title.number != row.number]

"""Rows that go on from the one above, and the record that both make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row

from .table_rows import TableRow, noticed


@dataclass(frozen=True)
class Joined:
    """A record with the row that goes on from it."""

    record: TableRow


def joined(before: TableRow, row: Row, values: Mapping[Column, str], *, is_usual: bool) -> Joined:
    """Return the record `before` with the cells of a row that goes on from it.

    `is_usual` says that the lines of a cell stand in rows of their own in this format, so that nobody has to look.
    """
    merged, remarks = dict(before.values), list(before.remarks)
    for column, text in values.items():
        start = merged.get(column, "")
        glue = "" if column in (Column.WEBSITE, Column.NUMBER) or start.endswith(("-", "/")) else " "
        merged[column] = f"{start}{glue}{text}" if start else text
    if Column.WEBSITE in values:
        message = _("The web address goes on in row %(row)s; both parts were joined to “%(address)s”.")
        message %= {"row": row.number, "address": merged[Column.WEBSITE]}
        remarks.append(noticed(Column.WEBSITE, "joined-lines", message))
    elif values:
        column = next(iter(values))
        message = _("The row goes on in row %(row)s: “%(text)s”.")
        message %= {"row": row.number, "text": merged[column][:200]}
        remarks.append(noticed(column, "joined-lines", message, Level.INFO if is_usual else Level.CHECK))
    cells = before.cells + tuple(cell for cell in row.cells if cell.strip())
    return Joined(
        replace(before, values=merged, cells=cells, remarks=tuple(remarks), joined=(*before.joined, row.number))
    )


def is_rest_of_address(values: Mapping[Column, str], before: TableRow) -> bool:
    """Return whether a row holds only the rest of the web address above it."""
    text = values.get(Column.WEBSITE, "")
    return set(values) == {Column.WEBSITE} and bool(before.values.get(Column.WEBSITE)) and not starts_address(text)


def starts_address(text: str) -> bool:
    """Return whether a text starts as web addresses do."""
    return fold(text).startswith(("http", "www")) and not text[0].isspace()

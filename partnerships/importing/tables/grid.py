"""A sheet as texts in rows below a header, and the columns that lists of another shape get for theirs."""

from collections.abc import Callable, Collection, Iterator, Sequence

from django.utils.functional import cached_property

from partnerships.importing.remarks import Remark
from partnerships.importing.sheets import Row, Sheet, trimmed

LOOKED_AT = 60  # rows from the top in which a header is looked for
TYPICAL = 0.6  # the share of cells, or of rows, that shows how a list is written
Made = tuple[Sequence[str], Sequence[Remark]]  # the new cells of a row, and what is remarked on them


def cell(row: Row, index: int) -> str:
    """Return the text at an index of a row on one line, or ""."""
    return " ".join(row.cells[index].split()) if index < len(row.cells) else ""


def texts_of(row: Row) -> dict[int, str]:
    """Return the filled cells of a row, each on one line: {index: text}."""
    return {index: text for index, cell in enumerate(row.cells) if (text := " ".join(cell.split()))}


def width_of(row: Row) -> int:
    """Return how many cells of a row are filled."""
    return len(list(filter(str.strip, row.cells)))


def padded(cells: Sequence[str], width: int) -> list[str]:
    """Return cells with empty ones behind them, up to a width."""
    return [*cells, *[""] * (width - len(cells))]


class Header:
    """A row that may be the header of a list: its `texts` by index, the `outer` row right above it and those below."""

    def __init__(self, rows: Sequence[Row], position: int) -> None:
        self.rows, self.position, self.row = rows, position, rows[position]
        above = rows[position - 1] if position else None
        self.outer = above if above and above.number == self.row.number - 1 else None
        self.texts = texts_of(self.row)

    @cached_property
    def below(self) -> Sequence[Row]:
        """The filled rows below it."""
        return self.rows[self.position + 1 :]

    def column(self, index: int, most: int | None = None) -> list[str]:
        """Return the filled cells at an index of the rows below, of no more than `most` of them."""
        return [text for row in self.below[:most] if (text := cell(row, index))]

    def above(self, index: int) -> str:
        """Return the text at an index of the outer row."""
        return cell(self.outer, index) if self.outer else ""


class Grid:
    """A sheet with its filled rows."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = [row for row in sheet.rows if any(map(str.strip, row.cells))]

    def headers(self) -> Iterator[Header]:
        """Yield the rows that may be the header."""
        return (Header(self.rows, position) for position in range(min(LOOKED_AT, len(self.rows))))

    def first_header(self) -> Header | None:
        """Return the first row of several cells, without what stands above it, or None."""
        header = next((header for header in self.headers() if len(header.texts) > 1), None)
        return header and Header(header.rows[header.position :], 0)

    def with_columns(
        self, header: Header, taken: Collection[int], names: Sequence[str], make: Callable[[Row], Made]
    ) -> Sheet:
        """Return the sheet with new columns called `names`, which `make` fills from a row, instead of those `taken`."""
        width = max(len(row.cells) for row in self.sheet.rows)
        outer = header.outer if any(map(header.above, taken)) else None

        def with_made(row: Row) -> Row:
            if row.number < header.row.number and row is not outer:
                return row
            # A row like the header is one again; the outer one no longer divides into the columns that are taken.
            is_header = all(cell(row, index) == header.texts.get(index, "") for index in taken)
            made, remarks = ((), ()) if row is outer else (names, ()) if is_header else make(row)
            kept = ["" if index in taken else text for index, text in enumerate(padded(row.cells, width))]
            given = trimmed([*padded(row.given or row.cells, width), *made])
            return row._replace(cells=trimmed([*kept, *made]), given=given, noticed=(*row.noticed, *remarks))

        return self.sheet._replace(rows=tuple(map(with_made, self.sheet.rows)))

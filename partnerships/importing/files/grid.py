"""Rows of cells from a page made for people, where a cell can span several rows and columns."""

from collections.abc import Iterable

from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet, trimmed

SpanningCell = tuple[str, str | None, int, int]  # text, address of a link, rows and columns spanned


class Grid:
    """A sheet that grows row by row: it numbers them, and keeps a column free under a cell that spans several rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.merged: list[Merged] = []
        self.covered: set[tuple[int, int]] = set()
        self.count = 0

    def add(self, cells: Iterable[SpanningCell]) -> None:
        """Add a row of cells."""
        self.count += 1
        number, index = self.count, 0
        texts: dict[int, str] = {}
        links: dict[int, str] = {}
        for text, address, rows, columns in cells:
            while (number, index) in self.covered:
                index += 1
            texts[index] = text
            if address:
                links[index] = address
            if rows > 1 or columns > 1:
                self.merged.append(Merged(number, index, number + rows - 1, index + columns - 1))
                self.covered |= {(number + r, index + p) for r in range(rows) for p in range(columns)}
            index += columns
        width = max(texts, default=-1) + 1
        self.rows.append(Row(number, trimmed(texts.get(at, "") for at in range(width)), links or None))

    def head(self, text: str) -> None:
        """Add a heading above a table; it is no row of it, so it has the number of the next row."""
        self.rows.append(Row(self.count + 1, (text,)))

    def parsed_file(self, file_format: str, encoding: str | None = None) -> ParsedFile:
        """Return the rows as a ParsedFile of one sheet without a name."""
        return ParsedFile(file_format, encoding, None, (Sheet(None, tuple(self.rows), tuple(self.merged)),))

"""Rows of cells under way from a page made for people, where a cell can span several rows and columns."""

from partnerships.importing.sheets import Document, Merged, Row, Sheet, trimmed


class Grid:
    """Rows of cells under way: numbers them, and keeps a place free under a cell that spans several rows."""

    def __init__(self):
        self.rows, self.merged, self.covered, self.count = [], [], set(), 0

    def add(self, cells):
        """Add a row of (text, address or None, rows spanned, columns spanned)."""
        self.count += 1
        number, place = self.count, 0
        texts, links = {}, {}
        for text, address, rows, places in cells:
            while (number, place) in self.covered:
                place += 1
            texts[place] = text
            if address:
                links[place] = address
            if rows > 1 or places > 1:
                self.merged.append(Merged(number, place, number + rows - 1, place + places - 1))
                self.covered |= {(number + r, place + p) for r in range(rows) for p in range(places)}
            place += places
        width = max(texts, default=-1) + 1
        self.rows.append(Row(number, trimmed(texts.get(at, "") for at in range(width)), links or None))

    def head(self, text):
        """Add a heading that stands over a table; it has the number of the row below, as it is none of the table."""
        self.rows.append(Row(self.count + 1, (text,)))

    def document(self, file_format, encoding=None):
        """Return the rows as a Document of one sheet without a name."""
        return Document(file_format, encoding, None, (Sheet(None, tuple(self.rows), tuple(self.merged)),))

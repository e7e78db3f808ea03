"""A sheet cut at its headers: where they stand, over how many rows, which rows are below each, and which in none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.notions import GENERAL_HEADER

from .grid import cell, texts_of, width_of
from .headers import HeaderTexts, header_score, known_headers, meanings, notions_of, whole_meanings
from .table_rows import OtherRow, TableRow

LETTER_OR_DIGIT = re.compile(r"[^\W_]")
SCORED_ROWS = 2000  # in longer sheets only the first rows are asked whether they are a header…
SCORED_OF_MORE = 300  # …so many of them
ENOUGH = 10  # what the cells of a row must mean together to be a header
HEADER_ROWS_ABOVE = 2
LONGEST_LONE = 40  # characters of a header that is all that a list has


@dataclass
class Section:
    """The rows below one header, up to the next one."""

    header: Row | None
    texts: dict[int, tuple[str, ...]]
    rows: list[Row]
    titles: list[Row] = field(default_factory=list)
    header_rows: tuple[int, ...] = ()


class Cutter:
    """The cutter of one sheet at its headers."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.filled = [row for row in sheet.rows if any(map(LETTER_OR_DIGIT.search, row.cells))]
        self.spread = spread_of(sheet)

    def sections(self) -> list[Section]:
        """Return the rows of the sheet, cut at its headers."""
        starts = self.header_positions()
        if not starts:
            return [Section(None, {}, self.filled)]
        above = {start: self.rows_above(start, starts) for start in starts}
        sections: list[Section] = []
        for start, end in zip(starts, [*starts[1:], len(self.filled)], strict=True):
            first, last = start + 1 + self.is_lower_header(start, starts), end - above.get(end, 0)
            header = self.filled[start - above[start] : first]
            texts = self.header_texts(header)
            titles = self.titles_of(sections[-1], texts) if sections else self.filled[: start - above[start]]
            numbers = tuple(row.number for row in header)
            sections.append(Section(self.filled[start], texts, self.filled[first:last], titles, numbers))
        return sections

    def titles_of(self, before: Section, texts: HeaderTexts) -> list[Row]:
        """Return the last rows of the section `before` that are titles of the next header: taken from it."""
        titles: list[Row] = []
        while len(texts) > 1 and before.rows and width_of(before.rows[-1]) == 1:
            titles.insert(0, before.rows.pop())
        return titles

    def header_positions(self) -> list[int]:
        """Return the positions of the headers among the filled rows."""
        scored = self.filled[: SCORED_OF_MORE if len(self.filled) > SCORED_ROWS else None]
        scores = [self.score(position, row) for position, row in enumerate(scored)]
        best = max(scores, default=0)
        if best < ENOUGH:
            return self.lone_header()
        positions = [position for position, score in enumerate(scores) if score >= max(ENOUGH, 0.6 * best)]
        positions = [at for at in positions if at == positions[0] or not is_record_after_all(self.filled[at])]
        headers = {self.filled[position].cells for position in positions}
        texts = {at: [*texts_of(self.filled[at]).values()] for at in positions}
        # A lone cell is a header again only where it is the same.
        positions = [at for at, said in texts.items() if len(said) > 1 or said == texts[positions[0]]]
        rest = enumerate(self.filled[len(scored) :], start=len(scored))
        return positions + [position for position, row in rest if row.cells in headers]

    def lone_header(self) -> list[int]:
        """Return the position of the first row where it names one column and what stands below looks like no header."""
        for position, row in enumerate(self.filled[:5]):
            if width_of(row) < 2:
                continue
            below = self.filled[position + 1 : position + 20]
            recurs = any(cell.strip() and cell in other.cells for other in below for cell in row.cells)
            is_header = known_headers(row.cells) and header_score(row.cells) >= GENERAL_HEADER - 2 and not recurs
            return [position] if is_header and any(header_score(other.cells) < 0 for other in below[:5]) else []
        return []

    def score(self, position: int, row: Row) -> float:
        """Return how much a row looks like a header; a lone one must be all that the list has."""
        known, filled = known_headers(row.cells), width_of(row)
        if filled > 1 or not known:
            return header_score(row.cells) if known > 1 else 0
        text = " ".join("".join(row.cells).split())
        is_over_lists = any(width_of(other) > 1 for other in self.filled[position + 1 : position + 4])
        if is_over_lists or len(text) > LONGEST_LONE or not all(map(notions_of, text.split())):
            return 0
        return header_score(row.cells) + (4 if Column.INSTITUTION in meanings(text) else 0)

    def rows_above(self, start: int, starts: list[int]) -> int:
        """Return how many rows right above a header belong to it: cells of text side by side, no empty row between."""
        count = 0
        for position in range(start - 1, max(start - 1 - HEADER_ROWS_ABOVE, -1), -1):
            row, lower = self.filled[position], self.filled[position + 1]
            cells = [cell for cell in row.cells if cell.strip()]
            side_by_side = len(cells) > 1 or self.covers_some(row)
            if position in starts or row.number != lower.number - 1 or not side_by_side:
                break
            if header_score(row.cells) < 0 or any(len(cell) > 60 or cell.strip().isdigit() for cell in cells):
                break
            count += 1
        return count

    def covers_some(self, row: Row) -> bool:
        """Return whether a cell of a row is merged over several columns, but not over all."""
        width = max(len(row.cells) for row in self.filled)
        across = (m.last_column - m.first_column for m in self.sheet.merged if m.first_row == row.number)
        return any(0 < further < width - 1 for further in across)

    def is_lower_header(self, start: int, starts: list[int]) -> int:
        """Return 1 where the row below a header divides its columns further, else 0."""
        if start + 1 >= len(self.filled) or start + 1 in starts:
            return 0
        header, row = self.filled[start], self.filled[start + 1]
        if width_of(header) < 2 and not self.covers_some(header):
            return 0  # one column cannot be divided: a name below "University" is a record
        texts = texts_of(row)
        divides = all(not cell(header, index) or self.is_merged_across(header, index) for index in texts)
        is_known = all(map(meanings, texts.values())) and header_score(row.cells) > 0
        return int(row.number == header.number + 1 and is_known and divides)

    def is_merged_across(self, row: Row, index: int) -> bool:
        """Return whether a cell of a row is merged with the next ones, or has an empty one beside it."""
        merged = (m for m in self.sheet.merged if m.first_row == row.number and m.first_column < m.last_column)
        return not cell(row, index + 1) or any(m.first_column <= index <= m.last_column for m in merged)

    def header_texts(self, rows: list[Row]) -> dict[int, tuple[str, ...]]:
        """Return the texts of a header over each column: {index: (outermost, …, closest)}."""
        texts: dict[int, tuple[str, ...]] = {}
        for row in rows:
            for index in range(len(row.cells) + 50):
                text = cell(row, index) or self.spread.get((row.number, index), "")
                text = " ".join(text.replace("\0", "").split())
                if text and (not texts.get(index) or texts[index][-1] != text):
                    texts[index] = (*texts.get(index, ()), text)
        return texts


def is_record_after_all(row: Row) -> bool:
    """Return whether a row that seems a further header has no cell that is a header as a whole."""
    return not any(map(whole_meanings, texts_of(row).values()))


def spread_of(sheet: Sheet, *, is_downwards: bool = False, most: int = 200_000) -> dict[tuple[int, int], str]:
    """Return the texts of the cells that merged ones cover: {(row number, index): text of the first cell}.

    A record takes them `is_downwards` only: what spreads over the next column means nothing there.
    """
    if not sheet.merged:
        return {}
    texts = {row.number: row.cells for row in sheet.rows}
    found: dict[tuple[int, int], str] = {}
    last_row = sheet.rows[-1].number if sheet.rows else 0
    for block in sheet.merged:
        cells = texts.get(block.first_row, ())
        text = cells[block.first_column] if block.first_column < len(cells) else ""
        if not text.strip():
            continue
        last_column = block.first_column if is_downwards else min(block.last_column, block.first_column + 100)
        numbers = range(block.first_row, min(block.last_row, last_row) + 1)
        for place in product(numbers, range(block.first_column, last_column + 1)):
            if place != (block.first_row, block.first_column) and len(found) < most:
                found[place] = text
    return found


def other_rows(sheet: Sheet, sections: Sequence[Section], rows: Iterable[TableRow] = ()) -> list[OtherRow]:
    """Return the filled rows of a sheet that are not among the `rows` of its lists; without `sections` it has none."""
    listed = {number for row in rows for number in (row.number, *row.joined)}
    headers = {number for section in sections for number in section.header_rows}
    titles = {row.number for section in sections for row in section.titles}
    found = []
    for row in sheet.rows:
        if row.number not in listed and any(map(str.strip, row.cells)):
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

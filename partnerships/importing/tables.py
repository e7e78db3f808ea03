"""Cells to rows: where the headers stand, which rows are records, what the rows between them say."""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.utils.translation import gettext as _

from .columns import (
    DATES,
    GENERAL_HEADER,
    Conflict,
    header_key,
    header_score,
    known_headers,
    meanings,
    place_columns,
    profile_of,
    rivals_of,
)
from .documents import Row
from .headers import PERSONS, Column
from .remarks import FileRefused, Level, Remark
from .rows import Reader, TableRow

LETTER_OR_DIGIT = re.compile(r"[^\W_]")
SCORED_ROWS = 2000  # in longer sheets only the first rows are asked whether they are a header…
SCORED_OF_MORE = 300  # …so many of them
ENOUGH = 10  # what the cells of a row must mean together to be a header
HEADER_ROWS_ABOVE = 2
# What only a list of agreements has; the one without any of it may be a list of contacts, or of students.
FACTS = {Column.TITLE, Column.ENDS, Column.DURATION, Column.RENEWAL, Column.REFERENCE, Column.STARTS}


@dataclass(frozen=True)
class Table:
    """A list that a sheet holds: which header means what, which headers mean nothing here, and the rows below.

    `header_row` is None for a list without a header; `places` are {place from 0: Column}, `headers` {place: text}, and
    `key` is the same for all lists with the same headers. `pictures` are {row number: entry in the file}.
    """

    sheet: str | None
    header_row: int | None
    places: dict
    headers: dict
    rows: tuple[TableRow, ...] = field(repr=False)
    key: str = ""
    pictures: dict = field(default_factory=dict, repr=False)

    @property
    def columns(self):
        """What each header means: {text: Column}."""
        return {self.headers[place]: column for place, column in self.places.items()}

    @property
    def ignored(self):
        """The headers that mean nothing here, in their order."""
        return tuple(text for place, text in self.headers.items() if place not in self.places)

    @property
    def records(self):
        """The rows that are records, or held for a person."""
        return tuple(row for row in self.rows if not row.skipped)


def find_tables(document, choices=None):
    """The lists of a Document, in their order; sheets without one are left out where another has one.

    `choices` are columns that a person chose before: {key of a Table: {place: Column or None}}. Raises FileRefused
    where no sheet holds a list: no column of institutions, two columns that mean the same, or no row below the header.
    """
    tables, refusals = [], []
    for sheet in document.sheets:
        try:
            tables += SheetReader(document, sheet, choices or {}).tables()
        except FileRefused as refusal:
            refusals.append(refusal)
    if any(FACTS & set(table.places.values()) for table in tables):
        tables = [table if FACTS & set(table.places.values()) else doubted(table) for table in tables]
    if not tables:
        raise refusals[0] if refusals else FileRefused(_("The file has no sheets; choose one that holds a list."))
    return tables


def doubted(table):
    """A Table without any fact of agreements, beside others that have some: a person must look at each row."""
    message = _("Nothing in this list says that it is one of agreements; please look whether it is.")
    remark = Remark(Column.INSTITUTION.value, "list-doubtful", Level.CHECK, message)
    return replace(table, rows=tuple(replace(row, remarks=(*row.remarks, remark)) for row in table.rows))


@dataclass
class Segment:
    """The rows below one header, up to the next one."""

    header: Row | None
    texts: dict
    rows: list
    titles: list = field(default_factory=list)


class SheetReader:
    """Finds the lists of one sheet."""

    def __init__(self, document, sheet, choices):
        self.document, self.sheet, self.choices = document, sheet, choices
        self.filled = [row for row in sheet.rows if any(map(LETTER_OR_DIGIT.search, row.cells))]
        self.spread = spread_of(sheet)

    def tables(self):
        """The lists of the sheet; raises FileRefused where it has none."""
        if not self.filled:
            raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
        segments = self.segments()
        groups = {}
        for segment in segments:
            groups.setdefault(key_of(segment.texts), []).append(segment)
        found, refusals = [], []
        for key, group in groups.items():
            try:
                found.append(self.table(key, group))
            except FileRefused as refusal:
                refusals.append(refusal)
        if not found:
            raise refusals[0]
        return found

    def segments(self):
        """The rows of the sheet, cut at its headers."""
        starts = self.header_places()
        if not starts:
            return [Segment(None, {}, self.filled)]
        above = {start: self.rows_above(start, starts) for start in starts}
        below = {start: self.is_lower_header(start, starts) for start in starts}
        segments = []
        for start, end in zip(starts, [*starts[1:], len(self.filled)], strict=True):
            last = end if end not in above else end - above[end]
            first = start + 1 + below[start]
            texts = self.header_texts(self.filled[start - above[start] : first])
            titles = self.filled[: start - above[start]] if not segments else self.titles_of(segments[-1], texts)
            segments.append(Segment(self.filled[start], texts, self.filled[first:last], titles))
        return segments

    def titles_of(self, before, texts):
        """The last rows of the segment `before` that are titles of the next header: taken from it."""
        titles = []
        while len(texts) > 1 and before.rows and sum(bool(cell.strip()) for cell in before.rows[-1].cells) == 1:
            titles.insert(0, before.rows.pop())
        return titles

    def header_places(self):
        """The places of the headers among the filled rows."""
        many = len(self.filled) > SCORED_ROWS
        scored = self.filled[:SCORED_OF_MORE] if many else self.filled
        scores = [self.score(place, row) for place, row in enumerate(scored)]
        best = max(scores, default=0)
        if best < ENOUGH:
            return self.lone_header()
        places = [place for place, score in enumerate(scores) if score >= max(ENOUGH, 0.6 * best)]
        headers = {self.filled[place].cells for place in places}
        rest = enumerate(self.filled[len(scored) :], start=len(scored))
        return places + [place for place, row in rest if row.cells in headers]

    def lone_header(self):
        """The place of a first row that names only one column, where what stands below it looks like no header."""
        for place, row in enumerate(self.filled[:5]):
            cells = [cell.strip() for cell in row.cells if cell.strip()]
            if len(cells) < 2:
                continue
            below = self.filled[place + 1 : place + 20]
            recurs = any(cell.strip() and cell in other.cells for other in below for cell in row.cells)
            is_header = known_headers(row.cells) and header_score(row.cells) >= GENERAL_HEADER - 2 and not recurs
            return [place] if is_header and any(header_score(other.cells) < 0 for other in below[:5]) else []
        return []

    def score(self, place, row):
        """How much a row looks like a header; a lone one must be all that the list has."""
        known = known_headers(row.cells)
        filled = sum(bool(cell.strip()) for cell in row.cells)
        if not known or (known == 1 and filled > 1) or (filled == 1 and self.is_wider_below(place)):
            return 0
        is_name = filled == 1 and Column.INSTITUTION in meanings(" ".join("".join(row.cells).split()))
        return header_score(row.cells) + (4 if is_name else 0)

    def is_wider_below(self, place):
        """Whether one of the next rows has more than one cell."""
        return any(sum(bool(cell.strip()) for cell in row.cells) > 1 for row in self.filled[place + 1 : place + 4])

    def rows_above(self, start, starts):
        """How many rows above a header belong to it: cells of text side by side, without a blank row between."""
        count = 0
        for place in range(start - 1, max(start - 1 - HEADER_ROWS_ABOVE, -1), -1):
            row, lower = self.filled[place], self.filled[place + 1]
            cells = [cell for cell in row.cells if cell.strip()]
            side_by_side = len(cells) > 1 or self.covers_some(row)
            if place in starts or row.number != lower.number - 1 or not side_by_side:
                break
            if header_score(row.cells) < 0 or any(len(cell) > 60 or cell.strip().isdigit() for cell in cells):
                break
            count += 1
        return count

    def covers_some(self, row):
        """Whether a cell of a row is merged over several columns, but not over all."""
        width = max(len(row.cells) for row in self.filled)
        return any(
            m.first_row == row.number and 0 < m.last_place - m.first_place < width - 1 for m in self.sheet.merged
        )

    def is_lower_header(self, start, starts):
        """1 where the row below a header divides its columns further, else 0."""
        if start + 1 >= len(self.filled) or start + 1 in starts:
            return 0
        header, row = self.filled[start], self.filled[start + 1]
        cells = {place: cell for place, cell in enumerate(row.cells) if cell.strip()}
        divides = all(
            place >= len(header.cells) or not header.cells[place].strip() or self.is_merged_across(header, place)
            for place in cells
        )
        is_known = all(meanings(" ".join(cell.split())) for cell in cells.values()) and header_score(row.cells) > 0
        return int(row.number == header.number + 1 and is_known and divides)

    def is_merged_across(self, row, place):
        """Whether a cell of a row is merged with the next ones, or has an empty one beside it."""
        following = row.cells[place + 1].strip() if place + 1 < len(row.cells) else ""
        return not following or any(
            m.first_row == row.number and m.first_place <= place <= m.last_place and m.last_place > m.first_place
            for m in self.sheet.merged
        )

    def header_texts(self, rows):
        """The texts of a header over each place: {place: (outermost, …, closest)}."""
        texts = {}
        for row in rows:
            for place in range(len(row.cells) + 50):
                cell = row.cells[place] if place < len(row.cells) else ""
                cell = cell if cell.strip() else self.spread.get((row.number, place), "")
                text = " ".join(cell.replace("\0", "").split())
                if text and (not texts.get(place) or texts[place][-1] != text):
                    texts[place] = (*texts.get(place, ()), text)
        return texts

    def table(self, key, segments):
        """The list that some segments with the same header make together."""
        header, texts = segments[0].header, segments[0].texts
        rows = [row for segment in segments for row in segment.rows]
        if not rows:
            raise FileRefused(_("There is a header but no row below it; choose a file that holds agreements."))
        places, guessed, rivals = self.chosen(key, texts) or self.placed(texts, rows, header)
        if Column.INSTITUTION not in places.values():
            raise FileRefused(_("Choose the column that names the institutions."))
        names = self.names(texts, places)
        reader = Reader(self.document, self.sheet, places, spread_of(self.sheet, is_downwards=True))
        reader.guessed = {places[place]: names[place] for place in guessed if places[place] in DATES}
        reader.rivals = {place: (column, names[place]) for place, column in rivals.items()}
        return Table(
            sheet=self.sheet.name,
            header_row=header.number if header else None,
            places=places,
            headers=names,
            rows=tuple(reader.read([(segment.titles, segment.rows) for segment in segments])),
            key=key,
            pictures={row: entry for row, place, entry in reversed(self.sheet.pictures) if place not in places},
        )

    def chosen(self, key, texts):
        """The columns that a person chose for lists with these headers, or None."""
        choice = self.choices.get(key)
        return ({place: column for place, column in sorted(choice.items()) if column}, set(), {}) if choice else None

    def placed(self, texts, rows, header):
        """What each place means; raises FileRefused where that is not clear, or no place names institutions."""
        full = [row for row in rows if sum(bool(cell.strip()) for cell in row.cells) > 1] or rows
        width = max(len(row.cells) for row in full)
        profiles = {}
        for place in range(max(width, max(texts, default=0) + 1)):
            said = meanings(" ".join(texts.get(place, ())))
            cells = [row.cells[place] for row in full if place < len(row.cells)]
            profiles[place] = profile_of(cells, said)
        try:
            places, guessed = place_columns(texts, profiles)
        except Conflict as conflict:
            one, other = (texts[place][-1] for place in conflict.places)
            raise FileRefused(
                _("Two columns mean the same: “%(one)s” and “%(other)s”; delete or rename one of them and try again.")
                % {"one": one, "other": other}
            ) from None
        if Column.INSTITUTION not in places.values():
            raise FileRefused(
                _(
                    "No column names the institutions; name one “University” or “Institution” in the header and try"
                    " again."
                )
                if header
                else _(
                    "No row names the columns; put a header above the list, such as University, Country, Type, Date."
                )
            )
        persons = {header_key(spelling) for spelling in PERSONS.split("|")}
        if any(header_key(said[-1]) in persons for said in texts.values()) and not FACTS & set(places.values()):
            raise FileRefused(_("The list names persons, not agreements; choose the list of the agreements."))
        if header is None and len(places) < 2:
            raise FileRefused(
                _("No row names the columns; put a header above the list, such as University, Country, Type, Date.")
            )
        return places, guessed, rivals_of(texts, profiles, places)

    def names(self, texts, places):
        """How each column is called: its header, or its letter where it has none; no name twice."""
        names = {}
        for place in sorted({*texts, *places}):
            name = " ".join(texts.get(place, ())) or _("column %s") % letters(place)
            names[place] = f"{name} ({letters(place)})" if name in names.values() else name
        return names


def letters(place):
    """A place from 0 as a spreadsheet calls it: A, B, …, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def key_of(texts):
    """The key of a header's texts, the same for all lists with such a header."""
    parts = [f"{place}:{header_key(' '.join(said)).replace(' ', '')}" for place, said in sorted(texts.items())]
    return sha256("|".join(parts).encode()).hexdigest()


def spread_of(sheet, *, is_downwards=False, most=200_000):
    """The texts that merged cells stand for: {(row number, place): text of the first cell}, for the covered ones.

    A record takes them `is_downwards` only: what spreads over the next column does not stand in that column.
    """
    if not sheet.merged:
        return {}
    texts = {row.number: row.cells for row in sheet.rows}
    found = {}
    last_row = sheet.rows[-1].number if sheet.rows else 0
    for block in sheet.merged:
        cells = texts.get(block.first_row, ())
        text = cells[block.first_place] if block.first_place < len(cells) else ""
        if not text.strip():
            continue
        for number in range(block.first_row, min(block.last_row, last_row) + 1):
            for place in range(block.first_place, min(block.last_place, block.first_place + 100) + 1):
                is_first = (number, place) == (block.first_row, block.first_place)
                is_aside = is_downwards and place != block.first_place
                if not is_first and not is_aside and len(found) < most:
                    found[number, place] = text
    return found

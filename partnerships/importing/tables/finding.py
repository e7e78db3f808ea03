"""Cells to rows: where the headers stand, which rows are records, what the rows between them say."""

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.utils.translation import gettext as _

from partnerships.importing.fields import Column
from partnerships.importing.header_spellings import PERSONS
from partnerships.importing.remarks import FileRefused, Level, Remark

from .columns import Conflict, header_key, meanings, place_columns, rivals_of
from .profiles import DATES, profile_of
from .rows import Reader
from .segments import Cutter, spread_of
from .side_by_side import merged_rows, of_one_pair, pairs_of_dates, side_by_side
from .table_rows import TableRow

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
    """Return the lists of a Document, in their order; sheets without one are left out where another has one.

    `choices` are columns that a person chose before: {key of a Table: {place: Column or None}}. Raises FileRefused
    where no sheet holds a list: no column of institutions, two columns that mean the same, or no row below the header.
    """
    tables, refusals = [], []
    for sheet in (part for whole in document.sheets for part in side_by_side(whole)):
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
    """Return a Table without any fact of agreements, beside others that have some: a person must look at each row."""
    message = _("Nothing in this list says that it is one of agreements; please look whether it is.")
    remark = Remark(Column.INSTITUTION.value, "list-doubtful", Level.CHECK, message)
    return replace(table, rows=tuple(replace(row, remarks=(*row.remarks, remark)) for row in table.rows))


class SheetReader:
    """Finds the lists of one sheet."""

    def __init__(self, document, sheet, choices):
        self.document, self.sheet, self.choices = document, sheet, choices

    def tables(self):
        """Return the lists of the sheet; raises FileRefused where it has none."""
        cutter = Cutter(self.sheet)
        if not cutter.filled:
            raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
        groups = {}
        for segment in cutter.segments():
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

    def table(self, key, segments):
        """Return the list that some segments with the same header make together."""
        header, texts = segments[0].header, segments[0].texts
        rows = [row for segment in segments for row in segment.rows]
        if not rows:
            raise FileRefused(_("There is a header but no row below it; choose a file that holds agreements."))
        places, guessed, rivals = self.chosen(key, texts) or self.placed(texts, rows, header)
        if Column.INSTITUTION not in places.values():
            raise FileRefused(_("Choose the column that names the institutions."))
        names = self.names(texts, {*places, *rivals})
        guesses = {
            places[place]: names[place]
            for place in guessed
            if places[place] in DATES
            or (places[place] == Column.INSTITUTION and meanings(" ".join(texts.get(place, ()))))
        }
        pairs = pairs_of_dates(texts, places, rivals)
        shared = {place: column for place, column in places.items() if not pairs or column not in DATES}
        others = {place: (column, names[place]) for place, column in rivals.items() if not pairs or column not in DATES}
        beyond = beyond_header(texts, rows, {*places, *rivals})
        groups = []
        for label, columns in pairs.items() or [("", {})]:
            reader = Reader(self.document, self.sheet, shared | columns, spread_of(self.sheet, is_downwards=True))
            reader.guessed, reader.rivals, reader.beyond = guesses, others, beyond
            found = reader.read([(segment.titles, segment.rows) for segment in segments])
            if pairs:
                has_title = Column.TITLE in shared.values()
                found = [of_one_pair(row, label, columns, has_title=has_title) for row in found]
            groups.append((columns, found))
        places = dict(
            sorted({**shared, **{place: column for pair in pairs.values() for place, column in pair.items()}}.items())
        )
        return Table(
            sheet=self.sheet.name,
            header_row=header.number if header else None,
            places=places,
            headers=names,
            rows=tuple(merged_rows(groups) if pairs else groups[0][1]),
            key=key,
            pictures={row: entry for row, place, entry in reversed(self.sheet.pictures) if place not in places},
        )

    def chosen(self, key, texts):
        """Return the columns that a person chose for lists with these headers, or None."""
        choice = self.choices.get(key)
        return ({place: column for place, column in sorted(choice.items()) if column}, set(), {}) if choice else None

    def placed(self, texts, rows, header):
        """Return what each place means; raises FileRefused where that is not clear, or no place names institutions."""
        texts = with_register_type(texts)
        full = [row for row in rows if sum(bool(cell.strip()) for cell in row.cells) > 1] or rows
        width = max(len(row.cells) for row in full)
        profiles = {}
        for place in range(max(width, max(texts, default=0) + 1)):
            said = meanings(" ".join(texts.get(place, ())))
            cells = [row.cells[place] for row in full if place < len(row.cells)]
            profiles[place] = profile_of(cells, said)
        try:
            places, guessed = self.place_columns(texts, profiles, header)
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

    def place_columns(self, texts, profiles, header):
        """Return what each place means.

        Where a header is merged over two columns of one meaning, its first column has it.
        """
        try:
            return place_columns(texts, profiles)
        except Conflict as conflict:
            place = max(conflict.places)
            if header is None or (header.number, place) not in spread_of(self.sheet):
                raise
            return self.place_columns({at: said for at, said in texts.items() if at != place}, profiles, header)

    def names(self, texts, places):
        """Return how each column is called: its header, or its letter where it has none; no name twice."""
        names = {}
        for place in sorted({*texts, *places}):
            name = " ".join(texts.get(place, ())) or _("column %s") % letters(place)
            names[place] = f"{name} ({letters(place)})" if name in names.values() else name
        return names


def with_register_type(texts):
    """Return the texts of a header with "Register type" for "Type", where a "Title" stands beside it.

    So do files that the register writes; where a list tells both, the type is not the wording.
    """
    found = {header_key(" ".join(said)): place for place, said in texts.items()}
    return texts | {found["type"]: ("Register type",)} if {"type", "title"} <= found.keys() else texts


def beyond_header(texts, rows, known):
    """Return the places right of the last header in which hardly a row has a cell, as one comma too many makes them."""
    if not texts:
        return frozenset()
    count = Counter(
        place for row in rows for place in range(max(texts) + 1, len(row.cells)) if row.cells[place].strip()
    )
    return frozenset(place for place, filled in count.items() if place not in known and filled * 2 < len(rows))


def letters(place):
    """Return a place from 0 as a spreadsheet calls it: A, B, …, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def key_of(texts):
    """Return the key of a header's texts, the same for all lists with such a header."""
    parts = [f"{place}:{header_key(' '.join(said)).replace(' ', '')}" for place, said in sorted(texts.items())]
    return sha256("|".join(parts).encode()).hexdigest()

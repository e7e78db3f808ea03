"""What each row of a list is: a record, a heading, the rest of the row above, a total, a note, a name alone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from partnerships.folding import fold, has_key
from partnerships.importing.cells.country_names import bare_heading, is_region, names_country_or_region, read_country
from partnerships.importing.cells.own_columns import is_own
from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row
from partnerships.importing.spellings.rows import GOES_ON, SIGNED_ON, TOTALS
from partnerships.partial_dates import readings

from .grid import TYPICAL
from .headers import header_key
from .headings import (
    country_in,
    fact_in,
    has_digits,
    is_note,
    is_sentence,
    is_signature,
    is_total,
    is_total_row,
    names_institution,
    names_type,
)
from .table_rows import TableRow

LONGEST_NAME = 250  # characters of a name that stands alone
# What a row may hold beside its number without being a record.
BESIDE = {Column.NOTES, Column.SCOPE, Column.CONTACT, Column.NUMBER}
Values = dict[Column, str]  # the filled cells of a row that mean something


@dataclass(slots=True)
class Seen:
    """A row to be told: its cells by Column, its texts, the record `before`, and the text that is alone, if one is."""

    row: Row
    values: Values
    texts: list[str]
    before: TableRow | None
    alone: str = ""
    index: int = -1  # of the text that is alone
    is_name: bool = False  # whether it stands in the column of names


class RowKinds:
    """What tells the rows of one list: its columns, what its rows usually have, and the last rows of a section."""

    def __init__(self, columns: Mapping[int, Column], taken: Collection[int], *, is_wrapping: bool) -> None:
        self.columns, self.taken, self.is_wrapping = columns, taken, is_wrapping
        self.said = set(columns.values())
        self.name_index = max(index for index, column in columns.items() if column == Column.INSTITUTION)
        self.has_headings = False

    def measure(self, rows: Sequence[Values]) -> None:
        """Look at what the rows of the list usually have."""
        named = [values for values in rows if Column.INSTITUTION in values]
        numbered = sum(has_digits(values.get(Column.NUMBER, "")) for values in named)
        full = [values for values in named if len(values) > 1]
        filled = sum(len(values) > 2 + (Column.NUMBER in self.said) for values in full)
        self.has_countries = 2 * sum(Column.COUNTRY in values for values in named) > len(named)
        self.is_numbered = len(named) > 1 and numbered >= TYPICAL * len(named)
        self.is_filled = filled > 0 and filled >= TYPICAL * len(full)

    def begin(self, rows: Sequence[tuple[Row, Values]]) -> None:
        """Look at the last rows of a section, in which lines of signature stand."""
        numbers = [row.number for row, values in rows if has_digits(values.get(Column.NUMBER, ""))]
        self.last_numbered = numbers[-1] if numbers and self.is_numbered else 0
        self.last_rows = [row.number for row, _values in rows[-5:]]

    def seen(self, row: Row, values: Values, before: TableRow | None) -> Seen:
        """Return a row as it is told; a text is alone where nothing else means anything, or a country fills the row."""
        texts = [text for cell in row.cells if (text := cell.strip())]
        seen = Seen(row, values, texts, before)
        if texts and texts[0] == texts[-1] and len({*texts}) == 1:
            index = next(index for index, cell in enumerate(row.cells) if cell.strip())
            is_country = self.has_countries and self.columns.get(index) == Column.COUNTRY
            if is_country and not is_region(bare_heading(texts[0])):
                return seen  # a country without a name
            if len(values) <= 1 or (len(texts) > 1 and names_country_or_region(texts[0])):
                seen.alone, seen.index, seen.is_name = texts[0], index, index == self.name_index
        return seen

    def kind_of(self, seen: Seen) -> str:
        """Return what a row is by the first line of evidence that holds, else "record" or "nameless"."""
        name = seen.values.get(Column.INSTITUTION, "")
        if seen.row.number in self.taken or (is_own(seen.values) and has_key(name)):
            return "record"
        lines, otherwise = (NAMED, "record") if has_key(name) else (NAMELESS, "nameless")
        lines = ALONE + lines if seen.alone else lines
        return next((kind for kind, holds in lines if holds(self, seen)), otherwise)

    def is_heading(self, seen: Seen) -> bool:
        """Return whether a text alone names the country of the rows below, or says a fact of them in front."""
        is_in_front = seen.index <= self.name_index or seen.index not in self.columns
        is_fact = is_in_front and len(self.columns) > 1 and seen.row.number not in self.last_rows[-1:]
        return self.country_in(seen.alone) is not None or (is_fact and fact_in(seen.alone) is not None)

    def country_in(self, text: str) -> str | None:
        """Return the country that a heading of this list names, "" for a region, or None."""
        return country_in(text, is_elsewhere=Column.COUNTRY in self.said)

    def is_note_row(self, seen: Seen) -> bool:
        """Return whether a row holds the numbers of the columns, or a signature without a type and a country."""
        texts = seen.texts
        if len(texts) > 2 and texts[0] == "1" and texts == [str(number) for number in range(1, len(texts) + 1)]:
            return True
        title = seen.values.get(Column.TITLE, "")
        is_titled = title and (names_type(title) or not self.is_numbered) and not SIGNED_ON.fullmatch(title)
        is_last = self.is_at_end(seen) and not is_titled and Column.CONTACT not in seen.values
        return is_last and is_signature(texts) and not is_country(seen.values)

    def is_dated_note(self, seen: Seen) -> bool:
        """Return whether a text alone below the list, under the types, says of which day it is: "2024年3月5日現在"."""
        is_dated = has_digits(seen.alone) and not names_type(seen.alone)
        return is_dated and self.columns.get(seen.index) == Column.TITLE and self.is_at_end(seen)

    def is_at_end(self, seen: Seen) -> bool:
        """Return whether a row is one of the last of its section, below all numbered ones."""
        return seen.row.number > self.last_numbered and seen.row.number in self.last_rows

    def is_rest_of_address(self, seen: Seen) -> bool:
        """Return whether a row holds only the rest of the web address before."""
        text = seen.values.get(Column.WEBSITE, "")
        is_begun = seen.before and seen.before.values.get(Column.WEBSITE)
        return bool(is_begun) and seen.values.keys() == {Column.WEBSITE} and not fold(text).startswith(("http", "www"))

    def is_line(self, seen: Seen) -> bool:
        """Return whether a row without a name is a line of the cells before, in formats that wrap them."""
        is_wrapped = self.is_wrapping and self.is_numbered and Column.NUMBER not in seen.values
        return is_wrapped and is_record(seen.before) and not says_enough(seen.values)

    def goes_with(self, seen: Seen) -> bool:
        """Return whether a row without a name has the type or date of a further agreement of the institution before."""
        if not seen.before or not is_record(seen.before) or not seen.before.values.get(Column.INSTITUTION):
            return False
        own = seen.values.keys()
        is_bare = own.isdisjoint({Column.NUMBER, Column.COUNTRY, Column.WEBSITE, Column.CITY})
        is_plain = self.said.isdisjoint({Column.NUMBER, Column.COUNTRY})
        has_own = own & {Column.TITLE, Column.SIGNED, Column.STARTS, Column.ENDS}
        return is_bare and bool(has_own) and (self.is_numbered or self.has_countries or is_plain)

    def goes_on(self, seen: Seen) -> bool:
        """Return whether a row is the rest of the one before: it has no number, and the name goes on."""
        if not self.is_numbered or Column.NUMBER in seen.values or not seen.before or seen.before.skipped:
            return False
        if seen.values.keys() - seen.before.values.keys() or says_enough(seen.values):
            return False
        name, start = (values.get(Column.INSTITUTION, "") for values in (seen.values, seen.before.values))
        is_rest = bool(GOES_ON.search(start)) or (name[:1] != name[:1].title() and not name[1:2].isupper())
        return self.is_wrapping or (bool(name) and is_rest)


def is_total_alone(text: str) -> bool:
    """Return whether a text alone begins as a total does, and is no name."""
    begins = is_total(text) or header_key(text).split(" ")[0] in TOTALS
    return begins and (not names_institution(text) or has_digits(text))


def is_record(row: TableRow | None) -> bool:
    """Return whether a row was read as a record."""
    return bool(row and not row.skipped)


def is_country(values: Values) -> bool:
    """Return whether a row says its country for certain."""
    country = read_country(values[Column.COUNTRY]) if Column.COUNTRY in values else None
    return bool(country and country.is_certain)


def says_enough(values: Values) -> bool:
    """Return whether a row without a number names an institution and its own country or day, as a record does."""
    has_day = any(readings(values.get(column, "")) for column in (Column.SIGNED, Column.STARTS))
    return Column.INSTITUTION in values and (is_country(values) or has_day)


Evidence = tuple[tuple[str, Callable[[RowKinds, Seen], object]], ...]
# What a row is by the first line that holds. Rows with a text alone are tried by ALONE first.
ALONE: Evidence = (
    ("rest", RowKinds.is_rest_of_address),
    ("rest", lambda kinds, seen: not seen.is_name and Column.WEBSITE in seen.values and kinds.goes_on(seen)),
    ("heading", RowKinds.is_heading),
    ("total", lambda _kinds, seen: is_total_alone(seen.alone)),
    ("note", lambda kinds, seen: is_note(seen.alone) or (is_signature([seen.alone]) and kinds.is_at_end(seen))),
    ("beside", lambda kinds, seen: not seen.is_name and kinds.columns.get(seen.index) in (None, *BESIDE)),
    ("rest", lambda kinds, seen: seen.is_name and kinds.goes_on(seen)),
    ("note", RowKinds.is_dated_note),
    ("note", lambda _kinds, seen: seen.is_name and len(seen.alone) > LONGEST_NAME),
    # A name alone may be a heading where other rows have more, and so may a sentence.
    ("lonely-name", lambda kinds, seen: seen.is_name and (kinds.is_filled or kinds.is_numbered)),
    ("lonely-name", lambda kinds, seen: seen.is_name and kinds.has_headings and not names_institution(seen.alone)),
    ("lonely-name", lambda _kinds, seen: seen.is_name and is_sentence(seen.alone)),
)
NAMED: Evidence = (
    ("total", lambda _kinds, seen: is_total_row(seen.texts)),
    ("note", RowKinds.is_note_row),
    ("rest", RowKinds.goes_on),
)
NAMELESS: Evidence = (
    *NAMED[:2],
    ("rest", RowKinds.is_rest_of_address),
    ("beside", lambda _kinds, seen: seen.values.keys() <= BESIDE),
    ("rest", RowKinds.is_line),
)

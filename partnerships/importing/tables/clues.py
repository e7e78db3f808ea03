"""What is known of columns before they have a meaning: headers, cells, and how the days of two of them lie."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter

from django.utils.functional import cached_property

from partnerships.folding import fold
from partnerships.importing.sheets import Row
from partnerships.partial_dates import PartialDate, readings

from .headers import HeaderTexts, header_key, meanings
from .profiles import SAMPLE, Profile, profile_of

LONG = 90  # days between the first and the last day of an agreement, at least
FEWEST_OF = 4  # one row in so many has both days; fewer are rows that one comma too many has moved
DATED = 0.3  # the share of days in a column, from which their order is asked for


class Clues:
    """What the headers, {index: texts}, of which some are `merged` with the one before, and the `rows` below say."""

    def __init__(self, headers: HeaderTexts, rows: Sequence[Row], merged: Collection[int] = ()) -> None:
        self.headers, self.rows, self.merged = headers, rows, merged
        self.width = max([len(row.cells) for row in rows] + [index + 1 for index in headers], default=0)

    @cached_property
    def profiles(self) -> Mapping[int, Profile]:
        """What stands in each column: {index: Profile}."""
        return {index: profile_of(self.each_cell(index), meanings(self.header(index))) for index in range(self.width)}

    @cached_property
    def dated(self) -> list[int]:
        """The indexes of columns in which days stand, from left to right."""
        dated = (index for index, profile in self.profiles.items() if profile.dates >= DATED)
        return [at for at in dated if max(self.profiles[at].institutions, self.profiles[at].agreements) < DATED]

    @cached_property
    def days(self) -> Mapping[int, list[tuple[PartialDate, ...]]]:
        """The readings of the first cells of the `dated` columns, row by row."""
        return {
            index: [readings(cell, is_thorough=False) for cell in islice(self.each_cell(index), SAMPLE)]
            for index in self.dated
        }

    def header(self, index: int) -> str:
        """Return the texts of the header over a column as one."""
        return " ".join(self.headers.get(index, ()))

    def each_cell(self, index: int) -> Iterator[str]:
        """Yield the cells of a column, "" where a row ends before it."""
        return (row.cells[index] if index < len(row.cells) else "" for row in self.rows)

    def has_same_header(self, one: int, other: int) -> bool:
        """Return whether two columns have the same header, or one that is merged over both."""
        texts = [[header_key(text) for text in self.headers.get(index, ())] for index in (one, other)]
        return bool(texts[0]) and texts[0] == texts[1]

    def share_in_order(self, one: int, other: int) -> float:
        """Return in which share of rows a day lies long before that of another column; 0 if one lies after it."""
        both = [(first, last) for first, last in zip(self.days[one], self.days[other], strict=True) if first and last]
        most = max(sum(map(bool, self.days[index])) for index in (one, other))
        if len(both) * FEWEST_OF < most or not both or any(days_between(last, first) > 0 for first, last in both):
            return 0
        return sum(days_between(first, last) >= LONG for first, last in both) / len(both)

    def pairs_in_order(self) -> list[tuple[int, int]]:
        """Return the pairs of columns of which the second mostly holds days long after the first: (index, index)."""
        pairs = [(one, other) for one in self.dated for other in self.dated if one < other]
        return [pair for pair in pairs if self.share_in_order(*pair) > 0.5]

    def are_apart(self, one: int, other: int) -> bool:
        """Return whether no row fills both of two columns."""
        both = zip(self.each_cell(one), self.each_cell(other), strict=True)
        return not any(a.strip() and b.strip() for a, b in both)

    def are_same(self, one: int, other: int) -> bool:
        """Return whether each row that fills both of two columns says the same in them."""
        both = zip(self.each_cell(one), self.each_cell(other), strict=True)
        return all(fold(a) == fold(b) for a, b in both if a.strip() and b.strip())


def days_between(first: Sequence[PartialDate], last: Sequence[PartialDate]) -> int:
    """Return how many days lie between the latest reading of one day and the earliest of another."""
    start = max(first, key=attrgetter("first_day")).last_day
    return (min(day.first_day for day in last) - start).days

"""What the columns of a table mean: by headers, cells (`evidence`) and the order of days (`clues`), surest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from partnerships.importing.fields import REPEATABLE, Column
from partnerships.importing.spellings.evidence import FEW, HALF
from partnerships.importing.spellings.notions import CLOSE, GENERAL_HEADER, WHOLE, WORDY, Meanings

from .clues import Clues
from .evidence import fit, proposals
from .grid import TYPICAL
from .headers import counts_students, meanings_over, names_agreement, notions_of
from .profiles import DATES

# How surely a column must mean something, in all: under a header, which says most of it, and without one.
ENOUGH_WITH_HEADER, ENOUGH_WITHOUT = 4, 2.5
# A reading for want of a better one comes after all others: a country in the address, a name under "Agreement", what
# no reader understands below a sure header.
COUNTRY_AT_END, NAMED, UNREAD = -101, -102, -103
LAST = {COUNTRY_AT_END, NAMED, UNREAD}
LEAD = 1  # by which the best reading of a column must lead the next to be taken without a look
# Columns that stand under a sure header with cells that no reader understands: a person must look at each.
LOOKED_AT_ANYWAY = {*DATES, Column.COUNTRY, Column.DURATION}
# Columns whose headers ask a question where "yes" and "no" stand below them.
ANSWERED = {Column.TITLE, Column.SIGNED, Column.REFERENCE}
# Words of headers that name the home side, whose address ends with another country than that of the partner.
HOME_SIDE = {"contact", "sign", "number", "date", "end", "start"}


class Conflict(Exception):
    """Two headers mean the same Column for certain; `indexes` are those of their columns."""

    def __init__(self, indexes: list[int]) -> None:
        super().__init__(indexes)
        self.indexes = indexes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Column that the column at an index may mean: how surely in all, and how surely its header alone says so."""

    total: float
    by_header: float
    column: Column
    index: int

    @property
    def is_enough(self) -> bool:
        """Whether the reading is sure enough to be taken where none is better."""
        return self.total in LAST or self.total >= (ENOUGH_WITH_HEADER if self.by_header else ENOUGH_WITHOUT)


@dataclass(slots=True)
class Assignment:
    """What each column means, {index: Column}, and what is doubtful about it."""

    columns: dict[int, Column] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)  # the indexes of columns whose meaning the cells told
    rivals: dict[int, Column] = field(default_factory=dict)  # columns that lost their meaning to another
    close: dict[int, Column] = field(default_factory=dict)  # what columns may mean nearly as well


def assign_columns(clues: Clues) -> Assignment:
    """Return what the columns of a table mean; raise Conflict where two headers and their cells compete."""
    candidates = sorted(candidates_of(clues), key=lambda one: (-one.total, one.index))
    found = Assignment()
    for one in candidates:
        if one.is_enough and one.index not in found.columns and is_free(one, found.columns, clues):
            found.columns[one.index] = one.column
            if not one.by_header:
                found.guessed.add(one.index)
    check_conflicts(candidates, found.columns, clues)
    found.columns = dict(sorted(found.columns.items()))
    found.rivals = rivals_of(clues, found.columns)
    found.close = close_readings(candidates, found)
    return found


def is_free(one: Candidate, columns: dict[int, Column], clues: Clues) -> bool:
    """Return whether a meaning is still to be had: two columns have it by sure headers, where no row fills both."""
    if one.total == NAMED and not {*DATES, Column.COUNTRY, Column.TITLE} & set(columns.values()):
        return False  # names alone are no list of agreements
    taken = [index for index, column in columns.items() if column == one.column]
    if not taken or one.column in REPEATABLE:
        return True
    is_sure = one.by_header >= GENERAL_HEADER and one.total not in LAST and bool(clues.profiles[one.index].filled)
    return is_sure and all(clues.profiles[index].filled and clues.are_apart(index, one.index) for index in taken)


def candidates_of(clues: Clues) -> Iterator[Candidate]:
    """Yield what each column may mean: by its header, its content, its order with others, for want of a better one."""
    for index in clues.profiles:
        said = meanings_over(clues.headers.get(index, ()))
        yield from by_header(clues, index, said)
        if not said:
            for told, score in proposals(clues.profiles[index], has_header=bool(clues.headers)).items():
                yield Candidate(score, 0, told, index)
        if clues.headers.get(index):
            yield from for_want(clues, index, said)
    for one, other in clues.pairs_in_order():
        yield from by_order(clues, one, other)


def by_header(clues: Clues, index: int, said: Meanings) -> Iterator[Candidate]:
    """Yield what a column may mean by what its header has `said`, and by its content where that names an agreement."""
    profile = clues.profiles[index]
    for column, score in said.items():
        if column and (profile.filled or score >= GENERAL_HEADER):
            yield Candidate(score + fit(column, profile), score, column, index)
    if said.keys() & ANSWERED and profile.answers > HALF:
        yield Candidate(ENOUGH_WITH_HEADER, 0, Column.STATUS, index)  # "MoU" over "yes" and "no": is there one?
    if counts_students(clues.header(index)) and profile.numbers >= TYPICAL and max(profile.years, profile.codes) < HALF:
        yield Candidate(WORDY, WORDY, Column.NOTES, index)
    if Column.TITLE in said and profile.filled:
        # "MoU" over dates is when one was signed, over codes its number
        yield Candidate(fit(Column.SIGNED, profile), 0, Column.SIGNED, index)
        yield Candidate(4 * (profile.codes >= TYPICAL), 0, Column.REFERENCE, index)


def for_want(clues: Clues, index: int, said: Meanings) -> Iterator[Candidate]:
    """Yield what a column with a header may mean where nothing else does."""
    profile = clues.profiles[index]
    is_of_home = notions_of(clues.header(index)).keys() & HOME_SIDE
    if not is_of_home and profile.countries + profile.located >= TYPICAL and profile.institutions < FEW:
        yield Candidate(COUNTRY_AT_END, WORDY, Column.COUNTRY, index)
    if None not in said and profile.institutions >= TYPICAL:
        yield Candidate(NAMED, 0, Column.INSTITUTION, index)
    for column, score in said.items():
        if score >= GENERAL_HEADER and column in LOOKED_AT_ANYWAY and profile.filled:
            yield Candidate(UNREAD, score, column, index)


def by_order(clues: Clues, one: int, other: int) -> Iterator[Candidate]:
    """Yield what two columns may mean of which the second holds days long after those of the first."""
    said, said_after = (meanings_over(clues.headers.get(index, ())) for index in (one, other))
    is_period = not said or bool(said.keys() & {Column.DURATION, Column.ENDS})
    is_under_it = clues.has_same_header(one, other) or (is_period and bool(said) and not clues.headers.get(other))
    if is_under_it and max(said.get(Column.SIGNED, 0), said.get(Column.STARTS, 0)) != CLOSE + 1:
        by_header = CLOSE if is_period and said and other in clues.merged else 0
        yield Candidate(WHOLE + ENOUGH_WITH_HEADER + 1, by_header, Column.STARTS, one)
        yield Candidate(WHOLE + ENOUGH_WITH_HEADER + 1, by_header, Column.ENDS, other)
    elif not clues.headers:
        yield Candidate(ENOUGH_WITHOUT, 0, Column.ENDS, other)
    elif not said and (not said_after or Column.ENDS in said_after):
        yield Candidate(ENOUGH_WITH_HEADER, 0, Column.STARTS, one)
        yield Candidate(ENOUGH_WITH_HEADER, 0, Column.ENDS, other)
    elif Column.STARTS in said and None not in said_after and max(said_after.values(), default=0) <= WORDY:
        yield Candidate(WORDY + ENOUGH_WITH_HEADER + 1, 0, Column.ENDS, other)


def check_conflicts(candidates: list[Candidate], columns: dict[int, Column], clues: Clues) -> None:
    """Raise Conflict where a column lost its meaning to another with the very same header and other cells."""
    sure = {(one.index, one.column): one for one in candidates if one.by_header == WHOLE and one.total not in LAST}
    for index, column in columns.items():
        for other in clues.profiles:
            rival = sure.get((other, column))
            is_rival = (index, column) in sure and rival and rival.is_enough and clues.profiles[other].filled
            is_left = other not in columns and column not in REPEATABLE
            if is_rival and is_left and clues.has_same_header(index, other) and not clues.are_same(index, other):
                raise Conflict(sorted((index, other)))


def rivals_of(clues: Clues, columns: dict[int, Column]) -> dict[int, Column]:
    """Return the columns that mean nothing although they have headers like others, or dates: {index: Column}."""
    found: dict[int, Column] = {}
    for index, profile in clues.profiles.items():
        if index in columns or not profile.filled:
            continue
        for column, score in meanings_over(clues.headers.get(index, ())).items():
            if column not in columns.values() or column is None:
                continue
            says_it = score >= GENERAL_HEADER or (column in DATES and score >= CLOSE)
            if says_it and score + fit(column, profile) >= ENOUGH_WITH_HEADER:
                found[index] = column
        header = clues.header(index)
        is_dated = profile.dates >= TYPICAL and (profile.years < HALF or names_agreement(header))
        if is_dated and "other date" not in notions_of(header):
            found.setdefault(index, Column.SIGNED)
    return found


def close_readings(candidates: list[Candidate], found: Assignment) -> dict[int, Column]:
    """Return what columns may mean nearly as well as what was taken, where no whole header tells: {index: Column}."""
    close: dict[int, Column] = {}
    for index, column in found.columns.items():
        own = [one for one in candidates if one.index == index and one.by_header and one.total not in LAST]
        taken = max((one for one in own if one.column == column), key=lambda one: one.total, default=None)
        if not taken or taken.by_header >= GENERAL_HEADER:
            continue
        others = (one for one in own if one.is_enough and one.column not in found.columns.values())
        for other in others:
            if taken.total - other.total < LEAD:
                close[index] = other.column
    return close

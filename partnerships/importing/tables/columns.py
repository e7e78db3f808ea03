"""What the columns of a table mean: told from their headers, and from what stands below them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnerships.importing.fields import REPEATABLE, Column

from .evidence import fit, proposals
from .headers import CLOSE, GENERAL_HEADER, WHOLE, HeaderTexts, header_key, meanings_over, names_agreement, notions_of
from .profiles import DATES, Profile

# How surely a column must mean something, in all: under a header, which says most of it, and without one.
ENOUGH_WITH_HEADER, ENOUGH_WITHOUT = 4, 2.5
TYPICAL, HALF, FEW = 0.6, 0.5, 0.3  # shares of the cells of a column that read as something
# Columns that stand under a sure header with cells that no reader understands: a person must look at each.
LOOKED_AT_ANYWAY = {*DATES, Column.COUNTRY, Column.DURATION}
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


def assign_columns(headers: HeaderTexts, profiles: Mapping[int, Profile]) -> tuple[dict[int, Column], set[int]]:
    """Return what each column of a table means, {index: Column}, and the indexes of those told by content alone.

    `profiles` are {index: Profile}. Raises Conflict where two whole headers mean the same and both have cells below
    them.
    """
    candidates = list(candidates_of(headers, profiles))
    assigned, guessed = best_of(candidates)
    check_conflicts(candidates, assigned, profiles, headers)
    if Column.COUNTRY not in assigned.values():
        index = index_with_countries(headers, profiles, assigned)
        assigned |= {} if index is None else {index: Column.COUNTRY}
    index = index_with_institutions(headers, profiles, assigned)
    if index is not None:
        assigned[index] = Column.INSTITUTION
        guessed.add(index)
    add_unread_columns(headers, profiles, assigned)
    return dict(sorted(assigned.items())), guessed


def candidates_of(headers: HeaderTexts, profiles: Mapping[int, Profile]) -> Iterator[Candidate]:
    """Yield what each column may mean by its header, or by its content where the header says nothing."""
    for index, profile in profiles.items():
        said = meanings_over(headers.get(index, ()))
        for column, score in said.items():
            if column and (profile.filled or score >= GENERAL_HEADER):
                yield Candidate(score + fit(column, profile), score, column, index)
        if Column.TITLE in said and profile.filled:
            # "MoU" over dates is when one was signed, over "yes" and "no" whether there is one
            yield Candidate(fit(Column.SIGNED, profile), 0, Column.SIGNED, index)
            yield Candidate(4 * (profile.answers > 0.5), 0, Column.STATUS, index)
        if not said:
            for told, score in proposals(profile, has_header=bool(headers)).items():
                yield Candidate(score, 0, told, index)


def best_of(candidates: Sequence[Candidate]) -> tuple[dict[int, Column], set[int]]:
    """Return the surest candidates, {index: Column}, and the indexes of those told by content alone."""
    assigned: dict[int, Column] = {}
    guessed: set[int] = set()
    for one in sorted(candidates, key=lambda candidate: (-candidate.total, candidate.index)):
        enough = ENOUGH_WITH_HEADER if one.by_header else ENOUGH_WITHOUT
        is_taken = one.column in assigned.values() and one.column not in REPEATABLE
        if one.total < enough or one.index in assigned or is_taken:
            continue
        assigned[one.index] = one.column
        if not one.by_header:
            guessed.add(one.index)
    return assigned, guessed


def add_unread_columns(headers: HeaderTexts, profiles: Mapping[int, Profile], assigned: dict[int, Column]) -> None:
    """Add to the `assigned` columns those of LOOKED_AT_ANYWAY that no reader understands."""
    for index, profile in profiles.items():
        for column, score in meanings_over(headers.get(index, ())).items():
            is_sure = score >= GENERAL_HEADER and column in LOOKED_AT_ANYWAY and profile.filled
            if column and is_sure and index not in assigned and column not in assigned.values():
                assigned[index] = column


def index_with_institutions(
    headers: HeaderTexts, profiles: Mapping[int, Profile], assigned: Mapping[int, Column]
) -> int | None:
    """Return the index of the column of institutions under a header that says something else.

    None where there is none such, or the list is none of agreements.
    """
    columns = set(assigned.values())
    if Column.INSTITUTION in columns or not columns & {*DATES, Column.COUNTRY, Column.TITLE}:
        return None
    shares = {index: profile.institutions for index, profile in profiles.items() if index not in assigned}
    if not shares:
        return None
    index = max(shares, key=shares.__getitem__)
    said = headers.get(index, ())
    return index if said and shares[index] >= TYPICAL and None not in meanings_over(said) else None


def index_with_countries(
    headers: HeaderTexts, profiles: Mapping[int, Profile], assigned: Mapping[int, Column]
) -> int | None:
    """Return the index of the column, among those of no other meaning, in which addresses end with a country.

    None where there is none.
    """
    for index, profile in profiles.items():
        is_other = notions_of(" ".join(headers.get(index, ()))).keys() & HOME_SIDE
        if index in assigned or not headers.get(index) or is_other:
            continue
        if profile.countries + profile.located >= TYPICAL and profile.institutions < FEW:
            return index
    return None


def check_conflicts(
    candidates: Sequence[Candidate],
    assigned: Mapping[int, Column],
    profiles: Mapping[int, Profile],
    headers: HeaderTexts,
) -> None:
    """Raise Conflict where a column lost its meaning to another with the very same header."""
    for index, column in assigned.items():
        if column in REPEATABLE:
            continue
        mine = max(one.by_header for one in candidates if (one.column, one.index) == (column, index))
        for other in candidates:
            is_rival = other.column == column and other.index not in assigned and other.by_header == mine == WHOLE
            is_filled = other.total >= ENOUGH_WITH_HEADER and profiles[other.index].filled
            if is_rival and is_filled and keys_of(headers, other.index) == keys_of(headers, index):
                raise Conflict(sorted((index, other.index)))


def keys_of(headers: HeaderTexts, index: int) -> list[str]:
    """Return the keys of the headers over a column."""
    return [header_key(header) for header in headers.get(index, ())]


def rivals_of(
    headers: HeaderTexts, profiles: Mapping[int, Profile], assigned: Mapping[int, Column]
) -> dict[int, Column]:
    """Return the columns that are not `assigned` although their headers mean what those of others do: {index: Column}.

    So are those that hold dates of which their headers do not say that they are something else.
    """
    found: dict[int, Column] = {}
    for index, profile in profiles.items():
        if index in assigned or not profile.filled:
            continue
        for column, score in meanings_over(headers.get(index, ())).items():
            if column not in assigned.values() or column is None:
                continue
            says_it = score >= GENERAL_HEADER or (column in DATES and score >= CLOSE)
            if says_it and score + fit(column, profile) >= ENOUGH_WITH_HEADER:
                found[index] = column
        header = " ".join(headers.get(index, ()))
        is_dated = profile.dates >= TYPICAL and (profile.years < HALF or names_agreement(header))
        if is_dated and "other date" not in notions_of(header):
            found.setdefault(index, Column.SIGNED)
    return found

"""Find public agreements in the listing: how many there are of each value, and which ones a page shows.

Without search words the tallies answer. With words the database reads the matches once, up to `MOST`, and counts them;
where there are more, the first ones are shown by number and nothing is counted. So no address costs more than that.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from partnerships.countries import in_alphabetical_order
from partnerships.models import ListedAgreement, Status, Tally
from partnerships.models.listing import ANY_NUMBER, ANY_TEXT, NO_TYPE, NO_YEAR

from .milestones import STEP, stretch_of
from .orders import SORTS, all_of, directed, in_the_order_of, joined, keys_of, nearest, stretches, with_keys
from .words import MOST, hits_of

DIMENSIONS = ("country", "type", "year", "status")
TEXTS = ("country", "status")  # whose values are texts; the others' are numbers
ANY = {"country": ANY_TEXT, "type": ANY_NUMBER, "year": ANY_NUMBER, "status": ANY_TEXT}
UNKNOWN = {"country": "", "type": NO_TYPE, "year": NO_YEAR}
MOST_SHOWN = 300  # of more matches than are counted
MANY = 5000  # agreements; fewer of several values are sorted together


class Criteria(NamedTuple):
    """What a visitor asks for: some values of each dimension, none of them for all, and folded words."""

    country: tuple[str, ...] = ()
    type: tuple[int, ...] = ()
    year: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def condition_of(criteria: Criteria) -> Q:
    """Return the condition that an agreement has one of the values asked for in each dimension."""
    condition = Q()
    for name in DIMENSIONS:
        if values := getattr(criteria, name):
            condition &= Q(**{f"{name}__in": values})
    return condition


def find(criteria: Criteria, types: Sequence[int]) -> "Results":
    """Return the Results for some criteria; `types` are the keys of the agreement types in the office's order.

    They are TalliedResults, SearchResults or TooManyResults, which are asked in the same way.
    """
    if not criteria.words:
        return TalliedResults(criteria, types)
    hits, filters = hits_of(criteria.words), condition_of(criteria)
    if not hits.are_many and (found := SearchResults(criteria, types, hits.condition)).is_few:
        return found
    if filters and (found := SearchResults(criteria, types, hits.condition & filters, is_counted=False)).is_few:
        return found
    return TooManyResults(criteria, types, hits.condition & filters)


def counted(source, criteria, *, is_any_one_value=False):
    """Return SQL that counts each value of each dimension under the criteria of the others, and its parameters.

    `source` is SQL with a row and a `number` for each combination of values; where `is_any_one_value`, it has a row for
    any value of a dimension, too. The query gives rows of the index of a dimension, its value as a text or a number,
    and how many there are. Written out, since the ORM needs longer to write it than the database to answer it.
    """
    parts, parameters = [], []
    for index, name in enumerate(DIMENSIONS):
        conditions = []
        if is_any_one_value:
            conditions.append(f"{name} <> %s")
            parameters.append(ANY[name])
        for other in DIMENSIONS:
            values = getattr(criteria, other) or ((ANY[other],) if is_any_one_value else ())
            if other != name and values:
                conditions.append(within(other, values))
                parameters += values
        text, number = (name, "0") if name in TEXTS else ("''", name)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        parts.append(f"SELECT {index}, {text}, {number}, SUM(number) FROM {source}{where} GROUP BY {name}")
    return " UNION ALL ".join(parts), parameters


def within(name, values):
    """Return the SQL condition that a column has one of some `values`, which are its parameters."""
    return f"{name} IN ({', '.join(['%s'] * len(values))})"


def by_dimension(rows):
    """Return the rows of `counted` as {dimension: {value: number}}."""
    found = {name: {} for name in DIMENSIONS}
    for index, text, number, count in rows:
        name = DIMENSIONS[index]
        found[name][text if name in TEXTS else number] = int(count)
    return found


class Results:
    """What was found: `total` agreements, and how many of each value there are under the other dimensions' values.

    Where it is not `is_counted`, the numbers of values are not known; where not `is_complete`, there are more.
    """

    is_counted = is_complete = True

    def __init__(self, criteria: Criteria, types: Sequence[int]) -> None:
        self.criteria, self.types = criteria, types

    def counts(self, dimension: str) -> dict[Any, int]:
        """Return how many agreements each value of a dimension has under the other criteria: {value: number}."""
        raise NotImplementedError

    def page(self, sort: str, first: int, size: int) -> list[int]:
        """Return the keys of at most `size` agreements from the position `first` (from 0) on, sorted as SORTS says."""
        raise NotImplementedError

    def without(self, name: str) -> int | None:
        """Return how many there are without the criteria of a dimension, or without the words; None for over `MOST`."""
        if name != "words" and self.is_counted:
            return sum(self.counts(name).values())
        other = find(self.criteria._replace(**{name: ()}), self.types)
        return other.total if other.is_complete else None

    def keys(self, sort: str) -> list[int]:
        """Return the keys of all agreements that meet the criteria, sorted."""
        return self.page(sort, 0, self.total)

    @cached_property
    def total(self) -> int:
        """How many agreements meet all criteria."""
        values = self.criteria.status or None
        return sum(number for value, number in self.counts("status").items() if values is None or value in values)

    def in_order(self, dimension: str, values: Iterable) -> list:
        """Return the `values` of a dimension as pages list them, the unknown one last."""
        known = [value for value in values if value != UNKNOWN.get(dimension)]
        ranking = {"type": self.types, "status": Status.values}.get(dimension)
        if dimension == "country":
            known = in_alphabetical_order(known)
        elif ranking:
            known.sort(key=lambda value: ranking.index(value) if value in ranking else len(ranking))
        else:
            known.sort(reverse=True)
        return [*known, *(value for value in values if value == UNKNOWN.get(dimension))]

    def segments(self, dimension: str, is_descending: bool) -> list[tuple[Any, int]]:
        """Return the values of a dimension that are asked for, in the order of a sorted list, each with its number."""
        numbers, chosen = self.counts(dimension), getattr(self.criteria, dimension)
        values = self.in_order(dimension, [value for value in numbers if not chosen or value in chosen])
        unknown = [value for value in values if value == UNKNOWN.get(dimension)]
        known = values[: len(values) - len(unknown)]
        if is_descending != (dimension == "year"):  # years are listed with the latest first
            known.reverse()
        return [(value, numbers[value]) for value in (*known, *unknown)]


class TalliedResults(Results):
    """All agreements of some values, counted before anybody asked."""

    @cached_property
    def tallies(self):
        """The numbers of every dimension, in one query."""
        tallies = f"(SELECT country, type, year, status, count AS number FROM {Tally._meta.db_table}) AS tallies"
        with connection.cursor() as cursor:
            cursor.execute(*counted(tallies, self.criteria, is_any_one_value=True))
            return by_dimension(cursor.fetchall())

    def counts(self, dimension):
        return self.tallies[dimension]

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        is_deep = self.criteria == Criteria() and min(first, self.total - first) > STEP
        if is_deep and (keys := deep_in_the_list(sort, first, size, self.total)):
            return keys
        if not dimension:
            return nearest(self.parts(), columns, is_descending, first, size, self.total)
        rows = ListedAgreement.objects.filter(condition_of(self.criteria))
        found = stretches(self.segments(dimension, is_descending), first, size)
        if sum(number for _, number, _, _ in found) <= MANY:
            values, start = [value for value, *_ in found], found[0][2] if found else 0
            return list(all_of(rows, dimension, values, columns, is_descending)[start : start + size])
        keys, whole = [], []
        for value, number, start, length in found:
            if length == number:
                whole.append(value)
                continue
            keys += all_of(rows, dimension, whole, columns, is_descending)
            whole = []
            keys += nearest([rows.filter(**{dimension: value})], columns, is_descending, start, length, number)
        return [*keys, *all_of(rows, dimension, whole, columns, is_descending)]

    def parts(self):
        """Return the rows in parts whose index has the order of the list: by value, where there are several."""
        for name in DIMENSIONS:
            if len(values := getattr(self.criteria, name)) > 1 and self.total > MANY:
                each_alone = [self.criteria._replace(**{name: (value,)}) for value in values]
                return [ListedAgreement.objects.filter(condition_of(one)) for one in each_alone]
        return [ListedAgreement.objects.filter(condition_of(self.criteria))]


class SearchResults(Results):
    """The matches of a search, read once: counted, and their keys noted, where they are few enough for that."""

    def __init__(self, criteria, types, condition, *, is_counted=True):
        super().__init__(criteria, types)
        self.is_counted = is_counted
        hits = ListedAgreement.objects.filter(condition).values_list("pk", *DIMENSIONS)
        # Among few values the order of an index finds the first ones soonest; of all, any are as good.
        hits = hits.order_by(*([] if is_counted else ["number"]))[: MOST + 1]
        hits, parameters = hits.query.sql_with_params()
        counts, others = counted("few", criteria)
        filters = [(name, values) for name in DIMENSIONS if (values := getattr(criteria, name))]
        where = " AND ".join(within(*each) for each in filters) or "1 = 1"
        keys = f"SELECT {len(DIMENSIONS)}, {joined('pk')}, 0, (SELECT COUNT(*) FROM hits) FROM few WHERE {where}"
        sql = (
            f"WITH hits (pk, {', '.join(DIMENSIONS)}) AS MATERIALIZED ({hits}),"
            f" few AS MATERIALIZED (SELECT *, 1 AS number FROM hits WHERE (SELECT COUNT(*) FROM hits) <= {MOST})"
        )
        values = [value for _, values in filters for value in values]
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} {counts} UNION ALL {keys}", [*parameters, *others, *values])
            *rows, (_, self.hit_keys, _, hit_count) = sorted(cursor.fetchall(), key=itemgetter(0))
        self.is_few = hit_count <= MOST
        self.numbers = by_dimension(rows)

    def counts(self, dimension):
        return self.numbers[dimension]

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        values = [value for value, _ in self.segments(dimension, is_descending)] if dimension else []
        rows = with_keys(self.hit_keys).order_by(*in_the_order_of(dimension, values), *directed(columns, is_descending))
        return list(rows.values_list("pk", flat=True)[first : first + size])


class TooManyResults(Results):
    """More matches of a search than are counted: the first ones by number."""

    is_counted = is_complete = False

    def __init__(self, criteria, types, condition):
        super().__init__(criteria, types)
        self.condition = condition

    @property
    def total(self):
        return MOST_SHOWN

    def counts(self, dimension):
        return {}

    def page(self, sort, first, size):
        size = max(0, min(size, MOST_SHOWN - first))
        return list(self.by_number()[first : first + size])

    def keys(self, sort):
        return list(self.by_number())

    def by_number(self):
        """Return the keys of all matches, sorted by number."""
        rows = ListedAgreement.objects.filter(self.condition)
        return rows.order_by("number", "pk").values_list("pk", flat=True)


def deep_in_the_list(sort, first, size, total):
    """Return the keys of the whole list from the position `first` on, found by a milestone, or None."""
    size = min(size, total - first)
    is_descending = sort.startswith("-")
    found = stretch_of(sort.removeprefix("-"), total - first - size if is_descending else first)
    if found is None:
        return None
    rows, start = found
    keys = keys_of([rows], SORTS[sort.removeprefix("-")][1], start, size)
    return keys[::-1] if is_descending else keys

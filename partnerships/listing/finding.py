"""Finds public agreements in the listing: how many there are of each value, and which stand on a page.

Without words the tallies answer. With words the matches are read once, up to `MOST`, and counted here; where there are
more, the first ones are shown by number and nothing is counted. So no address costs more than that.
"""

import json
from collections import Counter
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import RawSQL

from partnerships.countries import country_names, in_alphabetical_order
from partnerships.folding import fold
from partnerships.importing.places import OTHER_COUNTRY_NAMES
from partnerships.models import ListedAgreement, Status, Tally
from partnerships.models.listing import ANY_NUMBER, ANY_TEXT, NO_TYPE, NO_YEAR

DIMENSIONS = ("country", "type", "year", "status")
TEXTS = ("country", "status")  # whose values are texts; the others' are numbers
ANY = {"country": ANY_TEXT, "type": ANY_NUMBER, "year": ANY_NUMBER, "status": ANY_TEXT}
UNKNOWN = {"country": "", "type": NO_TYPE, "year": NO_YEAR}
MOST = 5000  # matches of a search that are counted
MOST_WORDS = 12
SHORT_WORD = 3  # letters; a country is found by such a word only where it is a whole word of the name
LANGUAGES = ("az", "en", "ru", "tr")
# How the list can be sorted: the dimension whose values follow one another first, and the columns within each.
SORTS = {
    "no": (None, ("number", "pk")),
    "institution": (None, ("institution_key", "number", "pk")),
    "country": ("country", ("institution_key", "number", "pk")),
    "type": ("type", ("title_key", "number", "pk")),
    "date": ("year", ("signed_on", "number", "pk")),
}


class Wanted(NamedTuple):
    """What a visitor asks for: some values of each dimension, none for all of them, and folded words."""

    country: tuple = ()
    type: tuple = ()
    year: tuple = ()
    status: tuple = ()
    words: tuple = ()


def words_of(text):
    """The distinct folded words of what a visitor types, the first `MOST_WORDS` of them.

    A text without letters and digits stays as it is, so that it finds nothing instead of everything.
    """
    words = tuple(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    return words or ((text.strip(),) if text.strip() else ())


@cache
def country_words():
    """The folded words of the names of each country, in the four languages and as lists write them: {code: words}."""
    found = {}
    for language in LANGUAGES:
        for code, name in country_names(language).items():
            found.setdefault(code, set()).update(fold(name).split())
    for code, names in OTHER_COUNTRY_NAMES.items():
        for name in names.split(" | "):
            found[code].update([*fold(name).split(), fold(name).replace(" ", "")])
    return found


@lru_cache(maxsize=10_000)  # anybody may ask for any word
def countries_with(word):
    """The codes of the countries in whose name a folded `word` starts a word, or is one if it is short."""
    if len(word) <= SHORT_WORD:
        return tuple(sorted(code for code, words in country_words().items() if word in words))
    return tuple(
        sorted(code for code, words in country_words().items() if any(known.startswith(word) for known in words))
    )


def matching(words):
    """The condition that every one of some folded `words` occurs in an agreement's texts or its country's names."""
    condition = Q()
    for word in words:
        codes = countries_with(word)
        condition &= Q(search_text__contains=word) | Q(country__in=codes) if codes else Q(search_text__contains=word)
    return condition


def chosen(wanted):
    """The condition that an agreement has one of the wanted values of each dimension."""
    condition = Q()
    for name in DIMENSIONS:
        if values := getattr(wanted, name):
            condition &= Q(**{f"{name}__in": values})
    return condition


def find(wanted, types):
    """What the listing holds of what is wanted; `types` are the keys of the agreement types in the office's order.

    Gives a Tallied, Searched or TooMany, which are asked in the same way.
    """
    if not wanted.words:
        return Tallied(wanted, types)
    rows = rows_of(matching(wanted.words))
    if len(rows) <= MOST:
        return Searched(wanted, types, rows)
    filters = chosen(wanted)
    if not filters:
        return TooMany(wanted, types)
    rows = rows_of(matching(wanted.words) & filters)
    return Searched(wanted, types, rows, is_counted=False) if len(rows) <= MOST else TooMany(wanted, types)


def rows_of(condition):
    """The key and the value of each dimension of the agreements under a condition; of `MOST` and one more at most."""
    return list(ListedAgreement.objects.filter(condition).order_by().values_list("pk", *DIMENSIONS)[: MOST + 1])


class Found:
    """What was found: `total` agreements, and how many of each value there are under the other dimensions' values.

    Where it is not `is_counted`, the numbers of values are not known; where not `is_complete`, there are more.
    """

    is_counted = is_complete = True

    def __init__(self, wanted, types):
        self.wanted, self.types = wanted, types

    def counts(self, dimension):
        """How many agreements each value of a dimension has under what is wanted of the others: {value: number}."""
        raise NotImplementedError

    def page(self, sort, first, size):
        """The keys of the agreements from the place `first` (from 0) on, `size` at most, sorted as SORTS says."""
        raise NotImplementedError

    def under(self, wanted):
        """What is found of something else that is `wanted`."""
        return find(wanted, self.types)

    def keys(self, sort):
        """The keys of all agreements that have what is wanted, sorted."""
        return self.page(sort, 0, self.total)

    @cached_property
    def total(self):
        """How many agreements have all that is wanted."""
        values = self.wanted.status or None
        return sum(number for value, number in self.counts("status").items() if values is None or value in values)

    def in_order(self, dimension, values):
        """The `values` of a dimension as pages list them, the unknown one last."""
        known = [value for value in values if value != UNKNOWN.get(dimension)]
        places = {"type": self.types, "status": Status.values}.get(dimension)
        if dimension == "country":
            known = in_alphabetical_order(known)
        elif places:
            known.sort(key=lambda value: places.index(value) if value in places else len(places))
        else:
            known.sort(reverse=True)
        return [*known, *(value for value in values if value == UNKNOWN.get(dimension))]

    def segments(self, dimension, is_descending):
        """The values of a dimension that are wanted, in the order of a sorted list, each with its number."""
        numbers, wanted = self.counts(dimension), getattr(self.wanted, dimension)
        values = self.in_order(dimension, [value for value in numbers if not wanted or value in wanted])
        unknown = [value for value in values if value == UNKNOWN.get(dimension)]
        known = values[: len(values) - len(unknown)]
        if is_descending != (dimension == "year"):  # years are listed with the latest first
            known.reverse()
        return [(value, numbers[value]) for value in (*known, *unknown)]


class Tallied(Found):
    """All agreements of some values, counted before anybody asked."""

    @cached_property
    def tallies(self):
        """The numbers of every dimension, in one query; written out, since the ORM needs longer than the database."""
        parts, values = [], []
        for place, name in enumerate(DIMENSIONS):
            columns = name if name in TEXTS else "''", "0" if name in TEXTS else name
            conditions = [f"{name} <> %s"]
            values.append(ANY[name])
            for other in DIMENSIONS:
                if other != name:
                    taken = getattr(self.wanted, other) or (ANY[other],)
                    conditions.append(f"{other} IN ({', '.join(['%s'] * len(taken))})")
                    values.extend(taken)
            parts.append(
                f"SELECT {place}, {', '.join(columns)}, SUM(count) FROM {Tally._meta.db_table}"
                f" WHERE {' AND '.join(conditions)} GROUP BY {name}"
            )
        found = {name: {} for name in DIMENSIONS}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, text, number, count in cursor.fetchall():
                name = DIMENSIONS[place]
                found[name][text if name in TEXTS else number] = count
        return found

    def counts(self, dimension):
        return self.tallies[dimension]

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        rows = ListedAgreement.objects.filter(chosen(self.wanted))
        if not dimension:
            return nearest(rows, columns, is_descending, first, size, self.total)
        keys, whole = [], []
        for value, number, start, length in stretches(self.segments(dimension, is_descending), first, size):
            if length == number:
                whole.append(value)
                continue
            keys += all_of(rows, dimension, whole, columns, is_descending)
            whole = []
            keys += nearest(rows.filter(**{dimension: value}), columns, is_descending, start, length, number)
        return keys + all_of(rows, dimension, whole, columns, is_descending)


class Searched(Found):
    """The matches of a search, few enough to be counted here: the `rows` as `rows_of` gives them."""

    def __init__(self, wanted, types, rows, *, is_counted=True):
        super().__init__(wanted, types)
        self.rows, self.is_counted = rows, is_counted

    def under(self, wanted):
        if wanted.words != self.wanted.words or not self.is_counted:
            return super().under(wanted)
        return Searched(wanted, self.types, self.rows)

    def having(self, but=None):
        """The rows that have the wanted values of each dimension but one."""
        rows = self.rows
        for place, name in enumerate(DIMENSIONS, start=1):
            if name != but and (values := getattr(self.wanted, name)):
                rows = [row for row in rows if row[place] in values]
        return rows

    def counts(self, dimension):
        return Counter(map(itemgetter(1 + DIMENSIONS.index(dimension)), self.having(dimension)))

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        rows = ListedAgreement.objects.filter(pk__in=one_of([row[0] for row in self.having()]))
        values = [value for value, _ in self.segments(dimension, is_descending)] if dimension else []
        order = [*in_the_order_of(dimension, values), *directed(columns, is_descending)]
        return list(rows.order_by(*order).values_list("pk", flat=True)[first : first + size])


class TooMany(Found):
    """More matches of a search than are counted: the first ones by number."""

    is_counted = is_complete = False

    @property
    def total(self):
        return MOST

    def counts(self, dimension):
        return {}

    def page(self, sort, first, size):
        size = max(0, min(size, MOST - first))
        return list(self.by_number()[first : first + size])

    def keys(self, sort):
        return list(self.by_number())

    def by_number(self):
        """The keys of all matches, sorted by number."""
        rows = ListedAgreement.objects.filter(matching(self.wanted.words) & chosen(self.wanted))
        return rows.order_by("number", "pk").values_list("pk", flat=True)


def directed(columns, is_descending):
    """Some columns as `order_by` takes them, all in one direction, so that one index serves both."""
    return [f"-{name}" if is_descending else name for name in columns]


def in_the_order_of(dimension, values):
    """What sorts by the place that a row's value has among `values`; nothing where there is one value only."""
    if len(values) < 2:
        return []
    return [
        Case(
            *(When(**{dimension: value}, then=Value(place)) for place, value in enumerate(values)),
            default=Value(len(values)),
        )
    ]


def nearest(rows, columns, is_descending, first, size, total):
    """The keys of `size` of the `total` rows from the place `first` on, sorted; counted from the end that is nearer."""
    size = max(0, min(size, total - first))
    if first <= total // 2:
        return list(rows.order_by(*directed(columns, is_descending)).values_list("pk", flat=True)[first : first + size])
    first = total - first - size
    nearer = rows.order_by(*directed(columns, not is_descending)).values_list("pk", flat=True)[first : first + size]
    return list(nearer)[::-1]


def all_of(rows, dimension, values, columns, is_descending):
    """The keys of all rows that have one of some `values`, which follow one another as they stand."""
    if not values:
        return []
    rows = rows.filter(**{f"{dimension}__in": values})
    order = [*in_the_order_of(dimension, values), *directed(columns, is_descending)]
    return list(rows.order_by(*order).values_list("pk", flat=True))


def one_of(keys):
    """Some keys as one parameter of a query, however many they are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])


def stretches(segments, first, size):
    """The parts of the values that the places from `first` on fall into, `size` of them at most.

    `segments` are the values in their order, each with its number of agreements. Gives value, number, the place within
    the value where its part starts, and how many places it has.
    """
    found = []
    for value, number in segments:
        length = min(size, number - first)
        if length > 0:
            found.append((value, number, first, length))
            size -= length
        first = max(0, first - number)
    return found

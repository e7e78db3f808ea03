"""Finds public agreements in the listing: how many there are of each value, and which stand on a page.

Without words the tallies answer. With words the matches are read once, up to `MOST`, and counted and sorted here; where
there are more, the first ones are shown by number and nothing is counted. So no address costs more than that.
"""

from collections import Counter
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from django.db.models import Case, Q, Value, When

from partnerships.countries import country_names, in_alphabetical_order
from partnerships.folding import fold
from partnerships.importing.places import OTHER_COUNTRY_NAMES
from partnerships.models import ListedAgreement, Status, Tally
from partnerships.models.listing import ANY_NUMBER, ANY_TEXT, NO_TYPE, NO_YEAR

DIMENSIONS = ("country", "type", "year", "status")
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
    rows = rows_of(matching(wanted.words) & chosen(wanted))
    return Searched(wanted, types, rows, is_counted=False) if len(rows) <= MOST else TooMany(wanted, types)


def rows_of(condition):
    """What is counted and sorted by, of the agreements under a condition; of `MOST` and one more where there are."""
    columns = [*DIMENSIONS, "number", "signed_on", "institution_key", "title_key", "pk"]
    return list(ListedAgreement.objects.filter(condition).order_by().values_list(*columns, named=True)[: MOST + 1])


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
        """The numbers of every dimension, in one query."""
        parts = []
        for name in DIMENSIONS:
            others = {
                f"{other}__in": getattr(self.wanted, other) or (ANY[other],) for other in DIMENSIONS if other != name
            }
            part = Tally.objects.filter(**others).exclude(**{name: ANY[name]}).order_by()
            parts.append(part.values_list(Value(name), *DIMENSIONS, "count"))
        found = {name: Counter() for name in DIMENSIONS}
        for name, *cell, number in parts[0].union(*parts[1:], all=True):
            found[name][cell[DIMENSIONS.index(name)]] += number
        return found

    def counts(self, dimension):
        return self.tallies[dimension]

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        rows = ListedAgreement.objects.filter(chosen(self.wanted))
        if dimension:
            spanned, first = span(self.segments(dimension, is_descending), first, size)
            rows = rows.filter(**{f"{dimension}__in": spanned}) if spanned else rows.none()
            order = in_the_order_of(dimension, spanned)
            return list(
                rows.order_by(*order, *directed(columns, is_descending)).values_list("pk", flat=True)[
                    first : first + size
                ]
            )
        size = max(0, min(size, self.total - first))
        if first <= self.total // 2:
            return list(
                rows.order_by(*directed(columns, is_descending)).values_list("pk", flat=True)[first : first + size]
            )
        first = self.total - first - size  # the far half is nearer from its other end
        nearer = rows.order_by(*directed(columns, not is_descending)).values_list("pk", flat=True)[first : first + size]
        return list(nearer)[::-1]


class Searched(Found):
    """The matches of a search, few enough to be counted and sorted here."""

    def __init__(self, wanted, types, rows, *, is_counted=True):
        super().__init__(wanted, types)
        self.rows, self.is_counted = rows, is_counted

    def having(self, row, but=None):
        """Whether a `row` has the wanted values of each dimension but one."""
        return all(
            not (values := getattr(self.wanted, name)) or getattr(row, name) in values
            for name in DIMENSIONS
            if name != but
        )

    def counts(self, dimension):
        return Counter(getattr(row, dimension) for row in self.rows if self.having(row, dimension))

    def page(self, sort, first, size):
        dimension, columns = SORTS[sort.removeprefix("-")]
        is_descending = sort.startswith("-")
        rows = [row for row in self.rows if self.having(row)]
        rows.sort(
            key=lambda row: [(getattr(row, name) is None, getattr(row, name)) for name in columns],
            reverse=is_descending,
        )
        if dimension:
            places = {value: place for place, (value, _) in enumerate(self.segments(dimension, is_descending))}
            rows.sort(key=lambda row: places[getattr(row, dimension)])
        return [row.pk for row in rows[first : first + size]]


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


def span(segments, first, size):
    """Which values the page from `first` on spans, and at which place within the first of them it starts.

    `segments` are the values in their order, each with its number of agreements.
    """
    spanned, start = [], 0
    for value, number in segments:
        if first < number and size > 0:
            if not spanned:
                start = first
            spanned.append(value)
            size -= number - first
            first = 0
        elif not spanned:
            first -= number
    return spanned, start

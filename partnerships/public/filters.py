"""The parameters of the public list's address: how each is read, written, labelled, put in order, and what it does.

`AgreementFilter(request.GET, request=request).qs` is the list, wherever it is shown.
"""

from collections import namedtuple
from datetime import date
from functools import reduce
from operator import or_

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.kinds import joined
from partnerships.models import ListedAgreement
from partnerships.models.listing import DIMENSIONS
from partnerships.partial_dates import EARLIEST_YEAR, LATEST_YEAR
from partnerships.public.listing.days import on_the_day
from partnerships.public.listing.finding import register_sums
from partnerships.public.listing.ranking import distance
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.words import Search

from .values_filters import (
    LONGEST_SEARCH,
    ValuesFilter,
    countries,
    kinds,
    kinds_at,
    statuses,
    types,
    types_at,
    years,
)

PAGE_SIZES = (25, 50, 100, 200)
PER_PAGE = 50
DEFAULT_SORT = "no"
NO_DAY = _("Write a day such as 2019-12-31.")
RELEVANCE = "relevance"  # how a search is sorted unless another order is asked for
# How the list can be sorted: the dimension whose values follow one another first, and the columns within each.
SORTS = {
    "no": ("", ("number", "pk")),
    "institution": ("", ("institution_key", "number", "pk")),
    "country": ("country", ("institution_key", "number", "pk")),
    "type": ("type", ("title_key", "number", "pk")),
    "date": ("year", ("dated_on", "number", "pk")),
    RELEVANCE: ("", ("distance", "institution_key", "number", "pk")),
}


# How a list is sorted: by the values of a dimension ("" for none), and by columns, "-" before each to descend.
Order = namedtuple("Order", "name dimension columns is_descending")


class KindFilter(ValuesFilter):
    """A filter for the rows that have one of some kinds of cooperation, among others."""

    def filter(self, queryset, value):
        # Where none is recorded, the text of kinds is empty.
        conditions = [Q(kind__contains=joined([slug])) if slug else Q(kind="") for slug in value]
        return queryset.filter(reduce(or_, conditions, Q()))


class AgreementFilter(django_filters.FilterSet):
    """The parameters of the public list, over the listing of public agreements."""

    q = django_filters.CharFilter(
        method="search", label=pgettext_lazy("search box", "Search"), max_length=LONGEST_SEARCH
    )
    country = ValuesFilter(countries, field_name="country", label=_("Country"))
    type = ValuesFilter(types, field_name="type", label=_("Type"))
    status = ValuesFilter(statuses, field_name="current_status", label=_("Status"))
    year = ValuesFilter(years, field_name="year", label=_("Year of signing or start"))
    kind = KindFilter(kinds, field_name="kind", label=_("Kind of cooperation"))
    on = django_filters.DateFilter(
        method="unchanged",
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": NO_DAY},
        validators=[
            MinValueValidator(date(EARLIEST_YEAR, 1, 1), NO_DAY),
            MaxValueValidator(date(LATEST_YEAR, 12, 31), NO_DAY),
        ],
    )
    sort = django_filters.ChoiceFilter(
        method="unchanged", choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")]
    )
    size = django_filters.TypedChoiceFilter(
        method="unchanged", choices=[(str(size), size) for size in PAGE_SIZES], coerce=int
    )

    class Meta:
        model = ListedAgreement
        fields: list[str] = []

    @cached_property
    def version(self):
        """The version of the register that the request was given, or the one that the listing shows now."""
        return getattr(self.request, "register_version", None) or refresh_listing()

    @property
    def types(self):
        """The agreement types by key, in the order of the office."""
        return types_at(self.version)

    @property
    def kinds(self):
        """The kinds of cooperation by slug, in the order of the office."""
        return kinds_at(self.version)

    @property
    def values(self):
        """The values of the parameters, by name; empty where one of them cannot be used."""
        return self.form.cleaned_data if self.form.is_valid() else {}

    @cached_property
    def sought(self):
        """The Search for the words of the address."""
        return Search(self.values.get("q") or "", self.version)

    @property
    def words(self):
        """The folded words that are searched for."""
        return self.sought.words

    @property
    def searched(self):
        """The rows that hold the words, whatever else is asked for."""
        return on_the_day(self.queryset, self.day).filter(self.sought.condition)

    @property
    def day(self):
        """The day that is asked about; None for today."""
        day = self.values.get("on")
        return None if day == timezone.localdate() else day

    @cached_property
    def chosen(self):
        """What is asked for of each dimension: {name: stored values, none for all}."""
        return {name: self.values.get(name, ()) for name in DIMENSIONS}

    @cached_property
    def order(self):
        """The Order of the list."""
        sort = self.values.get("sort") or (RELEVANCE if self.words else DEFAULT_SORT)
        name, is_descending = sort.removeprefix("-"), sort.startswith("-")
        dimension, columns = SORTS[name]
        # All in one direction, so that one index serves both.
        return Order(name, dimension, [f"-{column}" if is_descending else column for column in columns], is_descending)

    @property
    def is_whole(self):
        """Whether the list is all public agreements in their usual order."""
        is_narrowed = self.words or self.day or any(self.chosen.values())
        return not is_narrowed and self.values.get("sort") in ("", DEFAULT_SORT)

    @property
    def page_size(self):
        """How many agreements stand on a page."""
        return self.values.get("size") or PER_PAGE

    def in_order(self, name, values):
        """Return some `values` of a dimension in the order of the list, where it is sorted by them."""
        is_latest_first = name == "year"  # on pages; where a list is sorted, by the address
        return self.filters[name].in_order(values, is_reversed=self.order.is_descending != is_latest_first)

    def filter_queryset(self, queryset):
        """Return the rows that are asked for, in their order."""
        ranks = []
        if self.order.name == RELEVANCE:
            queryset = queryset.alias(distance=distance(self.sought))
        if dimension := self.order.dimension:
            values = self.in_order(dimension, register_sums(self.version, dimension))
            cases = [When(**{dimension: value}, then=Value(rank)) for rank, value in enumerate(values)]
            ranks = [Case(*cases, default=Value(len(values)))] if cases else []
        return super().filter_queryset(on_the_day(queryset, self.day)).order_by(*ranks, *self.order.columns)

    def search(self, queryset, name, value):
        """Return the rows that match each word."""
        return queryset.filter(self.sought.condition)

    def unchanged(self, queryset, name, value):
        """Return all rows: the order and the size of a page do not change which there are."""
        return queryset

"""The parameters of the public list's address: how each is read, written, labelled, put in order, and what it does.

`AgreementFilter(request.GET, request=request).qs` is the list, wherever it is shown.
"""

import re
from collections import namedtuple
from functools import lru_cache
from operator import not_

import django_filters
from django import forms
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name, country_names, in_alphabetical_order
from partnerships.models import AgreementType, CooperationKind, ListedAgreement, Status
from partnerships.models.listing import DIMENSIONS, NO_TYPE, NO_YEAR
from partnerships.partial_dates import EARLIEST_YEAR, LATEST_YEAR
from partnerships.public.listing.days import on_the_day
from partnerships.public.listing.finding import kinds_with, register_sums
from partnerships.public.listing.ranking import distance
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.words import Search

UNKNOWN_TEXT = "unknown"
LONGEST_SEARCH = 200
MOST_VALUES = 60  # of one parameter; more than anybody ticks
PAGE_SIZES = (25, 50, 100, 200)
PER_PAGE = 50
DEFAULT_SORT = "no"
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


@lru_cache(maxsize=2)
def types_of(version):
    """Return {key: agreement type} in the order of the office, read once for each `version` of the register."""
    return {kind.pk: kind for kind in AgreementType.objects.order_by("order", "name")}


@lru_cache(maxsize=2)
def kinds_of(version: str) -> dict[str, CooperationKind]:
    """Return {slug: kind of cooperation} in the order of the office, read once for each `version` of the register."""
    return CooperationKind.objects.by_slug()


# What each dimension knows in a language and at a version: {stored value: (its text in addresses, its label)}, in the
# order of pages. The value of what is not known is the last one, and false.
def countries(language, version):
    codes = in_alphabetical_order(country_names("en"))
    return {code: (code, country_name(code)) for code in codes} | {"": (UNKNOWN_TEXT, gettext("not recorded"))}


def types(language, version):
    known = {key: (kind.slug, kind.label) for key, kind in types_of(version).items()}
    return known | {NO_TYPE: (UNKNOWN_TEXT, gettext("not recorded"))}


def kinds(language, version):
    known = {slug: (slug, kind.label) for slug, kind in kinds_of(version).items()}
    return known | {"": (UNKNOWN_TEXT, gettext("not recorded"))}


def statuses(language, version):
    return {status.value: (status.value, str(status.label)) for status in Status}


def years(language, version):
    known = {year: (str(year), str(year)) for year in range(LATEST_YEAR, EARLIEST_YEAR - 1, -1)}
    return known | {NO_YEAR: (UNKNOWN_TEXT, gettext("not recorded"))}


class ValuesField(forms.MultipleChoiceField):
    """Some values of one dimension, as the listing stores them: a tuple in the order of the address."""

    default_error_messages = {
        "unknown": _("The list knows no such value: “%(value)s”."),
        "too_many": _("At most %(number)s values can be asked for at once."),
    }

    def __init__(self, *args, read, **kwargs):
        self.read = read
        super().__init__(*args, **kwargs)

    def clean(self, value):
        texts = list(dict.fromkeys(filter(None, value or ())))
        if len(texts) > MOST_VALUES:
            raise forms.ValidationError(self.error_messages["too_many"] % {"number": MOST_VALUES})
        try:
            return self.read(texts)
        except KeyError as error:
            quoted = error.args[0].replace("\0", "\ufffd")[:LONGEST_SEARCH]
            raise forms.ValidationError(self.error_messages["unknown"] % {"value": quoted}) from None


class ValuesFilter(django_filters.Filter):
    """A filter for the rows that have one of some values in a column of the listing, as `known` says them."""

    field_class = ValuesField

    def __init__(self, known, **kwargs):
        self.known_in = lru_cache(maxsize=8)(known)
        super().__init__(lookup_expr="in", read=self.read, **kwargs)

    @property
    def known(self):
        """All values, as this page lists them: {stored value: (its text in addresses, its label)}."""
        return self.known_in(get_language(), self.parent.version)

    def read(self, texts):
        """Return the stored values of the `texts` of an address; raises KeyError for one that is none."""
        values = {text: value for value, (text, _label) in self.known.items()} if texts else {}
        return tuple(values[text] for text in texts)

    def text(self, value):
        """Return a stored value as addresses write it."""
        return self.known.get(value, (str(value),))[0]

    def label_of(self, value):
        """Return a stored value in words."""
        return self.known.get(value, (str(value),))[-1]

    def in_order(self, values, *, is_reversed=False):
        """Return some `values` as pages list them, or the other way round; the unknown one last in both."""
        positions = {value: position for position, value in enumerate(self.known)}
        found = sorted(values, key=lambda value: positions.get(value, len(positions)), reverse=is_reversed)
        return sorted(found, key=not_)


class StatusFilter(ValuesFilter):
    """The filter of statuses: those of today, or of the day that is asked about."""

    def filter(self, queryset, value):
        self.field_name = self.parent.columns["status"]
        return super().filter(queryset, value)


class KindFilter(ValuesFilter):
    """A filter for the rows that have one of some kinds of cooperation, among others."""

    def filter(self, queryset, values):
        return queryset.filter(kind__in=kinds_with(self.parent.version, values)) if values else queryset


class DayField(forms.DateField):
    """A day in ISO form."""

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = _("Write a day such as 2019-12-31.")

    def to_python(self, value):
        if value and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise forms.ValidationError(self.error_messages["invalid"])
        day = super().to_python(value)
        if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"])
        return day


class DayFilter(django_filters.Filter):
    """The day that the list is asked about."""

    field_class = DayField


class AgreementFilter(django_filters.FilterSet):
    """The parameters of the public list, over the listing of public agreements."""

    q = django_filters.CharFilter(
        method="search", label=pgettext_lazy("search box", "Search"), max_length=LONGEST_SEARCH
    )
    country = ValuesFilter(countries, field_name="country", label=_("Country"))
    type = ValuesFilter(types, field_name="type", label=_("Type"))
    status = StatusFilter(statuses, field_name="status", label=_("Status"))
    year = ValuesFilter(years, field_name="year", label=_("Year of signing or start"))
    kind = KindFilter(kinds, field_name="kind", label=_("Kind of cooperation"))
    on = DayFilter(method="unchanged")
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
        return types_of(self.version)

    @property
    def kinds(self):
        """The kinds of cooperation by slug, in the order of the office."""
        return kinds_of(self.version)

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

    @property
    def columns(self):
        """The column of the rows that holds each dimension."""
        return {name: name for name in DIMENSIONS} | ({"status": "status_on_the_day"} if self.day else {})

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

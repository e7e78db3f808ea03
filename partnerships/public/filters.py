"""The parameters of the public list's address: how each is read, written, labelled, put in order, and what it does.

`AgreementFilter(request.GET, request=request).qs` is the list, wherever it is shown.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.db.models import Case, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name, country_names, in_alphabetical_order
from partnerships.models import AgreementType, ListedAgreement, Status
from partnerships.models.listing import DIMENSIONS, NO_TYPE, NO_YEAR
from partnerships.public.listing.finding import register_sums
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


class Order(NamedTuple):
    """How a list is sorted: by the values of a dimension ("" for none), and by columns, "-" before each to descend."""

    name: str
    dimension: str
    columns: list[str]
    is_descending: bool


def order_of(sort: str) -> Order:
    """Return the Order that the parameter `sort` asks for: a name of SORTS, with "-" before it to descend."""
    name, is_descending = sort.removeprefix("-"), sort.startswith("-")
    dimension, columns = SORTS[name]
    # All in one direction, so that one index serves both.
    return Order(name, dimension, [f"-{column}" if is_descending else column for column in columns], is_descending)


@lru_cache(maxsize=2)
def types_of(version):
    """Return {key: agreement type} in the order of the office, read once for each `version` of the register."""
    return {kind.pk: kind for kind in AgreementType.objects.order_by("order", "name")}


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
        values = list(dict.fromkeys(text for text in value or () if text))
        if len(values) > MOST_VALUES:
            raise forms.ValidationError(self.error_messages["too_many"] % {"number": MOST_VALUES})
        found = []
        for text in values:
            try:
                found.append(self.read(text))
            except (KeyError, ValueError):
                quoted = text.replace("\0", "\ufffd")[:LONGEST_SEARCH]
                raise forms.ValidationError(self.error_messages["unknown"] % {"value": quoted}) from None
        return tuple(found)


class ValuesFilter(django_filters.Filter):
    """A filter for the rows that have one of some values in a column of the listing: how the values are read and shown.

    `unknown` is the stored value of what is not known; None where there always is a value.
    """

    field_class = ValuesField
    unknown: Any = None
    is_latest_first = False  # on pages; where a list is sorted, by the address

    def __init__(self, **kwargs):
        super().__init__(lookup_expr="in", read=self.read, **kwargs)

    def read(self, text):
        """Return the stored value of a `text` of an address; raise KeyError or ValueError where it is none."""
        return self.unknown if self.unknown is not None and text == UNKNOWN_TEXT else self.known_value(text)

    def text(self, value):
        """Return a stored value as addresses write it."""
        return UNKNOWN_TEXT if value == self.unknown else self.known_text(value)

    def label_of(self, value):
        """Return a stored value in words."""
        return gettext("not recorded") if value == self.unknown else self.known_label(value)

    def in_order(self, values, *, is_reversed=False):
        """Return some `values` as pages list them, or the other way round; the unknown one last in both."""
        known = self.sorted([value for value in values if value != self.unknown])
        return [*(known[::-1] if is_reversed else known), *(value for value in values if value == self.unknown)]

    known_text: Any = staticmethod(str)
    known_label: Any = staticmethod(str)


class CountryFilter(ValuesFilter):
    """Codes of countries, by their names in the language of the page."""

    unknown = ""
    known_label = staticmethod(country_name)
    sorted = staticmethod(in_alphabetical_order)

    def known_value(self, text):
        if text not in country_names("en"):
            raise ValueError(text)
        return text


class TypeFilter(ValuesFilter):
    """Agreement types: keys in the listing, slugs in addresses, in the order of the office."""

    unknown = NO_TYPE

    def known_value(self, text):
        return {kind.slug: kind.pk for kind in self.parent.types.values()}[text]

    def known_text(self, value):
        return self.parent.types[value].slug

    def known_label(self, value):
        return self.parent.types[value].name

    def sorted(self, values):
        return [key for key in self.parent.types if key in values]


class StatusFilter(ValuesFilter):
    """Statuses, in the order in which an agreement goes through them."""

    def known_value(self, text):
        return Status(text).value

    def known_label(self, value):
        return str(Status(value).label)

    def sorted(self, values):
        return sorted(values, key=Status.values.index)


class YearFilter(ValuesFilter):
    """Years with four digits, not all zero."""

    unknown = NO_YEAR
    is_latest_first = True

    def known_value(self, text):
        if not (len(text) == 4 and text.isascii() and text.isdigit() and int(text)):
            raise ValueError(text)
        return int(text)

    def sorted(self, values):
        return sorted(values, reverse=True)


class SortFilter(django_filters.ChoiceFilter):
    """The order of the list."""

    def filter(self, queryset, value):
        order = self.parent.order
        if order.name == RELEVANCE:
            queryset = queryset.alias(distance=distance(self.parent.sought))
        return queryset.order_by(*self.parent.ranking(order.dimension), *order.columns)


class AgreementFilter(django_filters.FilterSet):
    """The parameters of the public list, over the listing of public agreements."""

    q = django_filters.CharFilter(
        method="search", label=pgettext_lazy("search box", "Search"), max_length=LONGEST_SEARCH
    )
    country = CountryFilter(field_name="country", label=_("Country"))
    type = TypeFilter(field_name="type", label=_("Type"))
    status = StatusFilter(field_name="status", label=_("Status"))
    year = YearFilter(field_name="year", label=_("Year of signing or start"))
    sort = SortFilter(choices=lambda: [(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")])
    size = django_filters.TypedChoiceFilter(
        method="unchanged", choices=lambda: [(str(size), size) for size in PAGE_SIZES], coerce=int
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
    def errors_in_words(self):
        """The sentences about parameters that cannot be used."""
        return [error for errors in self.form.errors.values() for error in errors]

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
        return self.queryset.filter(self.sought.condition)

    @cached_property
    def chosen(self):
        """What is asked for of each dimension: {name: stored values, none for all}."""
        return {name: self.values.get(name, ()) for name in DIMENSIONS}

    @cached_property
    def order(self):
        """The Order of the list."""
        return order_of(self.values.get("sort") or (RELEVANCE if self.words else DEFAULT_SORT))

    @property
    def is_whole(self):
        """Whether the list is all public agreements in their usual order."""
        return not (self.words or any(self.chosen.values())) and self.order == order_of(DEFAULT_SORT)

    @property
    def page_size(self):
        """How many agreements stand on a page."""
        return self.values.get("size") or PER_PAGE

    def in_order(self, name, values):
        """Return some `values` of a dimension in the order of the list, where it is sorted by them."""
        found = self.filters[name]
        return found.in_order(values, is_reversed=self.order.is_descending != found.is_latest_first)

    def ranking(self, name):
        """Return what sorts rows by the order of their values of a dimension; nothing where `name` is ""."""
        if not name:
            return []
        values = self.in_order(name, register_sums(self.version, name))
        cases = [When(**{name: value}, then=Value(index)) for index, value in enumerate(values)]
        return [Case(*cases, default=Value(len(values)))] if cases else []

    def search(self, queryset, name, value):
        """Return the rows that match each word."""
        return queryset.filter(self.sought.condition)

    def unchanged(self, queryset, name, value):
        """Return all rows: the size of a page does not change which there are."""
        return queryset

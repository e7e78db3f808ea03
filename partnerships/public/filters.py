"""The parameters of the public list's address, checked and read."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.countries import country_names
from partnerships.models import AgreementType, ListedAgreement, Status
from partnerships.public.listing.finding import DIMENSIONS, UNKNOWN, Criteria
from partnerships.public.listing.orders import SORTS
from partnerships.public.listing.words import matching, words_of

UNKNOWN_TEXT = "unknown"
LONGEST_SEARCH = 200
MOST_VALUES = 60  # of one parameter; more than anybody ticks
PAGE_SIZES = (25, 50, 100, 200)
PER_PAGE = 50
DEFAULT_SORT = "no"


def year_number(text):
    """Return the year in a parameter; raise ValueError unless it has four digits, not all zero."""
    if not (len(text) == 4 and text.isascii() and text.isdigit() and int(text)):
        raise ValueError(text)
    return int(text)


class ValuesField(forms.MultipleChoiceField):
    """Some values of one dimension, as the listing stores them: a tuple in the order of the address."""

    default_error_messages = {
        "unknown": _("The list knows no such value: “%(value)s”."),
        "too_many": _("At most %(number)s values can be asked for at once."),
    }

    def __init__(self, *args, read=None, **kwargs):
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
    """A filter for the rows that have one of some values in a column of the listing."""

    field_class = ValuesField

    def __init__(self, **kwargs):
        super().__init__(lookup_expr="in", **kwargs)

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset


class AgreementFilter(django_filters.FilterSet):
    """The parameters of the public list, over the listing of public agreements."""

    q = django_filters.CharFilter(
        method="search", label=pgettext_lazy("search box", "Search"), max_length=LONGEST_SEARCH
    )
    country = ValuesFilter(field_name="country", label=_("Country"))
    type = ValuesFilter(field_name="type", label=_("Type"))
    status = ValuesFilter(field_name="status", label=_("Status"))
    year = ValuesFilter(field_name="year", label=_("Year of signing or start"))
    sort = django_filters.ChoiceFilter(
        method="unchanged", choices=lambda: [(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")]
    )
    size = django_filters.TypedChoiceFilter(
        method="unchanged", choices=lambda: [(str(size), size) for size in PAGE_SIZES], coerce=int
    )

    class Meta:
        model = ListedAgreement
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.types = list(AgreementType.objects.order_by("order", "name"))
        keys = {kind.slug: kind.pk for kind in self.types}
        codes = {code: code for code in country_names("en")}
        self.filters["country"].extra["read"] = reader("country", codes.__getitem__)
        self.filters["type"].extra["read"] = reader("type", keys.__getitem__)
        self.filters["year"].extra["read"] = reader("year", year_number)
        self.filters["status"].extra["read"] = lambda text: Status(text).value

    @property
    def criteria(self):
        """What the address asks for, as Criteria; only where the form is valid."""
        cleaned = self.form.cleaned_data
        return Criteria(*(cleaned[name] for name in DIMENSIONS), words_of(cleaned["q"] or ""))

    @property
    def order(self):
        """The name of the column that the list is sorted by, with "-" before it where it descends."""
        return (self.form.is_valid() and self.form.cleaned_data["sort"]) or DEFAULT_SORT

    @property
    def page_size(self):
        """How many agreements stand on a page."""
        return (self.form.is_valid() and self.form.cleaned_data["size"]) or PER_PAGE

    def search(self, queryset, name, value):
        """Return the rows in whose names, city, country, title or reference each word occurs."""
        return queryset.filter(matching(words_of(value)) if value else Q())

    def unchanged(self, queryset, name, value):
        """Return all rows: sorting and paging do not change which there are."""
        return queryset


def reader(dimension, read):
    """Return a function that reads a value of an address like `read`, and `UNKNOWN_TEXT` as the unknown value."""
    return lambda text: UNKNOWN[dimension] if text == UNKNOWN_TEXT else read(text)

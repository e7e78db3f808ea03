"""Filters of the public list by values of one dimension: which values there are, and how they are read and written."""

from functools import lru_cache
from operator import not_

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name, country_names, in_alphabetical_order
from partnerships.models import AgreementType, CooperationKind, Status
from partnerships.models.listing import NO_TYPE, NO_YEAR
from partnerships.partial_dates import EARLIEST_YEAR, LATEST_YEAR

UNKNOWN_TEXT = "unknown"
LONGEST_SEARCH = 200  # characters, and of a value that a sentence shows
MOST_VALUES = 60  # of one parameter; more than anybody ticks, and each is a link on the page


@lru_cache(maxsize=2)
def types_at(version: str) -> dict[int, AgreementType]:
    """Return {key: agreement type} in the order of the office, read once for each `version` of the register."""
    return {kind.pk: kind for kind in AgreementType.objects.order_by("order", "name")}


@lru_cache(maxsize=2)
def kinds_at(version: str) -> dict[str, CooperationKind]:
    """Return {slug: kind of cooperation} in the order of the office, read once for each `version` of the register."""
    return CooperationKind.objects.by_slug()


# What each dimension knows in a language and at a version: {stored value: (its text in addresses, its label)}, in the
# order of pages. The value of what is not known is the last one, and false.
def countries(language, version):
    codes = in_alphabetical_order(country_names("en"))
    return {code: (code, country_name(code)) for code in codes} | {"": (UNKNOWN_TEXT, gettext("not recorded"))}


def types(language, version):
    known = {key: (kind.slug, kind.label) for key, kind in types_at(version).items()}
    return known | {NO_TYPE: (UNKNOWN_TEXT, gettext("not recorded"))}


def kinds(language, version):
    known = {slug: (slug, kind.label) for slug, kind in kinds_at(version).items()}
    return known | {"": (UNKNOWN_TEXT, gettext("not recorded"))}


def statuses(language, version):
    return {status.value: (status.value, str(status.label)) for status in Status}


def years(language, version):
    known = {year: (str(year), str(year)) for year in range(LATEST_YEAR, EARLIEST_YEAR - 1, -1)}
    return known | {NO_YEAR: (UNKNOWN_TEXT, gettext("not recorded"))}


class ValuesField(forms.MultipleChoiceField):
    """Some values of one dimension, as the listing stores them: a tuple in the order of the address."""

    default_error_messages = {"too_many": _("At most %(number)s values can be asked for at once.")}

    def __init__(self, *args, read, **kwargs):
        self.read = read
        super().__init__(*args, **kwargs)

    def clean(self, value):
        texts = list(dict.fromkeys(filter(None, value or ())))
        if len(texts) > MOST_VALUES:
            raise forms.ValidationError(self.error_messages["too_many"], params={"number": MOST_VALUES})
        try:
            return tuple(map(self.read, texts))
        except KeyError as error:
            params = {"value": error.args[0]}
            raise forms.ValidationError(self.error_messages["invalid_choice"], params=params) from None


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

    @cached_property
    def stored(self):
        """The stored values by their text in addresses."""
        return {text: value for value, (text, _label) in self.known.items()}

    def read(self, text):
        """Return the stored value that an address writes as `text`; raises KeyError for none."""
        return self.stored[text]

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

"""The filters of the public list as a page shows them: their values with numbers, the chosen ones, and advice."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from partnerships.countries import country_name
from partnerships.models import Status
from partnerships.public.listing.finding import UNKNOWN, Criteria, find

from .filters import UNKNOWN_TEXT

LABELS = {
    "country": gettext_lazy("Country"),
    "type": gettext_lazy("Type"),
    "status": gettext_lazy("Status"),
    "year": gettext_lazy("Year of signing or start"),
}
SHOWN = ("country", "type", "status", "year")  # in this order


class Option(NamedTuple):
    """A value of a filter: its text in addresses, its label, and how many agreements have it (None: not counted)."""

    text: str
    label: str
    number: int | None
    is_chosen: bool


class Facet(NamedTuple):
    """One filter with its options, of which `chosen` are in the address."""

    name: str
    label: str
    options: list[Option]
    chosen: int


class Chip(NamedTuple):
    """One thing that the address asks for, and the query of the same list without it."""

    label: str
    value: str
    query: str


class Advice(NamedTuple):
    """A filter to drop where nothing was found, and how many agreements there are then (None: not counted)."""

    label: str
    query: str
    number: int | None


class Facets:
    """What a page shows of the filters, for an AgreementFilter with a valid form and the Results that it found."""

    def __init__(self, filterset, found):
        self.filterset, self.found = filterset, found
        self.criteria = filterset.criteria
        self.types = {kind.pk: kind for kind in filterset.types}

    def text(self, dimension, value):
        """Return a stored value as addresses write it."""
        if value == UNKNOWN.get(dimension):
            return UNKNOWN_TEXT
        return self.types[value].slug if dimension == "type" else str(value)

    def label(self, dimension, value):
        """Return a stored value in words."""
        if value == UNKNOWN.get(dimension):
            return _("not recorded")
        if dimension == "country":
            return country_name(value)
        if dimension == "type":
            return self.types[value].name
        return str(Status(value).label) if dimension == "status" else str(value)

    @cached_property
    def facets(self):
        """The four filters, each value counted under what is chosen of the others."""
        facets = []
        counted = self.found if self.found.is_counted else find(Criteria(), self.found.types)
        for name in SHOWN:
            counts, chosen = counted.counts(name), getattr(self.criteria, name)
            values = [
                value for value in {**counts, **dict.fromkeys(chosen)} if name != "type" or value in self.known_types
            ]
            options = [
                Option(
                    self.text(name, value),
                    self.label(name, value),
                    counts.get(value, 0) if self.found.is_counted else None,
                    value in chosen,
                )
                for value in self.found.in_order(name, values)
            ]
            facets.append(Facet(name, LABELS[name], options, len(chosen)))
        return facets

    @cached_property
    def known_types(self):
        """The keys of all types, and the key that stands for no type."""
        return {*self.types, UNKNOWN["type"]}

    @cached_property
    def chips(self):
        """All that the address asks for, one by one."""
        chips = []
        if search := self.parameters["q"]:
            chips.append(Chip(pgettext("search box", "Search"), search, self.query(q="")))
        for name in SHOWN:
            chosen = getattr(self.criteria, name)
            for value in chosen:
                rest = [self.text(name, other) for other in chosen if other != value]
                chips.append(Chip(LABELS[name], self.label(name, value), self.query(**{name: rest})))
        return chips

    @cached_property
    def advice(self):
        """The filters without any one of which something is found."""
        tries = [(name, LABELS[name], {name: []}) for name in SHOWN]
        tries.append(("words", pgettext("search box", "Search"), {"q": ""}))
        found = []
        for name, label, change in tries:
            if getattr(self.criteria, name) and (number := self.found.without(name)) != 0:
                found.append(Advice(label, self.query(**change), number))
        return found

    @cached_property
    def parameters(self):
        """The parameters of the address in their fixed order, the empty ones too."""
        cleaned = self.filterset.form.cleaned_data
        values = {"q": cleaned["q"] or ""}
        for name in SHOWN:
            values[name] = [self.text(name, value) for value in cleaned[name]]
        return values | {"sort": cleaned["sort"] or "", "size": cleaned["size"] or ""}

    def query(self, **changes):
        """Return the query of the address with some parameters changed, on its first page; without "?"."""
        values = {name: value for name, value in (self.parameters | changes).items() if value}
        return urlencode(values, doseq=True)

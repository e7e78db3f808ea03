"""The filters of the public list as a page shows them: their values with numbers, and the chosen ones."""

from collections import namedtuple
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext

from partnerships.languages import format_day
from partnerships.models.listing import DIMENSIONS
from partnerships.public.listing.finding import Found, register_sums

Facet = namedtuple("Facet", "name label options")
# One thing that the address asks for, and the query of the same list without it.
Chip = namedtuple("Chip", "label value query")


class Option(namedtuple("Option", "text label number is_chosen")):
    """A value of a filter; where it is not counted, its number is None."""

    @property
    def language(self):
        """The language of the label where that is not the page's; else ""."""
        return getattr(self.label, "language", "")


class Facets:
    """What a page shows of the filters of an AgreementFilter with a valid form, and of what it Found."""

    def __init__(self, filterset: Any, found: Found) -> None:
        self.filterset, self.found = filterset, found
        self.filters = {name: filterset.filters[name] for name in DIMENSIONS}

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters, each value counted under what is chosen of the others; where nothing is counted, all values."""
        return [Facet(name, each.label, self.options(name, each)) for name, each in self.filters.items()]

    def options(self, name, each):
        """Return the Options of one filter, the chosen ones also where nothing has them."""
        counts, chosen, is_counted = self.found.counts(name), self.filterset.chosen[name], self.found.is_counted
        values = {*(counts if is_counted else register_sums(self.filterset.version, name)), *chosen}
        return [
            Option(
                each.text(value), each.label_of(value), counts.get(value, 0) if is_counted else None, value in chosen
            )
            for value in each.in_order(values)
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        """All that the address asks for, one by one."""
        chips = []
        if search := self.parameters["q"]:
            chips.append(Chip(self.filterset.filters["q"].label, search, self.query(q="")))
        for name, each in self.filters.items():
            texts = self.parameters[name]
            for value, text in zip(self.filterset.chosen[name], texts, strict=True):
                rest = [other for other in texts if other != text]
                chips.append(Chip(each.label, each.label_of(value), self.query(**{name: rest})))
        if day := self.filterset.day:
            chips.append(Chip(gettext("As of"), format_day(day), self.today_query))
        return chips

    @property
    def today_query(self):
        """The query of the same list today."""
        return self.query(on="")

    @cached_property
    def parameters(self):
        """The parameters of the address in their fixed order, the empty ones too."""
        cleaned = self.filterset.values
        values = {name: [each.text(value) for value in cleaned[name]] for name, each in self.filters.items()}
        day = self.filterset.day
        values |= {"on": day.isoformat() if day else ""}
        return {"q": cleaned["q"] or "", **values, "sort": cleaned["sort"] or "", "size": cleaned["size"] or ""}

    @property
    def filters_query(self):
        """The query of the address without what changes only the order and the pages."""
        return self.query(sort="", size="")

    def query(self, **changes):
        """Return the query of the address with some parameters changed, on its first page; without "?"."""
        values = {name: value for name, value in (self.parameters | changes).items() if value}
        return urlencode(values, doseq=True)

"""What the page of the public list says of what was Found: its heading and title, its orders, the values of filters."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext, ngettext, pgettext_lazy

from partnerships.languages import written
from partnerships.models import Agreement
from partnerships.public.listing.days import known_on
from partnerships.public.listing.finding import Found, register_sums
from partnerships.public.listing.words import MOST

from .counted import number_of_agreements, whole_register
from .facets import Facet, Facets, Option
from .filters import RELEVANCE
from .values_filters import UNKNOWN_TEXT

FIRST = 8  # values of a filter that a page shows at once
FACETS = ("kind", "country", "status", "type", "year")  # in the order of the page
CLOSED = {"type", "year"}  # until one of their values is chosen
BY_NUMBER = {"kind", "country", "type"}  # the commonest value first; the others have an order of their own
SORTS = {
    RELEVANCE: pgettext_lazy("order", "best match"),  # of a search
    "no": pgettext_lazy("order", "number"),
    "institution": pgettext_lazy("order", "partner"),
    "country": pgettext_lazy("order", "country"),
    "type": pgettext_lazy("order", "agreement type"),
    "-date": pgettext_lazy("order", "newest first"),
    "date": pgettext_lazy("order", "oldest first"),
}


class ShownFacet(NamedTuple):
    """One filter of the page: the values shown at once, those behind `more_label`, and the one for what is unknown."""

    name: str
    label: str
    shown: list[Option]
    more: list[Option]
    more_label: str
    unknown: list[Option]
    is_closed: bool


def shown_facets(facets: Facets) -> list[ShownFacet]:
    """Return the filters of which a value is known or chosen, in the order of the page."""
    found = sorted(facets.facets, key=lambda each: FACETS.index(each.name))
    return [shown_facet(each) for each in found if any(is_of_use(option) for option in each.options)]


def is_of_use(option: Option) -> bool:
    """Return whether a value tells agreements apart, or is asked for."""
    return option.text != UNKNOWN_TEXT or option.is_chosen


def shown_facet(facet: Facet) -> ShownFacet:
    """Return a filter as the page shows it; chosen values stay in sight, and a single one is never left behind."""
    known = [option for option in facet.options if option.text != UNKNOWN_TEXT]
    if facet.name in BY_NUMBER:
        known.sort(key=lambda option: -(option.number or 0))
    shown = [option for index, option in enumerate(known) if index < FIRST or option.is_chosen]
    more = [option for option in known if option not in shown]
    if len(more) == 1:
        shown, more = known, []
    return ShownFacet(
        facet.name,
        facet.label,
        shown,
        more,
        more_label(facet.name, len(more)),
        [option for option in facet.options if option not in known],
        facet.name in CLOSED and not any(option.is_chosen for option in facet.options),
    )


def more_label(name: str, number: int) -> str:
    """Return what opens the other values of a filter, such as “16 more countries”."""
    if name == "country":
        text = ngettext("%(number)s more country", "%(number)s more countries", number)
    elif name == "year":
        text = ngettext("%(number)s more year", "%(number)s more years", number)
    elif name == "type":
        text = ngettext("%(number)s more type", "%(number)s more types", number)
    else:
        text = ngettext("%(number)s more value", "%(number)s more values", number)
    return text % {"number": number}


@lru_cache(maxsize=4)
def number_of_partners(version: str, day: date | None = None) -> int:
    """Return how many institutions have a public agreement, today or on a `day` as the register knows it today.

    They are counted once for each `version` of the register.
    """
    known = Agreement.objects.public().filter(known_on(day, "listed__dated_on") if day else Q())
    return known.order_by().values("institution").distinct().count()  # along an index, unlike COUNT(DISTINCT …)


def heading(found: Found) -> str:
    """Return the result as a sentence: “16 of 121 agreements”, or of the whole register, with whom and where."""
    version, day = found.filterset.version, found.filterset.day
    by_country = register_sums(version, "country", on=day)
    whole = sum(by_country.values())
    if not found.is_complete:
        return gettext("More than %(number)s agreements") % {"number": written(MOST)}
    if found.filterset.words or any(found.filterset.chosen.values()):
        text = ngettext("%(found)s of %(number)s agreement", "%(found)s of %(number)s agreements", whole)
        return text % {"found": written(found.total), "number": written(whole)}
    return whole_register(whole, number_of_partners(version, day), len([code for code in by_country if code]))


def show_label(found: Found) -> str:
    """Return the words of the button that closes the filters, such as “Show 25 agreements”."""
    if not found.is_complete:
        return gettext("Show agreements")
    return ngettext("Show %(number)s agreement", "Show %(number)s agreements", found.total) % {
        "number": written(found.total)
    }


def page_title(facets: Facets) -> str:
    """Return what the title of the window says: what is asked for and how much there is, such as “Russia, MoU (16)”."""
    found = facets.found
    number = written(found.total) if found.is_complete else f"> {written(MOST)}"
    if not facets.chips:
        return number_of_agreements(found.total)
    return f"{', '.join(chip.value for chip in facets.chips)} ({number})"


def sorts(facets: Facets) -> list[dict]:
    """Return the orders of the list as {label, query, is_now}."""
    order = facets.filterset.order
    now = f"-{order.name}" if order.is_descending else order.name
    names = [name for name in SORTS if facets.filterset.words or name != RELEVANCE]
    return [{"label": SORTS[name], "query": facets.query(sort=name), "is_now": name == now} for name in names]


def sort_now(facets: Facets) -> str:
    """Return by what the list is sorted, in words."""
    order = facets.filterset.order
    return str(SORTS.get(f"-{order.name}" if order.is_descending else order.name) or SORTS[order.name])


def largest_countries(facets: Facets) -> list[Option]:
    """Return the countries with the most agreements of the whole register, from which a visitor may start."""
    country = facets.filters["country"]
    counts = register_sums(facets.filterset.version, "country")
    values = sorted((value for value in country.in_order(counts) if value), key=lambda value: -counts[value])
    return [Option(country.text(value), country.label_of(value), counts[value], False) for value in values[:FIRST]]

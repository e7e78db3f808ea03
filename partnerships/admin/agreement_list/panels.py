"""The filters of the list of agreements as a page shows them: menus of values with counts, and chips."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from partnerships.languages import capfirst

from .changelist import AgreementChangeList
from .days import Box
from .groups import GROUPS
from .values import ListFilter, ValuesFilter

PANELS = ["status", "ends", "country", "type", "kind", "unit", "responsible", "missing", "signed", "more"]
TITLES = {"signed": _("signed"), "more": _("More")}  # of menus that are not called after their first filter


class Option(NamedTuple):
    """A value of a filter, with the query of the list in which it is chosen, or no more so."""

    value: str
    label: str | Promise
    number: int
    is_chosen: bool
    query: str


class Section(NamedTuple):
    """One filter in a menu: its values, boxes in which something is typed, links to ready answers."""

    title: str
    name: str
    options: list[Option]
    boxes: list[Box]
    links: list[tuple[str, str]]


class Panel(NamedTuple):
    """A menu of the row of filters; `hidden` are the parameters that it leaves as they are."""

    key: str
    title: str
    chosen: int
    sections: list[Section]
    hidden: list[tuple[str, str]]


class Chip(NamedTuple):
    """One thing that is chosen, and the query of the list without it."""

    label: str
    value: str
    query: str


def panels_of(changelist: AgreementChangeList) -> list[Panel]:
    """Return the menus of the list's filters."""
    return [panel_of(changelist, key, [spec for spec in changelist.specs if spec.panel == key]) for key in PANELS]


def panel_of(changelist: AgreementChangeList, key: str, specs: list[ListFilter]) -> Panel:
    """Return one menu."""
    own = {name for spec in specs for name in spec.parameters}
    return Panel(
        key,
        capfirst(str(TITLES.get(key, specs[0].title))),
        sum(len(list(spec.chips())) for spec in specs),
        [section_of(changelist, spec) for spec in specs],
        [(name, value) for name, values in changelist.filter_params.items() if name not in own for value in values],
    )


def section_of(changelist: AgreementChangeList, spec: ListFilter) -> Section:
    """Return one filter with its values, without those under which nothing falls where it has many."""
    options = []
    if isinstance(spec, ValuesFilter):
        counts = changelist.counts[spec]
        for value, label in spec.options.items():
            number, is_chosen = counts.get(value, 0), value in spec.chosen
            if number or is_chosen or spec.is_short:
                query = changelist.query_with(**spec.toggled(value))
                options.append(Option(value, label, number, is_chosen, query))
    links = [(label, changelist.query_with(**changes)) for label, changes in spec.links]
    return Section(capfirst(str(spec.title)), spec.parameters[0], options, list(spec.boxes), links)


def chips_of(changelist: AgreementChangeList) -> list[Chip]:
    """Return what is chosen in the list's filters, in their order."""
    return [
        Chip(capfirst(str(spec.title)), str(text), changelist.query_with(**changes))
        for spec in changelist.specs
        for text, changes in spec.chips()
    ]


def group_links(changelist: AgreementChangeList) -> list[tuple[str, str, bool]]:
    """Return the ways to group the list as (label, query, whether it is grouped so)."""
    ways = [
        (capfirst(str(spec.title)), changelist.query_with(group=[name]), changelist.group is spec)
        for name, kind in GROUPS.items()
        for spec in [changelist.spec(kind)]
    ]
    return [(pgettext("group", "nothing"), changelist.query_with(group=None), changelist.group is None), *ways]

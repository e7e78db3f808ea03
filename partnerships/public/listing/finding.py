"""Count what the public list finds, and find the agreements of one of its pages.

How many agreements have each combination of country, type, status, year and kinds is one grouped query for each version
of the register; every number of a list without search words is a sum of these cells. A search counts its own matches,
up to `MOST`; of more, the first by number are shown, and nothing is counted.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count
from django.utils.functional import cached_property

from partnerships.kinds import slugs_in
from partnerships.models import ListedAgreement
from partnerships.models.listing import DIMENSIONS

from .days import COLUMNS, on_the_day
from .words import MOST

MOST_SHOWN = 300  # of more matches than are counted
Chosen = tuple[tuple[Any, ...], ...]  # the values asked for of each of the DIMENSIONS; none for all


@lru_cache(maxsize=4)
def cells_of(version: str, on: date | None) -> list[tuple]:
    """Return the values of each of the DIMENSIONS and the number of agreements that have them, for all that there are.

    They are read once for each `version` of the register, or of a later one where the listing shows one already, and
    each day `on` of which it is asked; None is today.
    """
    return list(on_the_day(ListedAgreement.objects, on).values_list(*COLUMNS).annotate(number=Count("*")))


@lru_cache(maxsize=500)
def register_sums(version: str, name: str, chosen: Chosen = (), on: date | None = None) -> dict[Any, int]:
    """Return the `sums` over all cells of the register at a `version`, of today or as it knows the day `on`."""
    return sums(cells_of(version, on), name, chosen)


def sums(cells: Iterable[tuple], name: str, chosen: Chosen) -> dict[Any, int]:
    """Return {value: number} of the dimension `name` over those `cells` that have the values `chosen` of the others."""
    own = DIMENSIONS.index(name)
    for index, values in enumerate(chosen):
        if values and index != own:
            cells = having(cells, index, values)
    counted: dict[Any, int] = {}
    for cell in cells:
        counted[cell[own]] = counted.get(cell[own], 0) + cell[-1]
    found: dict[Any, int] = {}
    for stored, number in counted.items():
        for value in values_in(name, stored):
            found[value] = found.get(value, 0) + number
    return found


def having(cells, index, values):
    """Return those of some `cells` that have one of the `values` at an `index`, one by one."""
    if DIMENSIONS[index] == "kind":
        return (cell for cell in cells if not set(values).isdisjoint(values_in("kind", cell[index])))
    return (cell for cell in cells if cell[index] in values)


def values_in(name, stored):
    """Return the values of the dimension `name` in what is `stored`; of kinds there may be several, or "" for none."""
    return slugs_in(stored) or [""] if name == "kind" else [stored]


class Found:
    """What an AgreementFilter with a valid form finds: how many agreements there are of each value, and its pages.

    Where it is not `is_counted`, the numbers of values are not known; where not `is_complete`, there are more.
    """

    def __init__(self, filterset: Any) -> None:
        self.filterset = filterset
        self.is_counted = self.is_complete = True
        self.hits: list[tuple] | None = None  # of a search
        if filterset.words:
            self.hits = few(filterset.searched)
            self.is_counted = self.hits is not None
            if not self.is_counted and any(filterset.chosen.values()):
                self.hits = few(filterset.qs)
            self.is_complete = self.hits is not None

    @cached_property
    def total(self) -> int:
        """How many agreements are found, or shown of those that are found."""
        if not self.is_counted:
            return MOST_SHOWN if self.hits is None else len(self.hits)
        return sum(number for _value, number in self.segments("status"))

    def counts(self, name: str) -> dict[Any, int]:
        """Return how many agreements each value of a dimension has under what is chosen of the others."""
        if not self.is_counted:
            return {}
        chosen = tuple(() if other == name else values for other, values in self.filterset.chosen.items())
        if self.hits is not None:
            return sums([(*values, 1) for _key, *values in self.hits], name, chosen)
        return register_sums(self.filterset.version, name, chosen if any(chosen) else (), self.filterset.day)

    def segments(self, name: str) -> list[tuple[Any, int]]:
        """Return the values of a dimension that are asked for, in the order of the list, each with its number."""
        counts, chosen = self.counts(name), self.filterset.chosen[name]
        return [(each, counts[each]) for each in self.filterset.in_order(name, counts) if not chosen or each in chosen]

    @property
    def rows(self) -> Any:
        """The rows of the listing in the list's order; by number where a page shows the first."""
        return self.filterset.qs if self.is_complete else self.filterset.qs.order_by("number", "pk")

    def page(self, first: int, size: int) -> list[int]:
        """Return the keys of at most `size` agreements from the position `first` (from 0) on, in the list's order."""
        rows, last, order = self.rows, max(first, min(first + size, self.total)), self.filterset.order
        if self.is_complete and self.hits is not None:
            rows = rows.filter(pk__in=[key for key, *_ in self.hits])
        elif self.is_complete and order.dimension:
            values, before = self.values_on(first, last)
            rows, first, last = rows.filter(**{f"{order.dimension}__in": values}), first - before, last - before
            if len(values) == 1:  # whose rows come in the order of an index
                rows = rows.order_by(*order.columns)
        elif self.is_complete and first > self.total // 2:  # the end is nearer than the beginning
            return list(rows.reverse().values_list("pk", flat=True)[self.total - last : self.total - first])[::-1]
        return list(rows.values_list("pk", flat=True)[first:last])

    def values_on(self, first, last):
        """Return the values that stand from position `first` to `last` of a sorted list, and how many rows before."""
        values, before, start = [], 0, 0
        for value, number in self.segments(self.filterset.order.dimension):
            if start + number <= first:
                before += number
            elif start < last:
                values.append(value)
            start += number
        return values, before

    def keys(self) -> list[int]:
        """Return the keys of all agreements that are found, also where a page shows the first."""
        return list(self.rows.values_list("pk", flat=True))


def few(rows: Any) -> list[tuple] | None:
    """Return the key and the values of some rows of the listing; None where there are more than `MOST`."""
    hits = list(rows.order_by().values_list("pk", *COLUMNS)[: MOST + 1])
    return hits if len(hits) <= MOST else None

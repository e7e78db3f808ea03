"""Count what the public list finds, and find the agreements of one of its pages.

How many agreements have each combination of country, type, status, year and kinds is written down with each version of
the register; every number of a list without search words is a sum of these `cells`. A search counts its own matches, up
to `MOST`; of more, the first by number are shown, and nothing is counted.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.functional import cached_property

from partnerships.models import ListingState
from partnerships.models.listing import DIMENSIONS

from .cells import KIND, Chosen, sums, values_in
from .days import cells_on
from .words import MOST

MOST_SHOWN = 300  # of more matches than are counted


@lru_cache(maxsize=2)
def cells_of(version: str) -> list[list]:
    """Return the cells of a `version` of the register, or of a later one where the listing shows one already.

    They are columns, the DIMENSIONS and the numbers: some lists are read sooner than one for each of 30,000 cells.
    """
    return ListingState.objects.values_list("cells", flat=True).first() or []


@lru_cache(maxsize=2)
def sums_of(version: str) -> dict[str, list]:
    """Return the `sums` over all cells of a `version`, as `cells_of` does, a list of (value, number) per dimension."""
    return ListingState.objects.values_list("sums", flat=True).first() or {}


def kinds_with(version: str, values: Iterable[str]) -> list[str]:
    """Return the combinations of kinds in the register that have one of some `values`."""
    columns = cells_of(version)
    found = set(columns[DIMENSIONS.index(KIND)]) if columns else set()
    return [each for each in found if not set(values).isdisjoint(values_in(KIND, each))]


def register_sums(version: str, name: str, chosen: Chosen = (), on: date | None = None) -> dict[Any, int]:
    """Return the `sums` over all cells of the register; of all agreements where nothing is `chosen`.

    The cells are those of today, or of the day `on` as the register knows it at this `version`.
    """
    return kept_sums(version, name, chosen if any(chosen) else (), on)


@lru_cache(maxsize=500)
def kept_sums(version: str, name: str, chosen: Chosen, on: date | None) -> dict[Any, int]:
    """Return the `register_sums`, each summed once; those of a whole register are written down with its version."""
    if on is None and not chosen:
        return dict(sums_of(version).get(name, ()))
    return sums(zip(*cells_of(version), strict=True) if on is None else cells_on(version, on), name, chosen)


class Found:
    """What an AgreementFilter with a valid form finds: how many agreements there are of each value, and its pages.

    Where it is not `is_counted`, the numbers of values are not known; where not `is_complete`, there are more.
    """

    def __init__(self, filterset: Any) -> None:
        self.filterset = filterset
        self.is_counted = self.is_complete = True
        self.hits: list[tuple] | None = None  # of a search
        if filterset.words:
            self.hits = None if filterset.sought.is_common else few(filterset.searched, filterset)
            self.is_counted = self.hits is not None
            if not self.is_counted and any(filterset.chosen.values()):
                self.hits = few(filterset.qs, filterset)
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
        return register_sums(self.filterset.version, name, chosen, self.filterset.day)

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


def few(rows: Any, filterset: Any) -> list[tuple] | None:
    """Return the key and the values of some rows of the listing; None where there are more than `MOST`."""
    columns = [filterset.columns[name] for name in DIMENSIONS]
    hits = list(rows.order_by().values_list("pk", *columns)[: MOST + 1])
    return hits if len(hits) <= MOST else None

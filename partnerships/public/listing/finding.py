"""Count what the public list finds, and find the agreements of one of its pages.

How many agreements have each combination of country, type, status and year is one grouped query, whose rows are kept in
memory under the version of the register; every number of a list without search words is a sum of them. A search counts
its own matches, up to `MOST`; of more, the first by number are shown, and nothing is counted.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Any

from django.db.models import Count
from django.utils.functional import cached_property

from partnerships.models import ListedAgreement
from partnerships.models.listing import DIMENSIONS

from .words import MOST

MOST_SHOWN = 300  # of more matches than are counted
Chosen = tuple[tuple[Any, ...], ...]  # the values asked for of each of the DIMENSIONS; none for all


@lru_cache(maxsize=2)
def cells_of(version: str) -> list[tuple]:
    """Return how many public agreements have each combination of values: rows of DIMENSIONS and a number."""
    return list(ListedAgreement.objects.order_by().values_list(*DIMENSIONS).annotate(number=Count("pk")))


def sums(cells: Iterable[tuple], name: str, chosen: Chosen) -> dict[Any, int]:
    """Return {value: number} of the dimension `name` over those `cells` that have the values `chosen` of the others."""
    own = DIMENSIONS.index(name)
    for index, values in enumerate(chosen):
        if values and index != own:
            cells = [cell for cell in cells if cell[index] in values]
    found: dict[Any, int] = {}
    for cell in cells:
        found[cell[own]] = found.get(cell[own], 0) + cell[-1]
    return found


@lru_cache(maxsize=500)
def register_sums(version: str, name: str, chosen: Chosen = ()) -> dict[Any, int]:
    """Return the `sums` over all cells of the register; of all agreements where nothing is `chosen`."""
    return sums(cells_of(version), name, chosen)


class Found:
    """What an AgreementFilter with a valid form finds: how many agreements there are of each value, and its pages.

    Where it is not `is_counted`, the numbers of values are not known; where not `is_complete`, there are more.
    """

    def __init__(self, filterset: Any) -> None:
        self.filterset = filterset
        self.is_counted = self.is_complete = True
        self.hits: list[tuple] | None = None  # of a search
        if filterset.words:
            self.hits = None if filterset.sought.is_common else few(filterset.searched)
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
        if self.hits is None:
            chosen = [() if other == name else values for other, values in self.filterset.chosen.items()]
            return register_sums(self.filterset.version, name, tuple(chosen))
        return sums([(*values, 1) for _key, *values in self.hits], name, tuple(self.filterset.chosen.values()))

    def segments(self, name: str) -> list[tuple[Any, int]]:
        """Return the values of a dimension that are asked for, in the order of the list, each with its number."""
        counts, chosen = self.counts(name), self.filterset.chosen[name]
        found = [value for value in counts if not chosen or value in chosen]
        return [(value, counts[value]) for value in self.filterset.in_order(name, found)]

    def page(self, first: int, size: int) -> list[int]:
        """Return the keys of at most `size` agreements from the position `first` (from 0) on, in the list's order."""
        rows, total = self.filterset.qs, self.total
        size = max(0, min(size, total - first))
        if not self.is_complete:
            return list(rows.order_by("number", "pk").values_list("pk", flat=True)[first : first + size])
        if self.hits is not None:
            rows = rows.filter(pk__in=[key for key, *_ in self.hits])
        elif self.filterset.order.dimension:
            rows, first, total = self.narrowed(rows, first, size)
        keys = rows.values_list("pk", flat=True)
        if first > total // 2:  # nearer to the end
            return list(keys.reverse()[total - first - size : total - first])[::-1]
        return list(keys[first : first + size])

    def narrowed(self, rows, first, size):
        """Return those `rows` that have the values on a page, the position of the page among them, and their number.

        The rows of a single value come in the order of an index.
        """
        order = self.filterset.order
        segments = self.segments(order.dimension)
        ends = accumulate(number for _value, number in segments)
        placed = [(value, end - number, end) for (value, number), end in zip(segments, ends, strict=True)]
        touched = [each for each in placed if each[1] < first + size and each[2] > first]
        rows = rows.filter(**{f"{order.dimension}__in": [value for value, _start, _end in touched]})
        if not touched:
            return rows, 0, 0
        if len(touched) == 1:
            rows = rows.order_by(*order.columns)
        return rows, first - touched[0][1], touched[-1][2] - touched[0][1]

    def keys(self) -> list[int]:
        """Return the keys of all agreements that are found, in the list's order, also where a page shows the first."""
        rows = self.filterset.qs if self.is_complete else self.filterset.qs.order_by("number", "pk")
        return list(rows.values_list("pk", flat=True))


def few(rows: Any) -> list[tuple] | None:
    """Return the key and the values of some rows of the listing; None where there are more than `MOST`."""
    hits = list(rows.order_by().values_list("pk", *DIMENSIONS)[: MOST + 1])
    return hits if len(hits) <= MOST else None

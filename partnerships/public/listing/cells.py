"""How many listed agreements have each combination of country, type, status, year and kinds, and the sums of these."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from partnerships.kinds import slugs_in
from partnerships.models.listing import DIMENSIONS

KIND = "kind"  # the dimension of which an agreement may have several values
Cells = Counter[tuple]  # the number of each combination of values of the DIMENSIONS
Chosen = tuple[tuple[Any, ...], ...]  # the values asked for of each of the DIMENSIONS; none for all


def counted_in(columns: list) -> Cells:
    """Return the cells that are kept as columns: one for each of the DIMENSIONS, and one of numbers."""
    *values, numbers = columns or [()]
    return Counter(dict(zip(zip(*values, strict=True), numbers, strict=True)))


def columns_of(cells: Cells) -> list[tuple]:
    """Return the cells as columns, without those that are empty."""
    return list(zip(*((*values, number) for values, number in cells.items() if number), strict=True))


def sums_in(cells: Cells) -> dict[str, list[tuple[Any, int]]]:
    """Return the `sums` over all `cells`, as pairs of a value and a number for each of the DIMENSIONS."""
    rows = [(*values, number) for values, number in cells.items() if number]
    return {name: list(sums(rows, name, ()).items()) for name in DIMENSIONS}


def sums(cells: Iterable[tuple], name: str, chosen: Chosen) -> dict[Any, int]:
    """Return {value: number} of the dimension `name` over those `cells` that have the values `chosen` of the others.

    A cell is a value of each of the DIMENSIONS, and a number.
    """
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
    if DIMENSIONS[index] == KIND:
        return (cell for cell in cells if not set(values).isdisjoint(values_in(KIND, cell[index])))
    return (cell for cell in cells if cell[index] in values)


def values_in(name, stored):
    """Return the values of the dimension `name` in what is `stored`, of kinds all, or "" where there is none."""
    return slugs_in(stored) or [""] if name == KIND else [stored]

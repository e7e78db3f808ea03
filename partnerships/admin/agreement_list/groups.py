"""Groups of the list of agreements: by country, unit, type or who is responsible."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, Value, When

from partnerships.models import Agreement

from .recorded import CountryFilter, ResponsibleFilter, TypeFilter, UnitFilter
from .values import ValuesFilter

GROUPS: dict[str, type[ValuesFilter]] = {
    "country": CountryFilter,
    "unit": UnitFilter,
    "type": TypeFilter,
    "responsible": ResponsibleFilter,
}


class Heading(NamedTuple):
    """What stands above the agreements of a group: its name, and how many agreements the list has of it."""

    label: str
    number: int


def rank(spec: ValuesFilter) -> Case:
    """Return the position of an agreement's group among the values of a filter, as a queryset expression."""
    cases = [When(spec.own(value), then=Value(position)) for position, value in enumerate(spec.options)]
    return Case(*cases, default=Value(len(cases)))


def headings(spec: ValuesFilter, listed: QuerySet, agreements: Iterable[Agreement]) -> dict[int, Heading]:
    """Return {primary key: Heading} for those of some `agreements` with which a group of the list begins."""
    found, before, numbers = {}, None, Counter[str]()
    for stored, number in Counter(listed.order_by().values_list(spec.column, flat=True)).items():
        numbers[spec.values_of(stored)[0]] += number
    for agreement in agreements:
        value = spec.values_of(value_at(agreement, spec.column))[0]
        if value != before:
            found[agreement.pk] = Heading(str(spec.options.get(value, value)), numbers[value])
        before = value
    return found


def value_at(record: Any, path: str) -> Any:
    """Return what stands at the `path` of a lookup, such as institution__country, of a record."""
    for name in path.split("__"):
        record = getattr(record, name)
    return record

"""Filters of which several values can be chosen, and the counts beside their values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnerships.models.conditions import any_of

UNKNOWN = "unknown"
NOT_RECORDED = _("not recorded")  # the label of it
LONGEST_KEY = 18  # digits of a primary key


class ListFilter(admin.ListFilter):
    """A filter of the list of agreements, made of the parameters of an address.

    `parameters` are the names that it reads, `panel` is the menu that it stands in, and `notes` are sentences on what
    could not be read, which is left out.
    """

    parameters: tuple[str, ...] = ()
    panel = "more"
    boxes: Sequence[Any] = ()  # the Boxes in which something is typed
    links: Sequence[tuple[str, dict[str, Any]]] = ()  # pairs (label, query) of ways to answers that are asked for often

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.request = request
        self.notes = []
        self.asked = {name: params.pop(name, []) for name in self.parameters}

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.parameters)

    def chips(self) -> Iterable[tuple[str | Promise, dict[str, Any]]]:
        """Yield what is chosen: its text, and the parameters without it."""
        raise NotImplementedError


class ValuesFilter(ListFilter):
    """A filter by some values, each of which stands in the address: status=ended&status=ending.

    A subclass says its `options`, {value: label}, and the `condition` of a value. Where a value is what one column
    holds, `column` names that, and `values_of` says under which values a record falls.
    """

    parameter_name = ""
    column: Any = None
    is_short = True  # whether its values are few and stay the same; others are left out where nothing falls under them

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.options = self.get_options()
        asked = [value for value in dict.fromkeys(self.asked[self.parameter_name]) if value]
        self.chosen = [value for value in asked if value in self.options]
        self.not_known = [value for value in asked if value not in self.options]

    @property
    def is_active(self):
        """Whether it narrows the list."""
        return bool(self.chosen)

    def get_options(self):
        """Return {value: label} in the order in which they are shown."""
        raise NotImplementedError

    def condition(self, value):
        """Return the Q that a record falls under a `value`."""
        return Q(**{self.column: "" if value == UNKNOWN else value})

    def own(self, value):
        """Return the Q that a `value` is the first, or the only one, that a record falls under."""
        return self.condition(value)

    def values_of(self, stored):
        """Return the values that a record falls under of which the column has `stored`."""
        return [stored or UNKNOWN]

    def queryset(self, request, queryset):
        return queryset.filter(any_of(map(self.condition, self.chosen))) if self.chosen else queryset

    def counts(self, listed):
        """Return {value: count} of the records `listed` by a query of its own; None where `tally` counts them."""
        return None

    def chips(self):
        """Yield what is chosen: its text, and the parameters without it."""
        for value in self.chosen:
            yield self.options[value], {self.parameter_name: [other for other in self.chosen if other != value]}

    def toggled(self, value):
        """Return the parameters with a `value`, or without it where it is chosen."""
        others = [other for other in self.chosen if other != value]
        return {self.parameter_name: others if value in self.chosen else [*others, value]}


def tally(listed, specs):
    """Return {spec: {value: count}} of the records `listed`.

    All specs of columns are counted in one query, and all of conditions in another, however many values they have.
    """
    found = {spec: counts for spec in specs if (counts := spec.counts(listed)) is not None}
    rest = [spec for spec in specs if spec not in found]
    listed = listed.order_by()
    return (
        found
        | tally_columns(listed, [spec for spec in rest if spec.column is not None])
        | tally_conditions(listed, [spec for spec in rest if spec.column is None])
    )


def tally_columns(listed, specs):
    """Return {spec: {value: count}} for specs of one column each."""
    if not specs:
        return {}
    columns = list(zip(*listed.values_list(*(spec.column for spec in specs)), strict=True)) or [()] * len(specs)
    found = {}
    for spec, column in zip(specs, columns, strict=True):
        found[spec] = counts = Counter()
        for stored, count in Counter(column).items():
            for value in spec.values_of(stored):
                counts[value] += count
    return found


def tally_conditions(listed, specs):
    """Return {spec: {value: count}} for specs whose values are conditions."""
    keys = {
        f"choice_{number}_{index}": (spec, value)
        for number, spec in enumerate(specs)
        for index, value in enumerate(spec.options)
    }
    if not keys:
        return {}
    counted = listed.aggregate(
        **{name: Count("pk", filter=spec.condition(value)) for name, (spec, value) in keys.items()}
    )
    found = {spec: {} for spec in specs}
    for name, (spec, value) in keys.items():
        found[spec][value] = counted[name]
    return found

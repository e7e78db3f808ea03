"""The filter of agreements by the unit of the home university that keeps them."""

import re
from collections import Counter

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold
from partnerships.models import Agreement, Unit

from .filters import UNKNOWN, CountedFilter, grouped

KEY = re.compile(r"id-([0-9]{1,18})")


class UnitFilter(CountedFilter):
    """A filter by a unit with its parts; an address may say a name of the unit instead of its key, as it did once."""

    title = _("unit")
    parameter_name = "unit"

    def lookups(self, request, model_admin):
        held = set(Agreement.objects.order_by().values_list("unit", flat=True).distinct()) - {None}
        units = Unit.objects.in_bulk() if held else {}
        parents = {pk: unit.parent_id for pk, unit in units.items()}
        named = {key: units[key].label for pk in held for key in line_of(pk, parents)}
        choices = sorted(named.items(), key=lambda choice: fold(choice[1]))
        return [*((f"id-{pk}", label) for pk, label in choices), (UNKNOWN, _("not recorded"))]

    def value(self):
        """Return the key of what is asked for, also where the address says a name."""
        value = super().value()
        if not value or value == UNKNOWN or KEY.fullmatch(value):
            return value
        unit = Unit.objects.called(value)
        return f"id-{unit.pk}" if unit else value

    def queryset(self, request, queryset):
        return queryset.filter(self.condition(self.value())) if self.value() else queryset

    def condition(self, value):
        if value == UNKNOWN:
            return Q(unit__isnull=True)
        key = KEY.fullmatch(value)
        return Q(unit__in=Unit.objects.with_parts({int(key[1])}) if key else ())

    def counts(self, listed):
        held = grouped(listed, "unit")
        parents = dict(Unit.objects.order_by().values_list("pk", "parent")) if held.keys() - {None} else {}
        found = Counter({UNKNOWN: held.pop(None, 0)})
        for pk, count in held.items():
            found.update({f"id-{key}": count for key in line_of(pk, parents)})
        return found


def line_of(pk, parents):
    """Return the key of a unit, of the one that it is a part of, and so on; `parents` are keys by those of parts."""
    line = []
    while pk is not None and pk not in line:
        line.append(pk)
        pk = parents.get(pk)
    return line

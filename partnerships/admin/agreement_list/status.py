"""The filter of agreements by their status, today or on another day."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Status
from partnerships.models.status import status_expression
from partnerships.partial_dates import PartialDate

from .days import Box, read_date
from .values import ValuesFilter

YEARS_BACK = 10  # that are offered for what was in force at the end of a year


class StatusFilter(ValuesFilter):
    """A filter by the status today, or on the day `on`; without a status, by being in force on that day."""

    title = _("status")
    parameter_name = "status"
    parameters = ("status", "on")
    panel = "status"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.on, self.notes = read_date(self.asked["on"])
        self.day = self.on.last_day if self.on else timezone.localdate()
        self.column = status_expression(self.day)
        self.boxes = [Box("on", _("In force on"), (self.asked["on"] or [""])[-1])]
        this_year = timezone.localdate().year
        self.links = [
            (str(year), {"on": f"{year}-12-31", "group": "country"})
            for year in range(this_year - 1, this_year - 1 - YEARS_BACK, -1)
        ]

    @property
    def is_active(self):
        """Whether it narrows the list."""
        return bool(self.chosen or self.on)

    def get_options(self):
        return dict(Status.choices)

    def queryset(self, request, queryset):
        if self.chosen:
            return queryset.of_status(self.chosen, self.day)
        return queryset.in_force(self.day) if self.on else queryset

    def chips(self):
        """Yield what is chosen: its text, and the parameters without it."""
        if self.on:
            text = _("on %(day)s") if self.chosen else _("in force on %(day)s")
            yield text % {"day": PartialDate.of(self.day)}, {"on": None}
        yield from super().chips()

"""Filters by days and periods, typed as far as they are known."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from partnerships.admin.forms import PartialDateField
from partnerships.partial_dates import PartialDate, Precision

from .values import ListFilter

MOST_DAYS = 36525  # a hundred years


class Box(NamedTuple):
    """A box of a filter: its parameter, its label, and the text in it."""

    name: str
    label: str | Promise
    text: str
    is_number: bool = False


def read_date(texts: list[str]) -> tuple[PartialDate | None, list[str]]:
    """Return the date that the last of some `texts` says, or None, and sentences on what cannot be read."""
    try:
        return PartialDateField().clean(texts[-1] if texts else ""), []
    except ValidationError as error:
        return None, list(error.messages)


class PeriodFilter(ListFilter):
    """A filter by the days between which the date in a `column` lies; a year or a month counts as the whole of it."""

    column = ""
    is_end = False  # whether the last day of the period is stored, not the first

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        (self.first, self.last), texts = (None, None), []
        for name in self.parameters[:2]:
            read, notes = read_date(self.asked[name])
            setattr(self, "first" if name.endswith("_from") else "last", read)
            texts.append((self.asked[name] or [""])[-1])
            self.notes += notes
        self.boxes = [
            Box(self.parameters[0], pgettext_lazy("period", "from"), texts[0]),
            Box(self.parameters[1], pgettext_lazy("period", "until"), texts[1]),
        ]
        if self.first and self.last and self.first.first_day > self.last.last_day:
            self.notes.append(_("%(first)s lies after %(last)s.") % {"first": self.first, "last": self.last})

    @property
    def is_active(self):
        """Whether it narrows the list."""
        return bool(self.first or self.last)

    def queryset(self, request, queryset):
        if self.first:
            queryset = queryset.filter(self.not_before(self.first.first_day))
        return queryset.filter(self.not_after(self.last.last_day)) if self.last else queryset

    def not_before(self, day: date) -> Q:
        """Return the Q that the period of a record does not end before a `day`."""
        starts = {Precision.DAY: day, Precision.MONTH: day.replace(day=1), Precision.YEAR: date(day.year, 1, 1)}
        return Q(**{f"{self.column}_on__gte": day}) if self.is_end else self.of_each_precision("gte", starts)

    def not_after(self, day: date) -> Q:
        """Return the Q that the period of a record does not start after a `day`."""
        month = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        ends = {Precision.DAY: day, Precision.MONTH: month, Precision.YEAR: date(day.year, 12, 31)}
        return self.of_each_precision("lte", ends) if self.is_end else Q(**{f"{self.column}_on__lte": day})

    def of_each_precision(self, lookup: str, days: dict[Precision, date]) -> Q:
        """Return the Q that the day in the column stands to the one of its precision as a `lookup` says."""
        condition = Q()
        for precision, day in days.items():
            condition |= Q(**{f"{self.column}_precision": precision.value, f"{self.column}_on__{lookup}": day})
        return condition

    def chips(self):
        """Yield what is chosen: its text, and the parameters without it."""
        if self.first and self.last:
            yield f"{self.first} – {self.last}", dict.fromkeys(self.parameters[:2])
        elif self.first:
            yield pgettext("period", "from %(day)s") % {"day": self.first}, {self.parameters[0]: None}
        elif self.last:
            yield pgettext("period", "until %(day)s") % {"day": self.last}, {self.parameters[1]: None}


class SignedFilter(PeriodFilter):
    """A filter by the days between which an agreement was signed."""

    title = gettext_lazy("signed between")
    parameters = ("signed_from", "signed_to")
    panel = "signed"
    column = "signed"


class EndsFilter(PeriodFilter):
    """A filter by the days between which an agreement ends, or the days from today within which it does."""

    title = gettext_lazy("ends between")
    parameters = ("ends_from", "ends_to", "ends_within")
    panel = "ends"
    column = "ends"
    is_end = True

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        text = (self.asked["ends_within"] or [""])[-1].strip()
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_DAYS))
        self.days = min(int(text), MOST_DAYS) if is_number else None
        if text and not is_number:
            self.notes.append(_("“%(text)s” is no number of days.") % {"text": text[:60]})
        self.boxes.append(Box("ends_within", gettext_lazy("within days"), text if is_number else "", True))

    @property
    def is_active(self):
        """Whether it narrows the list."""
        return super().is_active or self.days is not None

    def queryset(self, request, queryset):
        found = super().queryset(request, queryset)
        if self.days is None:
            return found
        today = timezone.localdate()
        return found.filter(ends_on__range=(today, today + timedelta(days=self.days)))

    def chips(self):
        """Yield what is chosen: its text, and the parameters without it."""
        yield from super().chips()
        if self.days is not None:
            yield ngettext("within %d day", "within %d days", self.days) % self.days, {"ends_within": None}

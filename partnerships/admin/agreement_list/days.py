"""Filters by dates: by periods that are typed as far as they are known, and by those that are offered."""

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
from partnerships.models.agreements import dated_on
from partnerships.partial_dates import PartialDate, Precision
from partnerships.renewals.worklist import chart_data

from .values import NOT_RECORDED, UNKNOWN, ListFilter, ValuesFilter

WITHIN = (30, 90, 180, 365)  # days from today that are offered
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


class EndFilter(ValuesFilter):
    """A filter by the end, relative to today, so that a saved view stays true next year."""

    title = gettext_lazy("ends")
    parameter_name = "ends"
    parameters = ("ends",)
    panel = "ends"

    def get_options(self):
        return {
            "this-year": gettext_lazy("this year"),
            "next-year": gettext_lazy("next year"),
            "later": gettext_lazy("later"),
            **{f"in-{days}": ngettext("within %d day", "within %d days", days) % days for days in WITHIN},
            "passed": gettext_lazy("passed"),
            UNKNOWN: gettext_lazy("none"),
        }

    def condition(self, value):
        today = timezone.localdate()
        return {
            "this-year": in_year("ends_on", today.year),
            "next-year": in_year("ends_on", today.year + 1),
            "later": Q(ends_on__gt=date(today.year + 1, 12, 31)),
            **{f"in-{days}": Q(ends_on__range=(today, today + timedelta(days=days))) for days in WITHIN},
            "passed": Q(ends_on__lt=today),
            UNKNOWN: Q(ends_on__isnull=True),
        }[value]


class ReviewFilter(ValuesFilter):
    """A filter by the next review, relative to today."""

    title = gettext_lazy("next review")
    parameter_name = "review"
    parameters = ("review",)
    panel = "ends"

    def get_options(self):
        within = {f"in-{days}": ngettext("within %d day", "within %d days", days) % days for days in WITHIN}
        return {"due": pgettext_lazy("next review", "due")} | within | {UNKNOWN: gettext_lazy("none")}

    def condition(self, value):
        today = timezone.localdate()
        if value == UNKNOWN:
            return Q(review_on__isnull=True)
        if value == "due":
            return Q(review_on__lte=today)
        return Q(review_on__range=(today, today + timedelta(days=int(value.removeprefix("in-")))))


class YearFilter(ValuesFilter):
    """A filter by the year of signing, or of the start where the signing is not known."""

    title = gettext_lazy("year of signing or start")
    parameter_name = "year"
    parameters = ("year",)
    panel = "signed"
    is_short = False

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.column = dated_on()

    def get_options(self):
        _statuses, years = chart_data()
        return {str(year): str(year) for year, _count in reversed(years)} | {UNKNOWN: NOT_RECORDED}

    def condition(self, value):
        if value == UNKNOWN:
            return Q(signed_on__isnull=True, starts_on__isnull=True)
        year = int(value)
        return in_year("signed_on", year) | Q(signed_on__isnull=True) & in_year("starts_on", year)

    def values_of(self, stored):
        return [str(stored.year) if stored else UNKNOWN]


def in_year(column, year):
    """Return the Q that the day in a `column` lies in a `year`."""
    return Q(**{f"{column}__range": (date(year, 1, 1), date(year, 12, 31))})

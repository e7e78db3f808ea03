"""The filters of the list of agreements: the questions that staff ask of it."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.db.models.aggregates import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from partnerships.admin.filters import registered_countries
from partnerships.countries import in_alphabet
from partnerships.kinds import joined, slugs_in
from partnerships.models import (
    Agreement,
    AgreementType,
    Document,
    ImportRun,
    RenewalKind,
    SourceRow,
    Status,
    Unit,
    Validity,
)
from partnerships.models.agreements import dated_on, end_can_be_told
from partnerships.models.cooperation_kinds import kind_choices
from partnerships.models.staff import full_name
from partnerships.models.status import status_expression
from partnerships.partial_dates import PartialDate
from partnerships.renewals.worklist import SECTIONS, chart_data, section_of

from .days import Box, EndsFilter, SignedFilter, read_date
from .values import UNKNOWN, ListFilter, ValuesFilter

NOT_RECORDED = _("not recorded")
WITHIN = (30, 90, 180, 365)  # days from today
LATEST_RUNS = 20  # that can be chosen; an address may name an earlier one
LONGEST_KEY = 18  # digits of a primary key
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


class EndFilter(ValuesFilter):
    """A filter by the end, relative to today, so that a saved view stays true next year."""

    title = _("ends")
    parameter_name = "ends"
    parameters = ("ends",)
    panel = "ends"

    def get_options(self):
        return {
            "this-year": _("this year"),
            "next-year": _("next year"),
            "later": _("later"),
            **{f"in-{days}": ngettext("within %d day", "within %d days", days) % days for days in WITHIN},
            "passed": _("passed"),
            UNKNOWN: _("none"),
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

    title = _("next review")
    parameter_name = "review"
    parameters = ("review",)
    panel = "ends"

    def get_options(self):
        within = {f"in-{days}": ngettext("within %d day", "within %d days", days) % days for days in WITHIN}
        return {"due": pgettext_lazy("next review", "due")} | within | {UNKNOWN: _("none")}

    def condition(self, value):
        today = timezone.localdate()
        if value == UNKNOWN:
            return Q(review_on__isnull=True)
        if value == "due":
            return Q(review_on__lte=today)
        return Q(review_on__range=(today, today + timedelta(days=int(value.removeprefix("in-")))))


class CountryFilter(ValuesFilter):
    """A filter by the country of the institution."""

    title = _("country")
    parameter_name = "country"
    parameters = ("country",)
    panel = "country"
    column = "institution__country"
    is_short = False

    def get_options(self):
        return registered_countries() | {UNKNOWN: NOT_RECORDED}


class TypeFilter(ValuesFilter):
    """A filter by the agreement type."""

    title = _("type")
    parameter_name = "type"
    parameters = ("type",)
    panel = "type"
    column = "agreement_type_id"
    is_short = False

    def get_options(self):
        return {str(each.pk): str(each) for each in AgreementType.objects.all()} | {UNKNOWN: NOT_RECORDED}

    def condition(self, value):
        return Q(agreement_type__isnull=True) if value == UNKNOWN else Q(agreement_type=int(value))

    def values_of(self, stored):
        return [str(stored) if stored else UNKNOWN]


class KindFilter(ValuesFilter):
    """A filter by a kind of cooperation."""

    title = _("covers")
    parameter_name = "kind"
    parameters = ("kind",)
    panel = "kind"
    column = "kinds"

    def get_options(self):
        return dict(kind_choices()) | {UNKNOWN: NOT_RECORDED}

    def condition(self, value):
        return Q(kinds="") if value == UNKNOWN else Q(kinds__contains=joined([value]))

    def values_of(self, stored):
        return slugs_in(stored) or [UNKNOWN]


class UnitFilter(ValuesFilter):
    """A filter by a unit with its parts; an address may say a name of the unit instead of its key, as it did once."""

    title = _("unit")
    parameter_name = "unit"
    parameters = ("unit",)
    panel = "unit"
    column = "unit_id"
    is_short = False

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for text in list(self.not_known):
            if (unit := Unit.objects.called(text)) and (key := f"id-{unit.pk}") in self.options:
                self.not_known.remove(text)
                self.chosen = list(dict.fromkeys([*self.chosen, key]))

    def get_options(self):
        held = set(Agreement.objects.order_by().values_list("unit", flat=True).distinct()) - {None}
        units = Unit.objects.in_bulk() if held else {}
        self.parents = {pk: unit.parent_id for pk, unit in units.items()}
        named = {pk: units[pk].label for each in held for pk in self.line_of(each)}
        return {f"id-{pk}": named[pk] for pk in in_alphabet(named, lambda pk: named[pk])} | {UNKNOWN: NOT_RECORDED}

    def line_of(self, pk):
        """Return the key of a unit, of the one that it is a part of, and so on."""
        line = []
        while pk is not None and pk not in line:
            line.append(pk)
            pk = self.parents.get(pk)
        return line

    def condition(self, value):
        if value == UNKNOWN:
            return Q(unit__isnull=True)
        key = int(value.removeprefix("id-"))
        return Q(unit__in=[pk for pk in self.parents if key in self.line_of(pk)])

    def own(self, value):
        return Q(unit__isnull=True) if value == UNKNOWN else Q(unit=int(value.removeprefix("id-")))

    def values_of(self, stored):
        return [f"id-{pk}" for pk in self.line_of(stored)] or [UNKNOWN]


class ResponsibleFilter(ValuesFilter):
    """A filter by who is responsible: oneself, nobody, or a colleague."""

    title = _("responsible")
    parameter_name = "mine"  # as addresses and kept views have it
    parameters = ("mine",)
    panel = "responsible"
    column = "responsible_id"
    is_short = False

    def get_options(self):
        held = Agreement.objects.order_by().exclude(responsible=self.request.user.pk).values("responsible")
        people = in_alphabet(get_user_model().objects.filter(pk__in=held), full_name)
        return {"1": _("mine"), "nobody": _("nobody")} | {f"id-{each.pk}": full_name(each) for each in people}

    def condition(self, value):
        if value == "nobody":
            return Q(responsible__isnull=True)
        return Q(responsible=self.request.user.pk if value == "1" else int(value.removeprefix("id-")))

    def values_of(self, stored):
        return ["nobody" if stored is None else "1" if stored == self.request.user.pk else f"id-{stored}"]


class MissingFilter(ValuesFilter):
    """A filter for agreements of which something is not recorded."""

    title = _("missing")
    parameter_name = "missing"
    parameters = ("missing",)
    panel = "missing"

    def get_options(self):
        return {
            "end": _("end"),
            "review": _("next review"),
            "told": _("end, though its term tells it"),
            "signed": _("signing"),
            "date": _("signing and start"),
            "scan": _("scan"),
            "website": _("website"),
            "responsible": _("responsible"),
            "unit": _("unit"),
        }

    def condition(self, value):
        return {
            "end": Q(validity=Validity.NOT_RECORDED),
            "review": Agreement.objects.all().needs_review(),
            "told": end_can_be_told(),
            "signed": Q(signed_on__isnull=True),
            "date": Q(signed_on__isnull=True, starts_on__isnull=True),
            "scan": ~Q(pk__in=Document.objects.order_by().values("agreement")),
            "website": Q(institution__website=""),
            "responsible": Q(responsible__isnull=True),
            "unit": Q(unit__isnull=True),
        }[value]


class ValidityFilter(ValuesFilter):
    """A filter by the kind of validity."""

    title = _("validity")
    parameter_name = "validity"
    parameters = ("validity",)
    column = "validity"

    def get_options(self):
        return dict(Validity.choices)


class RenewalFilter(ValuesFilter):
    """A filter by what happens at the end."""

    title = _("renewal")
    parameter_name = "renewal"
    parameters = ("renewal",)
    column = "renewal"

    def get_options(self):
        return dict(RenewalKind.choices)


class YearFilter(ValuesFilter):
    """A filter by the year of signing, or of the start where the signing is not known."""

    title = _("year of signing or start")
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


class ImportFilter(ValuesFilter):
    """A filter by the import that an agreement came with, or was changed by."""

    title = _("import run")
    parameter_name = "import"
    parameters = ("import",)
    is_short = False

    def get_options(self):
        asked = {int(value) for value in self.asked["import"] if value.isdecimal() and len(value) < LONGEST_KEY}
        latest = list(ImportRun.objects.order_by("-pk")[:LATEST_RUNS])
        if earlier := asked - {run.pk for run in latest}:
            latest += ImportRun.objects.filter(pk__in=earlier)
        return {str(run.pk): str(run) for run in latest}

    def condition(self, value):
        return Q(pk__in=SourceRow.objects.filter(run=value, agreement__isnull=False).order_by().values("agreement"))

    def counts(self, listed):
        rows = SourceRow.objects.filter(run__in=list(self.options), agreement__in=listed.order_by().values("pk"))
        runs = rows.order_by().values_list("run").annotate(in_all=Count("agreement", distinct=True))
        return {str(run): count for run, count in runs}


class WorkFilter(ValuesFilter):
    """A filter for what needs a look: the sections of the worklist, remarks of imports, dates that contradict."""

    title = _("needs a look")
    parameter_name = "work"
    parameters = ("work",)

    def get_options(self):
        return {section.key: section.title for section in SECTIONS} | {
            "look": _("Remarks of the import"),
            "dates": _("End before the signing or the start"),
        }

    def condition(self, value):
        if value == "look":
            return Q(
                pk__in=SourceRow.objects.to_look_at().filter(agreement__isnull=False).order_by().values("agreement")
            )
        if value == "dates":
            return Q(ends_on__lt=F("signed_on")) | Q(ends_on__lt=F("starts_on"))
        return Q(pk__in=section_of(value).order_by().values("pk"))


def in_year(column, year):
    """Return the Q that the day in a `column` lies in a `year`."""
    return Q(**{f"{column}__range": (date(year, 1, 1), date(year, 12, 31))})


FILTERS: list[type[ListFilter]] = [
    StatusFilter,
    EndFilter,
    EndsFilter,
    ReviewFilter,
    CountryFilter,
    TypeFilter,
    KindFilter,
    UnitFilter,
    ResponsibleFilter,
    MissingFilter,
    YearFilter,
    SignedFilter,
    ValidityFilter,
    RenewalFilter,
    WorkFilter,
    ImportFilter,
]
PARAMETERS = {name for each in FILTERS for name in each.parameters}

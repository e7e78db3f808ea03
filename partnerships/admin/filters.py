"""Filters of the change lists: the questions that staff ask of them."""

from datetime import date, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.countries import country_name
from partnerships.folding import fold
from partnerships.kinds import joined, slugs_in
from partnerships.models import Agreement, Document, ImportRun, Institution, SourceRow, Status, Validity
from partnerships.models.agreements import dated_on
from partnerships.models.cooperation_kinds import kind_choices
from partnerships.models.staff import full_name
from partnerships.renewals.worklist import SECTIONS, chart_data, section_of

UNKNOWN = "unknown"
WITHIN = (30, 90, 180, 365)  # days from today
LATEST_RUNS = 20  # that can be chosen
LONGEST_KEY = 18  # digits of a primary key


class CountedFilter(admin.SimpleListFilter):
    """A filter that counts its choices in one pass over the list, however many they are."""

    def get_facet_queryset(self, changelist):
        """Return how many of the records that the other filters leave fall under each choice: {"0__c": count, …}."""
        listed = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters()).order_by()
        counts = self.counts(listed)
        return {f"{index}__c": counts.get(value, 0) for index, (value, _label) in enumerate(self.lookup_choices)}

    def counts(self, listed):
        """Return {choice: count} of the records `listed`.

        It applies the condition of each choice; a filter that has a faster way overrides it.
        """
        conditions = {value: self.condition(value) for value, _label in self.lookup_choices}
        names = {f"choice{index}": value for index, value in enumerate(conditions)}
        counted = listed.aggregate(**{name: Count("pk", filter=conditions[value]) for name, value in names.items()})
        return {value: counted[name] for name, value in names.items()}


def grouped(listed, name):
    """Return {value: count} of the records `listed` by the column or annotation of that `name`."""
    return dict(listed.values_list(name).annotate(in_all=Count("pk")))


class StatusFilter(CountedFilter):
    """A filter by the status today."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, queryset):
        return queryset.of_status([self.value()]) if self.value() else queryset

    def counts(self, listed):
        return grouped(listed.with_status(), "current_status")


class WorkFilter(CountedFilter):
    """A filter by the sections of the worklist; with `mine=1` only what the person is responsible for."""

    title = _("worklist")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [(section.key, section.title) for section in SECTIONS]

    def queryset(self, request, queryset):
        if self.value() not in {section.key for section in SECTIONS}:
            return queryset
        return queryset.filter(self.condition(self.value()))

    def condition(self, key):
        return Q(pk__in=section_of(key).order_by().values("pk"))


class ResponsibleFilter(CountedFilter):
    """A filter by who is responsible: oneself, nobody, or a colleague."""

    title = _("responsible")
    parameter_name = "mine"  # as addresses and kept views have it

    def lookups(self, request, model_admin):
        held = Agreement.objects.order_by().exclude(responsible=request.user).values("responsible")
        people = sorted(get_user_model().objects.filter(pk__in=held), key=lambda person: fold(full_name(person)))
        colleagues = [(f"id-{person.pk}", full_name(person)) for person in people]
        return [("1", _("mine")), ("nobody", _("nobody")), *colleagues]

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(self.condition(self.value())) if self.value() in known else queryset

    def condition(self, value):
        if value == "nobody":
            return Q(responsible__isnull=True)
        return Q(responsible=self.request.user.pk if value == "1" else int(value.removeprefix("id-")))


class CountryFilter(CountedFilter):
    """A filter by the countries of institutions; `path` leads from the listed record to the country."""

    title = _("country")
    parameter_name = "country"
    path = "country"

    def lookups(self, request, model_admin):
        latest = Institution.history.order_by().aggregate(latest=Max("history_id"))["latest"]
        codes = cache.get_or_set(
            f"countries:{latest}",
            lambda: list(Institution.objects.order_by().values_list("country", flat=True).distinct()),
        )
        named = sorted(((code, country_name(code)) for code in codes if code), key=lambda item: item[1])
        return [*named, (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{self.path: "" if self.value() == UNKNOWN else self.value()})

    def counts(self, listed):
        counts = grouped(listed, self.path)
        return counts | {UNKNOWN: counts.get("", 0)}


class InstitutionCountryFilter(CountryFilter):
    """A filter by the country of an agreement's institution."""

    path = "institution__country"


class KindFilter(CountedFilter):
    """A filter by a kind of cooperation."""

    title = _("kind of cooperation")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [*kind_choices(), (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        return queryset.filter(self.condition(self.value())) if self.value() else queryset

    def condition(self, value):
        return Q(kinds="") if value == UNKNOWN else Q(kinds__contains=joined([value]))

    def counts(self, listed):
        counts = {}
        for text, count in grouped(listed, "kinds").items():
            for value in slugs_in(text) or [UNKNOWN]:
                counts[value] = counts.get(value, 0) + count
        return counts


class YearFilter(CountedFilter):
    """A filter by the year of signing, or of the start where the signing is not known."""

    title = _("year of signing or start")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        _statuses, years = chart_data()
        return [*((str(year), str(year)) for year, _count in reversed(years)), (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        if self.value() == UNKNOWN:
            return queryset.undated()
        if not self.value():
            return queryset
        if not self.value().isdecimal() or not 1 <= int(self.value()) <= 9999:
            return queryset.none()
        return queryset.dated_within(*days_of(int(self.value())))

    def counts(self, listed):
        counts = {UNKNOWN: 0}
        for day, count in grouped(listed.annotate(dated_on=dated_on()), "dated_on").items():
            year = str(day.year) if day else UNKNOWN
            counts[year] = counts.get(year, 0) + count
        return counts


def days_of(year):
    """Return the first and the last day of a `year`."""
    return date(year, 1, 1), date(year, 12, 31)


def in_year(column, year):
    """Return the Q that the day in a `column` lies in a `year`."""
    return Q(**{f"{column}__range": days_of(year)})


class EndFilter(CountedFilter):
    """A filter by the end, relative to today, so that a saved view stays true next year."""

    title = _("end")
    parameter_name = "ends"

    def lookups(self, request, model_admin):
        return [
            ("this-year", _("this year")),
            ("next-year", _("next year")),
            ("later", _("later")),
            *((f"in-{days}", ngettext("within %d day", "within %d days", days) % days) for days in WITHIN),
            ("passed", _("passed")),
            (UNKNOWN, _("none")),
        ]

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(self.condition(self.value())) if self.value() in known else queryset

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


class GapFilter(CountedFilter):
    """A filter for agreements of which something is not recorded."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [
            ("end", _("end")),
            ("signed", _("signing")),
            ("date", _("signing and start")),
            ("scan", _("scan")),
            ("website", _("website")),
            ("responsible", _("responsible")),
            ("unit", _("unit")),
        ]

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(self.condition(self.value())) if self.value() in known else queryset

    def condition(self, value):
        return {
            "end": Q(validity=Validity.NOT_RECORDED),
            "signed": Q(signed_on__isnull=True),
            "date": Q(signed_on__isnull=True, starts_on__isnull=True),
            "scan": ~Q(pk__in=Document.objects.order_by().values("agreement")),
            "website": Q(institution__website=""),
            "responsible": Q(responsible__isnull=True),
            "unit": Q(unit__isnull=True),
        }[value]


class ImportFilter(CountedFilter):
    """A filter by the import that an agreement came with, or was changed by."""

    title = _("import run")
    parameter_name = "import"

    def lookups(self, request, model_admin):
        return [(str(run.pk), str(run)) for run in ImportRun.objects.order_by("-pk")[:LATEST_RUNS]]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        is_number = self.value().isdecimal() and len(self.value()) < LONGEST_KEY
        return queryset.filter(self.condition(self.value())) if is_number else queryset.none()

    def condition(self, value):
        return Q(pk__in=SourceRow.objects.filter(run=value, agreement__isnull=False).order_by().values("agreement"))


class OwnWebsiteMissingFilter(CountedFilter):
    """A filter for institutions without a web address."""

    title = _("website missing")
    parameter_name = "website_missing"

    def lookups(self, request, model_admin):
        return [("yes", _("Missing"))]

    def queryset(self, request, queryset):
        return queryset.filter(website="") if self.value() == "yes" else queryset

    def condition(self, _value):
        return Q(website="")

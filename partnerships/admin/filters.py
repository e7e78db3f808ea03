"""The questions that staff ask of a list, as filters beside it."""

from datetime import date

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name
from partnerships.models import Agreement, Institution, Status
from partnerships.renewals.worklist import SECTIONS, section_of

UNKNOWN = "unknown"


class StatusFilter(admin.SimpleListFilter):
    """By the status today."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, queryset):
        return queryset.of_status([self.value()]) if self.value() else queryset


class WorkFilter(admin.SimpleListFilter):
    """By the sections of the worklist; with `mine=1` only what the person is responsible for."""

    title = _("worklist")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [(section.key, section.title) for section in SECTIONS]

    def queryset(self, request, queryset):
        if self.value() not in {section.key for section in SECTIONS}:
            return queryset
        return queryset.filter(pk__in=section_of(self.value()).order_by().values("pk"))


class MineFilter(admin.SimpleListFilter):
    """By who is responsible: the person who looks, or anybody."""

    title = _("responsible")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("mine"))]

    def queryset(self, request, queryset):
        return queryset.filter(responsible=request.user) if self.value() == "1" else queryset


class CountryFilter(admin.SimpleListFilter):
    """By the countries that institutions have; `path` leads from the listed record to the country."""

    title = _("country")
    parameter_name = "country"
    path = "country"

    def lookups(self, request, model_admin):
        codes = Institution.objects.order_by().values_list("country", flat=True).distinct()
        named = sorted(((code, country_name(code)) for code in codes if code), key=lambda item: item[1])
        return [*named, (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{self.path: "" if self.value() == UNKNOWN else self.value()})


class InstitutionCountryFilter(CountryFilter):
    """By the country of an agreement's institution."""

    path = "institution__country"


class YearFilter(admin.SimpleListFilter):
    """By the year of signing."""

    title = _("year of signing")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = Agreement.objects.dates("signed_on", "year", order="DESC")
        return [*((str(day.year), str(day.year)) for day in years), (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        if self.value() == UNKNOWN:
            return queryset.filter(signed_on__isnull=True)
        if not self.value():
            return queryset
        if not self.value().isdecimal() or not 1 <= int(self.value()) <= 9999:
            return queryset.none()
        year = int(self.value())
        return queryset.filter(signed_on__gte=date(year, 1, 1), signed_on__lte=date(year, 12, 31))


class MissingFilter(admin.SimpleListFilter):
    """Records in which something is missing, in one click; `conditions` says when it is."""

    conditions = {}

    def lookups(self, request, model_admin):
        return [("yes", _("Missing"))]

    def queryset(self, request, queryset):
        return queryset.filter(**self.conditions) if self.value() == "yes" else queryset


class DateMissingFilter(MissingFilter):
    """Agreements whose day of signing is not known at all."""

    title = _("date missing")
    parameter_name = "date_missing"
    conditions = {"signed_on__isnull": True}


class WebsiteMissingFilter(MissingFilter):
    """Agreements whose institution has no web address."""

    title = _("website missing")
    parameter_name = "website_missing"
    conditions = {"institution__website": ""}


class OwnWebsiteMissingFilter(WebsiteMissingFilter):
    """Institutions without a web address."""

    conditions = {"website": ""}

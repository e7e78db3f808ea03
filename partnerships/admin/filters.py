"""Filters of the list of institutions."""

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name, in_alphabetical_order
from partnerships.models import Institution

UNKNOWN = "unknown"


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


def registered_countries() -> dict[str, str]:
    """Return {code: name} of the countries that institutions have, in the alphabet's order.

    They are asked for again only after a change to an institution, which every change leaves in the history.
    """
    latest = Institution.history.order_by().aggregate(latest=Max("history_id"))["latest"]
    codes = cache.get_or_set(
        f"countries:{latest}",
        lambda: list(Institution.objects.order_by().values_list("country", flat=True).distinct()),
    )
    return {code: country_name(code) for code in in_alphabetical_order(filter(None, codes or ()))}


class CountryFilter(CountedFilter):
    """A filter by the countries of institutions; `path` leads from the listed record to the country."""

    title = _("country")
    parameter_name = "country"
    path = "country"

    def lookups(self, request, model_admin):
        return [*registered_countries().items(), (UNKNOWN, _("not recorded"))]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{self.path: "" if self.value() == UNKNOWN else self.value()})

    def counts(self, listed):
        counts = grouped(listed, self.path)
        return counts | {UNKNOWN: counts.get("", 0)}


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

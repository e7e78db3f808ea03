"""Which agreements the public list shows, by the parameters of its address."""

from datetime import date

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnerships.countries import country_name
from partnerships.languages import alphabetical
from partnerships.models import Agreement, AgreementType, Institution, Status

UNKNOWN = "unknown"
LONGEST_SEARCH = 200


class SortFilter(django_filters.OrderingFilter):
    """Orders by one column, unknown values last, and always in the same way where they are equal."""

    columns = {
        "no": "number",
        "institution": "institution__folded_name",
        "country": "institution__country",
        "type": "folded_title",
        "date": "signed_on",
    }

    def filter(self, queryset, value):
        name = value[0] if value else "no"
        column = F(self.columns[name.removeprefix("-")])
        ordered = column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)
        return queryset.order_by(ordered, F("number").asc(nulls_last=True), "pk")


class AgreementFilter(django_filters.FilterSet):
    """The public list's filters; the choices are those that public agreements have."""

    q = django_filters.CharFilter(
        method="search",
        label=_("Search"),
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = django_filters.MultipleChoiceFilter(
        method="in_countries", label=_("Country"), widget=forms.CheckboxSelectMultiple
    )
    type = django_filters.MultipleChoiceFilter(
        field_name="agreement_type__slug", lookup_expr="exact", label=_("Type"), widget=forms.CheckboxSelectMultiple
    )
    status = django_filters.MultipleChoiceFilter(
        method="of_status", label=_("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    year = django_filters.MultipleChoiceFilter(method="signed_in", label=_("Year"), widget=forms.CheckboxSelectMultiple)
    sort = SortFilter(label=_("Sort"), fields=[(column, name) for name, column in SortFilter.columns.items()])

    class Meta:
        model = Agreement
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        public = Agreement.objects.public()
        codes = Institution.objects.filter(agreements__in=public).values_list("country", flat=True).distinct()
        types = AgreementType.objects.filter(agreements__in=public).values_list("slug", "name").distinct()
        years = [(str(day.year), str(day.year)) for day in public.dates("signed_on", "year", order="DESC")]
        countries = sorted(
            ((code, country_name(code)) for code in codes if code), key=lambda item: alphabetical(item[1])
        )
        if "" in codes:
            countries.append((UNKNOWN, _("not recorded")))
        self.filters["country"].extra["choices"] = countries
        self.filters["type"].extra["choices"] = list(types.order_by("order", "name"))
        self.filters["year"].extra["choices"] = [*years, (UNKNOWN, _("not recorded"))]

    def search(self, queryset, name, value):
        """Every word occurs in a name of the institution, its city, the title or the reference."""
        return queryset.matching(value)

    def in_countries(self, queryset, name, values):
        """The institution is in one of the countries."""
        codes = ["" if value == UNKNOWN else value for value in values]
        return queryset.filter(institution__country__in=codes) if codes else queryset

    def of_status(self, queryset, name, values):
        """The status today is one of those."""
        return queryset.of_status(values) if values else queryset

    def signed_in(self, queryset, name, values):
        """Signed in one of the years, or at a time that is not recorded."""
        condition = Q()
        for value in values:
            if value == UNKNOWN:
                condition |= Q(signed_on__isnull=True)
            else:
                year = int(value)
                condition |= Q(signed_on__gte=date(year, 1, 1), signed_on__lte=date(year, 12, 31))
        return queryset.filter(condition)

"""The units of the home university in the office."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy

from partnerships.models import Unit, UnitName
from partnerships.models.vocabularies import NAMES

from .history import RecordAdmin
from .merges import MergedRecords
from .merging import UnitMerging
from .types import CHANGE
from .versioned_forms import VersionedForm, VersionedRow, VersionedRows


class UnitForm(VersionedForm):
    """A form for a unit that two people may have open at once."""

    class Meta:
        model = Unit
        fields = ["name", "short_name", "parent", *NAMES]


class UnitNameInline(admin.TabularInline):
    model = UnitName
    form = VersionedRow
    formset = VersionedRows
    extra = 0


@admin.register(Unit)
class UnitAdmin(UnitMerging, MergedRecords, RecordAdmin):
    form = UnitForm
    list_display = ["name", "short_name", "parent", "agreement_count"]
    list_select_related = ["parent"]
    ordering = ["folded_name"]
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("A name or another name in any spelling.")
    autocomplete_fields = ["parent"]
    inlines = [UnitNameInline]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "parent", "version"]}),
        (
            gettext_lazy("Names in other languages"),
            {"fields": NAMES, "description": gettext_lazy("Where a name is empty visitors see the office's name.")},
        ),
        CHANGE,
    ]
    actions = ["merge_into_another"]

    class Media:
        js = ["partnerships/labels.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=gettext_lazy("agreements"), ordering="number_of_agreements")
    def agreement_count(self, unit):
        return unit.number_of_agreements

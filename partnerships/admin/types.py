"""The office's vocabularies: agreement types, and kinds of cooperation."""

from django.contrib import admin
from django.db.models import Count, OuterRef
from django.utils.translation import gettext_lazy

from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, AgreementTypeName, CooperationKind
from partnerships.models.institutions import known_as
from partnerships.models.vocabularies import NAMES, SENTENCES

from .forms import KindForm, TypeForm
from .history import RecordAdmin
from .merges import MergedRecords
from .merging import TypeMerging
from .versioned_forms import VersionedRow, VersionedRows

TRANSLATED = (
    gettext_lazy("For visitors, in each language"),
    {
        "fields": [*zip(NAMES, SENTENCES, strict=True)],
        "description": gettext_lazy("Where a name is empty visitors see the office's name."),
    },
)
CHANGE = (gettext_lazy("This change"), {"fields": ["change_reason"], "classes": ["bar"]})


class AgreementTypeNameInline(admin.TabularInline):
    model = AgreementTypeName
    form = VersionedRow
    formset = VersionedRows
    extra = 0


@admin.register(AgreementType)
class AgreementTypeAdmin(TypeMerging, MergedRecords, RecordAdmin):
    form = TypeForm
    list_display = ["name", "order", "usual_term_months", "review_months", "agreement_count"]
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("A name or another wording in any spelling.")
    inlines = [AgreementTypeNameInline]
    fieldsets = [
        (
            None,
            {"fields": ["name", "order", "usual_term_months", "review_months", "reminder_steps", "slug", "version"]},
        ),
        TRANSLATED,
        CHANGE,
    ]
    actions = ["merge_into_another"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return known_as(queryset, search_term, AgreementTypeName.objects.filter(agreement_type=OuterRef("pk"))), False

    @admin.display(description=gettext_lazy("agreements"), ordering="number_of_agreements")
    def agreement_count(self, agreement_type):
        return agreement_type.number_of_agreements


@admin.register(CooperationKind)
class CooperationKindAdmin(RecordAdmin):
    form = KindForm
    list_display = ["name", "order", "agreement_count"]
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("A name or another wording in any spelling.")
    fieldsets = [
        (None, {"fields": ["name", "other_names", "order", "slug", "version"]}),
        TRANSLATED,
        CHANGE,
    ]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        found = [kind.pk for kind in queryset if all(word in kind.folded_names for word in words)]
        return queryset.filter(pk__in=found), False

    def get_deleted_objects(self, objs, request):
        """Say which agreements are in the way of a deletion."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        used = Agreement.objects.none()
        for kind in objs:
            used |= kind.agreements()
        return (
            deleted,
            counts,
            permissions,
            [*protected, *map(str, used.select_related("institution", "agreement_type")[:100])],
        )

    @admin.display(description=gettext_lazy("agreements"))
    def agreement_count(self, kind):
        return kind.agreements().count()

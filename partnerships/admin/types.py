"""The office's vocabulary of agreement types."""

from django.contrib import admin
from django.db.models import Count, OuterRef
from django.utils.translation import gettext_lazy

from partnerships.models import AgreementType, AgreementTypeName
from partnerships.models.institutions import known_as

from .forms import TypeForm
from .history import RecordAdmin
from .merges import MergedRecords
from .merging import TypeMerging


class AgreementTypeNameInline(admin.TabularInline):
    model = AgreementTypeName
    extra = 0


@admin.register(AgreementType)
class AgreementTypeAdmin(TypeMerging, MergedRecords, RecordAdmin):
    form = TypeForm
    list_display = ["name", "order", "usual_term_months", "agreement_count"]
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("A name or another wording in any spelling.")
    inlines = [AgreementTypeNameInline]
    fields = ["name", "order", "usual_term_months", "reminder_steps", "slug", "version", "change_reason"]
    actions = ["merge_into_another"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return known_as(queryset, search_term, AgreementTypeName.objects.filter(agreement_type=OuterRef("pk"))), False

    @admin.display(description=gettext_lazy("agreements"), ordering="number_of_agreements")
    def agreement_count(self, agreement_type):
        return agreement_type.number_of_agreements

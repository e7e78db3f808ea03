"""Institutions in the office."""

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold
from partnerships.models import Agreement, Institution, InstitutionName, SourceRow

from .filters import CountryFilter, OwnWebsiteMissingFilter
from .forms import InstitutionForm
from .history import RecordAdmin
from .papers import ContactInline
from .provenance import provenance_of


class InstitutionNameInline(admin.TabularInline):
    model = InstitutionName
    extra = 0


class AgreementInline(admin.TabularInline):
    """The institution's agreements, to be read here and changed on their own page."""

    model = Agreement
    fields = readonly_fields = ["link", "agreement_type", "signed_as_known", "ends_as_known", "status_in_words"]
    extra = 0
    can_delete = False
    view_on_site = False
    verbose_name_plural = _("agreements")

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("agreement_type", "institution")

    @admin.display(description=_("agreement"))
    def link(self, agreement):
        address = reverse("admin:partnerships_agreement_change", args=[agreement.pk])
        return format_html('<a href="{}">{}</a>', address, agreement.title or agreement.agreement_type or agreement.pk)

    @admin.display(description=_("signed"), empty_value="–")
    def signed_as_known(self, agreement):
        return agreement.signed

    @admin.display(description=_("end"), empty_value="–")
    def ends_as_known(self, agreement):
        return agreement.ends

    @admin.display(description=_("status"))
    def status_in_words(self, agreement):
        return agreement.status.label


@admin.register(Institution)
class InstitutionAdmin(RecordAdmin):
    form = InstitutionForm
    list_display = ["name", "country_in_words", "city", "agreement_count", "website"]
    list_filter = [CountryFilter, OwnWebsiteMissingFilter]
    list_per_page = 50
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = _("A name in any spelling.")
    ordering = ["folded_name", "pk"]
    autocomplete_fields = ["parent"]
    inlines = [InstitutionNameInline, ContactInline, AgreementInline]
    fieldsets = [
        (None, {"fields": ["name", "country", "city", "website", "logo", "parent", "version"]}),
        (_("Identifiers"), {"fields": ["ror", "erasmus_code", "pic"]}),
        (_("In the office"), {"fields": ["slug", "notes"]}),
        (_("Where it came from"), {"fields": ["provenance"]}),
        (_("This change"), {"fields": ["change_reason"]}),
    ]
    readonly_fields = ["provenance"]

    class Media:
        js = ["partnerships/labels.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements"))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            alias = InstitutionName.objects.filter(institution=OuterRef("pk"), folded_name__contains=word)
            queryset = queryset.filter(Q(folded_name__contains=word) | Exists(alias))
        return queryset, False

    @admin.display(description=_("imported rows"))
    def provenance(self, institution):
        return provenance_of(SourceRow.objects.filter(agreement__institution=institution)) if institution.pk else "–"

    @admin.display(description=_("country"), ordering="country", empty_value="–")
    def country_in_words(self, institution):
        return institution.country_name or None

    @admin.display(description=_("agreements"), ordering="number_of_agreements")
    def agreement_count(self, institution):
        return institution.number_of_agreements

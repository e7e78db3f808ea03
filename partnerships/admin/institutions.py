"""Institutions in the office."""

from django.contrib import admin, messages
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.models import Agreement, FormerAddress, Institution, InstitutionName, SourceRow
from partnerships.models.addresses import keep_address

from .agreement_list.columns import ends
from .answered_rows import look_at_answered
from .contacts import PartnerContactInline
from .doubts import DoubtingAdmin
from .filters import CountryFilter, OwnWebsiteMissingFilter
from .finding import OfficeSearch, matching
from .forms import InstitutionForm
from .history import RecordAdmin
from .institution_merging import InstitutionMerging
from .journal import Journal
from .merges import MergedRecords
from .not_same import NotSameRecords
from .provenance import provenance_of
from .versioned_forms import VersionedRow, VersionedRows


class InstitutionNameInline(admin.TabularInline):
    model = InstitutionName
    form = VersionedRow
    formset = VersionedRows
    extra = 0


class AgreementInline(admin.TabularInline):
    """The institution's agreements, to be read here and changed on their own page."""

    model = Agreement
    readonly_fields = ["link", "agreement_type", "signed_as_known", "ends_as_known", "status_in_words"]
    fields = [*readonly_fields]
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

    @admin.display(description=_("signed"))
    def signed_as_known(self, agreement):
        return agreement.dated_in_words or "–"

    @admin.display(description=_("end"))
    def ends_as_known(self, agreement):
        return ends(agreement)

    @admin.display(description=_("status"))
    def status_in_words(self, agreement):
        return agreement.status.label


@admin.register(Institution)
class InstitutionAdmin(InstitutionMerging, MergedRecords, DoubtingAdmin, NotSameRecords, Journal, RecordAdmin):
    form = InstitutionForm
    list_display = ["name", "country_in_words", "city", "agreement_count", "website"]
    list_filter = [CountryFilter, OwnWebsiteMissingFilter]
    list_per_page = 50
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = _("Name, country, city, website or contact, in any spelling.")
    ordering = ["folded_name", "pk"]
    autocomplete_fields = ["parent"]
    inlines = [InstitutionNameInline, PartnerContactInline, AgreementInline]
    fieldsets = [
        (
            _("Institution"),
            {"fields": ["name", ("country", "city"), ("website", "parent"), "logo", "version"]},
        ),
        (_("Identifiers"), {"fields": [("ror", "erasmus_code", "pic")]}),
        (_("In the office"), {"fields": [("slug", "former"), "notes"]}),
        (_("Where it came from"), {"fields": ["provenance"], "classes": ["beside"]}),
        (_("This change"), {"fields": ["change_reason"], "classes": ["bar"]}),
    ]
    readonly_fields = ["provenance", "former"]
    actions = ["merge_chosen"]

    class Media:
        js = ["partnerships/labels.js", "partnerships/doubts.js"]
        css = {"all": ["partnerships/doubts.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements"))

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, OfficeSearch.institutions), False

    def save_model(self, request, institution, form, change):
        """Save the institution; its former address, if that changed, redirects to the new one."""
        before = (
            Institution.objects.filter(pk=institution.pk).values_list("slug", flat=True).first() if change else None
        )
        super().save_model(request, institution, form, change)
        look_at_answered(institution.agreements.values("pk"), request.user)
        if taken_from := keep_address(institution, before):
            messages.info(request, gettext("The address led to “%s” until now.") % taken_from)

    @admin.display(description=_("former addresses"))
    def former(self, institution):
        return ", ".join(str(address) for address in FormerAddress.objects.filter(institution=institution.pk)) or "–"

    @admin.display(description=_("imported rows"))
    def provenance(self, institution):
        return provenance_of(SourceRow.objects.filter(agreement__institution=institution)) if institution.pk else "–"

    @admin.display(description=_("country"), ordering="country", empty_value="–")
    def country_in_words(self, institution):
        return institution.country_name or None

    @admin.display(description=_("agreements"), ordering="number_of_agreements")
    def agreement_count(self, institution):
        return institution.number_of_agreements

"""Agreements in the office."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from partnerships.confirming import register_locked
from partnerships.models import Agreement, Document, Validity
from partnerships.models.agreements import dated_on

from . import (
    bulk,
    change_set_pages,
    exports,
    first_reviews,
    kept_documents,
    paper,
    renewing,
    resting,
    reviewing,
    saved_views,
    snoozing,
)
from .agreement_list import columns
from .agreement_list.changelist import AgreementChangeList
from .agreement_list.filters import FILTERS
from .agreement_list.parameters import present
from .answered_rows import look_at_answered
from .contacts import ContactInline
from .date_reading import read_date_view
from .display import not_recorded, value_in_words
from .documents import DocumentInline
from .doubts import DoubtingAdmin
from .finding import OfficeSearch, matching
from .forms import AgreementForm, StaffField
from .grid import views as grid
from .history import RecordAdmin
from .journal import Journal
from .kept_list import KEPT
from .not_same import NotSameRecords
from .provenance import provenance_of
from .standing import days_left_in_words, standing_of
from .taken_ends import offer_of_end


@admin.register(Agreement)
class AgreementAdmin(DoubtingAdmin, NotSameRecords, Journal, RecordAdmin):
    form = AgreementForm
    change_list_template = "admin/partnerships/agreement/change_list.html"
    list_display = [columns.COLUMNS[name] for name in columns.USUAL]
    list_display_links = columns.LINKS
    list_select_related = ["institution", "agreement_type", "responsible", "unit"]
    list_filter = FILTERS
    list_per_page = 50
    actions_on_top, actions_on_bottom = False, True
    show_full_result_count = False  # the list itself is counted once
    search_fields = ["folded_title"]  # switches the search box on; get_search_results does the search
    search_help_text = _("Partner, country, contact, unit, responsible, reference, year or No, in any spelling.")
    autocomplete_fields = ["institution", "supersedes", "responsible", "unit"]
    fieldsets = [
        (
            _("Agreement"),
            {
                "fields": [
                    ("institution", "agreement_type"),
                    "title",
                    ("reference", "number"),
                    "kinds",
                    "version",
                ]
            },
        ),
        (
            _("Dates"),
            {
                "fields": [("signed", "starts", "ends", "validity", "term_months", "notice_months")],
                "description": _(
                    "Write each date as far as it is known: 30.06.2003, 10.2020, October 2020 or 2008. To extend an"
                    " agreement choose Renew, which keeps the end that it has now."
                ),
            },
        ),
        (_("Renewal"), {"fields": [("renewal", "renewal_months", "supersedes"), "timeline"]}),
        (_("In the office"), {"fields": [("responsible", "unit"), ("scope", "notes")], "classes": ["rest"]}),
        (
            _("Rest"),
            {"fields": [("rests_from", "rests_until", "rest_reason")], "classes": ["rest", "collapse"]},
        ),
        (
            _("Termination and snooze"),
            {
                "fields": [("terminated_on", "termination_reason"), ("snoozed_until", "snooze_reason")],
                "classes": ["rest", "collapse"],
            },
        ),
        (_("Reviews"), {"fields": ["review_on", "past_reviews"], "classes": ["beside", "collapse"]}),
        (_("Public list"), {"fields": ["is_public"], "classes": ["beside"]}),
        (_("Where it came from"), {"fields": ["provenance"], "classes": ["beside", "collapse"]}),
        (_("This change"), {"fields": ["change_reason"], "classes": ["bar"]}),
    ]
    readonly_fields = ["provenance", "timeline", "past_reviews"]
    inlines = [DocumentInline, ContactInline]
    actions = [
        "renew_chosen",
        "record_automatic_renewals",
        reviewing.review_chosen,
        grid.fill_chosen,
        paper.paper_chosen,
        *bulk.ACTIONS,
    ]
    change_form_template = "admin/partnerships/agreement/change_form.html"

    class Media:
        js = ["partnerships/labels.js", "partnerships/terms.js", "partnerships/date-boxes.js", "partnerships/doubts.js"]
        css = {"all": ["partnerships/doubts.css"]}

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, OfficeSearch.agreements), False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "responsible":
            kwargs["form_class"] = StaffField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_import_permission(self, request):
        """Return whether the import page is open to the person."""
        return request.user.has_perm("partnerships.import_agreement")

    def get_changelist(self, request, **kwargs):
        return AgreementChangeList

    def get_changelist_instance(self, request):
        request.GET = present(request.GET)
        return super().get_changelist_instance(request)

    def get_list_display(self, request):
        """Return the columns that the person has chosen."""
        return [columns.COLUMNS[name] for name in columns.columns_of(request.user, request.GET)]

    def has_export_permission(self, request):
        """Return whether the person may take the list away as a file or on paper."""
        return request.user.has_perm("partnerships.export_agreement")

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and (parameters := present(request.GET)) is not request.GET:
            return HttpResponseRedirect(f"?{parameters.urlencode()}")
        context = {
            "title": _("Agreements"),
            "has_import_permission": self.has_import_permission(request),
            "has_export_permission": self.has_export_permission(request),
        } | saved_views.context_of(request)
        return super().changelist_view(request, context | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Say how the agreement stands, and whether an automatic renewal waits to be recorded."""
        waiting = object_id.isdecimal() and Agreement.objects.renewed_unrecorded().filter(pk=object_id[:18]).exists()
        return super().change_view(request, object_id, form_url, {"is_renewed_unrecorded": waiting})

    def history_view(self, request, object_id, extra_context=None):
        """Say above the history what supersedes the agreement, which is written in the history of that."""
        key = object_id[:18] if object_id.isdecimal() else None
        later = Agreement.objects.filter(supersedes=key).select_related("institution", "agreement_type")
        return super().history_view(request, object_id, {"superseded_by": later, **(extra_context or {})})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:  # as it is kept, not as the form has it
            context["standing"] = standing_of(
                self.get_object(request, str(obj.pk)) if request.method == "POST" else obj
            )
        if "ends" in (form := context["adminform"].form).fields:
            form["ends"].help_text = offer_of_end(form.instance)
        if "review_on" in form.fields and form.instance.pk:
            form["review_on"].help_text = reviewing.offer_of_review(form.instance)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_formset(self, request, form, formset, change):
        """Keep who uploaded a document, and why documents and contacts change."""
        for inline in formset.forms:
            inline.instance._change_reason = form.cleaned_data.get("change_reason") or None
            if isinstance(inline.instance, Document) and inline.instance.uploaded_by_id is None:
                inline.instance.uploaded_by = request.user
        super().save_formset(request, form, formset, change)

    def save_model(self, request, obj, form, change):
        """Save the agreement; the rows that it came from have been looked at where that answers them."""
        super().save_model(request, obj, form, change)
        if change:
            look_at_answered([obj.pk], request.user)

    def delete_model(self, request, obj):
        """Delete the agreement; the files of its documents stay as evidence."""
        kept_documents.remove_documents_of(request, [obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        """Delete the agreements; the files of their documents stay as evidence."""
        with register_locked():
            kept_documents.remove_documents_of(request, queryset)
            super().delete_queryset(request, queryset)

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "renew/": (renewing.renew_view, "agreement_renew"),
            "review/": (reviewing.review_view, "agreement_reviews"),
            "<int:pk>/review/": (reviewing.review_view, "agreement_review"),
            "reviews/<int:pk>/take-back/": (reviewing.take_back_view, "review_take_back"),
            "first-reviews/": (first_reviews.first_reviews_view, "agreement_first_reviews"),
            "<int:pk>/terminate/": (renewing.terminate_view, "agreement_terminate"),
            "<int:pk>/rest/": (resting.rest_view, "agreement_rest"),
            "<int:pk>/snooze/": (snoozing.snooze_view, "agreement_snooze"),
            "<int:pk>/record/": (renewing.record_automatic_view, "agreement_record"),
            "renewals/<int:pk>/take-back/": (renewing.take_back_view, "renewal_take_back"),
            "bulk/<slug:key>/": (bulk.bulk_view, "agreement_bulk"),
            "grid/": (grid.grid_view, "agreement_grid"),
            "changes/": (change_set_pages.change_sets_view, "agreement_change_sets"),
            "read-date/": (read_date_view, "agreement_read_date"),
            "changes/<int:pk>/": (change_set_pages.change_set_view, "agreement_change_set"),
            "paper/": (paper.paper_view, "agreement_paper"),
            "export/": (exports.export_view, "agreement_export"),
            "columns/": (columns.choose_columns, "agreement_columns"),
            "documents/": (kept_documents.kept_documents_view, "agreement_documents"),
            "documents/<int:version>/": (kept_documents.document_version_view, "agreement_document_version"),
            "views/": (saved_views.save_view, "agreement_save_view"),
            "views/<int:pk>/remove/": (saved_views.remove_view, "agreement_remove_view"),
        }
        return [
            *(path(route, view(page), name=f"partnerships_{name}") for route, (page, name) in pages.items()),
            *super().get_urls(),
        ]

    @admin.action(description=_("Renew…"), permissions=["change"])
    def renew_chosen(self, request, queryset):
        """Lead to the page on which the chosen agreements are renewed."""
        pks = list(queryset.values_list("pk", flat=True)[: renewing.MOST_AT_ONCE + 1])
        if len(pks) > renewing.MOST_AT_ONCE:
            messages.error(request, _("Choose at most %d agreements at once.") % renewing.MOST_AT_ONCE)
            return None
        chosen = urlencode({"ids": ",".join(map(str, pks)), KEPT: request.GET.urlencode()}, safe=",")
        return HttpResponseRedirect(f"{reverse('admin:partnerships_agreement_renew')}?{chosen}")

    @admin.action(description=_("Record automatic renewals"), permissions=["change"])
    def record_automatic_renewals(self, request, queryset):
        """Record the renewals that the chosen agreements have made by themselves."""
        renewing.record_chosen(request, queryset)

    @admin.display(description=_("terms"))
    def timeline(self, agreement):
        return renewing.timeline(agreement) if agreement.pk else "–"

    @admin.display(description=_("so far"))
    def past_reviews(self, agreement):
        return reviewing.reviews_with_take_back(agreement) if agreement.pk else "–"

    @admin.display(description=_("imported rows"))
    def provenance(self, agreement):
        return provenance_of(agreement.source_rows.all()) if agreement.pk else "–"

    @admin.display(description=_("kinds of cooperation"))
    def kinds(self, agreement):
        return value_in_words(Agreement, "kinds", agreement.kinds)

    # The dates as people write them, in the list, and on the page of who may only look.
    @admin.display(description=_("signed"), ordering=dated_on())
    def signed(self, agreement):
        return agreement.dated_in_words or not_recorded()

    @admin.display(description=_("start"))
    def starts(self, agreement):
        return agreement.starts or "–"

    @admin.display(description=_("end"), ordering="ends_on")
    def ends(self, agreement):
        if agreement.ends or agreement.validity != Validity.OPEN_ENDED:
            return agreement.ends or not_recorded()
        return Validity.OPEN_ENDED.label

    @admin.display(description=_("status"))
    def pill(self, agreement):
        status = agreement.status
        words = format_html('<span class="status status-{}">{}</span>', status.value, status.label)
        left = days_left_in_words(agreement)
        return format_html('{} <span class="days-left">{}</span>', words, left) if left else words

"""The journal: notes with dates on the pages of agreements and institutions, and what of them is to be followed up."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from partnerships.models import JournalEntry

from .display import record_in_words
from .history import RecordAdmin
from .kept_list import keep_list
from .restoring import permission_of
from .versioned_forms import VersionedForm

NAMED = 5  # entries to follow up on the first page
SHOWN = 200  # entries of one journal


class DayInput(forms.DateInput):
    """A box for a day with the calendar of the browser."""

    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class EntryForm(forms.ModelForm):
    """A form for a new journal entry: a text, and perhaps a day on which to follow it up."""

    class Meta:
        model = JournalEntry
        fields = ["text", "follow_up_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "follow_up_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_follow_up_on(self):
        """Refuse days before today."""
        day = self.cleaned_data["follow_up_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day


class JournalForm(VersionedForm):
    """A form that corrects a journal entry."""

    class Meta:
        model = JournalEntry
        fields = ["text", "follow_up_on"]
        widgets = {"follow_up_on": DayInput}


def journal_address(record):
    """Return the address of the journal of an agreement or institution."""
    return f"{reverse(f'admin:partnerships_{record._meta.model_name}_history', args=[record.pk])}?show=journal"


class Journal:
    """For a RecordAdmin of records with a journal: it stands beside their history, and is written there."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.write_view))
        name = f"partnerships_{self.opts.model_name}_write"
        return [path("<int:pk>/journal/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        entries = JournalEntry.objects.none()
        if object_id.isdecimal() and request.user.has_perm(permission_of(JournalEntry, "view")):
            entries = JournalEntry.objects.filter(**{self.opts.model_name: object_id[:18]})
        context = {
            "has_journal": True,
            "is_journal": request.GET.get("show") == "journal",
            "journal_form": EntryForm() if request.user.has_perm(permission_of(JournalEntry, "add")) else None,
            "may_follow_up": request.user.has_perm(permission_of(JournalEntry, "change")),
            "journal": entries.select_related("written_by", "done_by")[:SHOWN],
            "journal_count": entries.count(),
        }
        return super().history_view(request, object_id, context | (extra_context or {}))

    def write_view(self, request, pk):
        """Write an entry into the journal of a record."""
        if not request.user.has_perm(permission_of(JournalEntry, "add")):
            raise PermissionDenied
        record = get_object_or_404(self.model, pk=pk)
        form = EntryForm(request.POST, instance=JournalEntry(**{self.opts.model_name: record}, written_by=request.user))
        if not form.is_valid():
            return self.history_view(request, str(pk), {"journal_form": form, "is_journal": True})
        with transaction.atomic():  # with its history
            form.save()
        messages.success(request, _("It stands in the journal."))
        return HttpResponseRedirect(keep_list(request, journal_address(record)))


class FollowUpFilter(admin.SimpleListFilter):
    """Entries by what is to be done about them."""

    title = gettext_lazy("follow-up")
    parameter_name = "follow_up"

    def lookups(self, request, model_admin):
        return [
            ("due", pgettext("follow-up", "due")),
            ("mine", pgettext("follow-up", "due, mine")),
            ("open", pgettext("follow-up", "not done")),
            ("done", pgettext("follow-up", "done")),
        ]

    def queryset(self, request, queryset):
        wanted = {
            "due": lambda: queryset.due(),
            "mine": lambda: queryset.due().of_person(request.user),
            "open": lambda: queryset.to_follow_up(),
            "done": lambda: queryset.filter(done_at__isnull=False),
        }.get(self.value())
        return wanted() if wanted else queryset


@admin.register(JournalEntry)
class JournalEntryAdmin(RecordAdmin):
    """All journal entries, to be found and corrected; they are written beside the history of a record."""

    form = JournalForm
    list_display = ["said", "about", "written_at", "writer", "follow_up_on", "done"]
    list_filter = [FollowUpFilter]
    list_per_page = 50
    search_fields = ["folded_text"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("Words of the text, in any spelling.")
    fields = ["about", "text", "follow_up_on", "written_at", "writer", "done", "change_reason", "version"]
    readonly_fields = ["about", "written_at", "writer", "done"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_subjects().select_related("done_by")

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term) if search_term.strip() else queryset, False

    def has_add_permission(self, request):
        """Return False: entries are written where the record is, and come back there."""
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.done_view))
        return [path("<int:pk>/done/", view, name="partnerships_journalentry_done"), *super().get_urls()]

    def save_model(self, request, entry, form, change):
        """Save the entry; with another day to follow it up, it is to be done again."""
        if "follow_up_on" in form.changed_data:
            entry.done_at = entry.done_by = None
        super().save_model(request, entry, form, change)

    def done_view(self, request, pk):
        """Record that an entry was followed up, and lead back to where the button was."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        entry = get_object_or_404(JournalEntry, pk=pk)
        if entry.is_to_follow_up:
            entry.done_at, entry.done_by, entry._history_user = timezone.now(), request.user, request.user
            with transaction.atomic():  # with its history
                entry.save()
        messages.success(request, _("Done: %s") % entry)
        if "from_worklist" in request.POST:
            return redirect("admin:index")
        return HttpResponseRedirect(journal_address(entry.subject))

    @admin.display(description=gettext_lazy("text"), ordering="folded_text")
    def said(self, entry):
        return str(entry)

    @admin.display(description=gettext_lazy("about"))
    def about(self, entry):
        return format_html('<a href="{}">{}</a>', journal_address(entry.subject), entry.subject)

    @admin.display(description=gettext_lazy("written by"))
    def writer(self, entry):
        return record_in_words(entry.written_by)

    @admin.display(description=pgettext_lazy("follow-up", "done"))
    def done(self, entry):
        if not entry.done_at:
            return "–"
        return f"{timezone.localtime(entry.done_at):%Y-%m-%d}, {record_in_words(entry.done_by)}"


def follow_ups(user, *, is_mine):
    """Return the section of the first page with what is to be followed up, of one `user` or all; None for no access."""
    if not user.has_perm(permission_of(JournalEntry, "view")):
        return None
    due = JournalEntry.objects.due()
    due = due.of_person(user) if is_mine else due
    count = due.count()
    named = list(due.with_subjects().order_by("follow_up_on", "pk")[:NAMED]) if count else []
    return {
        "key": "follow-up",
        "title": _("Follow up"),
        "count": count,
        "rows": [{"entry": each, "address": journal_address(each.subject)} for each in named],
        "more": count - len(named),
        "address": f"{reverse('admin:partnerships_journalentry_changelist')}?follow_up={'mine' if is_mine else 'due'}",
        "may_change": user.has_perm(permission_of(JournalEntry, "change")),
    }

"""The pages of changes of several agreements: the latest ones, and each with what taking it back would do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.models import Agreement, ChangeSet

from .action_pages import action_page, confirmed_plan, list_of, page_of, parts_of
from .agreement_changes import require_change_permission
from .change_sets import plan_take_back, take_back
from .display import changes_in_words, record_in_words, restored_in_words

LISTED = 50  # change sets on the page


def change_sets_view(request: HttpRequest) -> HttpResponse:
    """Return the page of the latest changes of several agreements."""
    require_change_permission(request)
    latest = ChangeSet.objects.select_related("changed_by", "undone_by")[:LISTED]
    return action_page(
        request,
        title=_("Changes of several agreements"),
        trail=[list_of(Agreement)],
        explanation=[] if latest else [_("Nothing has been changed in one go yet.")],
        parts=parts_of((_("The latest ones"), [line_of(change_set) for change_set in latest]), listed=LISTED),
    )


def line_of(change_set):
    """Return the line of a ChangeSet in their list: when, who, how many, why, and whether it was taken back."""
    facts = [record_in_words(change_set.changed_by), _("agreements: %d") % len(change_set.changes), change_set.reason]
    facts.append(taken_back_in_words(change_set))
    address = reverse("admin:partnerships_agreement_change_set", args=[change_set.pk])
    return format_html('<a href="{}">{}</a>, {}', address, change_set, ", ".join(filter(None, facts)))


def taken_back_in_words(change_set):
    """Return when and by whom a ChangeSet was taken back, or ""."""
    if not change_set.undone_at:
        return ""
    when = timezone.localtime(change_set.undone_at).strftime("%Y-%m-%d %H:%M")
    who = record_in_words(change_set.undone_by)
    return _("taken back on %(when)s by %(who)s") % {"when": when, "who": who}


def change_set_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a ChangeSet and what taking it back would do; a POST that confirms it takes it back."""
    require_change_permission(request)
    change_set = get_object_or_404(ChangeSet.objects.select_related("changed_by", "undone_by"), pk=pk)
    if request.method == "POST" and not change_set.undone_at:
        undo = confirmed_plan(request, lambda fingerprint: take_back(change_set, request.user, fingerprint))
        if undo:
            messages.success(request, _("The change was taken back; agreements: %d.") % len(undo.restored))
            return redirect("admin:partnerships_agreement_change_sets")
        change_set.refresh_from_db()
    all_of_them = reverse("admin:partnerships_agreement_change_sets"), _("Changes of several agreements")
    parts, undo = parts_of((_("What it changed"), list(lines_of(change_set))), listed=500), None
    if not change_set.undone_at:
        undo = plan_take_back(change_set)
        parts = parts_of(
            (_("Will be as before"), [restored_in_words(item) for item in undo.restored]),
            (_("What stays"), [f"{record} – {why}" for record, why in undo.staying]),
            listed=500,
        )
    return action_page(
        request,
        title=_("Change of %s") % change_set,
        trail=[list_of(Agreement), all_of_them],
        explanation=filter(None, [explanation_of(change_set), taken_back_in_words(change_set)]),
        fingerprint=undo.fingerprint if undo else "",
        parts=parts,
        button=_("Take this change back") if undo and undo.restored else "",
        away=all_of_them[0],
    )


def explanation_of(change_set):
    """Return who made a ChangeSet, and why."""
    who = record_in_words(change_set.changed_by)
    return (
        _("Made by %(who)s: %(why)s") % {"who": who, "why": change_set.reason}
        if change_set.reason
        else (_("Made by %s, without a reason.") % who)
    )


def lines_of(change_set):
    """Return a line for each agreement that a ChangeSet changed, with before and after."""
    records = Agreement.objects.select_related("institution", "agreement_type").in_bulk(map(int, change_set.changes))
    for pk, columns in change_set.changes.items():
        if record := records.get(int(pk)):
            yield format_html('<a href="{}">{}</a>: {}', *page_of(record), changes_in_words(Agreement, columns))

"""Changes of several agreements at once: each kept as a whole, shown, and taken back in one step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.confirming import PlanChanged, carry_out
from partnerships.importing.planning.plans import storable
from partnerships.importing.writing.undoing import Restored, Undo, reason_against, restore
from partnerships.models import Agreement, ChangeSet

from .action_pages import action_page, confirmed_plan, list_of, page_of, parts_of
from .agreement_changes import require_change_permission
from .display import changes_in_words, record_in_words, restored_in_words

LISTED = 50  # change sets on the page


def save_change_set(agreements, user, reason):
    """Save changed `agreements` with a `reason` in their histories; return the ChangeSet that can be taken back.

    Call it while the register is locked.
    """
    before = Agreement.objects.in_bulk([agreement.pk for agreement in agreements])
    changes = {}
    for agreement in agreements:
        changes[agreement.pk] = difference(before[agreement.pk], agreement)
        agreement._history_user, agreement._change_reason = user, reason or None
        agreement.save()
    return ChangeSet.objects.create(changed_by=user, reason=reason or "", changes=changes)


def difference(before, after):
    """Return how two states of an agreement differ, as JSON holds it: {column: [before, after]}."""
    names = [field.attname for field in Agreement.history.model.tracked_fields]
    pairs = {name: [storable(getattr(before, name)), storable(getattr(after, name))] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def plan_take_back(change_set):
    """Return the Undo of a ChangeSet as the register is now; write nothing.

    An agreement that was changed since in one of the columns stays as it is, and so does one whose old values would
    break a rule.
    """
    undo, keys = Undo(), [int(pk) for pk in change_set.changes]
    records = Agreement.objects.select_related("institution", "agreement_type").in_bulk(keys)
    later = Agreement.history.filter(id__in=keys, history_date__gt=change_set.changed_at)
    edits = {line.id: line for line in later.select_related("history_user").order_by("history_date", "history_id")}
    for pk, columns in change_set.changes.items():
        if record := records.get(int(pk)):
            if reason := reason_to_stay(record, columns, edits.get(record.pk)):
                undo.staying.append((record, reason))
            else:
                undo.restored.append(Restored(record, {name: (now, old) for name, (old, now) in columns.items()}))
        else:
            undo.staying.append((_("An agreement that is no more"), _("It was deleted since.")))
    return undo


def reason_to_stay(record, columns, edit):
    """Return why an agreement does not get back its `columns`: a sentence, or "" where it does.

    `edit` is the last line of its history since the change, or None.
    """
    if any(storable(getattr(record, name)) != after for name, (_before, after) in columns.items()):
        if edit is None:
            return _("It was changed since, so it keeps what it has now.")
        when = timezone.localtime(edit.history_date).strftime("%Y-%m-%d %H:%M")
        return _("%(who)s changed it on %(when)s.") % {"who": edit.history_user or _("Somebody"), "when": when}
    if any(is_gone(name, before) for name, (before, _after) in columns.items()):
        return _("What it had before is no more.")
    return reason_against(record, columns)


def is_gone(name, value):
    """Return whether a stored `value` of a column points to a record that was deleted."""
    field = Agreement._meta.get_field(name)
    return bool(field.is_relation and value and not field.related_model._base_manager.filter(pk=value).exists())


def take_back(change_set, user, fingerprint):
    """Take a ChangeSet back in one transaction; return the Undo.

    Raises PlanChanged and writes nothing where the register is no longer what it was when the Undo was shown.
    """

    def plan():
        change_set.refresh_from_db()
        if change_set.undone_at:
            raise PlanChanged
        return plan_take_back(change_set)

    def write(undo):
        restore(undo, user, _("change of %s taken back") % change_set)
        change_set.undone_at, change_set.undone_by = timezone.now(), user
        change_set.save(update_fields=["undone_at", "undone_by"])

    return carry_out(plan, fingerprint, write)


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

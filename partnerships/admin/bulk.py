"""Bulk changes: one change to several agreements, asked for, shown, and made when it is confirmed."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partnerships.models import Agreement
from partnerships.public.agreement_terms import months_in_words

from . import change_forms
from .action_pages import action_page, confirmed_plan, list_of, parts_of
from .agreement_changes import agreements_of, change, plan_change, require_change_permission
from .resting import note_ends
from .saved_views import LONGEST_QUERY, filters_in

MOST = 500  # agreements at once
NAMED = 100  # of them on the page


class BulkChange(NamedTuple):
    """A change that can be made to several agreements: its title, and the form that asks for its values."""

    title: str | Promise
    form: type


CHANGES = {
    "take-end": BulkChange(gettext_lazy("Take the ends that follow from signing and term…"), change_forms.TakeEndForm),
    "end-of-term": BulkChange(gettext_lazy("Set the end by the term…"), change_forms.EndOfTermForm),
    "term": BulkChange(gettext_lazy("Set the term…"), change_forms.TermForm),
    "open-ended": BulkChange(gettext_lazy("Make open-ended…"), change_forms.OpenEndedForm),
    "type": BulkChange(gettext_lazy("Set the type…"), change_forms.TypeForm),
    "unit": BulkChange(gettext_lazy("Set the unit…"), change_forms.UnitForm),
    "responsible": BulkChange(gettext_lazy("Set who is responsible…"), change_forms.ResponsibleForm),
    "kinds": BulkChange(gettext_lazy("Set the kinds of cooperation…"), change_forms.KindsForm),
    "notice": BulkChange(gettext_lazy("Set the notice period…"), change_forms.NoticeForm),
    "renewal": BulkChange(gettext_lazy("Set the kind of renewal…"), change_forms.RenewalKindForm),
    "review": BulkChange(gettext_lazy("Set the next review…"), change_forms.ReviewDayForm),
    "spread": BulkChange(gettext_lazy("Spread the next reviews over twelve months…"), change_forms.SpreadForm),
    "snooze": BulkChange(gettext_lazy("Snooze until a day…"), change_forms.SnoozeForm),
    "terminate": BulkChange(gettext_lazy("Terminate…"), change_forms.TerminateForm),
    "rest": BulkChange(gettext_lazy("Put to rest…"), change_forms.RestForm),
    "end-rest": BulkChange(gettext_lazy("End the rest…"), change_forms.EndRestForm),
    "publish": BulkChange(gettext_lazy("Show on the public list…"), change_forms.PublishForm),
    "hide": BulkChange(gettext_lazy("Hide from the public list…"), change_forms.HideForm),
}


@require_POST
def bulk_view(request, key):
    """Ask for what the change needs, show what it would change, and make it when that is confirmed."""
    require_change_permission(request)
    if key not in CHANGES:
        raise Http404
    pks = [int(part) for part in request.POST.get("ids", "").split(",") if part.isdecimal() and len(part) < 18]
    return page(request, key, pks[:MOST])


def page(request, key, pks):
    """Return the next step of the change of that `key` to the agreements with these primary keys."""
    change = CHANGES[key]
    is_sent = "asked" in request.POST or not change.form.base_fields.keys() - {"change_reason"}
    form = change.form(request.POST if is_sent else None)
    context = {"key": key, "agreements": list(agreements_of(pks))}
    if is_sent and form.is_valid():
        if "confirm" in request.POST and change_confirmed(request, pks, form):
            return redirect(list_left(request))
        context |= plan_context(plan_change(pks, form.values()), form.is_ticked, ticks_of(request))
    return action_page(
        request,
        title=str(change.title).removesuffix("…"),
        trail=[list_of(Agreement)],
        form=form,
        template="admin/partnerships/bulk.html",
        action=reverse("admin:partnerships_agreement_bulk", args=[key]),
        ids=",".join(map(str, pks)),
        named=context["agreements"][:NAMED],
        more=max(0, len(context.get("changed", context["agreements"])) - NAMED),
        away=list_left(request),
        query=query_of(request),
        **context,
    )


def query_of(request):
    """Return the filters of the list from which the change was begun, as a query string."""
    sent = QueryDict(request.POST.get("query", "")[:LONGEST_QUERY]) if "query" in request.POST else request.GET
    return filters_in(sent)


def list_left(request):
    """Return the address of the list from which the change was begun, as it was filtered."""
    query = query_of(request)
    return f"{list_of(Agreement)[0]}{'?' if query else ''}{query}"


def ticks_of(request):
    """Return the primary keys of the agreements that are ticked; None before anybody could tick one."""
    if "confirm" not in request.POST:
        return None
    return {int(text) for text in request.POST.getlist("tick") if text.isdecimal() and len(text) < 18}


def plan_context(plan, is_ticked=False, ticks=None):
    """Return the context that the template shows of an AgreementChange.

    Where it `is_ticked`, all of its lines are shown, each ticked that is in `ticks`; None is all.
    """
    staying = [f"{agreement} – {sentence}" for agreement, sentence in plan.staying]
    return {
        "changed": [agreement for agreement, _columns in plan.changed],
        "lines": [] if is_ticked else plan.changed[:NAMED],
        "ticked_lines": [
            (agreement, told_of(agreement), ticks is None or agreement.pk in ticks)
            for agreement, _columns in plan.changed
        ]
        if is_ticked
        else [],
        "parts": parts_of((_("What stays"), staying), listed=NAMED),
        "fingerprint": plan.fingerprint,
    }


def told_of(agreement):
    """Return how the end of an `agreement` follows from its term, as it would be: "5 years from 2008: 2013"."""
    words = {"length": months_in_words(agreement.term_months), "day": agreement.dated, "end": agreement.ends}
    return _("%(length)s from %(day)s: %(end)s") % words


def change_confirmed(request, pks, form):
    """Make the change that was confirmed, with a message; return whether it was made."""
    ticked = ticks_of(request) if form.is_ticked else None
    if ticked == set():
        messages.warning(request, _("Tick the agreements that are to be changed."))
        return False
    own = {"user": request.user, "reason": form.reason(), "ticked": ticked}
    plan = confirmed_plan(request, lambda seen: change(pks, form.values(), seen, **own))
    if plan:
        if isinstance(form, change_forms.EndRestForm):
            note_ends(pks, request.user)
        count = len(plan.changed)
        messages.success(request, ngettext("%d agreement was changed.", "%d agreements were changed.", count) % count)
    return plan is not None


def action_of(key):
    """Return the action of the change list that opens the page of the change with that `key`."""

    @admin.action(description=CHANGES[key].title, permissions=["change"])
    def act(model_admin, request, queryset):
        pks = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        if len(pks) > MOST:
            messages.error(request, _("Choose at most %d agreements at once.") % MOST)
            return None
        return page(request, key, pks)

    act.__name__ = f"bulk_{key}"
    return act


ACTIONS = [action_of(key) for key in CHANGES]

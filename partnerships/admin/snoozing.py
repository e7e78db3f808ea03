"""The page on which an agreement is kept off the worklist until a day, or put back on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .agreement_changes import (
    agreements_of,
    change_one,
    change_page,
    require_change_permission,
    save_change,
)
from .change_forms import SnoozeForm

AWAKE = {"snoozed_until": None, "snooze_reason": ""}


@require_http_methods(["GET", "POST"])
def snooze_view(request, pk):
    """Ask for the day and the reason of a snooze; a posted `wake` ends the snooze."""
    require_change_permission(request)
    agreement = get_object_or_404(agreements_of([pk]), pk=pk)
    is_waking = "wake" in request.POST
    if is_waking and change_one(request, pk, AWAKE, _("back on the worklist")):
        messages.success(request, _("“%s” is back on the worklist.") % agreement)
        return redirect("admin:index")
    initial = {name: getattr(agreement, name) for name in AWAKE}
    form = SnoozeForm(None if is_waking else request.POST or None, initial=initial)
    if form.is_bound and save_change(request, form, pk):
        words = {"agreement": agreement, "day": form.cleaned_data["snoozed_until"]}
        messages.success(request, _("The worklist is silent about “%(agreement)s” until %(day)s.") % words)
        return redirect("admin:index")
    return change_page(
        request,
        agreement,
        form,
        template="admin/partnerships/snooze.html",
        title=_("Snooze “%s”") % agreement,
        here=_("Snooze"),
        explanation=[
            _(
                "The worklist, the reminders and the escalation are silent about it until that day, "
                "and then name it again."
            )
        ],
        button=_("Keep it off the worklist"),
        is_snoozed=bool(agreement.snoozed_until),
    )

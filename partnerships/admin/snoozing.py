"""The page on which an agreement is kept off the worklist until a day, or put back on it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement

from .renewing import may_change


class SnoozeForm(forms.ModelForm):
    """The day until which the worklist is silent, and why; both are asked for."""

    class Meta:
        model = Agreement
        fields = ["snoozed_until", "snooze_reason"]
        widgets = {"snoozed_until": AdminDateWidget}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True

    def clean_snoozed_until(self):
        """Refuse a day that has come already, which would do nothing."""
        day = self.cleaned_data["snoozed_until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


@require_http_methods(["GET", "POST"])
def snooze_view(request, pk):
    """Ask for the day and the reason; with `wake` the agreement is back at once."""
    may_change(request)
    agreement = get_object_or_404(Agreement.objects.select_related("institution", "agreement_type"), pk=pk)
    if request.method == "POST" and "wake" in request.POST:
        agreement.snoozed_until, agreement.snooze_reason = None, ""
        return kept(request, agreement, _("back on the worklist"), _("“%s” is back on the worklist.") % agreement)
    form = SnoozeForm(request.POST or None, instance=agreement)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["snoozed_until"]
        said = _("The worklist is silent about “%(agreement)s” until %(day)s.") % {"agreement": agreement, "day": until}
        return kept(request, agreement, form.cleaned_data["snooze_reason"], said)
    context = admin.site.each_context(request) | {
        "title": _("Snooze “%s”") % agreement,
        "form": form,
        "media": form.media,
        "agreement": agreement,
        "is_snoozed": Agreement.objects.filter(pk=pk, snoozed_until__isnull=False).exists(),
    }
    return render(request, "admin/partnerships/snooze.html", context)


def kept(request, agreement, reason, said):
    """Save the change with its reason, say what was done, and lead back to the worklist."""
    agreement._history_user, agreement._change_reason = request.user, reason
    agreement.save()
    messages.success(request, said)
    return redirect("admin:index")

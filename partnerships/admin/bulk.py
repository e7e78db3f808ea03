"""One change to several agreements: asked for, shown with what it will change, and then made."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partnerships.models import Agreement, RenewalKind
from partnerships.models.staff import full_name, office_staff

from .forms import StaffField

MOST = 500  # agreements at once
NAMED = 100  # of them on the page


class BulkChange(NamedTuple):
    """A change that can be made to several agreements: its title, the columns asked for, and those that are given."""

    title: str | Promise
    asked: tuple = ()
    given: dict | None = None


CHANGES = {
    "responsible": BulkChange(gettext_lazy("Set who is responsible…"), ("responsible",)),
    "notice": BulkChange(gettext_lazy("Set the notice period…"), ("notice_months",)),
    "renewal": BulkChange(gettext_lazy("Set the kind of renewal…"), ("renewal",)),
    "snooze": BulkChange(gettext_lazy("Snooze until a day…"), ("snoozed_until", "snooze_reason")),
    "terminate": BulkChange(gettext_lazy("Terminate…"), ("terminated_on", "termination_reason")),
    "publish": BulkChange(gettext_lazy("Show on the public list…"), given={"is_public": True}),
    "hide": BulkChange(gettext_lazy("Hide from the public list…"), given={"is_public": False}),
}
WIDGETS = {"terminated_on": AdminDateWidget, "snoozed_until": AdminDateWidget}


def form_of(change, data=None):
    """Return the form that asks for the values of a BulkChange, all of them needed, and for a reason, which is not."""

    class ChangeForm(forms.ModelForm):
        change_reason = forms.CharField(
            label=gettext_lazy("Reason for this change"), max_length=300, required=False, widget=AdminTextInputWidget
        )

        class Meta:
            model = Agreement
            fields = change.asked
            widgets = WIDGETS
            field_classes = {"responsible": StaffField}

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name in change.asked:
                self.fields[name].required = True
            if "responsible" in self.fields:
                self.fields["responsible"].queryset = office_staff()

        def values(self):
            """Return {column: value} that the change gives to each agreement."""
            return change.given or {name: self.cleaned_data[name] for name in change.asked}

    return ChangeForm(data)


@require_POST
def bulk_view(request, key):
    """Ask for what the change needs, show what it would change, and make it when that is confirmed."""
    if not request.user.has_perm("partnerships.change_agreement"):
        raise PermissionDenied
    if key not in CHANGES:
        raise Http404
    pks = [int(part) for part in request.POST.get("ids", "").split(",") if part.isdecimal() and len(part) < 18]
    return page(request, key, pks[:MOST])


def page(request, key, pks):
    """Return the next step of the change of that `key` to the agreements with these primary keys."""
    change = CHANGES[key]
    is_sent = "asked" in request.POST or not change.asked
    form = form_of(change, request.POST if is_sent else None)
    agreements = list(chosen(pks))
    seen = version_of(pks)
    context = {"change": change, "key": key, "form": form, "agreements": agreements, "seen": seen}
    if is_sent and form.is_valid():
        values = form.values()
        context["changed"] = [agreement for agreement in agreements if differs(agreement, values)]
        context["lines"] = [line(agreement, values) for agreement in context["changed"][:NAMED]]
        if "confirm" in request.POST and request.POST.get("seen") == str(seen):
            return make(request, context["changed"], values, form.cleaned_data["change_reason"])
        if "confirm" in request.POST:
            messages.warning(request, _("Somebody changed one of them meanwhile; look once more."))
    context |= admin.site.each_context(request) | {
        "title": str(change.title).removesuffix("…"),
        "ids": ",".join(str(pk) for pk in pks),
        "more": max(0, len(context.get("changed", agreements)) - NAMED),
        "named": agreements[:NAMED],
        "media": form.media,
    }
    return render(request, "admin/partnerships/bulk.html", context)


def chosen(pks):
    """Return the agreements with these primary keys, in the order of the list."""
    return Agreement.objects.filter(pk__in=pks).select_related("institution", "agreement_type", "responsible")


def version_of(pks):
    """Return the last line of the history of any of these agreements, or 0: whatever changes them makes it grow."""
    return Agreement.history.filter(id__in=pks).order_by().aggregate(latest=Max("history_id"))["latest"] or 0


def own_values(agreement, values):
    """Return the `values` that an `agreement` gets; without a renewal it has no length of one either."""
    if values.get("renewal") == RenewalKind.NONE and agreement.renewal_months:
        return values | {"renewal_months": None}
    return values


def differs(agreement, values):
    """Return whether the `values` change an `agreement` at all; a termination stays as it was recorded."""
    if "terminated_on" in values and agreement.terminated_on:
        return False
    return any(getattr(agreement, name) != value for name, value in values.items())


def line(agreement, values):
    """Return an agreement with each column that changes: its name, what stands there, and what will."""
    changes = []
    for name, value in own_values(agreement, values).items():
        before = shown(agreement, name)
        setattr(agreement, name, value)
        changes.append((capfirst(agreement._meta.get_field(name).verbose_name), before, shown(agreement, name)))
    return agreement, changes


def shown(agreement, name):
    """Return the value of a column for people."""
    value = getattr(agreement, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, AbstractUser):
        return full_name(value)
    display = getattr(agreement, f"get_{name}_display", None)
    return display() if display else "–" if value in (None, "") else value


def make(request, agreements, values, reason):
    """Make the change, all of it or nothing, and say how much it was."""
    with transaction.atomic():
        for agreement in Agreement.objects.select_for_update().filter(pk__in=[one.pk for one in agreements]):
            for name, value in own_values(agreement, values).items():
                setattr(agreement, name, value)
            agreement._history_user, agreement._change_reason = request.user, reason or None
            agreement.save()
    count = len(agreements)
    messages.success(request, ngettext("%d agreement was changed.", "%d agreements were changed.", count) % count)
    return redirect("admin:partnerships_agreement_changelist")


def action_of(key):
    """Return the action of the list that leads to the page of the change of that `key`."""

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

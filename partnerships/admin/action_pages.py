"""The pages of actions: what a plan would do, and the button that does it."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.shortcuts import render
from django.urls import reverse

from partnerships.confirming import PlanChanged
from partnerships.languages import capfirst

from .kept_list import keep_list

LISTED = 20  # lines of a part that are shown; all are counted


class Part(NamedTuple):
    """One thing that a plan would do: what it is called, and a line for each record."""

    label: str
    lines: list
    listed: int = LISTED

    @property
    def shown(self):
        """The first of its lines."""
        return self.lines[: self.listed]

    @property
    def more(self):
        """How many lines are not shown."""
        return max(0, len(self.lines) - self.listed)


def parts_of(*labelled, listed=LISTED):
    """Return a list of Parts from pairs (label, lines), without those that have no lines."""
    return [Part(label, list(lines), listed) for label, lines in labelled if lines]


def action_page(request, *, title, trail=(), form=None, template="admin/partnerships/action.html", **context):
    """Return the page of an action.

    `trail` are the (address, label) between the first page and this one; they and `away` carry the filters of the list
    on that the person came from. The base template knows, besides the form:
    `action` (where the form goes, if not here), `explanation` (sentences), `hidden` ((name, value) pairs),
    `fingerprint` and `parts` of a plan, the `button` that does it and the address `away` that leads away from it.
    """
    trail = [(keep_list(request, address), label) for address, label in trail]
    if "away" in context:
        context["away"] = keep_list(request, context["away"])
    shown = {"title": title, "trail": trail, "form": form, "media": form.media if form else ""}
    return render(request, template, admin.site.each_context(request) | shown | context)


def list_of(model):
    """Return the address of the change list of a `model`, and its label."""
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"), capfirst(opts.verbose_name_plural)


def page_of(record):
    """Return the address of the change page of a `record`, and its label."""
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk]), str(record)


def confirmed_plan(request, carry_out):
    """Call `carry_out` with the posted fingerprint, and return its result.

    Where it raises PlanChanged, add a message that says so, and return None.
    """
    try:
        return carry_out(request.POST.get("fingerprint", ""))
    except PlanChanged as changed:
        messages.warning(request, str(changed))
        return None


def query_of_chosen(request, queryset):
    """Return the query of a list with its chosen records alone, or the list's own where all of it is chosen."""
    if request.POST.get("select_across") == "1":
        return request.GET.urlencode()
    return "pk__in=" + ",".join(map(str, queryset.values_list("pk", flat=True)))

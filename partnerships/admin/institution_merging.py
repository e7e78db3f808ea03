"""The page that makes one institution of several: side by side, with a choice of whose values stay."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.merging.institutions import COLUMNS, InstitutionMerge, merge_institutions, plan_columns, plan_merge
from partnerships.models import Institution
from partnerships.public.home import sent_logo

from .display import column_in_words
from .merge_table import differing, rows_of, same_types
from .merging import MOST_AT_ONCE, MergeForm, MergePage, largest


class InstitutionMergeForm(MergeForm):
    """A MergeForm that asks of each column in which the `institutions` differ, whose value stays."""

    def __init__(self, institutions, *args, **kwargs):
        field = forms.ModelChoiceField(Institution.objects.filter(pk__in=[each.pk for each in institutions]))
        super().__init__(field, *args, **kwargs)
        self.institutions = institutions
        for column in COLUMNS:
            if having := differing(institutions, column):
                self.fields[f"keep_{column}"] = forms.TypedChoiceField(
                    label=column_in_words(Institution, column),
                    choices=[(each.pk, each.name) for each in having],
                    coerce=int,
                    required=False,
                )

    def chosen(self, target):
        """Return whose values stay, as arguments of `plan_merge`.

        What was only proposed while another one was to stay was not chosen: the `target` has proposals of its own.
        """
        if not self.is_bound or not self.is_valid():
            return {}
        shown = self.data.get("asked", "").partition(" ")[0]
        before = next((each for each in self.institutions if str(each.pk) == shown and each != target), None)
        proposed = proposals(before, self.institutions) if before else {}
        choices = {column: self.cleaned_data.get(f"keep_{column}") for column in COLUMNS}
        return {"choices": {column: pk for column, pk in choices.items() if pk and pk != proposed.get(column)}}

    def refusals(self):
        """Return what is wrong with the choices, as sentences."""
        wrong = {**self.errors}
        wrong.pop("reason", None)
        return [sentence for sentences in wrong.values() for sentence in sentences]


def proposals(target, institutions):
    """Return whose values stay in a `target` where nobody chooses: {column: primary key}."""
    merge = InstitutionMerge(target, [each for each in institutions if each != target])
    plan_columns(merge, {})
    return {column: each.pk for column, each in merge.stays.items()}


class InstitutionMerging(MergePage):
    """The action that makes one institution of several, and the logos that its page shows."""

    plan_merge = staticmethod(plan_merge)
    merge = staticmethod(merge_institutions)
    merge_template = "admin/partnerships/merge_institutions.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.logo)
        return [path("<int:pk>/logo/", view, name="partnerships_institution_logo"), *super().get_urls()]

    def logo(self, request, pk):
        """Return the logo of an institution, public or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return sent_logo(get_object_or_404(Institution, pk=pk).logo, _("This institution has no logo."))

    @admin.action(description=gettext_lazy("Merge…"), permissions=["merge"])
    def merge_chosen(self, request, queryset):
        """Show the chosen institutions side by side, and merge them once that is confirmed."""
        institutions = list(queryset.select_related("parent").order_by("pk")[: MOST_AT_ONCE + 1])
        if not 2 <= len(institutions) <= MOST_AT_ONCE:
            messages.warning(request, _("Choose from 2 to %d institutions that are one.") % MOST_AT_ONCE)
            return None
        data = request.POST if "target" in request.POST else None
        form = InstitutionMergeForm(institutions, data, initial={"target": largest(institutions)})
        return self.merge_page(request, "merge_chosen", institutions, form, title=title_of(institutions))

    def shown(self, plan, records):
        """Return what an InstitutionMerge would do, for people, as the rows of a table with a column for each."""
        target = next(each for each in records if each == plan.target)
        history = reverse("admin:partnerships_institution_history", args=[target.pk])
        button = _("Show what that means") if plan.obstacle else _("Merge into “%s”") % target
        return {
            "columns": records,
            "target": target,
            "rows": rows_of(plan, records),
            "same_types": same_types(records),
            "afterwards": afterwards(plan, records),
            "history": history,
            "button": button,
        }


def title_of(institutions):
    """Return the heading of the page that merges some `institutions`."""
    count = len(institutions)
    if count == 2:
        return _("Two institutions become one")
    return ngettext("%d institution becomes one", "%d institutions become one", count) % count


def afterwards(plan, institutions):
    """Return what the institution that stays has after an InstitutionMerge: numbers in words."""
    agreements = sum(each.number_of_agreements for each in institutions)
    names = len(plan.names) + sum(len(each.other_names.all()) for each in institutions)
    return [
        ngettext("%d agreement", "%d agreements", agreements) % agreements,
        ngettext("%d other name", "%d other names", names) % names,
    ]

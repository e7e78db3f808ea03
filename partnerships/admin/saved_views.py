"""Combinations of filters of the list of agreements that staff keep under a name, as plain links."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnerships.models import SavedView

from .agreement_list.filters import PARAMETERS
from .agreement_list.parameters import present, present_query

KEPT = {"q", "sort", "group", *PARAMETERS}
LONGEST_QUERY = 2000  # characters
READY = [
    ("mine=1", gettext_lazy("Mine")),
    ("ends=this-year", gettext_lazy("Ends this year")),
    ("ends=in-180", gettext_lazy("Ends within six months")),
    ("missing=scan", gettext_lazy("Without a scan")),
]


class SavedViewForm(forms.ModelForm):
    """A form for the name of a view, and whether others see it."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["id"] = "saved-view-name"
        self.fields["is_shared"].widget.attrs["id"] = "saved-view-shared"

    def _get_validation_exclusions(self):
        """Return the excluded columns without the owner, so that a duplicate name is refused with its sentence."""
        return super()._get_validation_exclusions() - {"owner"}


def context_of(request):
    """Return the context of the saved views above the list: the views, the open one, and the form to save a new one."""
    query = filters_in(request.GET)
    ready = [{"name": name, "query": parts, "is_open": parts == query} for parts, name in READY]
    kept = [
        {
            "pk": view.pk,
            "name": view.name,
            "query": kept_query,
            "is_open": kept_query == query,
            "is_own": view.owner_id == request.user.pk,
        }
        for view in SavedView.objects.shown_to(request.user)
        for kept_query in [present_query(view.query)]
    ]
    return {"saved_views": [*ready, *kept], "view_query": query, "view_form": SavedViewForm()}


def filters_in(parameters):
    """Return those `parameters` that filter or sort the list, as a query string in a fixed order; "" for none."""
    parameters = present(parameters)
    kept = QueryDict(mutable=True)
    for name in sorted(KEPT & set(parameters)):
        kept.setlist(name, filter(None, parameters.getlist(name)))
    return kept.urlencode()


@require_POST
def save_view(request):
    """Save the open combination of filters under a name."""
    if not request.user.has_perm("partnerships.view_agreement"):
        raise PermissionDenied
    query = filters_in(QueryDict(request.POST.get("query", "")[:1000]))
    view = SavedView(owner=request.user, query=query)
    form = SavedViewForm(request.POST, instance=view)
    if not query:
        messages.error(request, _("Choose a filter first; there is nothing to keep."))
    elif form.is_valid():
        form.save()
        messages.success(request, _("The view “%s” was kept.") % view.name)
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(f"{reverse('admin:partnerships_agreement_changelist')}?{query}")


@require_POST
def remove_view(request, pk):
    """Delete a saved view of the person; its agreements stay."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    view.delete()
    messages.success(request, _("The view “%s” was removed.") % view.name)
    return redirect("admin:partnerships_agreement_changelist")

"""The filtered list of agreements for paper: as .docx, as .xlsx, or as a page to print."""

import tempfile

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from partnerships.exporting.file_names import file_name
from partnerships.exporting.paper.columns import GROUPS, USUAL, chosen, columns
from partnerships.exporting.paper.docx import DOCX, MOST_ROWS, write_docx
from partnerships.exporting.paper.lists import paper_list, text_of
from partnerships.exporting.paper.xlsx import write_xlsx
from partnerships.exporting.writers import XLSX
from partnerships.languages import current_language
from partnerships.models import Agreement, HomeInstitution, Preferences

from .action_pages import action_page, list_of, query_of_chosen
from .exports import filters_of

WRITERS = {"docx": (write_docx, DOCX), "xlsx": (write_xlsx, XLSX)}


class PaperForm(forms.Form):
    """The title, the columns, the grouping and the language of a list."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("If left empty: the name of the register."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    group = forms.ChoiceField(label=gettext_lazy("Rows"), choices=GROUPS, required=False, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the list"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [(each.key, each.label) for each in columns() if each.key != "institution"]


@permission_required("partnerships.export_agreement", raise_exception=True)
@require_http_methods(["GET", "POST"])
def paper_view(request):
    """Ask for title, columns, grouping and language, and return the filtered list in the form that was asked for.

    Who may not look at the list may not take it away either.
    """
    if not admin.site.get_model_admin(Agreement).has_view_permission(request):
        raise PermissionDenied
    form = PaperForm(request.POST or None, initial=remembered(request.user) | {"language": current_language()})
    try:
        if request.method == "POST" and form.is_valid():
            return answer(request, form.cleaned_data)
        return ask(request, form)
    except IncorrectLookupParameters:
        return redirect("admin:partnerships_agreement_changelist")


def changelist_of(request):
    """Return the list of agreements with the filters of a `request`."""
    return admin.site.get_model_admin(Agreement).get_changelist_instance(request)


def remembered(user):
    """Return the columns and the grouping that a `user` chose the last time, or the usual ones."""
    own = Preferences.objects.filter(user=user).first()
    return {"columns": USUAL, "group": ""} | (own.paper if own else {})


def ask(request, form):
    """Return the page that asks how the list is to look."""
    changelist = changelist_of(request)
    count = changelist.queryset.count()
    address, label = list_of(Agreement)
    return action_page(
        request,
        title=_("For paper"),
        trail=[(f"{address}?{request.GET.urlencode()}", label)],
        form=form,
        template="admin/partnerships/paper.html",
        count=count,
        filters=filters_of(changelist),
        is_too_long=count > MOST_ROWS,
        most=MOST_ROWS,
    )


def answer(request, wanted):
    """Return the list as the form `wanted` it, in the language that it names; keep the choice for the next time."""
    choice = {"columns": wanted["columns"], "group": wanted["group"]}
    Preferences.objects.update_or_create(user=request.user, defaults={"paper": choice})
    with override(wanted["language"]):
        home, changelist = HomeInstitution.current(), changelist_of(request)
        keys = list(changelist.queryset.values_list("pk", flat=True))
        kind = request.POST.get("as")
        if len(keys) > MOST_ROWS and kind != "xlsx":
            return redirect(request.get_full_path())
        filters, title = filters_of(changelist), wanted["title"] or home.full_title
        paper = paper_list(keys, chosen(wanted["columns"], wanted["group"]), wanted["group"], title, filters)
        return file_response(paper, home, file_name(kind, filters)) if kind in WRITERS else page(request, paper, home)


def file_response(paper, home, name):
    """Return a list as a download called `name`, in the format of its extension."""
    write, content_type = WRITERS[name.rpartition(".")[2]]
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write(file, paper, home)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def page(request, paper, home):
    """Return a list as a page that is printed."""
    groups = [(group.title, [[text_of(value) for value in row] for row in group.rows]) for group in paper.groups]
    context = {"paper": paper, "groups": groups, "home": home, "back": request.get_full_path()}
    return render(request, "admin/partnerships/paper_print.html", context)


@admin.action(description=gettext_lazy("For paper…"), permissions=["export"])
def paper_chosen(model_admin, request, queryset):
    """Lead to the page for paper of the chosen agreements, or of the whole list where all of it is chosen."""
    address = reverse("admin:partnerships_agreement_paper")
    return HttpResponseRedirect(f"{address}?{query_of_chosen(request, queryset)}")

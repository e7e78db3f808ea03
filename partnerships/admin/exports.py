"""The export page of the list of agreements: which columns, in which format; a person's choice is remembered."""

import tempfile

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.exporting.columns import OFFICE, chosen
from partnerships.exporting.file_names import file_name
from partnerships.exporting.records import rows_of
from partnerships.exporting.writers import CSV, XLSX, csv_parts, write_workbook
from partnerships.models import Agreement, HomeInstitution, Preferences

from .agreement_list.panels import chips_of

FORMATS = [("xlsx", gettext_lazy("Workbook (.xlsx)")), ("csv", gettext_lazy("Text with commas (.csv)"))]
CHOICES = [(column.key, column.label) for column in OFFICE if column.key != "institution"]


class ExportForm(forms.Form):
    """The format of a file, and its columns beside the institution, which each row needs."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )


@permission_required("partnerships.export_agreement", raise_exception=True)
@require_http_methods(["GET", "POST"])
def export_view(request):
    """Ask for format and columns, and return the file of the filtered list in the list's own order.

    Who may not look at the list may not take it away either.
    """
    model_admin = admin.site.get_model_admin(Agreement)
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    changelist = model_admin.get_changelist_instance(request)
    form = ExportForm(request.POST or None, initial={"columns": remembered_columns(request.user)})
    if request.method == "POST" and form.is_valid():
        return export_file(request, changelist, form.cleaned_data)
    context = admin.site.each_context(request) | {
        "title": _("Export agreements"),
        "form": form,
        "count": changelist.queryset.count(),
        "filters": filters_of(changelist),
        "query": request.GET.urlencode(),
    }
    return render(request, "admin/partnerships/agreement/export.html", context)


def remembered_columns(user):
    """Return the keys of the columns that a `user` chose the last time; of all columns the first time."""
    own = Preferences.objects.filter(user=user).first()
    return [column.key for column in chosen(own.export_columns if own else [])]


def export_file(request, changelist, wanted):
    """Return the file that the form asks for, `wanted`; store the choice of columns for the next time."""
    keys = wanted["columns"]
    if "all" in request.POST:
        columns = OFFICE
    else:
        Preferences.objects.update_or_create(user=request.user, defaults={"export_columns": keys or ["institution"]})
        columns = chosen(keys or ["institution"])
    rows = rows_of(list(changelist.queryset.values_list("pk", flat=True)), columns)
    return file_response(columns, rows, file_name(wanted["format"], filters_of(changelist)))


def file_response(columns, rows, name):
    """Return the `rows` as a download called `name`, in the format of its extension.

    It is written before it is sent, so that who takes it slowly keeps no connection to the database.
    """
    is_csv = name.endswith(".csv")
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    if is_csv:
        file.writelines(part.encode() for part in csv_parts(columns, rows))
    else:
        write_workbook(file, columns, rows, HomeInstitution.current())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CSV if is_csv else XLSX)


def filters_of(changelist):
    """Return the chosen filters and the search of the list as texts for people."""
    texts = [chip.value for chip in chips_of(changelist)]
    return texts + ([changelist.query] if changelist.query else [])

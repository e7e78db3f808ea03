"""The import page: upload, preview, confirm."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.countries import country_name
from partnerships.importing.headers import Column
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource, PlanChanged
from partnerships.models import Outcome, PendingImport
from partnerships.partial_dates import PartialDate

ROWS_PER_PAGE = 200
KEPT_FOR = timedelta(days=1)
may_import = permission_required("partnerships.import_agreement", raise_exception=True)
LABELS = {
    Column.NUMBER: gettext_lazy("No"),
    Column.INSTITUTION: gettext_lazy("Institution"),
    Column.COUNTRY: gettext_lazy("Country"),
    Column.TITLE: gettext_lazy("Type of agreement"),
    Column.SIGNED: gettext_lazy("Signed"),
    Column.ENDS: gettext_lazy("End"),
    Column.WEBSITE: gettext_lazy("Website"),
}


class UploadForm(forms.Form):
    """One file, not over the limit."""

    file = forms.FileField(
        label=gettext_lazy("List of agreements"),
        help_text=gettext_lazy("A spreadsheet (.xlsx, .xls, .ods), or text (.csv, .tsv, .txt)."),
        allow_empty_file=True,
    )

    def clean_file(self):
        """Refuses a file over the limit with a sentence."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size).1f MB; at most %(limit)s MB can be imported. Split it and try again."),
                params={"size": file.size / 2**20, "limit": settings.IMPORT_MAX_BYTES // 2**20},
            )
        return file


@may_import
@require_http_methods(["GET", "POST"])
def upload(request):
    """Takes a file, and shows what it would do; a file that cannot be read is answered on the same page."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            AgreementResource().prepare(content, file.name)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            PendingImport.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).delete()
            pending = PendingImport.objects.create(user=request.user, file_name=file.name[:300], content=content)
            return redirect("admin:partnerships_import_preview", pending.pk)
    context = admin.site.each_context(request) | {"title": _("Import agreements"), "form": form}
    return render(request, "admin/partnerships/import.html", context)


@may_import
@require_http_methods(["GET", "POST"])
def preview(request, pk):
    """Shows what the file would do to the register as it is now, and does just that on the word of the person."""
    pending = PendingImport.objects.filter(pk=pk, user=request.user).first()
    if pending is None:
        messages.warning(
            request, _("That import has been carried out or given up already; choose a file to start anew.")
        )
        return redirect("admin:partnerships_import")
    if request.method == "POST":
        return confirm(request, pending)
    done = AgreementResource().prepare(bytes(pending.content), pending.file_name)
    plan = done.plan
    outcome = request.GET.get("outcome")
    rows = [row for row in plan.rows if outcome not in Outcome.values or row.outcome == outcome]
    rows.sort(key=lambda row: not row.needs_a_look)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    columns = used_columns(done)
    context = admin.site.each_context(request) | {
        "title": _("Preview of the import of %s") % pending.file_name,
        "plan": plan,
        "sentences": sentences(plan),
        "ignored": [header for table in done.tables for header in table.ignored],
        "outcomes": [(value, label, plan.counts[value]) for value, label in Outcome.choices if plan.counts[value]],
        "outcome": outcome,
        "headers": [LABELS[column] for column in columns],
        "page": page,
        "rows": [(row, row.outcome.label, list(cells(row, columns))) for row in page],
        "has_sheets": any(table.sheet for table in done.tables),
    }
    return render(request, "admin/partnerships/import_preview.html", context)


def confirm(request, pending):
    """Carries the import out, or gives it up, or shows a new preview where the register has changed."""
    if "give_up" in request.POST:
        pending.delete()
        messages.info(request, _("The import of %s was given up; nothing was written.") % pending.file_name)
        return redirect("admin:partnerships_import")
    try:
        done = AgreementResource().carry_out(
            bytes(pending.content),
            pending.file_name,
            user=request.user,
            fingerprint=request.POST.get("fingerprint", ""),
        )
    except PlanChanged:
        messages.error(
            request,
            _("The register has changed since the preview, so nothing was written. Please confirm the new preview."),
        )
        return redirect("admin:partnerships_import_preview", pending.pk)
    pending.delete()
    messages.success(request, outcome_sentence(done.plan, pending.file_name))
    return redirect("admin:partnerships_agreement_changelist")


def outcome_sentence(plan, file_name):
    """What was done, in one sentence."""
    return _(
        "%(file)s was imported: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(held)s rows held."
    ) % {"file": file_name, **plan.counts}


def sentences(plan):
    """What will happen, in words: only what does happen."""
    counts = plan.counts
    said = [
        (
            counts["new"],
            ngettext("%d agreement will be registered.", "%d agreements will be registered.", counts["new"]),
        ),
        (
            len(plan.new_institutions),
            ngettext(
                "%d institution is not known yet and will be registered with it.",
                "%d institutions are not known yet and will be registered with them.",
                len(plan.new_institutions),
            ),
        ),
        (
            len(plan.new_types),
            ngettext(
                "%d wording is not known yet and becomes an agreement type.",
                "%d wordings are not known yet and become agreement types.",
                len(plan.new_types),
            ),
        ),
        (
            counts["changed"],
            ngettext(
                "%d agreement is known and will be completed.",
                "%d agreements are known and will be completed.",
                counts["changed"],
            ),
        ),
        (
            counts["unchanged"],
            ngettext(
                "%d agreement is known and stays as it is.",
                "%d agreements are known and stay as they are.",
                counts["unchanged"],
            ),
        ),
        (
            counts["held"],
            ngettext(
                "%d row is held: it is kept, but not registered until a person has decided.",
                "%d rows are held: they are kept, but not registered until a person has decided.",
                counts["held"],
            ),
        ),
    ]
    look = sum(row.needs_a_look for row in plan.rows)
    said.append((look, ngettext("%d row needs a look.", "%d rows need a look.", look)))
    return [sentence % count for count, sentence in said if count]


def used_columns(done):
    """The columns that any table of the file has, in the usual order."""
    found = {column for table in done.tables for column in table.columns.values()}
    return [column for column in LABELS if column in found]


def cells(row, columns):
    """For each column: the value as read, and the cell as it stood where the two differ."""
    for column in columns:
        stood = " ".join(row.source.values.get(column, "").split())
        read = value_shown(column, row.values.get(column.value))
        yield {"value": read, "stood": stood if stood != read else "", "column": column.value}


def value_shown(column, value):
    """A value of the report as staff read it."""
    if value and column == Column.COUNTRY:
        return country_name(value)
    if value and column in (Column.SIGNED, Column.ENDS):
        return str(PartialDate.fromisoformat(value))
    return value or ""

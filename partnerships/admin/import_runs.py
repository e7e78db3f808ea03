"""What was imported: each run with its file and its rows, and a way to take it back."""

import io

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.exporting.writers import XLSX, Heading, write_workbook
from partnerships.importing.fields import HEADERS, LABELS, Column
from partnerships.importing.remarks import Remark
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, HomeInstitution, ImportFile, ImportRun, Outcome

from .action_pages import action_page, confirmed_plan, list_of, page_of, parts_of
from .display import changes_in_words, restored_in_words
from .finding import OfficeSearch, matching
from .import_changes import address_of_changes, changes_view, has_changes, last_changes_view
from .kept_list import back_to

LISTED = 200
WIDTH = 24  # of a column of held rows, in characters


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that nobody adds, changes or deletes by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def require_import_permission(request):
    """Raise PermissionDenied unless the person may import."""
    if not request.user.has_perm("partnerships.import_agreement"):
        raise PermissionDenied


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "imported_at", "user", "in_words", "what_changed", "undone_at"]
    list_select_related = ["user"]
    search_fields = ["file_name"]  # switches the search box on; get_search_results does the search
    fields = ["file_name", "sha256", "imported_at", "user", "in_words", "rows", "how", "undone_at", "undone_by"]
    readonly_fields = ["in_words", "rows", "ended", "how"]
    change_form_template = "admin/partnerships/importrun/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/undo/", view(self.undo), name="partnerships_importrun_undo"),
            path("<int:pk>/file/", view(self.file), name="partnerships_importrun_file"),
            path("<int:pk>/changes/", view(changes_view), name="partnerships_importrun_changes"),
            path("last/changes/", view(last_changes_view), name="partnerships_importrun_last_changes"),
            path("<int:pk>/held/", view(self.held), name="partnerships_importrun_held"),
            *super().get_urls(),
        ]

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, OfficeSearch.runs), False

    def get_fields(self, request, obj=None):
        fields = list(self.fields)
        if obj and obj.created.get("ended"):
            fields.insert(fields.index("rows") + 1, "ended")
        return fields

    def change_view(self, request, object_id, form_url="", extra_context=None):
        run = self.get_object(request, object_id)
        context = {
            "has_file": run is not None and ImportFile.objects.filter(run=run).exists(),
            "has_held": run is not None and run.rows.waiting().exists(),
            "may_undo": run is not None and not run.undone_at and request.user.has_perm("partnerships.undo_importrun"),
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("rows by outcome"))
    def in_words(self, run):
        labels = dict(Outcome.choices)
        return ", ".join(f"{labels.get(outcome, outcome)}: {count}" for outcome, count in run.counts.items() if count)

    @admin.display(description=gettext_lazy("before and after"))
    def what_changed(self, run):
        if not has_changes(run):
            return "–"
        return format_html('<a href="{}">{}</a>', address_of_changes(run), _("What it changed"))

    @admin.display(description=gettext_lazy("rows"))
    def rows(self, run):
        address = f"{reverse('admin:partnerships_sourcerow_changelist')}?run__id__exact={run.pk}"
        links = [(address, _("All rows of this file"))]
        if has_changes(run):
            links.append((address_of_changes(run), _("What it changed, with before and after")))
        if run.rows.to_look_at().exists():
            links.append((f"{address}&look=open", _("Rows that need a look")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    @admin.display(description=gettext_lazy("What it ended, with before and after"))
    def ended(self, run):
        ended = run.created.get("ended", {})
        found = Agreement.objects.select_related("institution", "agreement_type").in_bulk(map(int, ended))
        lines = [(*page_of(agreement), changes_in_words(Agreement, ended[str(pk)])) for pk, agreement in found.items()]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>: {}', lines)

    @admin.display(description=gettext_lazy("read as"))
    def how(self, run):
        read = run.read_as
        facts = [(_("Format"), read.get("format")), (_("Encoding"), read.get("encoding"))]
        facts.append((_("Delimiter"), {"\t": _("tabulator")}.get(read.get("delimiter"), read.get("delimiter"))))
        for sheet in read.get("sheets", []):
            columns = sheet.get("columns", {})
            named = ", ".join(
                f"{header} → {LABELS.get(columns[header], columns[header])}" for header in sheet.get("order", columns)
            )
            if sheet.get("ignored"):
                named += "; " + _("not imported: %s") % ", ".join(sheet["ignored"])
            where = _("header in row %s") % sheet["header_row"] if sheet.get("header_row") else _("no header")
            name = sheet.get("name") or _("List")
            facts.append((f"{name} ({where})", named))
        return format_html(
            '<dl class="facts">{}</dl>',
            format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((label, fact) for label, fact in facts if fact)),
        )

    def undo(self, request, pk):
        """List what taking a run back would do; a POST that confirms it takes the run back."""
        if not request.user.has_perm("partnerships.undo_importrun"):
            raise PermissionDenied
        run = get_object_or_404(ImportRun, pk=pk)
        if run.undone_at:
            messages.warning(request, _("This import has been taken back already."))
            return back_to(request, "partnerships_importrun_change", pk)
        if request.method == "POST" and confirmed_plan(
            request, lambda fingerprint: undo_run(run, request.user, fingerprint)
        ):
            messages.success(request, _("The import of %s was taken back.") % run.file_name)
            return back_to(request, "partnerships_importrun_change", pk)
        return undo_page(request, run, plan_undo(run))

    def file(self, request, pk):
        """Return the file of a run, as it was uploaded; always as a download, never shown in the browser."""
        require_import_permission(request)
        file = ImportFile.objects.select_related("run").filter(run=pk).first()
        if file is None:
            raise Http404
        return download(bytes(file.content), file.run.file_name, "application/octet-stream")

    def held(self, request, pk):
        """Return the held rows of a run as a workbook with a column of reasons, to be corrected and imported again."""
        require_import_permission(request)
        run = get_object_or_404(ImportRun, pk=pk)
        return download(held_workbook(run), f"held-{run.pk}.xlsx", XLSX)


def undo_page(request, run, undo):
    """Return the page that lists what the Undo of a run would do."""
    explanation = [
        _("The file and its rows are kept, and the history keeps what was there. Nothing happens until you confirm.")
    ]
    if not undo.changes_records:
        explanation.append(_("No record will be deleted or changed; the import is only marked as taken back."))
    if undo.held:
        held = ngettext(
            "%(count)s held row of it will not wait for a decision any more.",
            "%(count)s held rows of it will not wait for a decision any more.",
            undo.held,
        )
        explanation.append(held % {"count": undo.held})
    return action_page(
        request,
        title=_("Take back the import of %s") % run.file_name,
        here=_("Take back"),
        trail=[list_of(ImportRun), page_of(run)],
        explanation=explanation,
        fingerprint=undo.fingerprint,
        parts=parts_of(
            (_("Agreements that will be deleted"), undo.agreements),
            (_("Institutions that will be deleted"), undo.institutions),
            (_("Agreement types that will be deleted"), undo.types),
            (_("Units that will be deleted"), undo.units),
            (_("Other names that will be forgotten"), [*undo.names, *undo.wordings, *undo.unit_names]),
            (_("Values that will be as before"), [restored_in_words(item) for item in undo.restored]),
            (_("What stays"), [f"{record} – {why}" for record, why in undo.staying]),
            listed=LISTED,
        ),
        button=_("Take the import back"),
        away=page_of(run)[0],
    )


def download(content, name, content_type):
    """Return bytes as a download called `name`, never shown in the browser."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def held_workbook(run):
    """Return the bytes of an .xlsx file with the waiting rows of a run, and why each is held."""
    rows = list(run.rows.waiting())
    used = [column for column in LABELS if any(column.value in row.texts for row in rows)]
    wanted = {*used, Column.INSTITUTION, Column.COUNTRY} - {Column.HELD}
    columns = [column for column in LABELS if column in wanted]
    headings = [Heading(HEADERS[column], WIDTH) for column in (*columns, Column.HELD)]
    file = io.BytesIO()
    cells = (held_cells(row, columns) for row in rows)
    write_workbook(file, headings, cells, HomeInstitution.current(), name=_("Held rows"))
    return file.getvalue()


def held_cells(row, columns):
    """Return the texts of a held row under some Columns, and after them why it is held."""
    reasons = " ".join(Remark.from_stored(remark).message for remark in row.remarks if remark["level"] == "check")
    return [*(row.texts.get(column.value, "") for column in columns), f"[{row.pk}] {reasons}"]

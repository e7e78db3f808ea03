"""What an import changed: each field with before and after, as a page and as a workbook."""

import io
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partnerships.exporting.writers import XLSX, Heading, write_workbook
from partnerships.importing.planning.plans import storable
from partnerships.models import Agreement, HomeInstitution, ImportRun, Institution, Outcome, SourceRow
from partnerships.models.fields import PartialDateColumns
from partnerships.partial_dates import PartialDate

from .action_pages import action_page, list_of, page_of
from .display import NOTHING, column_in_words, stored_in_words

LISTED = 500  # rows of the page; the workbook has all


class Difference(NamedTuple):
    """A field of a record that an import changed: the row of the list, the record, and both values in words."""

    row: str
    record: Agreement | Institution
    field: str
    before: str
    after: str


def last_import() -> ImportRun | None:
    """Return the last import that was not taken back."""
    return ImportRun.objects.filter(undone_at__isnull=True).first()


def has_changes(run: ImportRun) -> bool:
    """Return whether an import changed anything that was there before."""
    return bool(run.counts.get(Outcome.CHANGED) or run.changed_beside_rows)


def address_of_changes(run: ImportRun) -> str:
    """Return the address of the page that shows what an import changed."""
    return reverse("admin:partnerships_importrun_changes", args=[run.pk])


def require_view_permission(request):
    """Raise PermissionDenied unless the person may see imports and agreements."""
    if not request.user.has_perms(["partnerships.view_importrun", "partnerships.view_agreement"]):
        raise PermissionDenied


def last_changes_view(request):
    """Redirect to what the last import changed, or to the list of imports where there is none."""
    require_view_permission(request)
    if run := last_import():
        return redirect("admin:partnerships_importrun_changes", run.pk)
    return redirect("admin:partnerships_importrun_changelist")


def changes_view(request, pk):
    """Show what an import changed, or return it as a workbook."""
    require_view_permission(request)
    run = get_object_or_404(ImportRun.objects.select_related("user"), pk=pk)
    found = list(differences(run))
    if request.GET.get("as") == "xlsx":
        name = f"import-{run.pk}-changes.xlsx"
        return FileResponse(io.BytesIO(workbook(found)), as_attachment=True, filename=name, content_type=XLSX)
    agreements = reverse("admin:partnerships_agreement_changelist")
    return action_page(
        request,
        title=_("What the import of %s changed") % run.file_name,
        here=_("What it changed"),
        trail=[list_of(ImportRun), page_of(run)],
        template="admin/partnerships/import_changes.html",
        run=run,
        differences=[(difference, page_of(difference.record)[0]) for difference in found[:LISTED]],
        more=max(0, len(found) - LISTED),
        records=len({(type(each.record), each.record.pk) for each in found}),
        new=run.counts.get(Outcome.NEW, 0),
        came=f"{agreements}?import={run.pk}",
    )


def differences(run: ImportRun) -> Iterator[Difference]:
    """Yield what a run changed, row by row, and what it changed in agreements beside them."""
    rows = list(run.rows.exclude(changes={}).select_related("agreement__institution", "agreement__agreement_type"))
    institutions = Institution.objects.in_bulk({row.changes.get("institution_pk") for row in rows} - {None})
    for row in rows:
        records = {"agreement": row.agreement, "institution": institutions.get(row.changes.get("institution_pk"))}
        for kind, record in records.items():
            if record:
                yield from differences_of(where(row), record, row.changes.get(kind, {}))
    others = run.changed_beside_rows
    found = Agreement.objects.select_related("institution", "agreement_type").in_bulk(others)
    for pk, agreement in found.items():
        yield from differences_of("", agreement, others[pk])


def where(row: SourceRow) -> str:
    """Return where a row stands: its number, with its sheet where it has one."""
    return f"{row.sheet} {row.row}".strip()


def differences_of(row: str, record: Agreement | Institution, columns: dict) -> Iterator[Difference]:
    """Yield the differences of a record in `columns`, {name: [before, after]}, as an import keeps them."""
    model = type(record)
    for name, pair in columns.items():
        stem, _on, rest = name.rpartition("_")
        if f"{stem}_on" in columns and rest == "precision":
            continue  # said with the day itself
        if isinstance(getattr(model, stem, None), PartialDateColumns):
            shown = dates_in_words(record, stem, columns)
        else:
            shown = [stored_in_words(model, name, value) for value in pair]
        if shown[0] != shown[1]:
            yield Difference(row, record, column_in_words(model, f"{stem}_on" if rest == "precision" else name), *shown)


def dates_in_words(record, stem, columns):
    """Return a date of a record before and after as far as it was known: ["October 2020", "5 October 2020"]."""
    now = [storable(getattr(record, f"{stem}_{part}")) for part in ("on", "precision")]
    days = columns.get(f"{stem}_on", [now[0], now[0]])
    precisions = columns.get(f"{stem}_precision", [now[1], now[1]])
    pairs = zip(days, precisions, strict=True)
    return [str(PartialDate.from_columns(day and date.fromisoformat(day), known) or NOTHING) for day, known in pairs]


def workbook(found: list[Difference]) -> bytes:
    """Return the bytes of an .xlsx file with some differences, one in a row."""
    headings = [
        Heading(_("Row"), 10),
        Heading(pgettext("number", "No"), 6),
        Heading(_("Institution"), 44),
        Heading(_("Type of agreement"), 26),
        Heading(_("Field"), 24),
        Heading(_("Before"), 30),
        Heading(_("After"), 30),
    ]
    file = io.BytesIO()
    write_workbook(file, headings, map(cells_of, found), HomeInstitution.current(), name=_("What it changed"))
    return file.getvalue()


def cells_of(difference):
    """Return the cells of a difference."""
    record = difference.record
    is_agreement = isinstance(record, Agreement)
    return [
        difference.row,
        record.register_number if is_agreement else None,
        (record.institution if is_agreement else record).name,
        str(record.agreement_type or "") if is_agreement else "",
        difference.field,
        difference.before,
        difference.after,
    ]

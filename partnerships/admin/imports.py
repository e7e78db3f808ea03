"""The import page: upload or paste, preview, confirm."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.widgets import get_select2_language
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.confirming import bring_copies_up_to_date
from partnerships.exporting.writers import XLSX
from partnerships.importing.error_boundary import error_boundary
from partnerships.importing.fields import LABELS
from partnerships.importing.planning.choices import Choices
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, PendingImport, SourceRow

from .action_pages import action_page, confirmed_plan, list_of, page_of
from .first_reviews import invitation
from .import_changes import address_of_changes
from .import_choices import take_choices
from .import_parts import (
    Pages,
    kinds_of_remarks,
    lacking_shown,
    others_shown,
    tables_shown,
    unknown_institutions,
    unknown_units,
    unknown_wordings,
)
from .import_preview import grouped, outcome_sentence, shown_rows, used_columns
from .import_progress import teller
from .import_runs import download
from .import_tabs import (
    LOOK,
    Unknown,
    bar_of,
    entries_on,
    heading_of,
    lacking_on,
    reading_of,
    rows_on,
    tabs_of,
    written_agreements,
)
from .import_upload import UploadForm

ROWS_PER_PAGE = 150
KEPT_FOR = timedelta(days=1)
# What the address of a preview says: which rows it shows, and which page of each part.
PARTS = ("outcome", "page", "institutions", "types", "units", "lacking", "others")
may_import = permission_required("partnerships.import_agreement", raise_exception=True)


def preview_media():
    """Return the files of the preview: boxes to search a record in, as Django's own admin has them."""
    language = get_select2_language()
    return forms.Media(
        css={"screen": ["admin/css/vendor/select2/select2.css", "admin/css/autocomplete.css"]},
        js=[
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/vendor/select2/select2.full.min.js",
            *([f"admin/js/vendor/select2/i18n/{language}.js"] if language else []),
            "admin/js/jquery.init.js",
            "partnerships/import.js",
            "partnerships/import-choices.js",
        ],
    )


@may_import
@require_http_methods(["GET", "POST"])
def upload(request):
    """Take a file and lead to its preview; where the file cannot be read, the form says why."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content, field = form.source()
        try:
            AgreementResource().read_file(
                content, name, progress=teller(request.user.pk, request.POST.get("progress", ""))
            )
        except FileRefused as refusal:
            form.add_error(field, str(refusal))
        else:
            PendingImport.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).delete()
            pending = PendingImport.objects.create(user=request.user, file_name=name[:300], content=content)
            return HttpResponseRedirect(preview_address(request, pending))
    return action_page(
        request,
        title=_("Import agreements"),
        here=_("Import"),
        trail=[list_of(Agreement)],
        form=form,
        template="admin/partnerships/import.html",
        explanation=[
            _(
                "Choose the list as your office keeps it: with title rows, several sheets, merged cells or notes. A "
                "column must name the institutions; what else stands there is read where it can be."
            ),
            _("Nothing is written until you have seen a preview and confirmed it."),
        ],
        button=_("Show the preview"),
        waiting=SourceRow.objects.waiting().count(),
    )


@may_import
@require_safe
def messy_list(request):
    """Return a workbook with invented agreements, written as badly as lists are, to try the import with."""
    content = (settings.BASE_DIR / "fixtures" / "messy-list.xlsx").read_bytes()
    return download(content, "messy-list.xlsx", XLSX)


@may_import
@require_http_methods(["GET", "POST"])
def preview(request, pk):
    """Show what the file would do to the register as it is now; a POST changes the choices, or imports it."""
    pending = PendingImport.objects.filter(pk=pk, user=request.user).first()
    if pending is None:
        return show_import_of(request, request.POST.get("checksum", "") if "confirm" in request.POST else "")
    if request.method == "POST":
        return carry_out_choice(request, pending)
    try:
        with error_boundary():
            context = preview_context(request, pending)
    except FileRefused as refusal:
        return refuse(request, refusal)
    return action_page(request, template="admin/partnerships/import_preview.html", **context)


def preview_context(request, pending):
    """Return the context of the preview of a PendingImport."""
    file_import = read_pending(request, pending, request.GET.get("progress", ""))
    plan, choices = file_import.plan, file_import.choices
    institutions, uncompared = unknown_institutions(file_import)
    unknown = Unknown(
        institutions,
        unknown_wordings(file_import),
        unknown_units(file_import),
        plan.lacking.keys,
        others_shown(file_import),
    )
    tabs = tabs_of(plan, unknown)
    tab = next((tab for tab in tabs if tab.key == request.GET.get("outcome")), tabs[0])
    return {
        "title": _("Preview of the import of %s") % pending.file_name,
        "here": _("Preview"),
        "trail": [list_of(Agreement), (reverse("admin:partnerships_import"), _("Import"))],
        "file_name": pending.file_name,
        "plan": plan,
        "checksum": hashlib.sha256(pending.content).hexdigest(),
        "reading": reading_of(file_import),
        "tables": list(tables_shown(file_import)),
        "labels": LABELS.items(),
        "ignored": [header for table in file_import.tables for header in table.ignored],
        "tabs": tabs,
        "tab": tab,
        "uncompared": uncompared,
        "may_end": request.user.has_perm("partnerships.change_agreement"),
        "ending": choices.ending,
        "kinds": kinds_of_remarks(plan) if tab.key == LOOK else [],
        "bar": bar_of(plan),
        "written": written_agreements(plan),
        "media": preview_media(),
        "select2_language": get_select2_language(),
        **parts_on(request.GET, tab, unknown, file_import),
        **rows_shown(request.GET, tab, file_import),
    }


def parts_on(query, tab, unknown, file_import):
    """Return the parts of the preview that stand above the rows on the open tab, each with its pages."""
    plan, choices = file_import.plan, file_import.choices
    lacking = Pages(query, "lacking", lacking_on(tab.key, unknown.lacking))
    return {
        "institutions": Pages(query, "institutions", entries_on(tab.key, "institutions", unknown.institutions)),
        "all_institutions": len(unknown.institutions),
        "wordings": Pages(query, "types", entries_on(tab.key, "types", unknown.wordings)),
        "units": Pages(query, "units", entries_on(tab.key, "units", unknown.units)),
        "lacking": lacking,
        "lacking_agreements": lacking_shown(plan, choices, lacking.records),
        "lacking_run": plan.lacking.run,
        "others": Pages(query, "others", unknown.others if tab.key == "skipped" else []),
    }


def rows_shown(query, tab, file_import):
    """Return the rows on the open tab, the heading over them, and the heads of their columns."""
    columns = grouped(used_columns(file_import))
    rows = Pages(query, "page", rows_on(tab.key, file_import.plan.rows), ROWS_PER_PAGE)
    return {
        "heading": heading_of(tab, rows.count),
        "headers": [label for label, _columns in columns],
        "pages": rows,
        "rows": list(shown_rows(rows.records, columns, file_import.choices)),
        "has_sheets": len({row.sheet for row in file_import.plan.rows}) > 1,
    }


def refuse(request, refusal):
    """Lead back to the import page, which says why a pending file cannot be read or planned."""
    messages.error(request, str(refusal))
    return redirect("admin:partnerships_import")


def read_pending(request, pending, key):
    """Return the Import of a PendingImport, read with its Choices; its progress is told under the `key` of a page."""
    return AgreementResource().read_file(
        bytes(pending.content),
        pending.file_name,
        choices=Choices.from_json(pending.choices),
        progress=teller(request.user.pk, key),
    )


def carry_out_choice(request, pending):
    """Do what the person chose: give up, read the file again with other choices, or carry the import out."""
    if "give_up" in request.POST:
        pending.delete()
        messages.info(request, _("The import of %s was given up; nothing was written.") % pending.file_name)
        return redirect("admin:partnerships_import")
    try:
        if store_choices(request, pending):
            return HttpResponseRedirect(preview_address(request, pending))
        return confirm(request, pending)
    except FileRefused as refusal:
        return refuse(request, refusal)


def preview_address(request, pending):
    """Return the address of the preview after a POST: the page of it that the person went on to, or was on."""
    query = QueryDict(request.POST.get("go", "").lstrip("?"), mutable=True) if "go" in request.POST else request.GET
    kept = {name: query[name] for name in PARTS if name in query}
    if key := request.POST.get("progress"):
        kept["progress"] = key
    here = reverse("admin:partnerships_import_preview", args=[pending.pk])
    return f"{here}?{urlencode(kept)}" if kept else here


def store_choices(request, pending):
    """Store the choices of the posted form; return whether the person must see the preview again before confirming."""
    posted, key = request.POST, request.POST.get("progress", "")
    file_import, choices = read_pending(request, pending, key), Choices.from_json(pending.choices)
    may_end = request.user.has_perm("partnerships.change_agreement")
    problems = take_choices(choices, posted, file_import, may_end=may_end)
    for sentence in problems:
        messages.error(request, sentence)
    before = file_import.choices
    stored, pending.choices = pending.choices, choices.as_json()
    kept = PendingImport.objects.filter(pk=pending.pk)  # which another request may have carried out meanwhile
    if replace(choices, typed=before.typed) == before:
        kept.update(choices=pending.choices)
        return bool(problems) or "confirm" not in posted or has_refused_ending(request, file_import)
    if (choices.columns, choices.taken) != (before.columns, before.taken):
        try:
            read_pending(request, pending, key)
        except FileRefused as refusal:
            pending.choices = stored
            messages.error(request, str(refusal))
            return True
    kept.update(choices=pending.choices)
    if "go" not in posted:
        messages.info(request, _("Your choices were taken; this is what the import would do now."))
    return True


def has_refused_ending(request, file_import):
    """Say which agreement that the list lacks cannot end as the person wrote; return whether there is one."""
    refused = file_import.plan.refused_endings if "end" in file_import.choices.lacking.values() else {}
    for agreement in Agreement.objects.select_related("institution", "agreement_type").filter(pk__in=refused)[:5]:
        messages.error(request, f"{agreement}: {refused[agreement.pk]}")
    return bool(refused)


def confirm(request, pending):
    """Carry the import out, or show a new preview where the register has changed; a second click shows the first's."""
    with transaction.atomic():
        if not PendingImport.objects.select_for_update().filter(pk=pending.pk).exists():
            return show_import_of(request, hashlib.sha256(pending.content).hexdigest())
        file_import = confirmed_plan(
            request,
            lambda fingerprint: AgreementResource().import_file(
                bytes(pending.content),
                pending.file_name,
                user=request.user,
                fingerprint=fingerprint,
                choices=Choices.from_json(pending.choices),
                progress=teller(request.user.pk, request.POST.get("progress", "")),
            ),
        )
        if file_import is None:
            return redirect("admin:partnerships_import_preview", pending.pk)
        pending.delete()
        bring_copies_up_to_date()
    messages.success(request, outcome_sentence(file_import.plan, pending.file_name))
    tell_what_is_left(request, file_import)
    if file_import.run and file_import.plan.counts["held"]:
        waiting = reverse("admin:partnerships_sourcerow_changelist")
        return HttpResponseRedirect(f"{waiting}?decision=waiting&run__id__exact={file_import.run.pk}")
    return redirect("admin:partnerships_agreement_changelist")


def show_import_of(request, checksum):
    """Lead to the import of the file that another click on the same button made, or back where there is none."""
    run = ImportRun.objects.filter(sha256=checksum, user=request.user).first()
    if run is None:
        messages.warning(
            request, _("That import has been carried out or given up already; choose a file to start anew.")
        )
        return redirect("admin:partnerships_import")
    messages.info(request, _("The import of %s was carried out once; here it is.") % run.file_name)
    return redirect("admin:partnerships_importrun_change", run.pk)


def tell_what_is_left(request, file_import):
    """Lead to what an import changed, to what it ended, and to its rows that need a look."""
    if not file_import.run:
        return
    rows = f"{reverse('admin:partnerships_sourcerow_changelist')}?run__id__exact={file_import.run.pk}"
    if file_import.plan.counts["changed"]:
        address = address_of_changes(file_import.run)
        words = _("What it changed, with before and after")
        messages.info(request, format_html('<a href="{}">{}</a>', address, words))
    if file_import.plan.ended:
        address = page_of(file_import.run)[0]
        words = _("What it ended, with before and after")
        messages.info(request, format_html('<a href="{}">{}</a>', address, words))
    if file_import.run.rows.to_look_at().exists():
        messages.warning(request, format_html('<a href="{}&amp;look=open">{}</a>', rows, _("Rows that need a look")))
    if request.user.has_perm("partnerships.change_agreement") and (invited := invitation()):
        messages.warning(request, format_html('<a href="{1}">{0}</a>', *invited))

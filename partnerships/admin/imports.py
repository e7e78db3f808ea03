"""The import page: upload or paste, preview, confirm."""

import hashlib
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.confirming import bring_copies_up_to_date
from partnerships.exporting.writers import XLSX
from partnerships.folding import fold
from partnerships.importing.error_boundary import error_boundary
from partnerships.importing.fields import LABELS
from partnerships.importing.planning.choices import Choices
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource
from partnerships.importing.tables.table_rows import row_key
from partnerships.models import Agreement, AgreementType, ImportRun, Institution, Outcome, PendingImport, SourceRow

from .action_pages import action_page, confirmed_plan, list_of
from .import_preview import (
    chosen_columns,
    kinds_of_remarks,
    lacking_shown,
    new_institutions,
    new_wordings,
    others_shown,
    outcome_sentence,
    sentences,
    shown_rows,
    tables_shown,
    used_columns,
)
from .import_progress import teller
from .import_runs import download

ROWS_PER_PAGE = 150
KEPT_FOR = timedelta(days=1)
LONGEST_REASON = Agreement._meta.get_field("termination_reason").max_length or 300
MOST_SUGGESTED = 2000  # names that a box suggests; others can be typed in full
may_import = permission_required("partnerships.import_agreement", raise_exception=True)


class UploadForm(forms.Form):
    """One file, not over the limit, or a table pasted into a box."""

    file = forms.FileField(
        label=gettext_lazy("List of agreements"),
        help_text=gettext_lazy(
            "A spreadsheet (.xlsx, .xls, .ods), text (.csv, .tsv, .txt), a table of a web page, of a .docx or of a PDF."
        ),
        allow_empty_file=True,
        required=False,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the table"),
        help_text=gettext_lazy("Copy the cells with their header from a spreadsheet, a document or a web page."),
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        required=False,
        strip=False,
    )

    class Media:
        js = ["partnerships/import.js"]

    def clean_file(self):
        """Refuse a file over the limit with a sentence."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("The file has %(size).1f MB; at most %(limit)s MB can be imported. Split it and try again."),
                params={"size": file.size / 2**20, "limit": settings.IMPORT_MAX_BYTES // 2**20},
            )
        return file

    def clean(self):
        """Refuse a form with neither a file nor a table."""
        if not self.errors and self.cleaned_data["file"] is None and not self.cleaned_data["pasted"].strip():
            self.add_error("file", _("Choose a file, or paste a table into the box."))

    def source(self):
        """Return the name of what was uploaded or pasted, its bytes, and the name of its field."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.name, file.read(), "file"
        return _("pasted table"), self.cleaned_data["pasted"].encode(), "pasted"


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
            return redirect("admin:partnerships_import_preview", pending.pk)
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
        messages.warning(
            request, _("That import has been carried out or given up already; choose a file to start anew.")
        )
        return redirect("admin:partnerships_import")
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
    file_import = read_pending(pending, Choices.from_json(pending.choices))
    plan, choices = file_import.plan, file_import.choices
    outcome = request.GET.get("outcome")
    rows = [row for row in plan.rows if outcome not in Outcome.values or row.outcome == outcome]
    rows.sort(key=lambda row: (not row.needs_a_look, not row.offers, row.outcome == Outcome.SKIPPED))
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    columns = used_columns(file_import)
    institutions, uncompared = new_institutions(file_import)
    return {
        "title": _("Preview of the import of %s") % pending.file_name,
        "here": _("Preview"),
        "trail": [list_of(Agreement), (reverse("admin:partnerships_import"), _("Import"))],
        "plan": plan,
        "sentences": sentences(plan),
        "tables": list(tables_shown(file_import)),
        "labels": LABELS.items(),
        "institutions": institutions,
        "uncompared": uncompared,
        "same": chosen_institutions(choices),
        "types_chosen": chosen_types(choices),
        "lacking": lacking_shown(plan, choices),
        "lacking_run": plan.lacking.run,
        "lacking_count": len(plan.lacking.keys),
        "ending": choices.ending,
        "wordings": new_wordings(plan),
        "known_institutions": Institution.objects.order_by("folded_name")[:MOST_SUGGESTED],
        "known_types": AgreementType.objects.all()[:MOST_SUGGESTED],
        "kinds": kinds_of_remarks(plan),
        "others": others_shown(file_import),
        "others_count": sum(len(table.others) for table in file_import.tables),
        "ignored": [header for table in file_import.tables for header in table.ignored],
        "outcomes": [(value, label, plan.counts[value]) for value, label in Outcome.choices if plan.counts[value]],
        "outcome": outcome,
        "headers": [LABELS[column] for column in columns],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "rows": list(shown_rows(page, columns, choices)),
        "has_sheets": any(table.sheet for table in file_import.tables),
    }


def refuse(request, refusal):
    """Lead back to the import page, which says why a pending file cannot be read or planned."""
    messages.error(request, str(refusal))
    return redirect("admin:partnerships_import")


def chosen_institutions(choices):
    """Return the institutions that the person chose for names: [(key, name as compared, institution)]."""
    known = Institution.objects.in_bulk(choices.same.values())
    return [(key, key.partition("|")[0], known[pk]) for key, pk in choices.same.items() if pk in known]


def chosen_types(choices):
    """Return the types that the person chose for wordings: [(key, type)]."""
    known = AgreementType.objects.in_bulk(choices.types.values())
    return [(key, known[pk]) for key, pk in choices.types.items() if pk in known]


def read_pending(pending, choices):
    """Return the Import of a PendingImport, read with the Choices of a person."""
    return AgreementResource().read_file(bytes(pending.content), pending.file_name, choices=choices)


def carry_out_choice(request, pending):
    """Do what the person chose: give up, read the file again with other choices, or carry the import out."""
    if "give_up" in request.POST:
        pending.delete()
        messages.info(request, _("The import of %s was given up; nothing was written.") % pending.file_name)
        return redirect("admin:partnerships_import")
    try:
        if store_choices(request, pending):
            here = reverse("admin:partnerships_import_preview", args=[pending.pk])
            return HttpResponseRedirect(f"{here}?{request.GET.urlencode()}" if request.GET else here)
        return confirm(request, pending)
    except FileRefused as refusal:
        return refuse(request, refusal)


def store_choices(request, pending):
    """Store the choices of the posted form; return whether the person must see the preview again before confirming."""
    posted, choices = request.POST, Choices.from_json(pending.choices)
    file_import = read_pending(pending, choices)
    choices.columns |= chosen_columns(file_import, posted)
    shown = set(posted.getlist("shown"))
    choices.accepted = (choices.accepted - shown) | (set(posted.getlist("accepted")) & shown)
    choices.same |= {
        key.removeprefix("same-"): int(value)
        for key, value in posted.items()
        if key.startswith("same-") and value.isascii() and value.isdigit() and len(value) < 18
    }
    for key in posted.getlist("forget"):
        choices.same.pop(key, None)
    for key in posted.getlist("forget_type"):
        choices.types.pop(key, None)
    take_rows(choices, posted, file_import)
    if not take_lacking(choices, posted, may_end=request.user.has_perm("partnerships.change_agreement")):
        messages.error(request, _("Give the day on which the agreements end, not after today."))
        return True
    unknown = take_typed_names(choices, posted)
    for name in unknown:
        messages.error(request, _("“%s” names no registered record, or several; type it as it is suggested.") % name)
    if choices.as_json() == Choices.from_json(pending.choices).as_json():
        return bool(unknown) or "confirm" not in posted
    try:
        read_pending(pending, choices)
    except FileRefused as refusal:
        messages.error(request, str(refusal))
        return True
    pending.choices = choices.as_json()
    pending.save(update_fields=["choices"])
    messages.info(request, _("Your choices were taken; this is what the import would do now."))
    return True


def take_rows(choices, posted, file_import):
    """Take the posted rows to leave out and to take in: single ones, or all with one code of a remark."""
    shown = set(posted.getlist("row"))
    choices.left_out = (choices.left_out - shown) | (set(posted.getlist("left_out")) & shown)
    choices.taken = (choices.taken - shown) | (set(posted.getlist("taken")) & shown)
    if code := posted.get("leave_kind"):
        rows = (row for row in file_import.plan.rows if any(remark.code == code for remark in row.remarks))
        choices.left_out |= {row_key(row.sheet, row.source.number) for row in rows}


def take_lacking(choices, posted, *, may_end):
    """Take what to do about agreements that the list lacks; return False where one is to end and no day is given."""
    known = {"review", "end"} if may_end else {"review"}
    for name, value in posted.items():
        pk = name.removeprefix("lacking-")
        if name != pk and pk.isascii() and pk.isdigit():
            choices.lacking.pop(pk, None)
            if value in known:
                choices.lacking[pk] = value
    if "ending_on" not in posted or "end" not in choices.lacking.values():
        return True
    day = parse_day(posted["ending_on"])
    if day is None or day > timezone.localdate():
        return False
    choices.ending = {"on": day.isoformat(), "reason": posted.get("ending_reason", "").strip()[:LONGEST_REASON]}
    return True


def parse_day(text):
    """Return the day that an ISO `text` names, or None."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def take_typed_names(choices, posted):
    """Take the registered institutions and types that were typed for unknown names; return texts that name none."""
    unknown = []
    for name, text in posted.items():
        kind, _dash, key = name.partition("-")
        if kind in TYPED and text.strip():
            find, chosen = TYPED[kind]
            found = find(text.strip())
            if found is None:
                unknown.append(text.strip())
            else:
                getattr(choices, chosen)[key] = found.pk
    return unknown


def institution_named(text):
    """Return the one registered institution that a `text` names, with its country or without; else None."""
    named = Q(folded_name=fold(text)) | Q(other_names__folded_name=fold(text))
    found = list(Institution.objects.filter(named).distinct()[:2])
    if not found:
        before = Institution.objects.filter(folded_name=fold(text.rpartition(",")[0]))
        found = [one for one in before if fold(label_of(one)) == fold(text)]
    if len(found) > 1:
        found = [one for one in found if fold(label_of(one)) == fold(text)]
    return found[0] if len(found) == 1 else None


def label_of(institution):
    """Return an institution as a box suggests it: with its country."""
    return f"{institution.name}, {institution.country_name}"


def type_named(text):
    """Return the registered type that a `text` names, or None."""
    named = Q(folded_name=fold(text)) | Q(other_names__folded_name=fold(text))
    return AgreementType.objects.filter(named).first()


# What a person may type for an unknown name: {kind of box: (how it is looked up, where the choice is kept)}.
TYPED = {"typed": (institution_named, "same"), "wording": (type_named, "types")}


def confirm(request, pending):
    """Carry the import out, or show a new preview where the register has changed; a second click shows the first's."""
    with transaction.atomic():
        if not PendingImport.objects.select_for_update().filter(pk=pending.pk).exists():
            return show_import_of(request, pending)
        file_import = confirmed_plan(
            request,
            lambda fingerprint: AgreementResource().import_file(
                bytes(pending.content),
                pending.file_name,
                user=request.user,
                fingerprint=fingerprint,
                choices=Choices.from_json(pending.choices),
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


def show_import_of(request, pending):
    """Lead to the import that another click on the same button made meanwhile, or back where it was given up."""
    run = ImportRun.objects.filter(sha256=hashlib.sha256(pending.content).hexdigest(), user=request.user).first()
    if run is None:
        return redirect("admin:partnerships_import")
    messages.info(request, _("The import of %s was carried out once; here it is.") % pending.file_name)
    return redirect("admin:partnerships_importrun_change", run.pk)


def tell_what_is_left(request, file_import):
    """Lead to what an import changed, and to its rows that need a look."""
    if not file_import.run:
        return
    rows = f"{reverse('admin:partnerships_sourcerow_changelist')}?run__id__exact={file_import.run.pk}"
    if file_import.plan.counts["changed"]:
        link = '<a href="{}&amp;outcome__exact=changed">{}</a>'
        messages.info(request, format_html(link, rows, _("What it changed, with before and after")))
    if file_import.run.rows.to_look_at().exists():
        messages.warning(request, format_html('<a href="{}&amp;look=open">{}</a>', rows, _("Rows that need a look")))

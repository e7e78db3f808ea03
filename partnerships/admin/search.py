"""The page of the search over everything: what was found of each kind, with the way to all of it."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from partnerships.importing.remarks import Remark
from partnerships.languages import capfirst
from partnerships.models import Agreement, ImportRun, Institution, SourceRow
from partnerships.models.staff import full_name
from partnerships.partial_dates import PartialDate
from partnerships.public.listing.spelling import suggested_words

from .finding import OfficeSearch, by_number_first
from .kept_list import KEPT

SHOWN = 10  # records of a kind


class Hit(NamedTuple):
    """A record that was found: the address of its page, its name, and what else is said of it."""

    address: str
    name: str
    about: list[str]
    agreement: Agreement | None = None


class Hits(NamedTuple):
    """What was found of one kind: its title, the number of them all, the first of them, and the address of them all."""

    title: str
    total: int
    first: list[Hit]
    address: str


def page_address(record, text):
    """Return the address of the page of a `record`, which leads back to the list that a `text` finds."""
    opts = record._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    return f"{address}?{urlencode({KEPT: urlencode({'q': text})})}"


def agreement_hit(agreement, text):
    """Return an agreement as it is shown."""
    about = [
        _("No %(number)s") % {"number": agreement.register_number},
        agreement.institution.country_name,
        str(agreement.agreement_type or ""),
        agreement.reference,
        str(agreement.unit or ""),
    ]
    return Hit(page_address(agreement, text), agreement.institution.name, [*filter(None, about)], agreement)


def institution_hit(institution, text):
    """Return an institution as it is shown."""
    about = [institution.country_name, institution.city, institution.website]
    return Hit(page_address(institution, text), institution.name, [*filter(None, about)])


def row_hit(row, text):
    """Return a row of an import as it is shown."""
    said = [Remark.from_stored(remark).message for remark in row.remarks[:1]]
    name = _("%(file)s, row %(row)s") % {"file": row.run.file_name, "row": row.row}
    about = [row.get_outcome_display(), row.values.get("institution") or "", *said]
    return Hit(page_address(row, text), name, [*filter(None, about)])


def run_hit(run, text):
    """Return an import as it is shown."""
    about = [PartialDate.of(timezone.localdate(run.imported_at)).short, full_name(run.user) if run.user else ""]
    return Hit(page_address(run, text), run.file_name, [*filter(None, about)])


def person_hit(person, text):
    """Return an account as it is shown."""
    about = [person.get_username(), person.email, "" if person.is_active else _("may not sign in")]
    return Hit(page_address(person, text), full_name(person), [*filter(None, about)])


def title_of(model):
    """Return what records of a `model` are called."""
    return {SourceRow: _("Rows of imports"), User: _("People")}.get(model, capfirst(model._meta.verbose_name_plural))


def found_in(request, text, search):
    """Yield the Hits of each kind that the person may see; those of which nothing was found, too."""
    agreements = Agreement.objects.filter(search.agreements()).order_by(
        by_number_first(search), "institution__folded_name", "register_number"
    )
    agreements = agreements.select_related("institution", "agreement_type", "responsible", "unit")
    institutions = Institution.objects.filter(search.institutions()).order_by("folded_name", "pk")
    rows = SourceRow.objects.filter(search.rows()).select_related("run").order_by("-run", "sheet", "row")
    kinds = [
        (Agreement, agreements, agreement_hit),
        (Institution, institutions, institution_hit),
        (ImportRun, ImportRun.objects.filter(search.runs()).select_related("user"), run_hit),
        (SourceRow, rows, row_hit),
    ]
    if request.user.has_perm("auth.view_user"):
        accounts = admin.site.get_model_admin(User).get_queryset(request)
        kinds.append((User, accounts.filter(pk__in=search.people(accounts)).order_by("username"), person_hit))
    for model, found, hit in kinds:
        opts = model._meta
        if request.user.has_perm(f"{opts.app_label}.view_{opts.model_name}"):
            address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            count = found.aggregate(count=Count("pk"))["count"]
            first = [hit(record, text) for record in found[:SHOWN]] if count else []
            yield Hits(title_of(model), count, first, f"{address}?{urlencode({'q': text})}")


@require_safe
@permission_required("partnerships.view_agreement", raise_exception=True)
def search_page(request):
    """Show what the words of a search find, by kind."""
    text = request.GET.get("q", "").strip()[:200].replace("\0", "")
    kinds, likely = [], None
    if text:
        search = OfficeSearch(text)
        kinds = list(found_in(request, text, search))
        if not any(kind.total for kind in kinds):
            likely = suggested_words(search.search.words, search.version)
    context = {
        "title": _("Search: %(text)s") % {"text": text} if text else pgettext("search box", "Search"),
        "text": text,
        "found": [kind for kind in kinds if kind.total],
        "not_found": [kind.title for kind in kinds if not kind.total],
        "likely": " ".join(likely or ()),
    }
    return render(request, "admin/search.html", admin.site.each_context(request) | context)

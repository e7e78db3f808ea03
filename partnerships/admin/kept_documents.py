"""Documents that were replaced or removed: their files stay as evidence, with who took them away, when and why."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partnerships.merging.recording import with_reason
from partnerships.models import Agreement, Document
from partnerships.models.documents import description_of
from partnerships.models.staff import full_name
from partnerships.public.document_files import response_with
from partnerships.removed_files import shown_since

from .action_pages import action_page, list_of, page_of

PER_PAGE = 50
TEMPLATE = "admin/partnerships/kept_documents.html"


def endings(**agreement):
    """Return the lines of history that took a file away, the latest first: a removal, or a line with another file.

    Each has the `former` line that had the file. With an `agreement`, those of it.
    """
    earlier = Document.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    lines = Document.history.filter(**agreement).annotate(
        former=Subquery(earlier.values("history_id")[:1]), former_file=Subquery(earlier.values("file")[:1])
    )
    is_replaced = Q(history_type="~", former__isnull=False) & ~Q(former_file=F("file"))
    return lines.filter(is_replaced | Q(history_type="-")).order_by("-history_id")


def rows_of(lines):
    """Return what the page says of some `lines` of `endings`: a dictionary each."""
    formers = Document.history.in_bulk({line.former for line in lines if line.history_type == "~"})
    named = Agreement.objects.select_related("institution", "agreement_type")
    agreements = named.in_bulk({line.agreement_id for line in lines})
    return [row_of(line, formers.get(line.former, line), agreements.get(line.agreement_id)) for line in lines]


def row_of(line, version, agreement):
    """Return the row of a `line` of `endings`, the `version` with the file that it took, and the agreement, or None."""
    return {
        "version": version,
        "description": description_of(version),
        "agreement": agreement and page_of(agreement),
        "is_kept": line.history_date >= shown_since(),
        "is_removed": line.history_type == "-",
        "when": line.history_date,
        "who": full_name(line.history_user) if line.history_user else "–",
        "why": line.history_change_reason or "",
    }


def require_view_permission(request):
    """Raise PermissionDenied unless the person may see documents."""
    if not request.user.has_perm("partnerships.view_document"):
        raise PermissionDenied


@require_safe
def kept_documents_view(request: HttpRequest) -> HttpResponse:
    """Return the page of the documents that were replaced or removed, of one agreement where the address names it."""
    require_view_permission(request)
    asked = request.GET.get("agreement", "")
    if asked and not (asked.isdecimal() and len(asked) < 19):
        raise Http404
    of_one = {"agreement_id": int(asked)} if asked else {}
    page = Paginator(endings(**of_one).select_related("history_user"), PER_PAGE).get_page(request.GET.get("page"))
    agreement = Agreement.objects.filter(pk=of_one["agreement_id"]).first() if of_one else None
    return action_page(
        request,
        title=_("Documents replaced or removed"),
        trail=[list_of(Agreement), *([page_of(agreement)] if agreement else [])],
        template=TEMPLATE,
        rows=rows_of(list(page)),
        days=settings.KEEP_REMOVED_DAYS,
        page_obj=page,
        query=f"agreement={asked}&" if asked else "",
    )


@require_safe
def document_version_view(request: HttpRequest, version: int) -> FileResponse:
    """Return the file that a document had in a `version` of its history."""
    require_view_permission(request)
    found = get_object_or_404(Document.history, history_id=version)
    return response_with(Document._meta.get_field("file").storage, found.file, found.name)


def remove_documents_of(request, agreements):
    """Remove the documents of `agreements` that are about to be deleted, and say that their files are kept."""
    documents = Document.objects.filter(agreement__in=agreements).select_related(
        "agreement__institution", "agreement__agreement_type"
    )
    typed = request.POST.get("change_reason", "").strip()
    for document in documents:
        document._change_reason = with_reason(_("deleted with its agreement, %s") % document.agreement, typed)
        document.delete()
    if count := len(documents):
        sentence = ngettext("%d document of it is kept:", "%d documents are kept:", count) % count
        address = reverse("admin:partnerships_agreement_documents")
        link = format_html('<a href="{}">{}</a>', address, _("Documents replaced or removed"))
        messages.info(request, format_html("{} {}", sentence, link))

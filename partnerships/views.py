"""The public pages."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView
from django_filters.views import FilterView
from PIL import Image

from partnerships.filters import LONGEST_SEARCH, AgreementFilter
from partnerships.languages import own_language
from partnerships.models import Agreement, CalendarToken, Document, Institution
from partnerships.renewals.calendar import calendar_of

PER_PAGE = 50
HEADERS = [
    ("no", pgettext_lazy("number", "No")),
    (None, gettext_lazy("Logo")),
    ("institution", gettext_lazy("University")),
    ("country", gettext_lazy("Country")),
    ("type", gettext_lazy("Type")),
    ("date", gettext_lazy("Date")),
    (None, gettext_lazy("Website")),
]


class AgreementList(FilterView):
    """All public agreements, searched, filtered and sorted by the parameters of the address."""

    filterset_class = AgreementFilter
    template_name = "partnerships/agreement_list.html"
    paginate_by = PER_PAGE
    strict = True

    def get_queryset(self):
        return Agreement.objects.public().select_related("institution", "agreement_type")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = self.filterset.form
        parameters = self.request.GET.copy()
        parameters.pop("page", None)
        sort = self.request.GET.get("sort", "no") if "sort" not in form.errors else "no"
        context["errors"] = [error for errors in form.errors.values() for error in errors]
        context["groups"] = [
            (form[name], len(self.request.GET.getlist(name))) for name in ("country", "type", "status", "year")
        ]
        context["headers"] = [header(label, name, sort, parameters) for name, label in HEADERS]
        context["sort"] = sort
        context["searched"] = self.request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
        if context["is_paginated"]:
            context["page_range"] = context["paginator"].get_elided_page_range(context["page_obj"].number)
        context["page_query"] = parameters.urlencode()
        context["is_filtered"] = any(
            self.request.GET.getlist(name) not in ([], [""]) for name in ("q", "country", "type", "status", "year")
        )
        return context


def header(label, name, sort, parameters):
    """A column's header: its label, the address that sorts by it, and how it is sorted now (as aria-sort says it)."""
    if name is None:
        return {"label": label}
    now = "ascending" if sort == name else "descending" if sort == f"-{name}" else None
    parameters = parameters.copy()
    parameters["sort"] = f"-{name}" if now == "ascending" else name
    return {"label": label, "query": parameters.urlencode(), "now": now}


def institutions():
    """The institutions that a public agreement makes public."""
    return Institution.objects.filter(Exists(Agreement.objects.public().filter(institution=OuterRef("pk"))))


class InstitutionDetail(DetailView):
    """One institution with its public agreements."""

    template_name = "partnerships/institution_detail.html"

    def get_queryset(self):
        agreements = Agreement.objects.public().select_related("agreement_type").order_by("-signed_on", "pk")
        return institutions().prefetch_related(Prefetch("agreements", agreements, to_attr="public_agreements"))


@require_safe
def institution_logo(request, slug):
    """The logo of a public institution."""
    institution = get_object_or_404(institutions(), slug=slug)
    try:
        file = institution.logo.open()
    except (ValueError, OSError):
        raise Http404(_("This institution has no logo.")) from None
    with Image.open(file) as picture:
        content_type = picture.get_format_mimetype()
    file.seek(0)
    return FileResponse(file, content_type=content_type or "application/octet-stream")


@require_safe
def document(request, key):
    """A document of an agreement, always as a download: to anybody where it is public, else to staff who may see it."""
    found = get_object_or_404(Document.objects.select_related("agreement"), key=key)
    is_open = found.is_public and found.agreement.is_public
    if not is_open and not (request.user.is_staff and request.user.has_perm("partnerships.view_document")):
        raise Http404
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=found.name, content_type="application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def calendar(request, token):
    """The renewal dates of the member of staff whose secret address this is; any other is not found."""
    found = CalendarToken.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if found is None or not found.user.has_perm("partnerships.view_agreement"):
        raise Http404
    with translation.override(own_language(found.user) or settings.LANGUAGE_CODE):
        response = HttpResponse(calendar_of(found.user), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    return response

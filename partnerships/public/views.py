"""The public list and calendars."""

import hashlib
from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from partnerships.calendar_files import MEDIA_TYPE
from partnerships.languages import preferred_language
from partnerships.models import CalendarToken, Unit
from partnerships.public.listing.finding import MOST_SHOWN, Found
from partnerships.public.listing.rows import rows_with
from partnerships.public.listing.words import MOST
from partnerships.renewals.calendar_feed import calendar_of

from . import list_page
from .answers import page_of
from .asked import searched_text, understood
from .facets import Facets
from .filters import PAGE_SIZES, SORTS
from .ways_on import WaysOn

LONGEST_KEY = 18  # digits of a primary key
HEADERS = {
    "no": pgettext_lazy("number", "No"),
    "institution": gettext_lazy("Partner"),
    "type": gettext_lazy("Agreement"),
    "date": pgettext_lazy("column", "Signed"),
    "until": gettext_lazy("Valid until"),
}


class FoundPages(Paginator):
    """The pages of what was Found, each a list of Rows."""

    def __init__(self, found):
        super().__init__(found, found.filterset.page_size)

    @cached_property
    def count(self):
        return self.object_list.total

    def page(self, number):
        number = self.validate_number(number)
        keys = self.object_list.page((number - 1) * self.per_page, self.per_page)
        filterset = self.object_list.filterset
        rows = rows_with(keys, filterset.version, filterset.types, filterset.kinds, filterset.day)
        return self._get_page(rows, number, self)


class AgreementList(TemplateView):
    """All public agreements, searched, filtered, counted and sorted by the parameters of the address.

    The listing is up to date: `page_cache.cache_public_pages` brings it so before any public page is made.
    """

    template_name = "public/agreement_list.html"

    def get_context_data(self, **kwargs):
        filterset, unknown = understood(self.request)
        context = super().get_context_data(filterset=filterset, searched=searched_text(self.request), unknown=unknown)
        found = Found(filterset)
        facets, paginator = Facets(filterset, found), FoundPages(found)
        page = page_of(paginator, self.request)
        context |= {"found": found, "facets": facets, "paginator": paginator, "page_obj": page}
        has_logos = 2 * sum(1 for row in page if row.logo) >= len(page)
        return context | {
            "most": MOST,
            "shown": MOST_SHOWN,
            "sizes": [{"number": size, "query": facets.query(size=size)} for size in PAGE_SIZES],
            "groups": grouped(page, facets),
            "page_query": facets.query(),
            "list_views": list_views(facets),
            "headers": [header(label, name, facets) for name, label in HEADERS.items()],
            "page_range": paginator.get_elided_page_range(page.number) if paginator.num_pages > 1 else (),
            "has_logos": has_logos,
            # What a row looks like depends on, beside itself and the heading above it.
            "drawn_for": (filterset.version, translation.get_language(), filterset.day, has_logos),
            "ways_on": None if found.total else WaysOn(facets),
            "start_countries": () if found.total else list_page.largest_countries(facets),
            "heading": list_page.heading(found),
            "page_title": list_page.page_title(facets),
            "sorts": list_page.sorts(facets),
            "sort_now": list_page.sort_now(facets),
            "show_label": list_page.show_label(found),
            "shown_facets": lambda: list_page.shown_facets(facets),
        }


def grouped(page, facets):
    """Return the Rows of a page as (heading, number of all under it, rows).

    One group without heading where they are not sorted by country.
    """
    if facets.filterset.order.name != "country" or not facets.found.is_complete:
        return [(None, None, list(page))]
    counts, label_of = facets.found.counts("country"), facets.filters["country"].label_of
    return [
        (label_of(country), counts.get(country), list(rows))
        for country, rows in groupby(page, key=lambda row: row.country)
    ]


def list_views(facets):
    """Return the views of the list as {label, query}; the query is None for the one that is shown."""
    is_grouped = facets.filterset.order.name == "country"
    return [
        {"label": _("One list"), "query": facets.query(sort="") if is_grouped else None},
        {"label": _("By country"), "query": None if is_grouped else facets.query(sort="country")},
    ]


def header(label, name, facets):
    """Return a column's header: its label, the query that sorts by it, and its order now, in the words of aria-sort."""
    if name not in SORTS or not facets.found.is_complete:
        return {"label": label, "name": name}
    order, now = facets.filterset.order, None
    if order.name == name:
        now = "descending" if order.is_descending else "ascending"
    return {
        "label": label,
        "name": name,
        "query": facets.query(sort=f"-{name}" if now == "ascending" else name),
        "now": now,
    }


@require_safe
def calendar(request, token):
    """Return the calendar of the member of staff whose secret token this is, or that of a `unit`, for them.

    404 for any other token or unit; 304 where a program has it already as it is.
    """
    open_ones = CalendarToken.objects.filter(user__is_active=True, user__is_staff=True)
    found = open_ones.select_related("user").filter(token=token).first()
    if found is None or not found.user.has_perm("partnerships.view_agreement"):
        raise Http404
    unit = unit_of(request.GET["unit"]) if "unit" in request.GET else None
    with translation.override(preferred_language(found.user) or settings.LANGUAGE_CODE):
        content = calendar_of(found.user, unit)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=response)


def unit_of(key):
    """Return the unit with that primary `key`, as a text; raise Http404 for none."""
    unit = Unit.objects.filter(pk=key).first() if key.isdecimal() and len(key) <= LONGEST_KEY else None
    if unit is None:
        raise Http404
    return unit

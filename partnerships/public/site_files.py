"""Files for monitors and crawlers: healthz, robots.txt and the sitemap."""

from functools import cache
from math import ceil

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.absolute_addresses import absolute
from partnerships.models import Agreement, Institution

from .institution_pages import public_institutions
from .listing import triggers

PAGES = ["agreement_list", "institution_list", "statistics", "about"]
PER_SITEMAP = 2000  # institutions; the protocol allows 50,000 addresses, but one answer should take little time
MOST_SITEMAPS = 50_000  # parts that an index may name


@require_safe
def healthz(request):
    """Say whether the site and its database answer, and whether this has been migrated and has its triggers."""
    try:
        if not is_migrated(connection):
            return plain(_("The database has not been migrated."), status=503)
        missing = triggers.missing(DEFAULT_DB_ALIAS)
    except Error:
        return plain(_("The database does not answer."), status=503)
    if missing:
        return plain(_("The database lacks triggers, so pages may be out of date."), status=503)
    return plain("ok")


def is_migrated(connection):
    """Return whether all migrations of this code have been applied; False for an empty database."""
    return last_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def last_migrations():
    """Return the last migration of each app, which those before it precede."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def plain(text, status=200):
    """Return a response of plain text that is never cached."""
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


@require_safe
def robots(request):
    """Return robots.txt: crawlers stay out of the office and of the combinations of the list's filters."""
    disallowed = ["/*?"]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            disallowed += [reverse("admin:index"), reverse("calendar", args=["x"]).removesuffix("x.ics")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in sorted(set(disallowed)))]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap_index'), request)}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request):
    """Return the index of the sitemap: the addresses of its parts."""
    count = max(1, ceil(public_institutions().count() / PER_SITEMAP))
    parts = [absolute(reverse("sitemap", args=[number]), request) for number in range(1, count + 1)]
    return render(request, "public/sitemap_index.xml", {"parts": parts}, content_type="application/xml")


@require_safe
@translation.override(settings.LANGUAGE_CODE)
def sitemap(request, number):
    """Return part `number` of the sitemap, from 1: PER_SITEMAP institutions each, and the other pages in the first."""
    if not 1 <= number <= MOST_SITEMAPS:
        raise Http404
    start = (number - 1) * PER_SITEMAP
    found = list(public_institutions().only("pk", "slug").order_by("pk")[start : start + PER_SITEMAP])
    changed_at = last_changes(found)
    entries = pages() if number == 1 else []
    entries += [(institution.get_absolute_url(), changed_at.get(institution.pk)) for institution in found]
    entries += agreement_pages(found)
    if not entries:
        raise Http404
    context = {"entries": [(absolute(path, request), changed_at) for path, changed_at in entries]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def pages():
    """Return the paths of the pages that belong to no institution, each with the moment of the last change."""
    changed_at = Agreement.history.aggregate(last=Max("history_date"))["last"]
    return [(reverse(name), changed_at) for name in PAGES]


def agreement_pages(found):
    """Return the paths of the pages of the public agreements of some institutions, each with its last change."""
    shown = Agreement.objects.public().filter(institution__in=[institution.pk for institution in found])
    history = Agreement.history.filter(id__in=shown.values("pk")).order_by().values_list("id")
    changed_at = dict(history.annotate(Max("history_date")))
    return [(each.get_absolute_url(), changed_at.get(each.pk)) for each in shown.only("pk", "register_number")]


def last_changes(found):
    """Return {primary key: moment of the last change} of institutions and their public agreements.

    `found` are the institutions of one part, in the order of their keys. This is a query of its own: in theirs, it
    would be computed for those of the earlier parts, too.
    """
    if not found:
        return {}
    first, last = found[0].pk, found[-1].pk
    own = Institution.history.filter(id__gte=first, id__lte=last)
    shown = Agreement.history.filter(institution__gte=first, institution__lte=last, is_public=True)
    changed_at = dict(own.order_by().values_list("id").annotate(Max("history_date")))
    for pk, moment in shown.order_by().values_list("institution").annotate(Max("history_date")):
        changed_at[pk] = max(moment, changed_at.get(pk, moment))
    return changed_at

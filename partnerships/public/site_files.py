"""Files for crawlers: robots.txt and the sitemap."""

from math import ceil

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from partnerships.absolute_addresses import absolute
from partnerships.languages import translations_of
from partnerships.models import Agreement, Institution

from .partners import public_institutions

PAGES = ["agreement_list", "institution_list", "statistics", "data", "about"]
PER_SITEMAP = 500  # institutions or agreements, each in all languages; one answer should take little time
MOST_SITEMAPS = 50_000  # parts that an index may name


@require_safe
def robots(request):
    """Return robots.txt: crawlers may read each page, since what is not to be found says so itself (`noindex`)."""
    lines = ["User-agent: *", "Disallow:", "", f"Sitemap: {absolute(reverse('sitemap_index'), request)}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request):
    """Return the index of the sitemap: the addresses of its parts."""
    count = parts_of(public_institutions()) + ceil(Agreement.objects.public().count() / PER_SITEMAP)
    parts = [absolute(reverse("sitemap", args=[number]), request) for number in range(1, count + 1)]
    return render(request, "public/sitemap_index.xml", {"parts": parts}, content_type="application/xml")


def parts_of(institutions):
    """Return how many parts of the sitemap some institutions take: one at least, which has the other pages."""
    return max(1, ceil(institutions.count() / PER_SITEMAP))


@require_safe
@translation.override(settings.LANGUAGE_CODE)
def sitemap(request, number):
    """Return part `number` of the sitemap, from 1: the other pages, all institutions, and then all agreements."""
    if not 1 <= number <= MOST_SITEMAPS:
        raise Http404
    before = parts_of(public_institutions())
    entries = pages() if number == 1 else []
    if number <= before:
        entries += institution_pages(part(public_institutions().only("pk", "slug").order_by("pk"), number))
    else:
        agreements = Agreement.objects.public().only("pk", "register_number").order_by("register_number")
        entries += agreement_pages(part(agreements, number - before))
    if not entries:
        raise Http404
    context = {"entries": [entry for path, changed_at in entries for entry in in_languages(path, changed_at, request)]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def part(records, number):
    """Return the records of part `number`, from 1."""
    return list(records[(number - 1) * PER_SITEMAP : number * PER_SITEMAP])


def in_languages(path, changed_at, request):
    """Return the page at a `path` in each language: its address, those in all languages, and its last change."""
    found = [(each, absolute(each.address, request)) for each in translations_of(path)]
    alternates = [(each.code, address) for each, address in found]
    alternates += [("x-default", address) for each, address in found if each.is_default]
    return [(address, alternates, changed_at) for _each, address in found]


def pages():
    """Return the paths of the pages that belong to no institution, each with the moment of the last change."""
    changed_at = Agreement.history.aggregate(last=Max("history_date"))["last"]
    return [(reverse(name), changed_at) for name in PAGES]


def institution_pages(found):
    """Return the paths of the pages of some institutions, each with its last change."""
    changed_at = last_changes(found)
    return [(institution.get_absolute_url(), changed_at.get(institution.pk)) for institution in found]


def agreement_pages(found):
    """Return the paths of the pages of some agreements, each with its last change."""
    history = Agreement.history.filter(id__in=[agreement.pk for agreement in found]).order_by().values_list("id")
    changed_at = dict(history.annotate(Max("history_date")))
    return [(agreement.get_absolute_url(), changed_at.get(agreement.pk)) for agreement in found]


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

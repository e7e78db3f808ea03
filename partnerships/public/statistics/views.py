"""The page of statistics, and its charts as files."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from partnerships.colours import light_accents
from partnerships.exporting.writers import CSV, Heading, csv_parts
from partnerships.public.asked import refusal_of, understood
from partnerships.public.home import home_of

from .charts import KEYS, MOST_BARS, Charts, picture_file

WORLD = "world"  # in the address, for a map that is not cut
ALSO = ("page", "map")  # parameters that the address of the list may have, too, and the one of the map


class Statistics(TemplateView):
    """Pictures of the public register, each with an equal table, under the filters of the list.

    The listing is up to date: `page_cache.cache_public_pages` brings it so.
    """

    template_name = "public/statistics.html"

    def get_context_data(self, **kwargs):
        filterset, unknown = understood(self.request, also=ALSO)
        charts = charts_of(filterset, self.request)
        is_whole = not charts.facets.chips
        heading, number = charts.heading(is_whole=is_whole) if charts.total else ("", None)
        query = charts.facets.filters_query
        return super().get_context_data(**kwargs) | {
            "unknown": unknown,
            "facets": charts.facets,
            "heading": heading,
            "heading_number": number,
            "day": charts.date_in_words,
            "total": charts.total,
            "numbers": charts.numbers(),
            "chips": charts.facets.chips[:-1] if filterset.day else charts.facets.chips,
            "query": query,
            "world_query": f"{query}&map={WORLD}" if query else f"map={WORLD}",
            "map_query": f"?{self.request.GET.urlencode()}" if self.request.GET else "",
            "map": charts.countries,
            "charts": [chart for key in KEYS[1:] if (chart := charts.chart(key)).picture] if charts.total else [],
            "most_bars": MOST_BARS,
        }


def charts_of(filterset, request):
    """Return the Charts that the address of a request asks for."""
    is_whole_world = request.GET.get("map") == WORLD
    return Charts(filterset, filterset.day or timezone.localdate(), home_of(request), is_whole_world=is_whole_world)


def chart_of(request, key):
    """Return the chart that a file is asked for of, or the response that refuses it."""
    if key not in KEYS:
        raise Http404
    filterset, unknown = understood(request, also=ALSO)
    if unknown:
        return None, refusal_of(unknown)
    return charts_of(filterset, request).chart(key), None


@require_safe
def chart_csv(request, key):
    """Return the table of a chart as a file: codes, names in the language of the address, and numbers."""
    chart, refusal = chart_of(request, key)
    if refusal:
        return refusal
    is_named = "name" in chart.columns
    rows = ([row.value, *([row.label] if is_named else []), *row.numbers] for row in chart.rows)
    text = "".join(csv_parts([Heading(column, 0) for column in chart.columns], rows))
    return taken_away(text, CSV, f"{key}.csv")


@require_safe
def chart_svg(request, key):
    """Return the picture of a chart as a file, in the light colours."""
    chart, refusal = chart_of(request, key)
    if refusal:
        return refusal
    if not (picture := picture_file(chart)):
        raise Http404
    template = f"public/_statistics_{chart.file}_picture.html"
    colours = light_accents(home_of(request).accent)
    context = {
        "chart": chart,
        "picture": picture,
        "is_file": True,
        "mark": colours["accent"],
        "pale": colours["step-1"],
    }
    text = render_to_string(template, context).strip()
    return taken_away(text, "image/svg+xml; charset=utf-8", f"{key}.svg")


def taken_away(text, content_type, name):
    """Return the response with a file that other sites may fetch."""
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(text, content_type=content_type, headers=headers)

"""The page of statistics."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from partnerships.countries import country_name
from partnerships.models import Status
from partnerships.partial_dates import PartialDate
from partnerships.public.filters import UNKNOWN_TEXT

from .figures import Figures
from .pictures import bars_across, columns, curve, totals, world_map, written

NAMED = 3  # countries in the description of the map


class Statistics(TemplateView):
    """Pictures of the public register, each with an equal table beside it.

    The listing is up to date: `page_cache.cache_public_pages` brings it so.
    """

    template_name = "public/statistics.html"

    def get_context_data(self, **kwargs):
        today, figures = timezone.localdate(), Figures(getattr(self, "request", None))
        countries = named_countries(figures.by_country())
        years, types = figures.by_year(), named_types(figures.by_type())
        total = sum(agreements for _code, _name, agreements, _institutions in countries)
        return super().get_context_data(**kwargs) | {
            "today": PartialDate(today.year, today.month, today.day),
            "total": total,
            "headline": headline(countries, total),
            "map": picture_of_countries(countries),
            "countries": [
                row(name, "country", code, agreements, institutions)
                for code, name, agreements, institutions in countries
            ],
            **in_time(years),
            "types_picture": bars_across([(name, number) for _slug, name, number in types]),
            "types": [row(name, "type", slug, number) for slug, name, number in types],
            "statuses": [
                row(Status(value).label, "status", value, number) for value, number in in_order(figures.by_status())
            ],
        }


def row(label, parameter, value, *numbers):
    """Return one line of a table: its label, the address of the list that it counts, and its formatted numbers."""
    query = urlencode({parameter: value or UNKNOWN_TEXT})
    return {
        "label": label,
        "address": f"{reverse('agreement_list')}?{query}",
        "numbers": [written(number) for number in numbers],
    }


def named_countries(counted):
    """Return (code, agreements, institutions) with the country's name second; most first, the unknown country last."""
    named = [(code, country_name(code) if code else _("not recorded"), *numbers) for code, *numbers in counted]
    return sorted(named, key=lambda country: (not country[0], -country[2], country[1]))


def named_types(counted):
    """Return (slug, name, number) with words for what has no type."""
    return [(slug, name or _("not recorded"), number) for slug, name, number in counted]


def in_order(numbers):
    """Return {status: number} as pairs, in the order in which an agreement goes through them."""
    return [(value, numbers[value]) for value in Status.values if value in numbers]


def headline(countries, total):
    """Return the three numbers that the page opens with, each with its noun."""
    institutions = sum(number for *_rest, number in countries)
    known = sum(1 for code, *_rest in countries if code)
    return [
        (written(total), ngettext("agreement", "agreements", total)),
        (written(institutions), ngettext("institution", "institutions", institutions)),
        (written(known), ngettext("country", "countries", known)),
    ]


def picture_of_countries(countries):
    """Return the map with a title and an address for each country, and the names of those that are not on it."""
    picture = world_map({code: agreements for code, _name, agreements, _institutions in countries if code})
    names = {code: name for code, name, *_numbers in countries}
    for country in picture["countries"]:
        number = country["number"]
        words = ngettext("%(country)s: %(number)s agreement", "%(country)s: %(number)s agreements", number)
        country["title"] = words % {"country": names[country["code"]], "number": written(number)}
        country["address"] = f"{reverse('agreement_list')}?{urlencode({'country': country['code']})}"
    drawn = {country["code"] for country in picture["countries"]}
    most = [f"{name} ({written(agreements)})" for code, name, agreements, _institutions in countries if code in drawn]
    return picture | {
        "most": ", ".join(most[:NAMED]),
        "missing": ", ".join(name for code, name, *_numbers in countries if code not in drawn),
    }


def in_time(years):
    """Return the context of the charts over time from {year: number}, with None for the year that is not known."""
    known = {year: number for year, number in years.items() if year is not None}
    undated = years.get(None, 0)
    rows = [row(str(year), "year", str(year), number) for year, number in sorted(known.items())]
    if undated:
        rows.append(row(_("not recorded"), "year", None, undated))
    best = max(known, key=lambda year: (known[year], year), default=None)
    return {
        "years_picture": columns(known),
        "years": rows,
        "undated": undated,
        "undated_row": rows[-1] if undated else None,
        "first_year": str(min(known, default="")),
        "last_year": str(max(known, default="")),
        "best_year": str(best),
        "best_number": written(known.get(best, 0)),
        "growth_picture": curve(known),
        "growth": [{"label": str(year), "numbers": [written(total)]} for year, total in totals(known)],
    }

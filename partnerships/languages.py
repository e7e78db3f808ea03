"""What differs from language to language: the address of a page, and how dates and numbers are written."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from urllib.parse import quote

from babel import Locale
from babel.dates import parse_pattern
from babel.numbers import format_decimal
from django.conf import settings
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, get_language_info

KEPT = "/#%[]=:;$&()+,!?*@'~"  # in a query, as django.utils.encoding.iri_to_uri keeps them
LONGEST_QUERY = 2000  # characters; what is longer is no choice of filters, and is not repeated in every link


@dataclass(frozen=True)
class Translation:
    """One page in one language: the language's own name, and the page's address there."""

    code: str
    name: str
    address: str
    is_current: bool

    @property
    def is_default(self):
        """Whether this is the language for a reader of any other."""
        return self.code == settings.LANGUAGE_CODE


def current_language():
    """Return the language of the moment."""
    return get_language() or "en"


def own_language(user):
    """Return the language that a member of staff has chosen, or None."""
    preferences = getattr(user, "preferences", None)
    return preferences.language if preferences and preferences.language in dict(settings.LANGUAGES) else None


def language_in(path):
    """Return the language that the first part of a path names ("az" in "/az/statistics/"), or None."""
    first = path[1:].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else None


def path_in(language, path):
    """Return the path of the same page in a `language`: without a first part in the language of LANGUAGE_CODE."""
    named = language_in(path)
    bare = (path[len(named) + 1 :] or "/") if named else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def address_in(language, path, query=""):
    """Return the address of the page at a path and query in a `language`, never one of another host.

    The `query` is as WSGI gives it: one character for each byte, also of letters that were sent as they are.
    """
    path = escape_leading_slashes(escape_uri_path(path_in(language, path)))
    query = quote(query, KEPT, "latin-1", "replace") if len(query) <= LONGEST_QUERY else ""
    return f"{get_script_prefix().rstrip('/')}{path}{'?' if query else ''}{query}"


def translations_of(path, query=""):
    """Return a page in each of the site's languages: a list of Translation."""
    now = current_language()
    return [
        Translation(code, get_language_info(code)["name_local"], address_in(code, path, query), code == now)
        for code, _name in settings.LANGUAGES
    ]


@cache
def date_patterns(language):
    """Return how a `language` writes a day, and a month with its year: (locale, pattern, pattern)."""
    locale = Locale.parse(language, sep="-")
    day = "d MMMM y" if locale.language == "en" else locale.date_formats["long"].pattern
    return locale, parse_pattern(day), parse_pattern(locale.datetime_skeletons["yMMMM"].pattern)


@lru_cache(maxsize=20_000)
def date_in_words(language, year, month=None, day=None):
    """Return a day, a month or a year as a `language` writes it: "30 iyun 2003", "октябрь 2020 г.", "2008"."""
    if month is None:
        return str(year)
    locale, day_pattern, month_pattern = date_patterns(language)
    return (day_pattern if day else month_pattern).apply(date(year, month, day or 1), locale)


def day_in_words(day):
    """Return a date as the language of the moment writes it; "" for None."""
    return date_in_words(current_language(), day.year, day.month, day.day) if day else ""


@lru_cache(maxsize=20_000)
def number_in_words(language, number):
    """Return a number with its digits grouped as a `language` groups them: "12.345", "12,345", "12 345"."""
    return format_decimal(number, locale=Locale.parse(language, sep="-"))

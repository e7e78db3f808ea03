"""What differs from language to language: the address of a page, and how dates and numbers are written."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from babel import Locale
from babel.dates import DateTimePattern, parse_pattern
from babel.numbers import format_decimal
from django.conf import settings
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path
from django.utils.functional import keep_lazy_text
from django.utils.http import escape_leading_slashes
from django.utils.text import capfirst as django_capfirst
from django.utils.translation import get_language, get_language_info

UNQUOTED = "/#%[]=:;$&()+,!?*@'~"  # characters of a query that django.utils.encoding.iri_to_uri leaves as they are
DOTTED = {"az", "tr"}  # languages in which the capital letter of "i" is "İ"
LONGEST_QUERY = 2000  # characters; a longer one is no choice of filters, and is not repeated in every link


@dataclass(frozen=True)
class Translation:
    """One page in one language: the language's own name, and the page's address there."""

    code: str
    name: str
    address: str
    is_current: bool

    @property
    def is_default(self) -> bool:
        """Whether this is the language for a reader of any other."""
        return self.code == settings.LANGUAGE_CODE


def current_language() -> str:
    """Return the code of the language that is active now."""
    return get_language() or "en"


@keep_lazy_text
def capfirst(text: str) -> str:
    """Return a `text` whose first letter is a capital one, as Django's filter, but in Turkic languages "İ" for "i"."""
    if str(text).startswith("i") and get_language() in DOTTED:
        return f"İ{str(text)[1:]}"
    return django_capfirst(str(text))


def preferred_language(user: Any) -> str | None:
    """Return the language that a `user` has chosen, or None; visitors have none."""
    preferences = getattr(user, "preferences", None)
    return preferences.language if preferences and preferences.language in dict(settings.LANGUAGES) else None


def language_in(path: str) -> str | None:
    """Return the language in the prefix of a `path` ("az" in "/az/statistics/"), or None."""
    first = path[1:].partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else None


def path_in(language: str, path: str) -> str:
    """Return the path of the same page in a `language`: with its prefix, or without for that of LANGUAGE_CODE."""
    prefix = language_in(path)
    bare = (path[len(prefix) + 1 :] or "/") if prefix else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def address_in(language: str, path: str, query: str = "") -> str:
    """Return the address of the page at a path and query in a `language`, never one of another host.

    The `query` is as WSGI gives it: one character for each byte, also of letters that were sent as they are.
    """
    path = escape_leading_slashes(escape_uri_path(path_in(language, path)))
    query = quote(query, UNQUOTED, "latin-1", "replace") if len(query) <= LONGEST_QUERY else ""
    return f"{get_script_prefix().rstrip('/')}{path}{'?' if query else ''}{query}"


def translations_of(path: str, query: str = "") -> list[Translation]:
    """Return a page in each of the site's languages."""
    now = current_language()
    return [
        Translation(code, get_language_info(code)["name_local"], address_in(code, path, query), code == now)
        for code, _name in settings.LANGUAGES
    ]


@cache
def language_names(language: str) -> dict[str, str]:
    """Return {two-letter code: name} of the world's languages in a `language` of the interface."""
    names = Locale.parse(language, sep="-").languages
    return {code: name for code, name in names.items() if len(code) == 2}


def language_name(code: str) -> str:
    """Return the name of the language with that code in the current language; "" for none."""
    return language_names(current_language()).get(code, code)


def language_choices() -> list[tuple[str, str]]:
    """Return the world's languages as (code, name) in the current language, by name."""
    return sorted(language_names(current_language()).items(), key=lambda choice: choice[1].lower())


@cache
def date_patterns(language: str) -> tuple[Locale, DateTimePattern, DateTimePattern]:
    """Return the locale of a `language`, and its patterns of a day and of a month with its year."""
    locale = Locale.parse(language, sep="-")
    day = "d MMMM y" if locale.language == "en" else locale.date_formats["long"].pattern
    return locale, parse_pattern(day), parse_pattern(locale.datetime_skeletons["yMMMM"].pattern)


@lru_cache(maxsize=20_000)
def format_date(language: str, year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a day, a month or a year as a `language` writes it: "30 iyun 2003", "октябрь 2020 г.", "2008"."""
    if month is None:
        return str(year)
    locale, day_pattern, month_pattern = date_patterns(language)
    return (day_pattern if day else month_pattern).apply(date(year, month, day or 1), locale)


@lru_cache(maxsize=20_000)
def format_short_date(language: str, year: int, month: int | None = None, day: int | None = None) -> str:
    """Return a day, a month or a year as tables write it, days with a short month: "30 Jun 2003", "октябрь 2020"."""
    if day and month:
        locale = date_patterns(language)[0]
        pattern = "d MMM y" if locale.language == "en" else locale.date_formats["medium"].pattern
        text = parse_pattern(pattern).apply(date(year, month, day), locale)
    else:
        text = format_date(language, year, month)
    return text.removesuffix("\N{NARROW NO-BREAK SPACE}г.")


def format_day(day: date | None) -> str:
    """Return a date as the current language writes it, such as 30 June 2003; "" for None."""
    return format_date(current_language(), day.year, day.month, day.day) if day else ""


def format_weekday(day: date) -> str:
    """Return a date with its weekday as the current language writes it, such as Friday, 27 November 2026."""
    locale = date_patterns(current_language())[0]
    pattern = "EEEE, d MMMM y" if locale.language == "en" else locale.date_formats["full"].pattern
    text = parse_pattern(pattern).apply(day, locale)
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=20_000)
def format_number(language: str, number: int) -> str:
    """Return a number with its digits grouped as a `language` groups them: "12.345", "12,345", "12 345"."""
    return format_decimal(number, locale=Locale.parse(language, sep="-"))


def written(number: int) -> str:
    """Return a whole number as the current language writes it: 1,234 or 1.234."""
    return format_number(current_language(), number)

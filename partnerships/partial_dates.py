"""Dates that say how much is known: to the day, the month or the year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language

from partnerships.folding import fold

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
MONTH_LANGUAGES = ["az", "de", "en", "es", "fr", "it", "kk", "pl", "pt", "ro", "ru", "tr", "uk", "uz"]

ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
YEAR_LAST = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})")
WORD = re.compile(r"\d+|[^\W\d_]+")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year; `month` and `day` are None where they are not known.

    Raises ValueError for a day that no calendar has, and for a year outside 1800 to 2199.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"year {self.year} is out of range")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def from_columns(cls, day, precision):
        """What the two columns of a record say: a date and a precision, or nothing."""
        if day is None:
            return None
        return cls(
            day.year,
            None if precision == Precision.YEAR else day.month,
            day.day if precision == Precision.DAY else None,
        )

    @classmethod
    def fromisoformat(cls, text):
        """Reads "2003-06-30", "2020-10" or "2008"; raises ValueError for anything else."""
        match = ISO.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no ISO date")
        return cls(*(int(part) if part else None for part in match.groups()))

    @property
    def precision(self):
        """What is known: to the day, the month or the year."""
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    @property
    def first_day(self):
        """The first day of the period."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self):
        """The last day of the period."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self):
        """The ISO form, no longer than what is known: "2003-06-30", "2020-10", "2008"."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def refines(self, other):
        """Whether this date says more than the `other` (a PartialDate or None) and contradicts nothing of it."""
        return self != other and (other is None or self.isoformat().startswith(other.isoformat() + "-"))

    def __str__(self):
        language = Locale.parse(get_language() or "en", sep="-")
        if self.day:
            return format_date(
                self.first_day, format="d MMMM y" if language.language == "en" else "long", locale=language
            )
        if self.month:
            return format_skeleton("yMMMM", self.first_day, locale=language)
        return str(self.year)


@cache
def month_numbers():
    """Folded month names and abbreviations of `MONTH_LANGUAGES`, each with its number (1 to 12)."""
    numbers = {"sept": 9}
    for language in MONTH_LANGUAGES:
        months = Locale.parse(language).months
        for context in months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    if not fold(name).isdigit():
                        numbers.setdefault(fold(name), number)
    return numbers


def readings(text):
    """All dates that a `text` can mean, as a tuple of PartialDate: none, the one, or day-first before month-first.

    Reads "30.06.2003", "2003-06-30", "10.2020", "Oktyabr, 2020", "31 December 2021" and "2008". Two numbers with dots
    between them are day and month, in that order, where a calendar allows it; with strokes or hyphens, both ways.
    """
    text = " ".join(text.split())
    for form, parts_of in FORMS:
        if match := form.fullmatch(text):
            return tuple(dict.fromkeys(made for parts in parts_of(match) if (made := _made(*parts))))
    return _with_month_name(text)


def _made(year, month=None, day=None):
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _iso(match):
    return [[int(part) if part else None for part in match.groups()]]


def _year_last(match):
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < 69 else 1900  # as POSIX strptime does
    day_first, month_first = (year, second, first), (year, first, second)
    if match[2] == "." and _made(*day_first):
        return [day_first]
    return [day_first, month_first]


def _month_and_year(match):
    return [(int(match[2]), int(match[1]))]


FORMS = (
    (ISO, _iso),
    (YEAR_FIRST, _iso),
    (YEAR_LAST, _year_last),
    (MONTH_AND_YEAR, _month_and_year),
)
ORDINALS = {"st", "nd", "rd", "th"}


def _with_month_name(text):
    """Dates such as "Oktyabr, 2020", "31st December 2021", "Sept 07, 2021": one month name, a year, at most one day."""
    words = [word for word in WORD.findall(text) if fold(word) not in ORDINALS]
    numbers = [word for word in words if word.isdigit()]
    months = [month_numbers().get(fold(word)) for word in words if not word.isdigit()]
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(months) != 1 or months[0] is None or len(years) != 1 or len(days) > 1 or len(numbers) > 2:
        return ()
    made = _made(years[0], months[0], *days)
    return (made,) if made else ()

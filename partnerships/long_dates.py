"""Dates as each language of CLDR writes them: the wordings around a day and a year, and the months that they name."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from .cldr import Language, all_languages
from .folding import fold, script_of

NUMBER = re.compile(r"\d+")
ORDERS = ("{d} {m} {y}", "{y} {m} {d}", "{m} {d} {y}", "{m} {y}", "{y} {m}")
SHORTEST_ABBREVIATION = 3  # letters in ASCII
MOST_NUMBERS = 2  # a day and a year


def wording_of(text: str) -> str:
    """Return a folded `text` with its script, in which a number of four digits is "0000" and a shorter one "00"."""
    text = unicodedata.normalize("NFKC", text)
    return script_of(text) + fold(NUMBER.sub(lambda match: " 0000 " if len(match[0]) == 4 else " 00 ", text))


def languages_with_months() -> list[Language]:
    """Return the languages of CLDR that have names of their own for the months."""
    return [language for language in all_languages().values() if not months_of(language)[1].startswith("M0")]


def months_of(language: Language) -> Mapping[int, str]:
    """Return the names of the months as they stand in a date of a `language`."""
    return language.months.get("format", {}).get("wide") or {1: "M01"}


@cache
def month_of_wording() -> dict[str, int]:
    """Return {wording: month} of the dates of all languages, without those of different months."""
    found: dict[str, set[int]] = {}
    for language in languages_with_months():
        for month, text in set(dates_of(language)):
            if len(NUMBER.findall(text)) <= MOST_NUMBERS:
                found.setdefault(wording_of(text), set()).add(month)
    return {wording: months.pop() for wording, months in found.items() if len(months) == 1}


def dates_of(language: Language) -> Iterator[tuple[int, str]]:
    """Yield (month, text) for the ways to write 22 of each month of 2019, and the month alone, in a `language`."""
    era = language.eras.get("abbreviated", {}).get(1, "")
    patterns = [language.date_formats[width].format for width in ("long", "medium")]
    for context, widths in language.months.items():
        for width in ("wide", "abbreviated"):
            for month, name in widths.get(width, {}).items():
                if width == "abbreviated" and len(fold(name)) < SHORTEST_ABBREVIATION:
                    continue
                orders = ORDERS if len(fold(name)) > 3 else ORDERS[:3]
                yield from ((month, order.format(d="22", m=name, y="2019")) for order in orders)
                letter = "M" if context == "format" else "L"
                fields = {
                    "d": "22",
                    "dd": "22",
                    "y": "2019",
                    "yyyy": "2019",
                    "G": era,
                    letter * (4 if width == "wide" else 3): name,
                }
                for pattern in patterns:
                    if set(re.findall(r"%\((\w+)\)s", pattern)) <= fields.keys():
                        yield month, pattern % fields


def date_parts(text: str) -> tuple[int, int, int | None] | None:
    """Return the (year, month, day) of a `text` that some language writes so; the day may be None."""
    numbers = NUMBER.findall(unicodedata.normalize("NFKC", text))
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(years) != 1 or len(days) > 1 or len(numbers) != 1 + len(days):
        return None
    month = month_of_wording().get(wording_of(text))
    return (int(years[0]), month, days[0] if days else None) if month else None

"""Years of other calendars and eras to those of the common one, where that can be done without doubt of a day."""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.spellings.dates import ISLAMIC_MONTHS

# The year before the first of an era. The letters stand for the last Japanese ones, S from its year 20 on: others
# stand before a day of the common calendar, as in "T.12.05.20".
ERAS = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911,
    "S": 1925, "H": 1988, "R": 2018,
}  # fmt: skip
ERA_YEAR = re.compile(r"(?:中華)?(明治|大正|昭和|平成|令和|民國|民国)\s*(\d{1,3}|元)(?=\s*(?:年|[./-]))")
ERA_LETTER = re.compile(r"(S(?=\.?(?:[2-5]\d|6[0-4]))|[HR])\.?(\d{1,2})(?=(?:[./]\d{1,2}){2}$|年)")
BUDDHIST = 543
THAI = re.compile(r"[\u0e01-\u0e4e]")
BUDDHIST_YEAR = re.compile(r"(?:ปี\s*)?(?:พ\.?\s?ศ\.?\s*)?(?<!\d)(2[45]\d\d)(?!\d)")
THAI_SHORT_YEAR = re.compile(r"(?<=[\u0e01-\u0e4e. ])([4-9]\d)$")  # behind the name of a month, from 2540 on
REPUBLICAN_DAY = re.compile(r"(?<!\d)(1[0-4]\d)(?=[./年-]\s?\d{1,2}[./月-]\s?\d{1,2}日?$)")
PERSIAN_DAY = re.compile(r"(1[34]\d\d)([/.-])(\d{1,2})\2(\d{1,2})|(\d{1,2})([/.-])(\d{1,2})\6(1[34]\d\d)")
PERSIAN_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
PERSIAN_WORDS = re.compile(rf"(\d{{1,2}})\s+({'|'.join(PERSIAN_MONTHS)})(?:\s*ماه)?\s+(1[34]\d\d)")
PERSIAN_SUFFIX = re.compile(r"\s*(?:ه\.?\s?ش\.?|ش)$")
ISLAMIC_SUFFIX = r"(?:هـ|ه(?!\w|\.?\s?ش)|A\.?\s?H\b\.?|H\b\.?|[Hh]ijri(?:ah?)?|[Hh]icri)"
ISLAMIC_DAY = re.compile(
    rf"(?<!\d)(?:(1[34]\d\d)([/.-])(\d{{1,2}})\2(\d{{1,2}})|(\d{{1,2}})([/.-])(\d{{1,2}})\6(1[34]\d\d))\s*{ISLAMIC_SUFFIX}"
)
ISLAMIC_WORDS = re.compile(
    rf"(?<!\d)(?:(\d{{1,2}})\s+)?([^\W\d_][^\d/]{{2,24}}?)\s*[,،]?\s*(1[34]\d\d)(?!\d)\s*{ISLAMIC_SUFFIX}?"
)
ISLAMIC_EPOCH = 227_015  # the ordinal of the day before the year 1 begins, by the arithmetic calendar
COMMON_DAY = re.compile(
    r"(?:19|20)\d\d(?:[/.-]\d{1,2}){2}|(?:\d{1,2}[/.-]){2}(?:19|20)\d\d|\d{1,2}\s[^\W\d_]{3,15}\s(?:19|20)\d\d"
)
NEW_YEAR = date(2015, 3, 21)  # the first day of the Persian year 1394
AMBIGUOUS = range(1400, 1460)  # years of the Persian calendar and of the Islamic one


class Converted(NamedTuple):
    """A date's text with a year of the common calendar, and whether the text itself names the other calendar."""

    text: str
    is_named: bool


@lru_cache(maxsize=10_000)
def converted(text: str) -> Converted | None:
    """Return a date of another calendar as Converted, or None for any other text."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    has_letters = text.lower() != text.upper() or not text.isascii()
    if has_letters and (is_islamic := islamic(text)):
        return is_islamic
    for era in (ERA_YEAR, ERA_LETTER) if has_letters else ():
        if era.match(text) or (era is ERA_YEAR and era.search(text)):
            return Converted(era.sub(year_of_era, text).replace("年度", "年"), True)
    if BUDDHIST_YEAR.search(text):
        changed = BUDDHIST_YEAR.sub(lambda match: str(int(match[1]) - BUDDHIST), text)
        return Converted(changed, bool(THAI.search(text)))
    if THAI.search(text) and THAI_SHORT_YEAR.search(text):
        return Converted(THAI_SHORT_YEAR.sub(lambda match: str(2500 + int(match[1]) - BUDDHIST), text), True)
    if REPUBLICAN_DAY.match(text):
        return Converted(REPUBLICAN_DAY.sub(lambda match: str(int(match[1]) + ERAS["民國"]), text), False)
    return persian(text)


def year_of_era(match: re.Match[str]) -> str:
    """Return the year of the common calendar for a match of an era and its year."""
    return str(ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])))


def persian(text: str) -> Converted | None:
    """Return a day of the Persian calendar as Converted; None for any other text, and for one that may be Islamic."""
    bare = PERSIAN_SUFFIX.sub("", text)
    if match := PERSIAN_WORDS.fullmatch(bare):
        year, month, number = int(match[3]), PERSIAN_MONTHS.index(match[2]) + 1, int(match[1])
    elif match := PERSIAN_DAY.fullmatch(bare):
        year, month, number = (int(match[group]) for group in ((1, 3, 4) if match[1] else (8, 7, 5)))
        if year in AMBIGUOUS and bare == text:
            return None
    else:
        return None
    day = persian_day(year, month, number)
    return Converted(day.isoformat(), bare != text or match.re is PERSIAN_WORDS) if day else None


@cache
def islamic_months() -> dict[str, int]:
    """Return {folded name: number} of the months of the Islamic calendar."""
    return {fold(name): number for number, names in ISLAMIC_MONTHS.items() for name in names.split("|")}


def islamic(text: str) -> Converted | None:
    """Return a date that names the Islamic calendar as Converted; where the common one stands beside it, that."""
    match = ISLAMIC_DAY.search(text)
    if match:
        year, month, number = (int(match[group]) for group in ((1, 3, 4) if match[1] else (8, 7, 5)))
    elif match := ISLAMIC_WORDS.search(text):
        words = fold(match[2]).split()
        months = (islamic_months().get(" ".join(words[start:])) for start in range(len(words)))
        year, month, number = int(match[3]), next(filter(None, months), 0), int(match[1] or 0)
    else:
        return None
    if beside := COMMON_DAY.search(text[: match.start()] + " " + text[match.end() :]):
        return Converted(beside[0], True) if month else None
    day = islamic_day(year, month, number)
    return Converted(day.isoformat(), True) if day else None


def islamic_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the common calendar for one of the arithmetic Islamic calendar, or None for none."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return date.fromordinal(
        ISLAMIC_EPOCH - 1 + day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    )


def persian_day(year: int, month: int, day: int) -> date | None:
    """Return the day of the common calendar for a day of the Persian one, or None where it does not exist."""
    length = 31 if month <= 6 else 30 if month < 12 or is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        return None
    years = range(1394, year) if year >= 1394 else range(year, 1394)
    days = sum(366 if is_leap(other) else 365 for other in years) * (1 if year >= 1394 else -1)
    return NEW_YEAR + timedelta(days=days + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def is_leap(year: int) -> bool:
    """Return whether a year of the Persian calendar has 366 days, by its cycle of 33 years."""
    return (25 * year + 11) % 33 < 8

"""Dates that are known in part: "c. 2010", "Spring 2019", "end of May 2024", "Q3 2020", and academic years."""

import re
from functools import cache

from partnerships.folding import fold
from partnerships.importing.spellings.dates import ABOUT, BETWEEN_WORDS, EAST, PARTS, SEASONS
from partnerships.partial_dates import PartialDate, month_number

from .terms import DateReader

LONGEST = 60  # characters
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/–—]\s?((?:19|20)?\d\d)(?!\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
MARKS = re.compile(r"^[~≈±∼～(\[]+\s*|\s*[?？)\]]+$")
GLUE = re.compile(r"(?<=[^\W\d_])[.'’-]+(?=\w)|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|[,()]")
NUMBERED_PART = re.compile(r"\b[qh]\s?[1-4]\b|\b[1-4]\s?[qh]\b", re.IGNORECASE)
ORDINAL = re.compile(r"(?:[1-4]|i{1,3}|iv)?(?: ?(?:st|nd|rd|th|er|re|ere|e|ci|cu|y|ya|i|a|oe))?")


@cache
def words_of(table: str) -> frozenset[str]:
    """Return the folded words of a table."""
    return frozenset(part for word in table.split() for part in fold(word).split())


def academic_years(text: str) -> tuple[int, int] | None:
    """Return the two years of a text such as "2022/23" or "2022/23 учебный год", or None where it has other numbers."""
    match = YEARS.search(text[:LONGEST])
    if match is None or len(text) > LONGEST or re.search(r"\d", text[: match.start()] + text[match.end() :]):
        return None
    first, second = int(match[1]), int(match[2])
    is_bare = match[0] == text.strip() and len(match[2]) == 4 and "/" not in text  # two years with a dash: a period
    if is_bare or second not in (first + 1, (first + 1) % 100):
        return None
    return first, first + 1


def approximate_date(text: str, read: DateReader) -> PartialDate | None:
    """Return what is known of a date with words or marks that make it less certain; None for any other text."""
    if len(text) > LONGEST or not re.search(r"\d{4}", text):
        return None
    if (bare := MARKS.sub("", text)) != text and len(found := read(bare)) == 1:
        return found[0]
    if match := EAST.fullmatch(bare):
        return None if match[0] == match[1] else known(match[1])
    bare = NUMBERED_PART.sub(" ", text)
    parts = [(word, fold(word)) for word in GLUE.sub(" ", bare).replace("/", " / ").split()]
    vague = words_of(ABOUT) | words_of(SEASONS) | words_of(PARTS)
    left = [(word, key) for word, key in parts if key not in vague and key not in words_of(BETWEEN_WORDS) and key]
    if bare == text and not any(key in vague for _word, key in parts):
        return several_months([word for word, _key in left])
    if any(key in words_of(PARTS) for _word, key in parts):
        left = [(word, key) for word, key in left if not ORDINAL.fullmatch(key.strip())]
    years = [word for word, _key in left if YEAR.fullmatch(word)]
    if len(left) == 1 and years:
        return known(years[0])
    if years and all(
        key in (years[0], str(int(years[0]) + 1), years[0][:2] + key, f"{int(years[0]) % 100 + 1:02}")
        for _w, key in left
    ):
        return known(years[0])
    found = read(" ".join(word for word, _key in left))
    return found[0] if len(found) == 1 else several_months([word for word, _key in left])


def several_months(words: list[str]) -> PartialDate | None:
    """Return the year of "May-June 2019": of two months and a year; else None."""
    words = [part for word in words for part in re.split(r"[-–/]", word) if part]
    years = [word for word in words if YEAR.fullmatch(word)]
    months = [word for word in words if word not in years]
    return known(years[0]) if len(years) == 1 and len(months) == 2 and all(map(month_number, months)) else None


def known(year: str) -> PartialDate | None:
    """Return a year as a PartialDate."""
    return PartialDate(int(year)) if YEAR.fullmatch(year) else None

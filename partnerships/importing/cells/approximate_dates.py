"""Dates that are known in part: "c. 2010", "Spring 2019", "end of May 2024", "Q3 2020", and academic years."""

import re
from functools import cache

from partnerships.folding import fold
from partnerships.importing.spellings import dates as spelt
from partnerships.partial_dates import PartialDate, month_number

from .terms import DateReader

LONGEST = 60  # characters


@cache
def words_of(table: str) -> frozenset[str]:
    """Return the folded words of a table."""
    return frozenset(part for word in table.split() for part in fold(word).split())


def academic_years(text: str) -> tuple[int, int] | None:
    """Return the two years of a text such as "2022/23" or "2022/23 учебный год", or None where it has other numbers."""
    match = spelt.ACADEMIC_YEARS.search(text[:LONGEST])
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
    if (bare := spelt.MARKS_BESIDE.sub("", text)) != text and len(found := read(bare)) == 1:
        return found[0]
    if match := spelt.EAST.fullmatch(bare):
        return None if match[0] == match[1] else known(match[1])
    bare = spelt.NUMBERED_PART.sub(" ", text)
    words = [word for word in spelt.GLUE.sub(" ", bare).replace("/", " / ").split() if fold(word)]
    vague = words_of(spelt.ABOUT) | words_of(spelt.SEASONS) | words_of(spelt.PARTS)
    plain = [word for word in words if fold(word) not in vague | words_of(spelt.BETWEEN_WORDS)]
    if bare == text and vague.isdisjoint(map(fold, words)):
        return several_months(plain)
    if not words_of(spelt.PARTS).isdisjoint(map(fold, words)):
        plain = [word for word in plain if not spelt.ORDINAL.fullmatch(fold(word).strip())]
    if year := only_year(plain):
        return known(year)
    found = read(" ".join(plain))
    return found[0] if len(found) == 1 else several_months(plain)


def only_year(words: list[str]) -> str | None:
    """Return the year of words that hold nothing else, but for the year after it: of "2019", "2019 20"; or None."""
    year = next((word for word in words if spelt.YEAR.fullmatch(word)), None)
    if year is None:
        return None
    is_alone = set(map(fold, words)) <= {year, str(int(year) + 1), f"{int(year) % 100 + 1:02}"}
    return year if is_alone else None


def several_months(words: list[str]) -> PartialDate | None:
    """Return the year of "May-June 2019": of two months and a year; else None."""
    words = [part for word in words for part in re.split(r"[-–/]", word) if part]
    years = [word for word in words if spelt.YEAR.fullmatch(word)]
    months = [word for word in words if word not in years]
    return known(years[0]) if len(years) == 1 and len(months) == 2 and all(map(month_number, months)) else None


def known(year: str) -> PartialDate | None:
    """Return a year as a PartialDate."""
    return PartialDate(int(year)) if spelt.YEAR.fullmatch(year) else None

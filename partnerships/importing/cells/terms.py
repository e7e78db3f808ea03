"""How long an agreement holds, as lists write it: an end, "no end date", "5 years", "renewed automatically"."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.spellings import terms as spelt
from partnerships.importing.spellings.dates import NO_END, UNKNOWN
from partnerships.partial_dates import PartialDate, month_number, readings

SERIALS = range(29_221, 55_153)  # the days of a spreadsheet from 1980 to 2050
LONGEST_TERM = 1200  # months
LONGEST_TEXT = 200  # characters; what is longer is prose
EAST_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九十", start=1)}


Readings = tuple[PartialDate, ...]  # the dates that a text can mean
DateReader = Callable[[str], Readings]


class StatedTerm(NamedTuple):
    """What a cell says of an agreement's end; `months` is a length, `is_open_ended` an end that will not come."""

    ends: PartialDate | None = None
    starts: PartialDate | None = None
    months: int | None = None
    is_open_ended: bool = False
    is_automatic: bool = False
    is_on_request: bool = False


def term_of(text: str, read: DateReader = readings) -> tuple[StatedTerm, bool] | None:
    """Return the StatedTerm of a cell on how long an agreement holds, and whether the cell says nothing else; or None.

    "Renewal pending" and "no automatic renewal" say none of it. Dates alone are left to the reader of dates.
    """
    if len(text) > LONGEST_TEXT:
        return None
    key = fold(text)
    if ends := end_in([text], read):
        return StatedTerm(ends=ends), True
    if phrases(UNKNOWN).fullmatch(key):
        return None
    if phrases(NO_END).fullmatch(key):
        return StatedTerm(is_open_ended=True), True
    if match := spelt.OPEN_ENDED.search(key):
        is_whole = set(words_outside(key, match)) <= spelt.PLAIN
        return (StatedTerm(is_open_ended=True), True) if is_whole else None
    if spelt.OPEN_EAST.search(text) and not any(character.isdigit() for character in text):
        return StatedTerm(is_open_ended=True), True
    is_automatic = bool(spelt.AUTOMATIC.search(key) or spelt.AUTOMATIC_EAST.search(text))
    if is_automatic and (spelt.DENIED.search(key) or spelt.CONDITION.search(key)):
        return None
    months, is_plain = length_of(text, key)
    if months and (ends := end_in(re.split(r"[,;()]", text), read)):
        return StatedTerm(ends=ends, months=months, is_automatic=is_automatic), False
    if months or is_automatic:
        return StatedTerm(months=months, is_automatic=is_automatic), is_plain and not is_automatic and "+" not in text
    return None


@cache
def phrases(table: str) -> re.Pattern[str]:
    """Return a pattern for a folded text that is one of the phrases of a `table`; the last word may go on."""
    keys = {fold(phrase) for phrase in table.split("|")}
    return re.compile(rf"(?:(?:the|it|is|end|date) )*(?:{'|'.join(sorted(map(re.escape, keys)))})[a-z]{{0,9}}")


def says_unknown(text: str) -> bool:
    """Return whether a text says that nothing is known, as "not specified" does."""
    return len(text) <= LONGEST_TEXT and bool(phrases(UNKNOWN).fullmatch(fold(text)))


def end_in(parts: Iterable[str], read: DateReader) -> PartialDate | None:
    """Return the end that one of some parts of a text names, as in "5 years (till 2020)", or None."""
    for part in parts:
        if (match := spelt.UNTIL.match(part)) and len(dates := read(match["date"] or match["before"])) == 1:
            return dates[0]
    return None


def words_outside(key: str, match: re.Match[str]) -> list[str]:
    """Return the words of a folded text that a match does not touch."""
    start = key.rfind(" ", 0, match.start()) + 1
    end = key.find(" ", match.end())
    return (key[:start] + (key[end:] if end >= 0 else "")).split()


def length_of(text: str, key: str) -> tuple[int | None, bool]:
    """Return a length in months that a text names, or None; and whether it names nothing else."""
    if match := spelt.YEARS_EAST.fullmatch(text.strip()):
        number = EAST_DIGITS.get(match[1]) or int(match[1])
        return bounded(number * (12 if match[2] in "年년" else 1)), True
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", key).split()
    for position, word in enumerate(words):
        unit = 12 if is_unit(word, spelt.YEAR_UNITS) else 1 if is_unit(word, spelt.MONTH_UNITS) else 0
        before = words[max(0, position - 2) : position]
        numbers = [number for number in map(number_of, before) if number]
        if unit and numbers and len(set(numbers)) == 1:
            units = spelt.YEAR_UNITS if unit == 12 else spelt.MONTH_UNITS
            left = [o for o in words if o not in spelt.PLAIN and number_of(o) != numbers[0] and not is_unit(o, units)]
            return bounded(numbers[0] * unit), not left
    return None, False


def bounded(months: int) -> int | None:
    """Return a number of months, None where no agreement is that long."""
    return months if 0 < months <= LONGEST_TERM else None


@lru_cache(maxsize=10_000)
def is_unit(word: str, units: tuple[str, ...]) -> bool:
    """Return whether a folded word is one of some units, of which some may go on behind a "*"."""
    return any(word == unit or (unit[-1] == "*" and word.startswith(unit[:-1])) for unit in units)


def number_of(word: str) -> int | None:
    """Return the number that a folded word or its digits name, up to 99, or None."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else spelt.NUMBER_WORDS.get(word)


def span_of(text: str, read: DateReader = readings) -> tuple[Readings, Readings] | None:
    """Return the readings of both dates in "01.09.2018 – 31.08.2023" or "5 years (2019-2024)", or None."""
    if len(text) > LONGEST_TEXT:
        return None
    if (match := spelt.IN_BRACKETS.search(text)) and not any(map(str.isdigit, text[: match.start()][3:])):
        text = match[1]
    parts = spelt.BETWEEN.split(spelt.FROM.sub("", text.strip()))
    if len(parts) != 2:
        return None
    first, second = (read(part.strip()) for part in parts)
    is_told = first and second and not ("/" in text and is_academic(first[0], second[0]))
    return (first, second) if is_told else None


def start_in(text: str, read: DateReader = readings) -> StatedTerm | None:
    """Return what "since 2016" and "21.09.2016 – unlimited" say: a start, and that there is no end; None for others."""
    bare = spelt.SINCE_BEHIND.sub("", spelt.FROM.sub("", text[:LONGEST_TEXT].strip()))
    words = bare.split()
    for count in range(len(words), 0, -1):
        date, rest = " ".join(words[:count]).strip(" -–—,;"), fold(" ".join(words[count:]))
        is_told = phrases(NO_END).fullmatch(rest) if rest else bare != text.strip()
        if is_told and len(dates := read(date)) == 1:
            return StatedTerm(starts=dates[0], is_open_ended=bool(rest))
    return None


def is_academic(first: PartialDate, second: PartialDate) -> bool:
    """Return whether two dates are the years of one academic year."""
    return not first.month and not second.month and second.year == first.year + 1


def dates_in(text: str) -> int:
    """Return how many dates a text seems to hold."""
    found = [match[0] for match in spelt.DATE_IN_TEXT.finditer(text[:LONGEST_TEXT])]
    dated = [part for part in found if any(map(str.isdigit, part))]
    return sum(not any(map(str.isalpha, part)) or has_month(part) for part in dated)


def has_month(text: str) -> bool:
    """Return whether a word of a text is the name of a month."""
    return any(month_number(word, is_thorough=False) for word in re.findall(r"[^\W\d_]{3,}", text))


def is_serial(text: str) -> bool:
    """Return whether a text can be the number by which a spreadsheet counts its days."""
    return text.isascii() and text.isdigit() and int(text[:9]) in SERIALS

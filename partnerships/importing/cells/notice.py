"""How long before its end an agreement wants notice of it, as lists write it: "3 months", "90 days"."""

import math
import re

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark
from partnerships.importing.spellings.terms import DAY_UNITS, MONTH_UNITS, WEEK_UNITS, YEAR_UNITS

from .numbers import whole_number
from .parsing import Parsed, Remarks, check, info, parse_text, shown
from .terms import is_unit, length_of, number_of

LONGEST_NOTICE = 60  # months, as the register holds it
MONTHS_WITHOUT_UNIT = range(1, 25)  # numbers that are months where nobody says what they count
DAYS_WITHOUT_UNIT = (30, 60, 90, 120, 180, 365)
DAYS_EAST = re.compile(r"(\d{1,3})\s*(天|日|일|周|週|주|週間|주일)(?:間|前|전)?")
Read = tuple[int | None, Remarks]
UNITS = {"day": DAY_UNITS, "week": WEEK_UNITS, "month": MONTH_UNITS, "year": YEAR_UNITS}


def unit_of_header(header: str) -> str:
    """Return what the numbers below a header such as "Notice (days)" count: "day", "week", "month", "year", or ""."""
    words = fold(header).split()
    return next((unit for unit, known in UNITS.items() if any(is_unit(word, known) for word in words)), "")


def parse_notice(cell: str, unit: str = "") -> Parsed[int | None]:
    """Return the notice period of a cell in months, or None; `unit` is what a number alone counts, "" if not known."""
    text, remarks = parse_text(cell, Column.NOTICE)
    if not text:
        return Parsed(None, remarks)
    number = whole_number(text)
    months, noticed = read_words(text) if number is None else read_number(text, number, unit)
    if months is None or months > LONGEST_NOTICE:
        return Parsed(None, (*remarks, check(Column.NOTICE, "notice-unread", cell=shown(text))))
    return Parsed(months, (*remarks, *noticed))


def read_number(text: str, number: int, unit: str) -> Read:
    """Return the months that a number alone says, or None, and the remarks on it."""
    if unit:
        return in_months(text, number, unit)
    is_days = number in DAYS_WITHOUT_UNIT
    if not is_days and number not in MONTHS_WITHOUT_UNIT:
        return None, ()
    months = months_of_days(number) if is_days else number
    return months, (doubted(text, months),)


def read_words(text: str) -> Read:
    """Return the months that a text such as "three (3) months" or "90 days" says, or None, and the remarks on it."""
    key = fold(text)
    for unit, factor in (("day", 1), ("week", 7)):
        if number := counted(text, key, unit):
            return in_months(text, number * factor, "day")
    months, is_plain = length_of(text, key)
    return months, () if is_plain or months is None else (doubted(text, months),)


def counted(text: str, key: str, unit: str) -> int | None:
    """Return the number of days or weeks that a text names, or None; two numbers are none."""
    if match := DAYS_EAST.fullmatch(text.strip()):
        return int(match[1]) if (match[2] in "天日일") == (unit == "day") else None
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", key).split()
    for index, word in enumerate(words):
        before = words[max(0, index - 2) : index]
        numbers = {int(w) if w.isdigit() and len(w) <= 3 else number_of(w) for w in before} - {None}
        if len(numbers) == 1 and is_unit(word, UNITS[unit]):
            return numbers.pop()
    return None


def in_months(text: str, number: int, unit: str) -> Read:
    """Return a number of days, weeks, months or years in months, and what is to be said of it."""
    if not number:
        return None, ()
    if unit in ("month", "year"):
        return number * (12 if unit == "year" else 1), ()
    days = number * (7 if unit == "week" else 1)
    months = months_of_days(days)
    make, code = (info, "notice-days") if days % 30 == 0 or days == 365 else (check, "notice-rounded")
    return months, (make(Column.NOTICE, code, cell=shown(text), months=months),)


def months_of_days(days: int) -> int:
    """Return in how many months some `days` are over, so that nobody decides too late."""
    return max(1, math.ceil((days - 1) / 30.5))


def doubted(text: str, months: int) -> Remark:
    """Return the remark that asks a person to look whether a text was read rightly."""
    return check(Column.NOTICE, "notice-likely", cell=shown(text), months=months)

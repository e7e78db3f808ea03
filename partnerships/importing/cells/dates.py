"""Cells to dates: pure functions, each returning a value and what was noticed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.other_calendars import converted, islamic
from partnerships.importing.remarks import Remark
from partnerships.importing.spellings.dates import NUMBER_OF_DOCUMENT, ORDER, OTHER_CALENDAR, SIGNED_BEFORE
from partnerships.partial_dates import MONTHS_OF_TWO_LANGUAGES, PartialDate, has_zero, plain_day, readings, tidied

from .approximate_dates import academic_years, approximate_date
from .parsing import Parsed, check, info, parse_text, shown
from .terms import DateReader, dates_in, is_serial, says_unknown

LONGEST_WITH_WORDS = 200  # characters of a cell that a date is looked for in
DOUBTFUL_YEAR = 2050  # from which on two digits are hardly meant; in Thailand 67 is 2024
EXCEL_EPOCH = date(1899, 12, 30)  # the day before the 1st, and the 29 February 1900 that Excel counts
# The numbers, by size, of the date that a program shows for an empty cell: 1/0/1900, 30.12.1899, 0000-00-00.
EMPTY_DATES = [[0, 0, 0], [0, 0, 1], [0, 0, 1900], [0, 1, 1900], [1, 1, 1900], [12, 30, 1899], [12, 31, 1899]]
MIDNIGHT = {"0:00", "00:00", "0:00:00", "00:00:00"}  # day zero of a workbook, read as a time
LONGEST_EMPTY_DATE = 40  # characters, with a time of day
THREE_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,4})[./-](\d{1,4})")
TWO_NUMBERS = re.compile(r"\s*\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}\.?\s*")
SHORT_PARTS = re.compile(r"\d\d-\d\d-\d\d")  # the year may stand first or last
NUMBERS_IN_TEXT = re.compile(r"(?<![\d./])\d{1,2}[./-]\d{1,2}[./-]\d{4}(?![\d/])|^\d{1,2}[./-]\d{1,2}[./-]\d{2}$")
FOOTNOTE = re.compile(r"(?<=\d)\s*[*†‡※¹²³⁴⁵]+$")
OTHER_SEPARATOR = re.compile(r"(\d{1,2})([\\, ])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"\s*(?:19|20)\d\d\s?[./年년-]\s?\d")
YEAR_LAST = re.compile(r"\d[./-]\s?(?:19|20)\d\d\s*$")
SHORT_YEAR = re.compile(r"'?(\d\d)\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})\.?")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
TWO_YEARS = re.compile(r"\s*((?:19|20)\d\d)\s?[-/–]\s?(\d\d)\s*")


class Habit(NamedTuple):
    """How a column writes its dates.

    Whether the day comes first (None: nothing tells), whether years span two, whether most are a spreadsheet's numbers,
    whether dates with dots show that the month comes first, and whether years of four digits come first; whether cells
    such as 2011/12 are months; and whether a spreadsheet has swapped day and month (None: it may have).
    """

    day_first: bool | None = None
    spans_years: bool = False
    has_serials: bool = False
    is_dotted_month_first: bool = False
    is_year_first: bool = False
    has_months: bool = False
    is_swapped: bool | None = False


NO_HABIT = Habit()


def habit_of(cells: Sequence[str], header: str = "", today: date | None = None) -> Habit:
    """Return the Habit of a date column, from all its `cells` and a `header` such as "Signed (dd/mm/yyyy)"."""
    different = dict.fromkeys(cells)
    spans = [match for cell in different if (match := TWO_YEARS.fullmatch(cell))]
    spans_years = any(int(match[2]) > 12 and is_next(match) for match in spans)
    has_months = any(1 <= int(match[2]) <= 12 and not is_next(match) for match in spans)
    serials = sum(is_serial(cell.strip()) for cell in cells)
    order = day_comes_first(different)
    if order is None and (match := ORDER.search(header)):
        order = match["month"] is None
    has_serials = serials > 1 and serials * 2 > sum(bool(cell) for cell in cells)
    dotted = [cell for cell in cells if "." in cell]
    is_dotted_month_first = order is False and day_comes_first(dotted) is False
    is_year_first = not any(map(YEAR_LAST.search, cells)) and (
        any(map(YEAR_FIRST.match, cells))
        or (today is not None and short_year_is_first(different, today.year % 100 + 1))
    )
    swapped = is_swapped(different, order)
    return Habit(order, spans_years, has_serials, is_dotted_month_first, is_year_first, has_months, swapped)


def short_year_is_first(cells: Iterable[str], latest: int) -> bool:
    """Return whether dates such as "20.05.31" begin with the year: only the last numbers go beyond a `latest` year."""
    dates = [tuple(map(int, match.groups())) for cell in cells if (match := SHORT_YEAR.fullmatch(cell.strip()))]
    firsts, lasts = [date[0] for date in dates], [date[2] for date in dates]
    return len(dates) > 2 and max(firsts) <= latest < max(lasts) <= 31 and max(date[1] for date in dates) <= 12


def is_next(match: re.Match[str]) -> bool:
    """Return whether the second year of a match of TWO_YEARS is the one after the first."""
    return int(match[2]) == (int(match[1]) + 1) % 100


def is_swapped(cells: Iterable[str], day_first: bool | None) -> bool | None:
    """Return whether a spreadsheet took all those texts for dates that it could, with day and month swapped.

    Then its own dates (in ISO form) all have a day up to 12, and those that stayed texts all have more. None: the
    former without the latter.
    """
    days = [int(match[3]) for cell in cells if (match := ISO_DAY.match(cell))]
    texts = [cell for cell in cells if TWO_NUMBERS.fullmatch(cell)]
    if not days or max(days) > 12:
        return False
    if not texts:
        return None
    return day_first is not None and all(max(map(int, re.findall(r"\d+", cell)[:2])) > 12 for cell in texts)


def day_comes_first(cells: Iterable[str]) -> bool | None:
    """Return whether the day comes first in a column, read from all its `cells`: True, False, or None if unknown."""
    orders = set()
    for cell in cells:
        for text in [cell] if TWO_NUMBERS.fullmatch(cell) else NUMBERS_IN_TEXT.findall(cell.strip()[:200]):
            first, second = (int(part) for part in re.findall(r"\d+", text)[:2])
            if first and second and (first > 12) != (second > 12) and not SHORT_PARTS.fullmatch(text.strip()):
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def reader(habit: Habit) -> DateReader:
    """Return a function that reads the dates which a text in a column of that `habit` can mean."""

    def read(text):
        if (other := converted(text)) and other.is_named:
            text = other.text
        found = readings(text)
        if habit.is_year_first and (match := SHORT_YEAR.fullmatch(text)):
            century = "20" if int(match[1]) < 69 else "19"
            return tuple(dict.fromkeys((*readings(century + ".".join(match.groups())), *found)))
        is_ordered = habit.day_first is not None and TWO_NUMBERS.fullmatch(text) and not SHORT_PARTS.fullmatch(text)
        return in_order(found, text, habit) if is_ordered else found

    return read


def parse_date(
    cell: str, column: Column, habit: Habit = NO_HABIT, today: date | None = None
) -> Parsed[PartialDate | None]:
    """Return a date as a PartialDate, or None where the cell is empty or cannot be read for certain.

    `habit` is that of the column, for cells such as 04/05/2020 that can be read in two ways. A year of two digits that
    makes a signing lie more than a year after `today` is left to a person.
    """
    is_usual = habit.day_first is not False and not habit.is_swapped
    if is_usual and (known := plain_day(cell)) and EXCEL_EPOCH.year + 1 < known.year <= (today or date.max).year:
        return Parsed(known)
    text, remarks = parse_text(cell, column)
    if not text:
        return Parsed(None, remarks)
    if is_empty_date(text):
        return Parsed(None, (*remarks, info(column, "date-empty", cell=shown(text))))
    if (years := academic_years(text)) and not is_month(text, years, habit):
        return academic(cell, years, column, habit)
    read = reader(habit)(text)
    if habit.is_swapped and (match := ISO_DAY.match(text)) and len(read) == 1 and match[2] != match[3]:
        one, swapped = read[0], PartialDate(read[0].year, int(match[3]), int(match[2]))
        return Parsed(None, (*remarks, check(column, "date-swapped", cell=shown(cell), one=one, other=swapped)))
    if len(read) > 1:
        return Parsed(None, (*remarks, check(column, "date-ambiguous", cell=shown(cell), one=read[0], other=read[-1])))
    if len(read) == 1:
        if (other := converted(text)) and other.is_named:
            is_islamic = islamic(text) is not None
            make, code = (check, "date-islamic") if is_islamic else (info, "date-converted")
            remarks = (*remarks, make(column, code, cell=shown(cell), date=read[0]))
            text = read[0].isoformat()
        return Parsed(*plausible(text, read[0], column, today, remarks))
    return unusual_date(cell, text, column, habit, remarks)


def is_month(text: str, years: tuple[int, int], habit: Habit) -> bool:
    """Return whether a text that names two `years` is a month, as "2011-12" is, and "2011/12" may be."""
    if habit.spans_years or not TWO_YEARS.fullmatch(text) or years[1] % 100 > 12 or years[1] % 100 == 0:
        return False
    return habit.has_months or "/" not in text


def academic(cell: str, years: tuple[int, int], column: Column, habit: Habit) -> Parsed[PartialDate | None]:
    """Return the first of two academic `years`, for an end the second; None where it may be the month of a year."""
    known = PartialDate(years[1] if column in (Column.ENDS, Column.DURATION) else years[0])
    if (read := readings(cell)) and not habit.spans_years:
        return Parsed(None, (check(column, "date-month-or-years", cell=shown(cell), one=read[0], other=known),))
    return Parsed(known, (check(column, "date-academic", cell=shown(cell), date=known),))


def is_empty_date(text: str) -> bool:
    """Return whether a text is the date that a program shows for an empty cell, its day zero."""
    if text in MIDNIGHT:
        return True
    match = THREE_NUMBERS.fullmatch(tidied(text)) if len(text) <= LONGEST_EMPTY_DATE else None
    return match is not None and sorted(map(int, match.groups())) in EMPTY_DATES


def in_order(read: tuple[PartialDate, ...], text: str, habit: Habit) -> tuple[PartialDate, ...]:
    """Return the readings of a date of three numbers that keep to the order of its column.

    Dots stand between a day and a month. In a column of which other dates show that the month comes first, such a date
    can be read in both ways, unless dates with dots show it.
    """
    if len(read) == 2:
        return read[:1] if habit.day_first else read[1:]
    first, second = (int(part) for part in re.findall(r"\d+", text)[:2])
    if len(read) == 1 and "." in text and not habit.day_first and max(first, second) <= 12 and first != second:
        month_first = PartialDate(read[0].year, first, second)
        return (month_first,) if habit.is_dotted_month_first else (read[0], month_first)
    return read


def unusual_date(
    cell: str, text: str, column: Column, habit: Habit, remarks: tuple[Remark, ...]
) -> Parsed[PartialDate | None]:
    """Return the date of a text in no usual form: a serial number, a misprint, several dates, or none."""
    if is_serial(number := re.sub(r"(?<=^\d{5})\.\d{1,15}$", "", text)):  # with or without a time of day
        day = EXCEL_EPOCH + timedelta(days=int(number))
        read = PartialDate(day.year, day.month, day.day)
        make = info if habit.has_serials else check
        return Parsed(read, (*remarks, make(column, "date-serial", cell=text, date=read)))
    if says_unknown(text):
        return Parsed(None, (*remarks, check(column, "date-unknown", cell=shown(cell))))
    if len(text) > LONGEST_WITH_WORDS:
        return left_empty(cell, column, "date-unread")
    if known := approximate_date(text, reader(habit)):
        return Parsed(known, (*remarks, check(column, "date-about", cell=shown(cell), date=known)))
    for code, dates in other_readings(cell, text, reader(habit)):
        if len(dates) == 1:
            return Parsed(dates[0], (*remarks, check(column, code, cell=shown(text), date=dates[0])))
    if has_zero(text) and dates_in(text) == 1:
        return left_empty(cell, column, "date-zero")
    if dates_in(text) > 1:
        return left_empty(cell, column, "date-several")
    if OTHER_CALENDAR.search(text):
        return left_empty(cell, column, "date-other-calendar")
    return left_empty(cell, column, "date-unread")


def other_readings(cell: str, text: str, read: DateReader) -> Iterator[tuple[str, tuple[PartialDate, ...]]]:
    """Yield (code, dates) for each way to read a date with a misprint, of another calendar, or with words beside it."""
    yield "date-misspelt", readings(text, is_forgiving=True)
    if other := converted(text):
        yield "date-converted-likely", read(other.text)
    yield "date-marked", read(FOOTNOTE.sub("", text))
    if match := OTHER_SEPARATOR.fullmatch(text):
        yield "date-misspelt", read(".".join(match.group(1, 3, 4)))
    yield "date-with-words", read(NUMBER_OF_DOCUMENT.sub(" ", text).strip())
    for cut in re.finditer(r"\s*[,;(]", text[:LONGEST_WITH_WORDS]):
        if not dates_in(text[cut.end() :]):
            yield "date-with-words", read(text[: cut.start()])
    lines = [line.strip() for line in cell[:LONGEST_WITH_WORDS].split("\n") if line.strip()]
    if len(lines) > 1 and sum(any(map(str.isdigit, line)) for line in lines) == 1:
        yield "date-with-words", next(read(line) for line in lines if any(map(str.isdigit, line)))
    if match := SIGNED_BEFORE.fullmatch(text):
        yield "date-with-words", read(match["date"])


def left_empty(cell: str, column: Column, code: str) -> Parsed[PartialDate | None]:
    """Return no date, and a remark that quotes the cell."""
    return Parsed(None, (check(column, code, cell=shown(cell)),))


def plausible(
    text: str, read: PartialDate, column: Column, today: date | None, remarks: tuple[Remark, ...]
) -> tuple[PartialDate | None, tuple[Remark, ...]]:
    """Return a date and the remarks on it; None for the date where its year of two digits is not to be believed."""
    is_short = re.search(r"\D\d{1,2}$", text) and "-" not in text[4:5] and not re.search(r"\d{4}", text)
    if column == Column.SIGNED and today and read.first_day > today + timedelta(days=366):
        if is_short:
            return None, (*remarks, check(column, "date-future-short", cell=shown(text)))
        return read, (*remarks, check(column, "date-future", cell=shown(text)))
    if is_short or any(character.isalpha() for character in text):
        code = "two-digit-year" if is_short else "month-name"
        is_doubtful = bool(MONTHS_OF_TWO_LANGUAGES & set(fold(text).split()))
        is_doubtful |= bool(is_short) and any(character.isalpha() for character in text) and not read.day
        is_doubtful |= bool(is_short) and read.year >= DOUBTFUL_YEAR
        make = check if is_doubtful else info
        return read, (*remarks, make(column, code, cell=shown(text), date=read))
    return read, remarks

"""Cells to dates: pure functions, each returning a value and what was noticed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.other_calendars import converted, islamic
from partnerships.importing.spellings import dates as spelt
from partnerships.partial_dates import MONTHS_OF_TWO_LANGUAGES, PartialDate, has_zero, plain_day, readings, tidied

from .approximate_dates import academic_years, approximate_date
from .parsing import Parsed, Remarks, check, info, parse_text, shown
from .terms import DateReader, dates_in, is_serial, says_unknown

LONGEST_WITH_WORDS = 200  # characters of a cell that a date is looked for in
DOUBTFUL_YEAR = 2050  # from which on two digits are hardly meant; in Thailand 67 is 2024
EXCEL_EPOCH = date(1899, 12, 30)  # the day before the 1st, and the 29 February 1900 that Excel counts
LONGEST_EMPTY_DATE = 40  # characters, with a time of day


class Habit(NamedTuple):
    """How a column writes its dates."""

    day_first: bool | None = None  # None: nothing tells
    spans_years: bool = False  # "2011/12" are two years
    has_serials: bool = False  # most are a spreadsheet's numbers
    is_dotted_month_first: bool = False  # dates with dots show that the month comes first
    is_year_first: bool = False  # of dates of three numbers
    has_months: bool = False  # cells such as "2011/12" are months
    is_swapped: bool | None = False  # a spreadsheet has swapped day and month (None: it may have)


NO_HABIT = Habit()
ParsedDate = Parsed[PartialDate | None]


def habit_of(cells: Sequence[str], header: str = "", today: date | None = None) -> Habit:
    """Return the Habit of a date column, from all its `cells` and a `header` such as "Signed (dd/mm/yyyy)"."""
    different = dict.fromkeys(cells)
    spans = [match for cell in different if (match := spelt.TWO_YEARS.fullmatch(cell))]
    spans_years = any(int(match[2]) > 12 and is_next(match) for match in spans)
    has_months = any(1 <= int(match[2]) <= 12 and not is_next(match) for match in spans)
    order = day_comes_first(different)
    if order is None and (match := spelt.ORDER.search(header)):
        order = match["month"] is None
    serials = sum(is_serial(cell.strip()) for cell in cells)
    has_year_first = any(map(spelt.YEAR_FIRST.match, cells)) or short_year_is_first(different, today)
    return Habit(
        order,
        spans_years,
        has_serials=serials > 1 and serials * 2 > sum(map(bool, cells)),
        is_dotted_month_first=order is False and day_comes_first(cell for cell in cells if "." in cell) is False,
        is_year_first=has_year_first and not any(map(spelt.YEAR_LAST.search, cells)),
        has_months=has_months,
        is_swapped=is_swapped(different, order),
    )


def short_year_is_first(cells: Iterable[str], today: date | None) -> bool:
    """Return whether dates such as "20.05.31" begin with the year: only the last numbers go beyond the next year."""
    dates = [tuple(map(int, match.groups())) for cell in cells if (match := spelt.SHORT_YEAR.fullmatch(cell.strip()))]
    if today is None or len(dates) < 3:
        return False
    first, month, last = map(max, zip(*dates, strict=True))
    return first <= today.year % 100 + 1 < last <= 31 and month <= 12


def is_next(match: re.Match[str]) -> bool:
    """Return whether the second year of a match of TWO_YEARS is the one after the first."""
    return int(match[2]) == (int(match[1]) + 1) % 100


def is_swapped(cells: Iterable[str], day_first: bool | None) -> bool | None:
    """Return whether a spreadsheet took all texts that it could for dates, with day and month swapped.

    Then its own dates, in ISO form, have days up to 12, and those that stayed texts have more; None: there are none.
    """
    days = [int(match[3]) for cell in cells if (match := spelt.ISO_DAY.match(cell))]
    texts = [cell for cell in cells if spelt.TWO_NUMBERS.fullmatch(cell)]
    if not days or max(days) > 12:
        return False
    if not texts:
        return None
    return day_first is not None and all(max(map(int, re.findall(r"\d+", cell)[:2])) > 12 for cell in texts)


def day_comes_first(cells: Iterable[str]) -> bool | None:
    """Return whether the day comes first in a column, read from all its `cells`: True, False, or None if unknown."""
    orders = set()
    for cell in cells:
        for text in [cell] if spelt.TWO_NUMBERS.fullmatch(cell) else spelt.NUMBERS_IN_TEXT.findall(cell.strip()[:200]):
            first, second = (int(part) for part in re.findall(r"\d+", text)[:2])
            if first and second and (first > 12) != (second > 12) and not spelt.SHORT_PARTS.fullmatch(text.strip()):
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def reader(habit: Habit) -> DateReader:
    """Return a function that reads the dates which a text in a column of that `habit` can mean."""

    def read(text):
        if (other := converted(text)) and other.is_named:
            text = other.text
        found = readings(text)
        if habit.is_year_first and (match := spelt.SHORT_YEAR.fullmatch(text)):
            century = "20" if int(match[1]) < 69 else "19"
            return tuple(dict.fromkeys((*readings(century + ".".join(match.groups())), *found)))
        if habit.day_first is None or not spelt.TWO_NUMBERS.fullmatch(text) or spelt.SHORT_PARTS.fullmatch(text):
            return found
        return in_order(found, text, habit)

    return read


def parse_date(cell: str, column: Column, habit: Habit = NO_HABIT, today: date | None = None) -> ParsedDate:
    """Return the date in a cell of a column of a `habit`, or None where it is empty or cannot be read for certain."""
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
    if habit.is_swapped and (match := spelt.ISO_DAY.match(text)) and len(read) == 1 and match[2] != match[3]:
        one, swapped = read[0], PartialDate(read[0].year, int(match[3]), int(match[2]))
        return Parsed(None, (*remarks, check(column, "date-swapped", cell=shown(cell), one=one, other=swapped)))
    if len(read) > 1:
        return Parsed(None, (*remarks, check(column, "date-ambiguous", cell=shown(cell), one=read[0], other=read[-1])))
    if len(read) == 1:
        if (other := converted(text)) and other.is_named:
            make, code = (check, "date-islamic") if islamic(text) is not None else (info, "date-converted")
            remarks = (*remarks, make(column, code, cell=shown(cell), date=read[0]))
            text = read[0].isoformat()
        return plausible(text, read[0], column, today, remarks)
    return unusual_date(cell, text, column, habit, remarks)


def is_month(text: str, years: tuple[int, int], habit: Habit) -> bool:
    """Return whether a text that names two `years` is a month, as "2011-12" is, and "2011/12" may be."""
    if habit.spans_years or not spelt.TWO_YEARS.fullmatch(text) or years[1] % 100 > 12 or years[1] % 100 == 0:
        return False
    return habit.has_months or "/" not in text


def academic(cell: str, years: tuple[int, int], column: Column, habit: Habit) -> ParsedDate:
    """Return the first of two academic `years`, for an end the second; None where it may be the month of a year."""
    known = PartialDate(years[1] if column in (Column.ENDS, Column.DURATION) else years[0])
    if (read := readings(cell)) and not habit.spans_years:
        return Parsed(None, (check(column, "date-month-or-years", cell=shown(cell), one=read[0], other=known),))
    return Parsed(known, (check(column, "date-academic", cell=shown(cell), date=known),))


def is_empty_date(text: str) -> bool:
    """Return whether a text is the date that a program shows for an empty cell, its day zero."""
    if text in spelt.MIDNIGHT:
        return True
    match = spelt.THREE_NUMBERS.fullmatch(tidied(text)) if len(text) <= LONGEST_EMPTY_DATE else None
    return match is not None and sorted(map(int, match.groups())) in spelt.EMPTY_DATES


def in_order(read: tuple[PartialDate, ...], text: str, habit: Habit) -> tuple[PartialDate, ...]:
    """Return the readings of a date of three numbers that keep to the order of its column.

    One with dots, in a column where only other dates show that the month comes first, can be read in both ways.
    """
    if len(read) == 2:
        return read[:1] if habit.day_first else read[1:]
    first, second = (int(part) for part in re.findall(r"\d+", text)[:2])
    if len(read) == 1 and "." in text and not habit.day_first and max(first, second) <= 12 and first != second:
        month_first = PartialDate(read[0].year, first, second)
        return (month_first,) if habit.is_dotted_month_first else (read[0], month_first)
    return read


def unusual_date(cell: str, text: str, column: Column, habit: Habit, remarks: Remarks) -> ParsedDate:
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
    if dates_in(text) > 1:
        return left_empty(cell, column, "date-several")
    if has_zero(text) and dates_in(text):
        return left_empty(cell, column, "date-zero")
    return left_empty(cell, column, "date-other-calendar" if spelt.OTHER_CALENDAR.search(text) else "date-unread")


def other_readings(cell: str, text: str, read: DateReader) -> Iterator[tuple[str, tuple[PartialDate, ...]]]:
    """Yield (code, dates) for each way to read a date with a misprint, of another calendar, or with words beside it."""
    yield "date-misspelt", readings(text, is_forgiving=True)
    if other := converted(text):
        yield "date-converted-likely", read(other.text)
    yield "date-marked", read(spelt.FOOTNOTE.sub("", text))
    if match := spelt.OTHER_SEPARATOR.fullmatch(text):
        yield "date-misspelt", read(".".join(match.group(1, 3, 4)))
    yield "date-with-words", read(spelt.NUMBER_OF_DOCUMENT.sub(" ", text).strip())
    for cut in re.finditer(r"\s*[,;(]", text[:LONGEST_WITH_WORDS]):
        if not dates_in(text[cut.end() :]):
            yield "date-with-words", read(text[: cut.start()])
    lines = [line.strip() for line in cell[:LONGEST_WITH_WORDS].split("\n") if line.strip()]
    if len(lines) > 1 and sum(any(map(str.isdigit, line)) for line in lines) == 1:
        yield "date-with-words", next(read(line) for line in lines if any(map(str.isdigit, line)))
    if match := spelt.SIGNED_BEFORE.fullmatch(text):
        yield "date-with-words", read(match["date"])


def left_empty(cell: str, column: Column, code: str) -> ParsedDate:
    """Return no date, and a remark that quotes the cell."""
    return Parsed(None, (check(column, code, cell=shown(cell)),))


def plausible(text: str, read: PartialDate, column: Column, today: date | None, remarks: Remarks) -> ParsedDate:
    """Return a date and the remarks on it; no date where two digits make a signing lie a year after `today`."""
    is_short = bool(re.search(r"\D\d{1,2}$", text)) and "-" not in text[4:5] and not re.search(r"\d{4}", text)
    is_named = any(map(str.isalpha, text))
    if column == Column.SIGNED and today and read.first_day > today + timedelta(days=366):
        if is_short:
            return Parsed(None, (*remarks, check(column, "date-future-short", cell=shown(text))))
        return Parsed(read, (*remarks, check(column, "date-future", cell=shown(text))))
    if is_short or is_named:
        code = "two-digit-year" if is_short else "month-name"
        is_doubtful = is_short and (read.year >= DOUBTFUL_YEAR or (is_named and not read.day))
        make = check if is_doubtful or MONTHS_OF_TWO_LANGUAGES & set(fold(text).split()) else info
        return Parsed(read, (*remarks, make(column, code, cell=shown(text), date=read)))
    return Parsed(read, remarks)

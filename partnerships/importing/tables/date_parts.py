"""The day, the month and the year of one date in columns of their own, put together under one header."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial

from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import DATE_PARTS
from partnerships.partial_dates import ROMAN_MONTHS, readings

from .grid import TYPICAL, Grid, Header, Made, cell
from .headers import header_key, meaning, notions_of
from .profiles import EAST
from .sections import spread_of
from .table_rows import noticed

HEADERS = {Column.SIGNED: "Date signed", Column.STARTS: "Start date", Column.ENDS: "End date"}
NOTIONS = {"end": Column.ENDS, "start": Column.STARTS, "sign": Column.SIGNED}
Parts = dict[str, int]  # of one date: {"day", "month" or "year": index of its column}


def with_whole_dates(grid: Grid) -> Sheet | None:
    """Return a sheet in which each date that is divided over several columns stands in one."""
    for header in grid.headers():
        if groups := [parts for parts in groups_of(header) if are_parts(parts, header)]:
            dates = meanings_of(groups, header, grid.sheet)
            taken = {index for parts in dates.values() for index in parts.values()}
            names = [HEADERS[column] for column in dates]
            make = partial(whole_dates, dates=dates, header=header)
            return grid.with_columns(header, taken, names, make) if dates else None
    return None


@cache
def part_words(*, is_eastern: bool) -> dict[str, set[str]]:
    """Return the keys of the words for each part of a date, of scripts without capitals or of the others."""
    key = str if is_eastern else header_key
    return {
        part: {key(word) for word in words.split() if bool(EAST.search(word)) == is_eastern}
        for part, words in DATE_PARTS.items()
    }


def part_of(header: str) -> str | None:
    """Return which one part of a date a header names, or None."""
    is_eastern = bool(EAST.search(header))
    words = [header] if is_eastern else header_key(header).split()

    def is_named(key: str) -> bool:
        if is_eastern:
            return key in header
        return key in words or (len(key) > 3 and any(word.endswith(key) for word in words))

    found = [part for part, keys in part_words(is_eastern=is_eastern).items() if any(map(is_named, keys))]
    return found[0] if len(found) == 1 and len(header) < 60 else None


def groups_of(header: Header) -> list[Parts]:
    """Return the dates whose month and year stand beside each other under a row of headers."""
    groups: list[Parts] = []
    last, said = -1, None
    for index, text in header.texts.items():
        if part := part_of(text):
            named = column_of(text)
            if not groups or last < index - 1 or part in groups[-1] or named != said:
                groups.append({})
            groups[-1][part] = index
            last, said = index, named
    return [parts for parts in groups if {"month", "year"} <= parts.keys()]


def are_parts(parts: Parts, header: Header) -> bool:
    """Return whether most cells below the headers of parts are such parts."""

    def is_usual(part: str) -> bool:
        texts = header.column(parts[part], 300)
        return sum(bool(IS_PART[part](text)) for text in texts) >= TYPICAL * max(len(texts), 1)

    return all(map(is_usual, parts))


def month_number(text: str) -> int:
    """Return the number of a month from its number or its name; 0 for another text."""
    if number := re.fullmatch(r"(\d{1,2})(?:\.0?)?", text):
        return int(number[1]) if int(number[1]) <= 12 else 0
    read = readings(f"1 {text} 2000", is_thorough=True) if len(text) < 30 else []
    return ROMAN_MONTHS.get(text.rstrip(".").upper(), read[0].month or 0 if len(read) == 1 else 0)


def column_of(text: str) -> Column | None:
    """Return the Column whose words stand in a header, or None."""
    notions = notions_of(text)
    return next((column for notion, column in NOTIONS.items() if notion in notions), None)


IS_PART: dict[str, Callable[[str], object]] = {
    "day": re.compile(r"(?:0?[0-9]|[12]\d|3[01])(?:\.0?)?").fullmatch,
    "month": month_number,
    "year": re.compile(r"(?:19|20)\d\d(?:\.0)?").fullmatch,
}


def meanings_of(groups: Sequence[Parts], header: Header, sheet: Sheet) -> dict[Column, Parts]:
    """Return the dates that some groups of parts are; empty where neither words nor their number say it."""
    spread, told = spread_of(sheet), []
    for parts in groups:
        first = min(parts.values())
        above = header.above(first) or (spread.get((header.outer.number, first), "") if header.outer else "")
        told.append(column_of(f"{above} {header.texts[first]}"))
    if told == [None]:
        told = [Column.SIGNED]
    elif told in ([None, None], [Column.STARTS, None], [None, Column.ENDS]):
        told = [Column.STARTS, Column.ENDS]
    taken = {index for parts in groups for index in parts.values()}
    others = {meaning(text) for index, text in header.texts.items() if index not in taken}
    return {column: parts for column, parts in zip(told, groups, strict=True) if column and column not in others}


def whole_dates(row: Row, dates: dict[Column, Parts], header: Header) -> Made:
    """Return the dates that the parts of a row make, as far as they reach, in the form of ISO or as they stand."""
    cells, remarks = [], []
    for column, parts in dates.items():
        texts: dict[str, str] = {part: cell(row, parts[part]) for part in ("day", "month", "year") if part in parts}
        given = " ".join(filter(None, texts.values()))
        made = date_of(texts) or given
        cells.append(made)
        if given:
            is_used = made == given or made.count("-") + 1 == len(given.split())
            code, level = ("date-from-parts", Level.INFO) if is_used else ("date-part-unused", Level.CHECK)
            named = ", ".join(header.texts[index] for index in sorted(parts.values()))
            remarks.append(noticed(column, code, level, headers=named, cell=given, date=made))
    return cells, remarks


def date_of(texts: dict[str, str]) -> str:
    """Return the date that the texts of its parts make, without a day or a month where they say none, or ""."""
    year, month, day = (texts.get(part, "").removesuffix(".0") for part in ("year", "month", "day"))
    number, day = month_number(texts["month"]), day.rstrip(".")
    if not re.fullmatch(r"\d{4}", year) or (month and not number):
        return ""
    if day.isdecimal():
        day = f"{int(day):02}" if int(day) else ""
    return "-".join(filter(None, [year, *([f"{number:02}", day] if number else [])]))

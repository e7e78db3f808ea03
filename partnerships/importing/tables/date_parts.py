"""The day, the month and the year of one date in columns of their own, put together under one header."""

import re
from collections.abc import Sequence
from functools import cache, partial

from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import DATE_PARTS
from partnerships.partial_dates import ROMAN_MONTHS, readings

from .headers import header_key, meaning, notions_of
from .new_columns import LOOKED_AT, Made, cell, column_below, filled_rows, with_columns
from .profiles import EAST
from .sections import spread_of
from .table_rows import noticed

HEADERS = {Column.SIGNED: "Date signed", Column.STARTS: "Start date", Column.ENDS: "End date"}
NOTIONS = {"end": Column.ENDS, "start": Column.STARTS, "sign": Column.SIGNED}
TYPICAL = 0.6  # the share of cells that must be such parts
Parts = dict[str, int]  # of one date: {"day", "month" or "year": index of its column}


def with_whole_dates(sheet: Sheet) -> Sheet:
    """Return a sheet in which each date that is divided over several columns stands in one."""
    rows = filled_rows(sheet)
    for position, header in enumerate(rows[:LOOKED_AT]):
        outer = rows[position - 1] if position and rows[position - 1].number == header.number - 1 else None
        groups = [parts for parts in groups_of(header) if are_parts(parts, rows[position + 1 :])]
        if not groups:
            continue
        for column, parts in meanings_of(groups, header, outer, sheet).items():
            above = outer if outer and any(cell(outer, index) for index in parts.values()) else None
            named = ", ".join(cell(header, index) for index in sorted(parts.values()))
            sheet = with_columns(
                sheet,
                header,
                parts.values(),
                [HEADERS[column]],
                partial(whole_date, parts=parts, column=column, headers=named),
                above,
            )
            header = next(row for row in sheet.rows if row.number == header.number)
            outer = next((row for row in sheet.rows if outer and row.number == outer.number), None)
        return sheet
    return sheet


@cache
def part_words(*, is_eastern: bool) -> dict[str, set[str]]:
    """Return the keys of the words for each part of a date, of scripts without capitals or of the others."""
    return {
        part: {
            word if is_eastern else header_key(word) for word in words.split() if bool(EAST.search(word)) == is_eastern
        }
        for part, words in DATE_PARTS.items()
    }


def part_of(header: str) -> str | None:
    """Return which one part of a date a header names, or None."""
    is_eastern = bool(EAST.search(header))
    words = [header] if is_eastern else header_key(header).split()
    found = [
        part
        for part, keys in part_words(is_eastern=is_eastern).items()
        if keys.intersection(words)
        or any(
            word.endswith(key) or (is_eastern and key in word)
            for word in words
            for key in keys
            if is_eastern or len(key) > 3
        )
    ]
    return found[0] if len(found) == 1 and len(header) < 60 else None


def groups_of(header: Row) -> list[Parts]:
    """Return the dates whose month and year stand beside each other under a row of headers."""
    groups: list[Parts] = []
    last, said = -1, None
    for index in range(len(header.cells)):
        if not (part := part_of(text := cell(header, index))):
            continue
        named = column_of(text)
        if not groups or last < index - 1 or part in groups[-1] or named != said:
            groups.append({})
        groups[-1][part] = index
        last, said = index, named
    return [parts for parts in groups if {"month", "year"} <= parts.keys()]


def are_parts(parts: Parts, rows: Sequence[Row]) -> bool:
    """Return whether most cells below the headers of parts are such parts."""

    def share(part, pattern):
        texts = column_below(rows[:300], parts[part])
        return sum(bool(pattern(text)) for text in texts) / max(len(texts), 1)

    is_number = re.compile(r"(?:0?[0-9]|[12]\d|3[01])(?:\.0?)?").fullmatch
    return (
        share("year", re.compile(r"(?:19|20)\d\d(?:\.0)?").fullmatch) >= TYPICAL
        and share("month", month_number) >= TYPICAL
        and ("day" not in parts or share("day", is_number) >= TYPICAL)
    )


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


def meanings_of(groups: Sequence[Parts], header: Row, outer: Row | None, sheet: Sheet) -> dict[Column, Parts]:
    """Return the dates that some groups of parts are; empty where that is not clear.

    Without words that say it, one is the day of signing, and two are the start and the end.
    """
    spread = spread_of(sheet)
    told = []
    for parts in groups:
        first = min(parts.values())
        above = (cell(outer, first) or spread.get((outer.number, first), "")) if outer else ""
        told.append(column_of(f"{above} {cell(header, first)}"))
    if told == [None]:
        told = [Column.SIGNED]
    elif told in ([None, None], [Column.STARTS, None], [None, Column.ENDS]):
        told = [Column.STARTS, Column.ENDS]
    taken = {index for parts in groups for index in parts.values()}
    others = {meaning(cell(header, index)) for index in range(len(header.cells)) if index not in taken}
    found = dict(zip(told, groups, strict=True))
    return {column: parts for column, parts in found.items() if column and column not in others}


def whole_date(row: Row, parts: Parts, column: Column, headers: str) -> Made:
    """Return the date that the parts of a row make, as far as they reach, in the form of ISO or as they stand."""
    texts = {part: cell(row, index) for part, index in parts.items()}
    year, number, day = texts["year"].removesuffix(".0"), month_number(texts["month"]), texts.get("day", "")
    given = " ".join(text for text in (day, texts["month"], texts["year"]) if text)
    if not given:
        return ([""], ())
    is_whole = bool(re.fullmatch(r"\d{4}", year)) and (number or not texts["month"])
    made = year if is_whole else given
    if is_whole and number:
        made += f"-{number:02}"
        day = day.removesuffix(".0").rstrip(".")
        made += f"-{int(day):02}" if day.isdecimal() and int(day) else f"-{day}" if day.strip("0") else ""
    is_used = not is_whole or made.count("-") + 1 == len(given.split())
    code, level = ("date-from-parts", Level.INFO) if is_used else ("date-part-unused", Level.CHECK)
    return ([made], (noticed(column, code, "", level, headers=headers, cell=given, date=made),))

"""A column for each type, or for each year, with a cross or a word under the one that is meant."""

import re
from collections.abc import Collection, Sequence
from functools import partial

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import AGREEMENT_WORDS, CROSSES, EMPTY, KIND_WORDS, NO, STRUCK, TICKS

from .headers import header_key, known_headers, meaning, meanings, notions_of
from .new_columns import LOOKED_AT, Made, cell, column_below, filled_rows, headed, with_columns
from .profiles import is_date, words_pattern
from .table_rows import noticed

YEAR = re.compile(r"\D{0,12}\b((?:19|20)\d\d)(?:\s?[/–-]\s?(?:\d\d|20\d\d))?\b\D{0,9}|((?:19|20)\d\d)\s?[年년]度?")
OF_TYPES = {"agreement", "type", "filler", "scope", "blocker"}  # notions that the header of a type may name
SIGNS = CROSSES | NO | EMPTY  # what stands under the header of a type
LONGEST_WORD = 40  # characters of what stands under a year, such as "signed"
TYPICAL = 0.6  # the share of rows that have a cross


def with_types(sheet: Sheet) -> Sheet:
    """Return a sheet with the types under whose headers a row has crosses in one column of types."""
    rows = filled_rows(sheet)
    for position, header in enumerate(rows[:LOOKED_AT]):
        below = rows[position + 1 :]
        outer = rows[position - 1] if position and rows[position - 1].number == header.number - 1 else None
        types = types_of(header, outer)
        between = range(min(types, default=0), max(types, default=0))
        unknown = {at for at in between if at not in types and cell(header, at) and not meanings(cell(header, at))}
        types = sorted({*types, *unknown})
        if len(types) < 2 or not known_headers(header.cells):
            continue
        types = [index for index in types if are_crosses(column_below(below, index))]
        if len(types) < 2:
            continue
        no = words_for_no(below, types)
        has_other = any(meaning(cell(header, at)) == Column.TITLE for at in range(len(header.cells)) if at not in types)
        if has_other or no is None or share_of(below, types, no) < TYPICAL:
            continue
        above = outer if outer and any(cell(outer, index) for index in types) else None
        return with_columns(
            sheet,
            header,
            types,
            ["Type of agreement"],
            partial(crossed, header=header, types=types, no=no, unknown={cell(header, at) for at in unknown}),
            above,
        )
    return sheet


def types_of(header: Row, outer: Row | None) -> list[int]:
    """Return the indexes of the headers that name types of agreements, by themselves or by the header above them."""
    found, is_under_type = [], False
    for index in range(len(header.cells)):
        text, above = cell(header, index), cell(outer, index) if outer else ""
        is_under_type = meaning(above) == Column.TITLE if above else is_under_type
        if text and (is_under_type or names_type(text)):
            found.append(index)
    return found


def names_type(header: str) -> bool:
    """Return whether a header is the name of a type of agreement, and says nothing else."""
    words = header_key(header).split()
    known = words_pattern(AGREEMENT_WORDS + KIND_WORDS)
    others = {word for word in words if "blocker" in notions_of(word) and not known.search(fold(word))}
    is_plain = notions_of(header).keys() <= OF_TYPES and others <= {"student", "students"}
    return is_plain and len(words) < 8 and bool(known.search(fold(header)))


def are_crosses(texts: Collection[str]) -> bool:
    """Return whether the cells of a column are crosses, and words for no."""
    return bool(texts) and all(text.casefold() in SIGNS for text in texts)


def words_for_no(rows: Sequence[Row], types: Sequence[int]) -> Collection[str] | None:
    """Return what says no in columns of crosses; None where a cross and another sign leave that open."""
    texts = {text.casefold() for index in types for text in column_below(rows, index)}
    if {"●", "○"} <= texts or {"■", "□"} <= texts:
        return None
    return NO | EMPTY | (STRUCK | {"x"} if texts & TICKS else set())


def share_of(rows: Sequence[Row], indexes: Sequence[int], no: Collection[str]) -> float:
    """Return the share of the rows with several cells that say yes at one of the `indexes`."""
    full = [row for row in rows if sum(bool(text.strip()) for text in row.cells) > 1]
    return sum(any(cell(row, at).casefold() not in {"", *no} for at in indexes) for row in full) / max(len(full), 1)


def crossed(row: Row, header: Row, types: Sequence[int], no: Collection[str], unknown: Collection[str]) -> Made:
    """Return the types of a row, which are the headers over its crosses; several or `unknown` ones ask for a look."""
    found = [cell(header, index) for index in types if cell(row, index).casefold() not in {"", *no}]
    if not found:
        return ([""], ())
    made = "; ".join(found)
    code = "type-from-crosses" if found[1:] else "type-from-cross"
    level = Level.INFO if not found[1:] and made not in unknown else Level.CHECK
    return ([made], (noticed(Column.TITLE, code, "", level, type=made),))


def with_years(sheet: Sheet) -> Sheet:
    """Return a sheet in which the year under which a row has a word or a cross is that of its signing, or its end."""
    for header, below in filter(None, [headed(sheet)]):
        years = {at: year for at in range(len(header.cells)) if (year := year_of(cell(header, at)))}
        others = [text for at in range(len(header.cells)) if at not in years and (text := cell(header, at))]
        if (
            len(set(years.values())) < max(2, len(years))
            or not others
            or any(is_date(text) or text.isdigit() for text in others)
        ):
            continue
        texts = [text for index in years for text in column_below(below, index)]
        if not are_words(texts) or share_of(below, list(years), NO | EMPTY) < TYPICAL:
            continue
        headers = (
            ["Year of signing", "End date"] if any("end" in notions_of(text) for text in texts) else ["Year of signing"]
        )
        return with_columns(sheet, header, years, headers, partial(dated, years=years, width=len(headers)))
    return sheet


def year_of(header: str) -> str:
    """Return the year that a header is, or ""."""
    match = YEAR.fullmatch(header)
    return "" if not match or meanings(header).keys() & {Column.ENDS, None} else match[1] or match[2]


def are_words(texts: Sequence[str]) -> bool:
    """Return whether what stands under years are words, crosses or dates; numbers count something else."""
    signs = {text.casefold() for text in texts} - NO - EMPTY
    is_one = signs <= {"1"}
    return bool(signs) and all(
        is_one
        or (is_date(text) and not year_of(text))
        or (len(text) <= LONGEST_WORD and not any(map(str.isdigit, text)))
        for text in signs
    )


def dated(row: Row, years: dict[int, str], width: int) -> Made:
    """Return the first year of a row under which something stands, or the date that stands there, with what it says."""
    said = {at: text for at in years if (text := cell(row, at)) and text.casefold() not in NO | EMPTY}
    if not said:
        return ([""] * width, ())
    made = [""] * width
    for index, text in reversed(said.items()):
        made["end" in notions_of(text)] = text if is_date(text) else years[index]
    quoted = "; ".join(f"{years[index]}: {text}" for index, text in said.items())
    return (made, (noticed(Column.SIGNED, "year-from-header", "", Level.CHECK, cell=quoted[:200]),))

"""A column for each type, kind of cooperation or year, with a cross or a word under the one that is meant."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from partnerships.folding import fold
from partnerships.importing.cells.kinds import kinds_of
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import CROSSES, EMPTY, NO, STRUCK, TICKS, TYPE_WORDS

from .grid import TYPICAL, Grid, Header, Made, cell, width_of
from .headers import counts_students, header_key, known_headers, meaning, meanings, notions_of
from .profiles import is_date, words_pattern
from .table_rows import noticed

YEAR = re.compile(r"\D{0,12}\b((?:19|20)\d\d)(?:\s?[/–-]\s?(?:\d\d|20\d\d))?\b\D{0,9}|((?:19|20)\d\d)\s?[年년]度?")
OF_TYPES = {"agreement", "type", "filler", "scope", "blocker"}  # notions that the header of a type may name
SIGNS = CROSSES | NO | EMPTY  # what stands under the header of a type
LONGEST_WORD = 40  # characters of what stands under a year, such as "signed"


def with_types(grid: Grid) -> Sheet | None:
    """Return a sheet with the types under whose headers a row has crosses in one column of types."""
    for header in grid.headers():
        named = types_of(header)
        if len(named) < 2 or not known_headers(header.row.cells):
            continue
        between = {at for at in range(min(named), max(named)) if at in header.texts and at not in named}
        rows = [row for row in header.below if marked(row, named, NO)]
        behind = {at for at in header.texts if at > max(named) and not any(cell(row, at) for row in rows)}
        unknown = {at for at in between | behind if not meanings(header.texts[at])}
        types = [index for index in sorted({*named, *unknown}) if are_crosses(header.column(index))]
        no = words_for_no(header, types)
        others = (text for index, text in header.texts.items() if index not in types)
        if len(types) < 2 or no is None or Column.TITLE in map(meaning, others):
            continue
        if share_of(header, types, no) >= TYPICAL:
            names = {index: header.texts[index] for index in types}
            make = partial(crossed, types=names, no=no, unknown={header.texts[at] for at in unknown})
            return grid.with_columns(header, types, ["Type of agreement"], make)
    return None


def types_of(header: Header) -> list[int]:
    """Return the indexes of the headers that name types of agreements, by themselves or by the header above them."""
    found, is_under_type = [], False
    for index in range(len(header.row.cells)):
        text, above = header.texts.get(index), header.above(index)
        is_under_type = meaning(above) == Column.TITLE if above else is_under_type
        if text and (is_under_type or names_type(text)):
            found.append(index)
    return found


def names_type(header: str) -> bool:
    """Return whether a header is the name of a type of agreement, and says nothing else."""
    words, known = header_key(header).split(), words_pattern(TYPE_WORDS)
    others = {word for word in words if "blocker" in notions_of(word) and not known.search(fold(word))}
    is_plain = notions_of(header).keys() <= OF_TYPES and all(map(counts_students, others))
    return is_plain and len(words) < 8 and bool(known.search(fold(header)))


def are_crosses(texts: Collection[str]) -> bool:
    """Return whether the cells of a column are crosses, and words for no."""
    return bool(texts) and all(text.casefold() in SIGNS for text in texts)


def words_for_no(header: Header, types: Collection[int]) -> Collection[str] | None:
    """Return what says no in columns of crosses; None where a cross and another sign leave that open."""
    texts = {text.casefold() for index in types for text in header.column(index)}
    if {"●", "○"} <= texts or {"■", "□"} <= texts:
        return None
    return NO | EMPTY | (STRUCK | {"x"} if texts & TICKS else set())


def marked(row: Row, indexes: Iterable[int], no: Collection[str]) -> dict[int, str]:
    """Return the texts at some indexes of a row that say yes."""
    return {index: text for index in indexes if (text := cell(row, index)) and text.casefold() not in no}


def share_of(header: Header, indexes: Collection[int], no: Collection[str]) -> float:
    """Return the share of the rows with several cells that say yes at one of the `indexes`."""
    full = [row for row in header.below if width_of(row) > 1]
    return sum(bool(marked(row, indexes, no)) for row in full) / max(len(full), 1)


def crossed(row: Row, types: Mapping[int, str], no: Collection[str], unknown: Collection[str]) -> Made:
    """Return the types of a row, which are the headers over its crosses; several or `unknown` ones ask for a look."""
    found = [types[index] for index in marked(row, types, no)]
    made = "; ".join(found)
    code = "type-from-crosses" if found[1:] else "type-from-cross"
    level = Level.CHECK if found[1:] or made in unknown else Level.INFO
    return [made], [noticed(Column.TITLE, code, level, type=made)] if found else ()


def with_kinds(grid: Grid) -> Sheet | None:
    """Return a sheet whose kinds of cooperation with crosses, beside a column of types, are one column of kinds."""
    for header in grid.headers():
        kinds = {index: text for index, text in header.texts.items() if kinds_of(text)}
        kinds = {index: text for index, text in kinds.items() if are_crosses(header.column(index))}
        no = words_for_no(header, kinds)
        is_counted = all(text.isdigit() for index in kinds for text in header.column(index))
        others = {index: meaning(text) for index, text in header.texts.items() if index not in kinds}
        if not is_counted and no is not None and Column.TITLE in others.values():
            written = [index for index, column in others.items() if column == Column.KINDS]
            make = partial(with_crossed_kinds, kinds=kinds, written=written, no=no)
            return grid.with_columns(header, [*kinds, *written], ["Kinds of cooperation"], make)
    return None


def with_crossed_kinds(row: Row, kinds: Mapping[int, str], written: Collection[int], no: Collection[str]) -> Made:
    """Return the kinds of a row: the headers over its crosses, and what is `written` at some other indexes."""
    texts = [kinds[index] for index in marked(row, kinds, no)]
    return ["; ".join(texts + [text for index in written if (text := cell(row, index))])], ()


def with_years(grid: Grid) -> Sheet | None:
    """Return a sheet in which the year under which a row has a word or a cross is that of its signing, or its end."""
    if not (header := grid.first_header()):
        return None
    years = {index: year for index, text in header.texts.items() if (year := year_of(text))}
    others = [text for index, text in header.texts.items() if index not in years]
    is_each = len(set(years.values())) >= max(2, len(years))
    if not is_each or not others or any(is_date(text) or text.isdigit() for text in others):
        return None
    texts = [text for index in years for text in header.column(index)]
    if not are_words(texts) or share_of(header, years, NO | EMPTY) < TYPICAL:
        return None
    names = ["Year of signing", "End date"][: 1 + any("end" in notions_of(text) for text in texts)]
    return grid.with_columns(header, years, names, partial(dated, years=years, width=len(names)))


def year_of(header: str) -> str:
    """Return the year that a header is, or ""."""
    match = YEAR.fullmatch(header)
    return "" if not match or meanings(header).keys() & {Column.ENDS, None} else match[1] or match[2]


def are_words(texts: Sequence[str]) -> bool:
    """Return whether what stands under years are words, crosses or dates; numbers count something else."""
    signs = {text.casefold() for text in texts} - NO - EMPTY

    def is_word(text: str) -> bool:
        is_short = len(text) <= LONGEST_WORD and not any(map(str.isdigit, text))
        return is_short or (is_date(text) and not year_of(text))

    return bool(signs) and (signs <= {"1"} or all(map(is_word, signs)))


def dated(row: Row, years: Mapping[int, str], width: int) -> Made:
    """Return the first year of a row under which something stands, or the date that stands there, with what it says."""
    said = marked(row, years, NO | EMPTY)
    made = [""] * width
    for index, text in reversed(said.items()):
        made["end" in notions_of(text)] = text if is_date(text) else years[index]
    quoted = "; ".join(f"{years[index]}: {text}" for index, text in said.items())
    return made, [noticed(Column.SIGNED, "year-from-header", Level.CHECK, cell=quoted[:200])] if said else ()

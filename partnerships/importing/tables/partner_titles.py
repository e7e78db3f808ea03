"""Titles that name the partner, "MoU with X (Country)", in lists without a column of institutions: divided."""

import re
from collections.abc import Collection, Sequence
from functools import cache, partial

from partnerships.folding import fold, has_key
from partnerships.importing.cells.country_names import read_country
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import (
    AGREEMENT_WORDS,
    ARTICLES,
    INSTITUTION_WORDS,
    KIND_WORDS,
    WITH,
    WITH_BEHIND,
    WITH_JOINED,
)

from .headers import known_headers, meaning, meanings
from .new_columns import Made, cell, column_below, headed, with_columns
from .profiles import words_pattern
from .table_rows import noticed

HEADERS = ["Type of agreement", "University", "Country"]
LAST_BRACKETS = re.compile(r"(?P<rest>.+?)\s*[(\[（【](?P<last>[^()（）\[\]【】]{2,60})[)\]）】]\W*")
LAST_COMMA = re.compile(r"(?P<rest>.+),\s*(?P<last>[^,]{2,60})")
TYPICAL = 0.6  # the share of titles that name a partner
LONGEST = 400  # characters of a title


def with_partners(sheet: Sheet) -> Sheet:
    """Return a sheet in which titles with the name of the partner are divided into type, institution and country."""
    for header, below in filter(None, [headed(sheet)]):
        headers = {at: text for at in range(len(header.cells)) if (text := cell(header, at))}
        if len(headers) < 2 or not known_headers(headers.values()):
            continue
        if any(meaning(text) == Column.INSTITUTION for text in headers.values()):
            continue
        for index, text in headers.items():
            if (
                meanings(text)
                and names_partners(column_below(below, index))
                and not has_names(below, headers.keys() - {index})
            ):
                return with_columns(sheet, header, [index], HEADERS, partial(divided_row, index=index))
    return sheet


def names_partners(titles: Sequence[str]) -> bool:
    """Return whether most titles are divided into a type and a partner, and none of those names is that of a type."""
    found = [parts for title in titles[:300] if (parts := divided(title))]
    named = [name for _type, name, country in found if country or words_pattern(INSTITUTION_WORDS).search(fold(name))]
    return bool(found) and len(found) >= TYPICAL * len(titles[:300]) and 2 * len(named) >= len(found)


def has_names(rows: Sequence[Row], indexes: Collection[int]) -> bool:
    """Return whether one of the other columns holds names of institutions."""
    pattern = words_pattern(INSTITUTION_WORDS)
    columns = [column_below(rows[:300], index) for index in indexes]
    return any(sum(bool(pattern.search(fold(text))) for text in texts) * 2 > len(texts) for texts in columns)


def divided_row(row: Row, index: int) -> Made:
    """Return the type, the institution and the country in the title of a row, to be looked at."""
    title = cell(row, index)
    if not (parts := divided(title)):
        return ([title, "", ""], ())
    remark = noticed(Column.TITLE, "title-divided", "", Level.CHECK, cell=title[:200], type=parts[0], name=parts[1])
    return (parts, (remark,))


def divided(title: str) -> tuple[str, str, str] | None:
    """Return the type, the institution and the country that a title names ("" for none), or None."""
    rest, country = title[:LONGEST], ""
    for pattern in (LAST_BRACKETS, LAST_COMMA):
        match = pattern.fullmatch(rest)
        if match and (found := read_country(match["last"])) and found.is_certain:
            rest, country = match["rest"], match["last"]
            break
    for pattern in patterns():
        match = pattern.fullmatch(rest)
        if match and names_type(match["type"]) and has_key(name := without_article(match["name"])):
            return match["type"].strip(" ,-–—:"), name, country
    return None


def names_type(text: str) -> bool:
    """Return whether a text names a type of agreement and no institution."""
    key = fold(text)
    return len(text) < 120 and bool(words_pattern(AGREEMENT_WORDS + KIND_WORDS).search(key))


def without_article(name: str) -> str:
    """Return a name without the article that begins it: "Universität X" of "der Universität X"."""
    words = name.strip(' ,-–—:«»"“”„').split()
    return " ".join(words[1:] if words and words[0] in ARTICLES.split() and len(words) > 1 else words)


@cache
def patterns() -> list[re.Pattern[str]]:
    """Return the patterns of a type and a partner, from the surest to the least sure."""
    before, behind = ("|".join(words.split()) for words in (WITH, WITH_BEHIND))
    found = [
        rf"(?P<type>.+?)\s(?:{before})\s+(?P<name>.+)",
        rf"(?P<name>.+?)\s+(?:{behind})\s+(?P<type>.+)",
        r"(?P<type>[^:–—]+?)\s*(?::|\s[-–—])\s+(?P<name>.+)",
        r"(?P<name>.+?)\s+[-–—]\s+(?P<type>.+)",
    ]
    joined = [rf"(?:{first})\s*(?P<name>.+?)\s*(?:{last})\s*(?P<type>.+)" for first, last in WITH_JOINED.items()]
    return [re.compile(pattern, re.IGNORECASE) for pattern in joined[:1] + found[:2] + joined[1:] + found[2:]]

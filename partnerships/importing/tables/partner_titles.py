"""Titles that name the partner, "MoU with X (Country)", in lists without a column of institutions: divided."""

from collections.abc import Sequence
from functools import partial

from partnerships.folding import fold, has_key
from partnerships.importing.cells.country_names import read_country
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import Row, Sheet
from partnerships.importing.spellings.words import ARTICLES, LAST_BRACKETS, LAST_COMMA, TITLES, TYPE_WORDS

from .grid import TYPICAL, Grid, Made, cell
from .headers import known_headers, meaning
from .headings import names_institution
from .profiles import words_pattern
from .table_rows import noticed

HEADERS = ["Type of agreement", "University", "Country"]
LOOKED_INTO = 300  # rows below a header
LONGEST = 400  # characters of a title


def with_partners(grid: Grid) -> Sheet | None:
    """Return a sheet in which titles with the name of the partner are divided into type, institution and country."""
    header = grid.first_header()
    if not header or not known_headers(header.texts.values()):
        return None
    if Column.INSTITUTION in map(meaning, header.texts.values()):
        return None
    for index in header.texts:
        if names_partners(header.column(index, LOOKED_INTO)):
            others = header.texts.keys() - {index}
            if not any(are_names(header.column(other, LOOKED_INTO)) for other in others):
                return grid.with_columns(header, [index], HEADERS, partial(divided_row, index=index))
    return None


def names_partners(titles: Sequence[str]) -> bool:
    """Return whether most titles are divided into a type and a partner, and none of those names is that of a type."""
    found = [parts for title in titles if (parts := divided(title))]
    named = [name for _type, name, country in found if country or names_institution(name)]
    return bool(found) and len(found) >= TYPICAL * len(titles) and 2 * len(named) >= len(found)


def are_names(texts: Sequence[str]) -> bool:
    """Return whether most texts name institutions."""
    return 2 * sum(map(names_institution, texts)) > len(texts)


def divided_row(row: Row, index: int) -> Made:
    """Return the type, the institution and the country in the title of a row, to be looked at."""
    title = cell(row, index)
    if not (parts := divided(title)):
        return [title, "", ""], ()
    return parts, [noticed(Column.TITLE, "title-divided", Level.CHECK, cell=title[:200], type=parts[0], name=parts[1])]


def divided(title: str) -> tuple[str, str, str] | None:
    """Return the type, the institution and the country that a title names ("" for none), or None."""
    rest, country = without_country(title[:LONGEST])
    for pattern in TITLES:
        match = pattern.fullmatch(rest)
        is_type = match and words_pattern(TYPE_WORDS).search(fold(match["type"][:120]))
        if match and is_type and has_key(name := without_article(match["name"])):
            name, country = (name, country) if country else without_country(name)
            return match["type"].strip(" ,-–—:"), name, country
    return None


def without_country(text: str) -> tuple[str, str]:
    """Return a text without the country that stands behind it in brackets or behind a comma, and that country or ""."""
    for pattern in (LAST_BRACKETS, LAST_COMMA):
        match = pattern.fullmatch(text)
        if match and (found := read_country(match["last"])) and found.is_certain:
            return match["rest"], match["last"]
    return text, ""


def without_article(name: str) -> str:
    """Return a name without the article that begins it: "Universität X" of "der Universität X"."""
    words = name.strip(' ,-–—:«»"“”„').split()
    return " ".join(words[1:] if words and words[0] in ARTICLES.split() and len(words) > 1 else words)

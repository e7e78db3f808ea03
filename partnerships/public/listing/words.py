"""The words of a search, and where they are looked for: the listing's texts and the names of countries."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.importing.spellings.countries import OTHER_COUNTRY_NAMES
from partnerships.models.listing import WORDS_TABLE

MOST = 3000  # matches of a search that are counted
MOST_WORDS = 12
SHORT_WORD = 3  # letters; a country is found by such a word only where it is a whole word of the name
TRIGRAM = 3  # letters that SQLite's index of words is made of
LANGUAGES = ("az", "en", "ru", "tr")


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct folded words of what a visitor types, the first `MOST_WORDS` of them.

    A text without letters and digits stays as it is, so that it finds nothing instead of everything.
    """
    words = tuple(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    return words or ((text.strip(),) if text.strip() else ())


@cache
def country_words() -> dict[str, set[str]]:
    """Return {code: folded words of the country's names}, in the four languages and as lists write them."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in country_names(language).items():
            found.setdefault(code, set()).update(fold(name).split())
    for code, names in OTHER_COUNTRY_NAMES.items():
        for name in names.split(" | "):
            found[code].update([*fold(name).split(), fold(name).replace(" ", "")])
    return found


@lru_cache(maxsize=10_000)  # anybody may ask for any word
def countries_with(word):
    """Return the codes of the countries in whose name a folded `word` starts a word, or is one if it is short."""
    if len(word) <= SHORT_WORD:
        return tuple(sorted(code for code, words in country_words().items() if word in words))
    return tuple(
        sorted(code for code, words in country_words().items() if any(known.startswith(word) for known in words))
    )


class Hits(NamedTuple):
    """The condition that an agreement holds all words of a search, and whether more than `MOST` surely do."""

    condition: Q
    are_many: bool


def hits_of(words: Sequence[str]) -> Hits:
    """Return the Hits of some folded `words`: each occurs in an agreement's texts or its country's names.

    PostgreSQL knows by itself whether its index of trigrams helps. SQLite has to be told: the first agreements with a
    common word are soonest found by reading on, those with any other word by gathering all of them.
    """
    condition, common = Q(), 0
    for word in words:
        is_told = connection.vendor == "sqlite" and len(word) >= TRIGRAM
        if is_told and is_rare(word):
            found = RawSQL(f"SELECT rowid FROM {WORDS_TABLE} WHERE {WORDS_TABLE} MATCH %s", [quoted(word)])
            holding = Q(pk__in=found)
        else:
            holding = Q(search_text__contains=word)
            common += is_told
        codes = countries_with(word)
        condition &= holding | Q(country__in=codes) if codes else holding
    return Hits(condition, common == len(words) == 1)


def matching(words: Sequence[str]) -> Q:
    """Return the condition that each of some folded `words` occurs in an agreement's texts or its country's names."""
    return hits_of(words).condition


def is_rare(word):
    """Return whether no more than `MOST` agreements hold a `word`, as SQLite's index of trigrams has it."""
    with connection.cursor() as cursor:
        found = f"SELECT 1 FROM {WORDS_TABLE} WHERE {WORDS_TABLE} MATCH %s LIMIT %s"
        cursor.execute(f"SELECT COUNT(*) FROM ({found})", [quoted(word), MOST + 1])
        return cursor.fetchone()[0] <= MOST


def rebuild_index():
    """Make SQLite's index of the listing's texts again; PostgreSQL keeps its own by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORDS_TABLE} ({WORDS_TABLE}) VALUES ('rebuild')")


def index_texts(rows, *, is_going=False):
    """Put the texts of some `rows` of the listing into SQLite's index, or take them out before the rows go.

    The index has no text of its own, so it has to be told again what goes. Triggers would do it row by row, which takes
    thirty times as long.
    """
    if connection.vendor != "sqlite":
        return
    columns, first = (f"{WORDS_TABLE}, ", "'delete', ") if is_going else ("", "")
    sql, parameters = rows.order_by().values_list("pk", "search_text").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {WORDS_TABLE} ({columns}rowid, search_text) SELECT {first}found.* FROM ({sql}) AS found",
            parameters,
        )


def quoted(word):
    """Return a `word` as SQLite's full-text search takes it literally."""
    return '"' + word.replace('"', '""') + '"'

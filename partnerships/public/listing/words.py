"""The words of a search, and where they are looked for: the listing's texts and the names of countries."""

from collections.abc import Sequence
from functools import cache, lru_cache

from django.db.models import Q

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.importing.spellings.countries import OTHER_COUNTRY_NAMES

from .database import is_indexed, keys_holding

MOST = 3000  # matches of a search that are counted
MOST_WORDS = 12
SHORT_WORD = 3  # letters; a country is found by such a word only where it is a whole word of the name
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


def matching(words: Sequence[str]) -> Q:
    """Return the condition that each of some folded `words` occurs in an agreement's texts or its country's names.

    PostgreSQL knows by itself whether its index helps. On SQLite the agreements with a rare word are looked up, and the
    first ones with a common word are soonest found by reading on.
    """
    condition = Q()
    for word in words:
        codes = countries_with(word)
        keys = keys_holding(word, MOST) if is_indexed(word) else None
        holding = Q(search_text__contains=word) if keys is None else Q(pk__in=keys)
        condition &= holding | Q(country__in=codes) if codes else holding
    return condition


def are_common(words: Sequence[str]) -> bool:
    """Return whether more than `MOST` agreements surely match some `words`, as SQLite's index of words has it."""
    return len(words) == 1 and is_indexed(words[0]) and keys_holding(words[0], MOST) is None

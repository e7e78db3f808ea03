"""Countries: ISO 3166-1 alpha-2 codes, and their names in the languages of CLDR."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

from babel import Locale
from babel.core import get_global

from .cldr import Language
from .languages import current_language

# Countries whose English name has an article.
WITH_ARTICLE = set("AE AX BS CC CF CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH SB SC TC TF UM US VA VG VI".split())
T = TypeVar("T")
# CLDR also lists regions that ISO 3166-1 does not: reserved codes, unions, and codes made for tests.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

# Alphabets in which letters with diacritics have a position of their own; elsewhere they sort as their plain letter.
ALPHABETS = {
    "az": " abcçdeəfgğhxıijkqlmnoöprsştuüvyzw",
    "tr": " abcçdefgğhıijklmnoöpqrsştuüvwxyz",
}


@cache
def country_names(language: str) -> dict[str, str]:
    """Return the names of all countries in a `language` of CLDR ("az", "en"…): {alpha-2 code: name}."""
    return names_in(Locale.parse(language, sep="-"))


def names_in(language: Locale | Language) -> dict[str, str]:
    """Return the names of all countries in a `language` of CLDR: {alpha-2 code: name}."""
    return {
        code: name
        for code, name in language.territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


def country_name(code: str) -> str:
    """Return the name of the country with that alpha-2 `code` in the current language; "" for the unknown country."""
    return country_names(current_language()).get(code, code)


def country_in_sentence(code: str) -> str:
    """Return the name of a country as it stands after a word: in English with the article that some have."""
    name = country_name(code)
    return f"the {name}" if current_language() == "en" and code in WITH_ARTICLE else name


def country_choices() -> list[tuple[str, str]]:
    """Return all countries as (code, name) in the current language, by name."""
    return [(code, country_name(code)) for code in in_alphabetical_order(country_names(current_language()))]


def in_alphabetical_order(codes: Iterable[str]) -> list[str]:
    """Return the `codes` of countries as a list, by their names in the current language and in its alphabet."""
    return in_alphabet(codes, country_name)


def in_alphabet(things: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """Return some `things` as a list, by their names, in the alphabet of the current language."""
    alphabet = ALPHABETS.get(current_language(), "")
    return sorted(things, key=lambda thing: alphabetical_key(name_of(thing), alphabet))


def alphabetical_key(name: str, alphabet: str) -> tuple[list[int], str]:
    """Return what a `name` is sorted by: the position of each letter in an `alphabet`.

    Letters that are not in it come without their diacritics, after it.
    """
    lower = name.replace("I", "ı").replace("İ", "i").lower() if "ı" in alphabet else name.lower()
    positions: list[int] = []
    for letter in lower:
        position = alphabet.find(letter)
        positions.append(position if position >= 0 else ord(unicodedata.normalize("NFD", letter)[0]))
    return positions, name


@cache
def three_letter_codes() -> dict[str, str]:
    """Return {alpha-3 code: alpha-2 code} of ISO 3166-1."""
    known = country_names("en")
    aliases = get_global("territory_aliases")
    return {
        code: codes[0]
        for code, codes in aliases.items()
        if len(code) == 3 and code.isalpha() and len(codes) == 1 and codes[0] in known
    }

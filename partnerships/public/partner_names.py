"""The order of partners from A to Z: by folded name without “The”, with the letters of the language's own."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from partnerships.countries import ALPHABETS
from partnerships.folding import fold
from partnerships.languages import current_language

ARTICLE = "the "
TOGETHER = str.maketrans("ıİI", "iii")  # stand together in every language: a name may be written either way
OTHER = "#"  # for names that start with a digit
T = TypeVar("T")
LATIN = "abcdefghijklmnopqrstuvwxyz"


def own_letters(language: str) -> str:
    """Return the alphabet of a language of the interface, as names of partners are sorted in it.

    Languages in Cyrillic letters have them after the Latin ones, in which most partners write themselves.
    """
    if language == "ru":
        return LATIN + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    return ALPHABETS.get(language, LATIN).strip().replace("ı", "")


def sorting_key(name: str, language: str) -> tuple[list[int], str]:
    """Return what a partner's name is sorted by: the position of each letter in the alphabet of a language."""
    letters = own_letters(language)
    return [letters.find(letter) for letter in spelt(name, letters)], name


def spelt(name: str, letters: str) -> str:
    """Return a name without “The” in some `letters`, digits and blanks; others become plain Latin ones by folding."""
    text = name.translate(TOGETHER).lower().removeprefix(ARTICLE)
    return "".join(letter if letter in letters else fold(letter) or " " for letter in text).strip()


def initial(name: str, language: str) -> str:
    """Return the letter under which a partner stands, in capitals; OTHER where its name starts with none."""
    letters = own_letters(language)
    first = spelt(name, letters)[:1]
    return capital(first, language) if first and first in letters else OTHER


def capital(letter: str, language: str) -> str:
    """Return a letter in capitals; both capitals of “i” in languages that tell it from “ı”, which stand together."""
    return "I, İ" if letter == "i" and language in ALPHABETS else letter.upper()


def capitals(language: str) -> list[str]:
    """Return the letters of which a language shows whether a partner has them: its alphabet as far as it is Latin."""
    letters = LATIN if language == "ru" else own_letters(language)
    return [capital(letter, language) for letter in letters]


def in_order(things: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """Return some `things` as a list, by the names of partners that they have, in the current language."""
    language = current_language()
    return sorted(things, key=lambda thing: sorting_key(name_of(thing), language))

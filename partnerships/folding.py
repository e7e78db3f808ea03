"""Folding: the key that names are compared and searched by."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = re.compile(r"['`’‘ʼʹ′]")
LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
NOT_A_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the key of a `text`: ASCII letters and digits in lower case, one space between words, nothing else.

    Equal keys mean the same name: "İSTANBUL" and "istanbul" give "istanbul", "Казань" and "Kazan'" give "kazan".
    """
    ascii_text = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return NOT_A_LETTER_OR_DIGIT.sub(" ", APOSTROPHES.sub("", ascii_text)).strip()


def has_key(text: str) -> bool:
    """Return whether a `text` has a letter or a digit, so that its key is not empty; mostly without making the key."""
    return bool(LETTER_OR_DIGIT.search(text)) or bool(fold(text))


def script_of(text: str) -> str:
    """Return the script of the first letter of a `text`, such as "LATIN" or "CJK"; "" where it has no letter."""
    letter = next(filter(str.isalpha, text), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""

"""Text to the key that names are compared and searched by."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = re.compile(r"['`’‘ʼʹ′]")
NOT_A_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(text):
    """Gives the key of a `text`: ASCII letters and digits in lower case, one blank between words, nothing else.

    Equal keys mean the same name: "İSTANBUL" and "istanbul" give "istanbul", "Казань" and "Kazan'" give "kazan".
    """
    ascii_text = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return NOT_A_LETTER_OR_DIGIT.sub(" ", APOSTROPHES.sub("", ascii_text)).strip()

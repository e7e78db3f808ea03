"""When two names, and two web addresses, may be of one institution; without records."""

import re
from urllib.parse import urlsplit

from rapidfuzz.distance import OSA

COMMON = re.compile(r"\b(?:university|universitet|universiteti|univ|of|the|and|named|after)\b")
SMALL = frozenset("de la le les du des del di da do et und der die das fur im for in at on to e y".split())
SHARED_HOSTS = {"facebook.com", "linkedin.com", "wikipedia.org", "en.wikipedia.org", "rusvuz.com"}
FRONT_PAGE = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
LEAST_LETTERS = 5  # of a word that may be misspelt; shorter ones are other words
LONG = 8  # letters of a word of which two may be wrong


def short_key(key: str) -> str:
    """Return a folded name, `key`, without the words that most institutions share, unless it has no others."""
    return " ".join(COMMON.sub(" ", key).split()) or key


def words_of(key: str) -> list[str]:
    """Return the words of a folded name, `key`, that tell an institution from others, in the alphabet's order."""
    words = short_key(key).split()
    return sorted(set(words) - SMALL or set(words))


def host_of(address: str) -> str:
    """Return the host of a web address without "www."; "" where there is none or many share it."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    except ValueError:
        return ""
    return "" if host in SHARED_HOSTS else host


def is_front_page(address: str) -> bool:
    """Return whether a web address leads to the first page of its host, which is not the page of a faculty."""
    return FRONT_PAGE.fullmatch(address) is not None


def may_share(one: str, other: str) -> bool:
    """Return whether two hosts may be of one institution: equal, one within the other, or one not known."""
    return not one or not other or f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def are_alike(one: list[str], other: list[str]) -> bool:
    """Return whether the words of two names are the same, or differ by a misprint in one word or a missing space."""
    first, second = set(one) - set(other), set(other) - set(one)
    if not first and not second:
        return True
    if len(first) == len(second) == 1:
        return are_misprints(*first, *second)
    return len(one) != len(other) and letters_of(one) == letters_of(other)


def letters_of(words: list[str]) -> str:
    """Return all letters of some words in the alphabet's order: of “micro algae” and of “microalgae” the same."""
    return "".join(sorted("".join(words)))


def may_be_misspelt(word: str) -> bool:
    """Return whether a folded word is so long, and without digits, that another one may be its misprint."""
    return len(word) >= LEAST_LETTERS and word.isalpha()


def are_misprints(one: str, other: str) -> bool:
    """Return whether two words differ by a letter, or by two where both are long; other digits are another number."""
    most = 2 if min(len(one), len(other)) >= LONG else 1
    return all(map(may_be_misspelt, (one, other))) and OSA.distance(one, other, score_cutoff=most) <= most

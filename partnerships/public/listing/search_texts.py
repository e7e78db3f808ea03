"""The text that an agreement is searched by: what is kept of it in the listing, between spaces.

Folded names with what they mean in English, initials, city, title, reference, and the host of the website.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from partnerships.folding import fold

from .academic_words import equals_of
from .rows import host_of

LEAST_INITIALS = 3
SMALL_WORDS = frozenset(
    "of the and for in at on to de la le les du des del di da do et und der die das fur an im imeni ve ile".split()
)
# What follows these words in a name is no part of its initials: "… named after Sh.Y. Yesenov", "… (Faculty of Law)".
END_OF_INITIALS = re.compile(r"\(|\b(?:named after|named|имени|им\.|adına)\b", re.IGNORECASE)
PARTS = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
# Labels of a host that say nothing of whose it is.
COMMON_LABELS = frozenset("www www2 w3 web en eng english edu ac com org net gov co int info eu".split())


def initials_in(name: str) -> str:
    """Return the folded initials of an institution's `name`, without small words; "" for fewer than three."""
    words = PARTS.findall(END_OF_INITIALS.split(name)[0])
    letters = [word[0] for word in words if len(word) > 1 and fold(word) not in SMALL_WORDS]
    return fold("".join(letters)) if len(letters) >= LEAST_INITIALS else ""


def words_of_host(website: str) -> list[str]:
    """Return the host of a `website` as it is, and the words of its labels that name whose it is."""
    host = host_of(website)
    labels = host.split(".")[:-1]
    return [host, *(fold(label) for label in labels if label not in COMMON_LABELS)] if labels else []


@lru_cache(maxsize=20_000)
def with_equals(text: str) -> str:
    """Return a `text` folded, followed by what its academic words mean in English."""
    words = fold(text).split()
    equals = {equal for word in words for equal in equals_of(word)}
    return " ".join([*words, *sorted(equals.difference(words))])


@lru_cache(maxsize=20_000)  # of institutions with many agreements, and of one whose agreements follow one another
def text_of_institution(names: tuple[str, ...], website: str) -> str:
    """Return the text of all agreements with an institution of those `names`, the first of which is its own."""
    initials = dict.fromkeys(filter(None, map(initials_in, names)))
    return " ".join([*map(with_equals, names), *initials, *words_of_host(website)])


def search_text(names: tuple[str, ...], website: str, others: Iterable[str]) -> str:
    """Return the text of an agreement, with a space at both ends.

    `names` are those of its institution, `others` its city, title and reference.
    """
    return f" {' '.join([text_of_institution(names, website), *map(with_equals, filter(None, others))])} "

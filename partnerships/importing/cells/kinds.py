"""The kinds of cooperation that a wording names: those that it says, and none that it lets one guess."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from partnerships.folding import fold
from partnerships.importing.spellings import kinds as spelt

PARTS = re.compile(r"[;|\n•·]|\.\s")  # what parts one thing that is said from the next
PIECES = re.compile(r"[;,|\n•·]")  # what parts the kinds in a column of kinds
MOST = 5000  # characters of a wording that are read


@lru_cache(maxsize=20_000)
def kinds_of(wording: str) -> frozenset[str]:
    """Return the slugs of the kinds of cooperation that a `wording` says, in the languages of lists."""
    found: set[str] = set()
    for part in PARTS.split(wording[:MOST]):
        words = fold(part).split()
        if not is_denied(words):
            for run in runs(words):
                found |= kinds_in(run)
            found |= {kind for kind, texts in spelt.INSIDE.items() if any(text in part for text in texts.split())}
    return frozenset(found)


def pieces_of(cell: str) -> list[str]:
    """Return the kinds that a cell of a column of kinds names, each in its own words."""
    return [piece for text in PIECES.split(cell) if (piece := text.strip()) and fold(piece)]


def is_denied(words: list[str]) -> bool:
    """Return whether some folded words say that there is none of what they name; "No 12" does not."""
    following = [*words, ""][1:]
    return any(word in denials() and not after[:1].isdigit() for word, after in zip(words, following, strict=True))


def runs(words: Iterable[str]) -> Iterator[list[set[str]]]:
    """Yield the notions of the words that follow one another without a word that names none and means something."""
    run: list[set[str]] = []
    before = ""
    for word in words:
        named = {notion for notion in notions_of(word) if before not in others(notion)}
        if named or word in between():
            run.append(named)
        elif run:
            yield run
            run = []
        before = word
    yield run


def kinds_in(run: list[set[str]]) -> set[str]:
    """Return the kinds that the notions of a run of words make, and those that compounds among them are."""
    named = set().union(*run)
    said = {kind for kind, ways in spelt.KINDS.items() if any(named.issuperset(way) for way in ways)}
    return (named & spelt.KINDS.keys()) | {kind for kind in said if named.isdisjoint(spelt.EXCEPT.get(kind, ()))}


@lru_cache(maxsize=20_000)
def notions_of(word: str) -> frozenset[str]:
    """Return the notions that a folded word names, and the kinds that a compound is."""
    found = {notion for notion, (whole, begun) in notions().items() if word in whole or word.startswith(begun)}
    return frozenset(found | {kind for kind, words in spelt.COMPOUNDS.items() if word in words.split()})


@cache
def notions() -> dict[str, tuple[set[str], tuple[str, ...]]]:
    """Return the words of each notion: (whole words, beginnings of longer ones)."""
    return {
        notion: (
            {word[1:] for word in words.split() if word[0] == "="},
            tuple(word for word in words.split() if word[0] != "="),
        )
        for notion, words in spelt.WORDS.items()
    }


@cache
def between() -> frozenset[str]:
    """Return the words that may stand between those of a kind."""
    return frozenset(spelt.BETWEEN.split())


@cache
def denials() -> frozenset[str]:
    """Return the words that deny."""
    return frozenset(spelt.DENIALS.split())


@cache
def others(notion: str) -> frozenset[str]:
    """Return the words after which a word does not name a notion."""
    return frozenset(spelt.OTHERS.get(notion, "").split())

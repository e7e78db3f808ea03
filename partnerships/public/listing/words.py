"""The words of a search, and where they are looked for: the texts of the listing, and what has a name or a number."""

import re
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.functional import cached_property

from partnerships.folding import fold
from partnerships.kinds import joined

from .academic_words import ADJECTIVE, equals_of
from .town_names import towns_with
from .vocabulary import SHORT_WORD, called, country_words, kind_words, type_words

MOST = 3000  # matches of a search that are counted
MOST_WORDS = 12
LARGEST_NUMBER = 2**31 - 2
# "No 61", "№61", "#61": a number of the register, kept as the word "#61".
NUMBER = re.compile(r"(?:(?:\b(?:no|nr|nomer|number|номер|nömrə|numara)\b\.?|№|#|nº)\s*)(\d{1,10})\b", re.IGNORECASE)
HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:[a-z]{2}|com|org|net|edu|gov|int|info))(?:[:/?#]\S*)?", re.IGNORECASE
)
# "Рижский", "Пражского": the stem of what is called after a town, whose last letter may have changed before the ending.
OF_A_TOWN = re.compile("(.+)sk(?:" + "|".join(sorted(map(fold, ADJECTIVE), key=len, reverse=True)) + ")")
SOFTENED = {"zh": "g", "ch": "k", "sh": "kh"}
LEAST_STEM = 3  # letters


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct folded words of what a visitor types, the first `MOST_WORDS` of them.

    A host, also one in a web address, is one word; a number of the register starts with "#". A text without letters and
    digits stays as it is, so that it finds nothing instead of everything.
    """
    found: list[str] = []
    for part in NUMBER.sub(r" #\1 ", text).split():
        if part.startswith("#") and part[1:].isdigit():
            found.append(f"#{int(part[1:])}")
        elif host := HOST.fullmatch(part):
            found.append(host[1].lower())
        else:
            found += fold(part).split()
    return tuple(dict.fromkeys(found))[:MOST_WORDS] or ((text.strip(),) if text.strip() else ())


def towns_of(word: str) -> list[str]:
    """Return how the name of the town may start after which a folded Russian adjective calls something."""
    match = OF_A_TOWN.fullmatch(word)
    stem = match[1] if match else ""
    stems = {stem, stem[:-2] + SOFTENED.get(stem[-2:], stem[-2:])}
    long = {each for each in stems if len(each) >= LEAST_STEM}
    return sorted(long.union(*map(towns_with, long)))


class Word:
    """One word of a search, and which agreements match it how well.

    A text matches that has one of `wholes`, that has a word with one of `starts`, or that holds `middle` anywhere; a
    short word has no `middle`.
    """

    def __init__(self, text: str, version: str) -> None:
        self.text, self.version = text, version
        self.is_host, self.is_number = "." in text, text.startswith("#") and text[1:].isdigit()
        self.wholes = [] if self.is_number else [text, *sorted(equals_of(text) - {text})]
        self.starts = [*self.wholes, *towns_of(text)]
        self.middle = text if len(text) > SHORT_WORD and not (self.is_number or self.is_host) else ""

    @cached_property
    def patterns(self) -> list[str]:
        """What a text holds that matches, best first; spaces stand around each word of a text."""
        if self.is_number:
            return []
        if self.is_host:
            return [f" {self.text} ", f".{self.text} "]
        return [self.middle or f" {self.text}", *(f" {start}" for start in self.starts[1:])]

    @cached_property
    def number(self) -> int | None:
        """The number of the register, or the year, that is asked for."""
        digits = self.text.removeprefix("#")
        return int(digits) if digits.isascii() and digits.isdigit() and int(digits) <= LARGEST_NUMBER else None

    def values(self, *, is_whole: bool = False) -> Q:
        """Return the condition on what the word names beside texts; an empty one where it names nothing."""
        condition = Q()
        if codes := called(country_words(), self.text, is_whole=is_whole):
            condition |= Q(country__in=codes)
        if types := called(type_words(self.version), self.text, is_whole=is_whole):
            condition |= Q(type__in=types)
        for slug in called(kind_words(self.version), self.text, is_whole=is_whole):
            condition |= Q(kind__contains=joined([slug]))
        if self.number is not None:
            condition |= Q(number=self.number)
            if not self.is_number and len(self.text) == 4:
                condition |= Q(year=self.number)
        return condition

    @property
    def condition(self) -> Q:
        """The condition that an agreement matches the word in any way."""
        conditions = [*(Q(search_text__contains=pattern) for pattern in self.patterns), self.values()]
        return reduce(or_, filter(None, conditions), Q()) or Q(pk__in=[])

    @property
    def whole(self) -> Q:
        """The condition that a whole word of the agreement is this one."""
        return reduce(or_, (Q(search_text__contains=f" {each} ") for each in self.wholes), self.values(is_whole=True))

    @property
    def start(self) -> Q:
        """The condition that a word of the agreement starts with this one."""
        return reduce(or_, (Q(search_text__contains=f" {each}") for each in self.starts), self.values())


class Search:
    """The words that a visitor types, at a `version` of the register."""

    def __init__(self, text: str, version: str) -> None:
        self.words, self.version = words_of(text), version
        self.found_by = [Word(word, version) for word in self.words]

    @cached_property
    def condition(self) -> Q:
        """The condition that an agreement matches each word."""
        return reduce(and_, (word.condition for word in self.found_by), Q())

"""The words by which countries, agreement types and kinds of cooperation are found, in all languages."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.importing.spellings.countries import OTHER_COUNTRY_NAMES
from partnerships.models import AgreementType, CooperationKind
from partnerships.models.vocabularies import LANGUAGES, NAMES, Translated

SHORT_WORD = 3  # letters; such a word names a country or a type only where it is a whole word of the name
LONGEST_NAME = 4  # words; a longer wording is a title, and is found as one
Vocabulary = Mapping[str, frozenset]  # {folded word: what is called so}


def vocabulary_of(names: Iterable[tuple[str | int, str]]) -> Vocabulary:
    """Return the Vocabulary of pairs of a value and one of its folded names."""
    found: dict[str, set] = {}
    for value, name in names:
        for word in name.split():
            found.setdefault(word, set()).add(value)
    return {word: frozenset(values) for word, values in found.items()}


@cache
def country_words() -> Vocabulary:
    """Return the words of the names of countries, in the four languages and as lists write them."""
    names = [(code, fold(name)) for each in LANGUAGES for code, name in country_names(each).items()]
    for code, others in OTHER_COUNTRY_NAMES.items():
        for name in map(fold, others.split(" | ")):
            names += [(code, name), (code, name.replace(" ", ""))]
    return vocabulary_of(names)


@lru_cache(maxsize=2)
def type_words(version: str) -> Vocabulary:
    """Return the words of the names of agreement types, by their keys; read once for each `version` of the register."""
    return vocabulary_of(names_of(AgreementType.objects.prefetch_related("other_names"), "pk"))


@lru_cache(maxsize=2)
def kind_words(version: str) -> Vocabulary:
    """Return the words of the names of kinds of cooperation, by their slugs; read once for each `version`."""
    return vocabulary_of(names_of(CooperationKind.objects.all(), "slug"))


def names_of(entries: Iterable[Translated], value: str) -> Iterator[tuple]:
    """Yield the attribute `value` of each entry of a vocabulary of the office with one of its folded names."""
    for entry in entries:
        for name in (entry.name, *(getattr(entry, column) for column in NAMES), *entry.wordings):
            key = fold(name)
            if len(key.split()) <= LONGEST_NAME:
                yield getattr(entry, value), key


def called(vocabulary: Vocabulary, word: str, *, is_whole: bool = False) -> list:
    """Return what has a name of which a word starts with a folded `word`; is it, where that is short or `is_whole`."""
    if is_whole or len(word) <= SHORT_WORD:
        return sorted(vocabulary.get(word, ()))
    return sorted(starting(vocabulary, word))


def starting(vocabulary: Vocabulary, word: str) -> set:
    """Return what has a name of which a word starts with a folded `word`."""
    return {value for known, values in vocabulary.items() if known.startswith(word) for value in values}

"""Suggestions for search words that no agreement has; they are offered, never searched for unasked."""

from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.models import InstitutionName, ListedAgreement

from .academic_words import academic_words
from .vocabulary import country_words, kind_words, type_words
from .words import Search

MOST_NAMES = 5_000  # whose words are looked through
LEAST_SIMILARITY = 0.7  # of 1: one letter of four, two of seven
SHORTEST = 3


def suggested_words(words: tuple[str, ...], version: str) -> tuple[str, ...] | None:
    """Return the `words` with the most similar known word for each unknown one; None where that finds nothing."""
    if not any(len(word) >= SHORTEST for word in words):
        return None
    known = known_words(version)
    guessed = tuple(respelt(word, known) for word in words)
    if None in guessed or guessed == words:
        return None
    return guessed if ListedAgreement.objects.filter(Search(" ".join(guessed), version).condition).exists() else None


def respelt(word, known):
    """Return a `word` that starts a known one as it is, else the most similar known one, else it where one holds it."""
    if any(other.startswith(word) for other in known):
        return word
    return most_similar(word, known) or (word if any(word in other for other in known) else None)


def most_similar(word, known):
    """Return the known word that is most similar to a `word`, or None where none is similar enough."""
    if len(word) < SHORTEST:
        return None
    # With more letters more or fewer than this, no word can be similar enough.
    most = len(word) * (1 - LEAST_SIMILARITY) / LEAST_SIMILARITY
    near = [other for other in known if abs(len(other) - len(word)) <= most]
    scorer = DamerauLevenshtein.normalized_similarity
    found = process.extractOne(word, near, scorer=scorer, score_cutoff=LEAST_SIMILARITY)
    return found[0] if found else None


@lru_cache(maxsize=2)
def known_words(version):
    """Return the words in the names of public institutions, aliases, types, kinds and countries, and academic words.

    They are gathered once for each `version` of the register.
    """
    names = ListedAgreement.objects.order_by("institution_key").values_list("institution_key", flat=True).distinct()
    other_names = InstitutionName.objects.order_by("pk").values_list("folded_name", flat=True)
    texts = [" ".join(each[:MOST_NAMES]) for each in (names, other_names)]
    vocabularies = type_words(version), kind_words(version)
    words = [*" ".join(texts).split(), *chain(*vocabularies), *words_of_countries(), *academic_words()]
    return list(dict.fromkeys(words))


@cache
def words_of_countries():
    """Return the words of the names of all countries in a fixed order, those of the English names first."""
    english = " ".join(map(fold, country_names("en").values())).split()
    return [*sorted(english), *sorted(country_words())]

"""What stands in a column: which share of its cells reads as what."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.cells.country_names import country_of, is_region, names_country
from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.cells.statuses import holds, is_not_in_force
from partnerships.importing.cells.terms import dates_in, is_serial, span_of, term_of
from partnerships.importing.fields import Column
from partnerships.importing.other_calendars import converted
from partnerships.importing.spellings.rows import CODE
from partnerships.importing.spellings.words import AGREEMENT_WORDS, INSTITUTION_WORDS, NO, YES
from partnerships.letters import without_entities
from partnerships.partial_dates import readings

SAMPLE = 300
LONGEST_LOOKED_AT = 300  # characters of a cell
EAST = re.compile(r"[\u0590-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ADDRESS = re.compile(r"(?:https?:|www\.)\S|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?$", re.IGNORECASE)
DATES = (Column.SIGNED, Column.STARTS, Column.ENDS)


class Profile(NamedTuple):
    """What stands in a column: how many cells, and which share of them reads as what."""

    filled: int = 0
    dates: float = 0
    years: float = 0
    countries: float = 0
    located: float = 0
    addresses: float = 0
    numbers: float = 0
    lengths: float = 0
    serials: float = 0
    small: float = 0
    institutions: float = 0
    agreements: float = 0
    distinct: float = 0
    letters: float = 0
    answers: float = 0
    codes: float = 0
    regions: float = 0
    statuses: float = 0

    @property
    def foreign(self) -> float:
        """The largest share of cells that are dates, addresses or numbers, which no name and no title is."""
        return max(self.dates, self.addresses, self.numbers)


@cache
def words_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for folded texts in which one of the `words` begins a word, or stands in an unbroken script."""
    keys = [(re.escape(fold(word)), bool(EAST.search(word))) for word in words.split()]
    return re.compile("|".join(key if is_inside else rf"\b{key}" for key, is_inside in keys if key))


def profile_of(cells: Iterable[str], said: Collection[Column | None] = ()) -> Profile:
    """Return the Profile of the first `cells` of a column; what its header has `said` is looked up thoroughly."""
    begins = (" ".join(without_entities(cell)[:LONGEST_LOOKED_AT].split()) for cell in cells)
    texts = list(islice((text for text in begins if fold(text)), SAMPLE))
    if not texts:
        return Profile()
    keys = [fold(text) for text in texts]

    def share(holds):
        return sum(map(bool, holds)) / len(texts)

    numbers = [whole_number(text) or 0 for text in texts]
    return Profile(
        filled=len(texts),
        dates=known_share(is_date, texts, bool(set(DATES) & set(said))),
        years=share(1900 <= number <= 2100 for number in numbers),
        countries=known_share(names_country, texts, Column.COUNTRY in said),
        located=share(any(country_of(part, is_thorough=False) for part in ends_of(text)) for text in texts),
        addresses=share(ADDRESS.search(text) and "@" not in text for text in texts),
        numbers=share(re.fullmatch(r"[\d.,)( ]+", text) for text in texts),
        lengths=share(term_of(text) or span_of(text) for text in texts),
        serials=share(is_serial(text) for text in texts),
        small=share(0 < number <= 30 for number in numbers),
        institutions=share(words_pattern(INSTITUTION_WORDS).search(key) for key in keys),
        agreements=share(words_pattern(AGREEMENT_WORDS).search(key) for key in keys),
        distinct=len(set(keys)) / len(keys),
        letters=share(sum(character.isalpha() for character in text) > 1 for text in texts),
        answers=share(text.casefold() in YES | NO for text in texts),
        codes=share(CODE.fullmatch(text) for text in texts),
        regions=share(is_region(text) for text in texts),
        statuses=share(is_not_in_force(text) or holds(text) for text in texts),
    )


def known_share(known: Callable[..., bool], texts: Sequence[str], is_thorough: bool) -> float:
    """Return the share of `texts` that are `known`; a thorough look is for those of which a quick one knows few."""
    share = sum(known(text, is_thorough=False) for text in texts) / len(texts)
    if share >= 0.5 or not is_thorough:
        return share
    return sum(known(text, is_thorough=True) for text in texts) / len(texts)


def ends_of(text: str) -> list[str]:
    """Return the first and the last part of a text such as "Lisbon, Portugal" or "Spain (Soria)"."""
    parts = re.split(r",| [-–] |[(（]", text)
    return [parts[0], parts[-1].rstrip(")） ")] if len(parts) > 1 else []


def is_country(text: str, *, is_thorough: bool = False) -> bool:
    """Return whether a text is a country, or ends with one behind a comma."""
    return bool(country_of(text, is_thorough=is_thorough) or country_of(text.split(",")[-1], is_thorough=False))


def is_date(text: str, *, is_thorough: bool = False) -> bool:
    """Return whether a text reads as a date, or as several."""
    if (other := converted(text)) and not text.isdigit():
        text = other.text
    is_one = bool(readings(text, is_forgiving=True, is_thorough=is_thorough))
    return is_one or (len(text) < 60 and dates_in(text) > 0 and len(text.split()) < 8)

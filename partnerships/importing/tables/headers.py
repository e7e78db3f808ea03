"""What a header says: which Columns it can mean, and how surely; and how much a row looks like one of headers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from partnerships.folding import fold
from partnerships.importing.fields import OWN_ID, Column
from partnerships.importing.spellings import headers as spelt
from partnerships.importing.spellings.header_parts import (
    ARABIC,
    BETWEEN_HEADERS,
    FROM_WORDS,
    INSTITUTION_BEGIN,
    LABELLED,
    OF_WORDS,
    SINCE_WORDS,
    TO_WORDS,
    WITHOUT_VOWELS,
    YEAR,
)
from partnerships.importing.spellings.notions import CLOSE, GENERAL_HEADER, NAMED, RULES, SMALL, WHOLE, WORDY, Meanings
from partnerships.importing.spellings.other_lists import NOT_IMPORTED
from partnerships.importing.spellings.words import PLACE_WORDS, WORDS

from .profiles import ADDRESS, EAST, is_country, is_date, words_pattern

FEWEST_WITH_YEARS = 2  # meanings of other headers, beside which years are headers, too
OF_DAYS = {"date", "valid", "agreement", "term"}  # notions of headers that "from" and "to" part
OF_THE_OFFICE = {Column.UNIT, Column.RESPONSIBLE}
HeaderTexts = Mapping[int, tuple[str, ...]]  # the texts over each column, {index: (outermost, …, closest)}


@cache
def meanings_of_headers() -> dict[str, Meanings]:
    """Return each folded header spelling with the Columns that it means and how surely."""
    general = {header_key(spelling) for spelling in spelt.GENERAL.split("|")}
    found: dict[str, Meanings] = {}
    for table in (spelt.GENERAL_MEANINGS, spelt.SPELLINGS):
        for column, spellings in table.items():
            for spelling in spellings.split("|"):
                if key := header_key(spelling):
                    found.setdefault(key, {})[column] = GENERAL_HEADER if key in general else WHOLE
    not_imported = {header_key(spelling): Meanings({None: WHOLE}) for spelling in NOT_IMPORTED.split("|")}
    return not_imported | found


@cache
def known_words() -> dict[str, tuple[set[str], tuple[str, ...], tuple[str, ...]]]:
    """Return the words of each notion: (whole words, beginnings of longer ones, words of scripts without spaces)."""
    table = {}
    for notion, words in WORDS.items():
        inside = tuple(eastern(word) for word in words.split() if EAST.search(word))
        others = [(fold(word), word[0] == "=") for word in words.split() if not EAST.search(word)]
        table[notion] = (
            {key for key, is_whole in others if is_whole or len(key) < 4},
            tuple(key for key, is_whole in others if not is_whole and len(key) >= 4),
            inside,
        )
    return table


def eastern(text: str) -> str:
    """Return a text of a script without capitals in the form that words are looked for in: without marks of vowels."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(ARABIC)
    return "".join(character for character in plain if unicodedata.category(character) != "Mn")


def header_key(header: str) -> str:
    """Return the key that header spellings are compared by; "№" stands for itself, as do scripts without vowels.

    The register's own "id" is another key than the "ID" of other lists, which is a reference of theirs.
    """
    if header.strip() in (OWN_ID, f"={OWN_ID}"):
        return f"={OWN_ID}"
    if WITHOUT_VOWELS.search(header):
        return " ".join(re.findall(r"\w+", eastern(header)))
    header = re.sub(r"(?<=\w)\s*#", " No", header)
    header = re.sub(r"\bMo([UA])(?=s?\b)", r"MO\1", header)
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)) or header.strip()


def whole_meanings(header: str) -> Meanings | None:
    """Return what a header means that is known as a whole, or None."""
    return meanings_of_headers().get(header_key(header))


def meaning(header):
    """Return the Column that a header surely means, or None."""
    found = whole_meanings(header) or {}
    return max(found, key=found.get) if found else None


@lru_cache(maxsize=20_000)
def meanings(header: str) -> Meanings:
    """Return what a header can mean: {Column or None: how surely}; None stands for a column that is not imported."""
    key = header_key(header)
    if not key or len(key) > 120:
        return {}
    is_list = bool(BETWEEN_HEADERS.search(header))
    said = dict(meanings_of_headers().get(key) or by_edge(key) or by_words(notions_of(header), is_list=is_list))
    if Column.DURATION in said:
        said.setdefault(Column.ENDS, WORDY - 1)  # "Validity" over dates is an end
    return said


@lru_cache(maxsize=20_000)
def notions_of(header: str) -> dict[str, float]:
    """Return the notions that the words of a header name, in their order: {notion: position of its first word}."""
    found: dict[str, float] = {}
    words = header_key(header).split()
    plain = eastern(header) if EAST.search(header) else ""
    for notion, (alone, beginnings, inside) in known_words().items():
        positions = [at for at, word in enumerate(words) if word in alone or word.startswith(beginnings)]
        positions_inside = [plain.find(part) / 100 for part in inside if part in plain] if plain else []
        if positions or positions_inside:
            found[notion] = min(positions + positions_inside)
    return found


def by_edge(key: str) -> Meanings:
    """Return what a header means whose key begins or ends with a word for "from" or "to", such as "Date From"."""
    words = key.replace("de la", "dela").split()
    for column, table in ((Column.STARTS, FROM_WORDS), (Column.ENDS, TO_WORDS)):
        edges = folded_words(table)
        for edge, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            notions = [notions_of(word).keys() for word in rest]
            of_days = OF_DAYS | {"institution"} if edge in folded_words(SINCE_WORDS) else OF_DAYS
            is_of_days = any(map(of_days.intersection, notions)) and all(map((of_days | SMALL).intersection, notions))
            is_of_its_day = edge in folded_words(OF_WORDS) and set().union(*notions) <= {
                "agreement",
                *SMALL,
            }
            if edge in edges and is_of_days and not is_of_its_day:
                return {column: CLOSE + 1}
    return {}


@cache
def folded_words(words: str) -> frozenset[str]:
    """Return the keys of some words, parted by blanks."""
    return frozenset(header_key(word) for word in words.split())


def by_words(found, *, is_list=False):
    """Return what a header of several words can mean, told from its notions; a list of notions may mean any of them."""
    if "blocker" in found and not ("agreement" in found and found.keys() & {"sign", "end", "start"}):
        others = by_words({notion: position for notion, position in found.items() if notion != "blocker"})
        return {column: score - 5 for column, score in others.items()} | {None: CLOSE}
    if rule := next((rule for rule in RULES if rule.holds(found.keys())), None):
        return rule.meanings
    named = sorted((found[notion], column) for notion, column in NAMED.items() if notion in found)
    if named and not is_list:
        return {named[0][1]: CLOSE} | {column: WORDY - 2 for _position, column in named[1:]}
    scores = {column: WORDY - (position > named[0][0]) for position, column in named}
    if "institution" in found:
        is_later = any(position < found["institution"] for position, _column in named)
        return scores | {Column.INSTITUTION: WORDY - is_later}
    if "agreement" in found and not scores:
        return {Column.TITLE: WORDY}
    return scores or ({Column.NUMBER: WORDY} if "number" in found else {})


def names_agreement(header: str) -> bool:
    """Return whether a header is the name of an agreement alone, such as "MoU" or "SEA"."""
    is_short = header.isupper() and header.isalpha() and 1 < len(header) <= 5
    return is_short or notions_of(header).keys() == {"agreement"}


def counts_students(header: str) -> bool:
    """Return whether numbers below a header may be those of places for students."""
    return bool(words_pattern(PLACE_WORDS).search(fold(header)))


def meanings_over(texts: Sequence[str]) -> Meanings:
    """Return what a column can mean whose header stands in several rows: `texts` from the outermost to the closest."""
    texts = [text for text in texts if header_key(text)]
    if not texts:
        return {}
    together, closest = meanings(" ".join(texts)), meanings(texts[-1])
    outer = notions_of(" ".join(texts[:-1]))
    if "institution" in outer and closest.keys() & OF_THE_OFFICE:
        return {None: WHOLE}  # the partner's own faculty, or its own person
    if len(texts) == 1 or ("blocker" in outer and "agreement" not in outer):
        return together
    return together if together and max(together.values()) > max(closest.values(), default=0) else closest


def header_score(cells: Iterable[str]) -> float:
    """Return how much a row looks like a header: what its cells mean, less what a header does not hold."""
    score = 0.0
    texts = [text for cell in cells if (text := " ".join(cell.split()))]
    known = {meaning(text) for text in texts}
    has_years = Column.INSTITUTION in known and len(known) > FEWEST_WITH_YEARS
    for text in texts:
        if has_years and YEAR.fullmatch(text):
            continue
        said = whole_meanings(text)
        is_code = is_country(text) and not (said and {Column.STARTS, Column.ENDS} & said.keys())  # "do", "au"
        if len(text) > 90 or is_date(text) or ADDRESS.search(text) or text.isdigit() or is_code:
            score -= 8
        elif said:
            score += max(said.values())
        elif LABELLED.search(text):
            score -= 8
        else:
            score += WORDY * is_worded(text)
    return score


def known_headers(cells: Iterable[str]) -> int:
    """Return how many cells of a row are headers that mean something here."""
    return sum(bool(whole_meanings(cell) or is_worded(cell)) for cell in cells)


@lru_cache(maxsize=20_000)
def is_worded(header: str) -> bool:
    """Return whether at least half of the words of a header are known from headers; small ones do not count."""
    words = [word for word in re.split(r"[^\w'’‘`]+", header) if header_key(word)]
    words = [part for word in words for part in ([word] if EAST.search(word) else header_key(word).split())]
    if not words or len(words) > 14:
        return False
    if len(words) < 3 and any(map(str.isdigit, words)):
        return False  # "Coordinator 03"
    if set(notions_of(header)) - SMALL == {"institution"} and any(not notions_of(word) for word in words):
        return INSTITUTION_BEGIN.search(header_key(header)) is None  # "University College Northport"
    said = [notions_of(word).keys() for word in words]
    known, unknown = sum(bool(notions - SMALL) for notions in said), sum(not notions for notions in said)
    return 0 < known >= unknown

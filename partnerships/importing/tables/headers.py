"""What a header says: which Columns it can mean, and how surely; and how much a row looks like one of headers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.spellings import headers as spelt
from partnerships.importing.spellings.words import PLACE_WORDS, WORDS

from .profiles import ADDRESS, EAST, is_country, is_date, words_pattern

# How surely a header has a meaning: the whole header is known; two of its words agree; the whole is a word of many
# meanings, such as "Date"; one of its words says it.
WHOLE, CLOSE, GENERAL_HEADER, WORDY = 10, 7, 8, 6
# "Date of expiry: 2020", "1. University of X, Spain", "[12] The row names no institution."
LABELLED = re.compile(r"^[^()\[\]]*\w:\s+\w|^\d+[.)]\s+\S+.*,|^\[\d+\]\s")
YEAR = re.compile(r"(?:19|20)\d\d")
FEWEST_WITH_YEARS = 2  # meanings of other headers, beside which years are headers, too
WITHOUT_VOWELS = re.compile(r"[\u0590-\u06ff\u0e00-\u0eff]")
ARABIC = str.maketrans("أإآىيكة", "اااییکه")  # letters that Arabic and Persian write in several ways
OF_DAYS = {"date", "valid", "agreement", "term"}  # notions of headers that "from" and "to" part
SMALL = {"filler"}
INSTITUTION_BEGIN = re.compile(r"\b(?:universi|colleg|institut|academ|hochschul|polytech|school)")
OF_THE_OFFICE = {Column.UNIT, Column.RESPONSIBLE}
HeaderTexts = Mapping[int, tuple[str, ...]]  # the texts over each column, {index: (outermost, …, closest)}
Meanings = dict[Column | None, float]  # how surely a header has which meaning; None for what is not imported


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
    not_imported: dict[str, Meanings] = {
        header_key(spelling): {None: WHOLE} for spelling in spelt.NOT_IMPORTED.split("|")
    }
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
    """Return the key that header spellings are compared by; a lone "№" or "#" has no letters and stands for itself.

    Where ASCII letters would leave out the vowels, the key keeps the script.
    """
    if WITHOUT_VOWELS.search(header):
        return " ".join(re.findall(r"\w+", eastern(header)))
    header = re.sub(r"(?<=\w)\s*#", " No", header)
    header = re.sub(r"\bMo([UA])(?=s?\b)", r"MO\1", header)
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)) or header.strip()


def meaning(header):
    """Return the Column that a header surely means, or None."""
    found = meanings_of_headers().get(header_key(header), {})
    return max(found, key=found.get) if found else None


@lru_cache(maxsize=20_000)
def meanings(header: str) -> Meanings:
    """Return what a header can mean: {Column or None: how surely}; None stands for a column that is not imported."""
    key = header_key(header)
    if not key or len(key) > 120:
        return {}
    is_list = bool(
        re.search(r"[/,;&|+(]| and | with | və | и | ve | und | et | y | e | con | dan | ja | och | og ", header)
    )
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
        positions: list[float] = [
            position for position, word in enumerate(words) if word in alone or word.startswith(beginnings)
        ]
        at = min((plain.find(part) for part in inside if part in plain), default=-1) if plain else -1
        positions += [at / 100] if at >= 0 else []
        if positions:
            found[notion] = min(positions)
    return found


def by_edge(key: str) -> Meanings:
    """Return what a header means whose key begins or ends with a word for "from" or "to", such as "Date From"."""
    words = key.replace("de la", "dela").split()
    for column, table in ((Column.STARTS, spelt.FROM_WORDS), (Column.ENDS, spelt.TO_WORDS)):
        edges = folded_words(table)
        for edge, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            notions = [notions_of(word).keys() for word in rest]
            of_days = OF_DAYS | {"institution"} if edge in folded_words(spelt.SINCE_WORDS) else OF_DAYS
            is_of_days = any(map(of_days.intersection, notions)) and all(map((of_days | SMALL).intersection, notions))
            is_of_its_day = edge in folded_words(spelt.OF_WORDS) and set().union(*notions) <= {"agreement", *SMALL}
            if edge in edges and is_of_days and not is_of_its_day:
                return {column: CLOSE + 1}
    return {}


@cache
def folded_words(words: str) -> frozenset[str]:
    """Return the keys of some words, parted by blanks."""
    return frozenset(header_key(word) for word in words.split())


class Rule(NamedTuple):
    """What a header means whose words name `all` of some notions, `one` and `none` of others, and `only` some."""

    meanings: Meanings
    all: set[str]
    one: set[str] = set()
    none: set[str] = set()
    only: set[str] = set()

    def holds(self, found: Set[str]) -> bool:
        """Return whether the notions `found` in a header are such."""
        is_enough = self.all <= found and (not self.one or bool(self.one & found))
        return is_enough and self.none.isdisjoint(found) and (not self.only or found <= self.only)


# What a header of several words means, by the first rule that holds. A day may be of signing, start or end, or another.
RULES = (
    Rule({Column.REFERENCE: CLOSE}, {"agreement", "number"}, none={"sign", "end", "start", "country"}),
    Rule({Column.NOTICE: CLOSE}, {"notice"}, none={"end"}),
    Rule({None: CLOSE}, {"other date", "date"}),
    Rule({None: CLOSE}, {"other date"}, none={"sign"}),
    Rule({Column.ENDS: CLOSE, Column.DURATION: WORDY}, {"end", "term"}),
    Rule({Column.ENDS: CLOSE}, {"end"}),
    Rule({Column.RENEWAL: WORDY}, {"renew"}),
    Rule({Column.STARTS: CLOSE}, {"start"}, one={"valid", "term"}, none={"sign"}),
    Rule({Column.ENDS: CLOSE, Column.DURATION: WORDY}, {"valid", "date"}, none={"sign", "start"}),
    Rule({Column.DURATION: WORDY, Column.ENDS: WORDY}, {"valid"}, only={"valid", *SMALL}),
    Rule({Column.SIGNED: CLOSE + 1}, {"sign", "date"}, none={"country", "institution"}),
    Rule({Column.SIGNED: CLOSE}, {"sign"}, none={"country", "institution"}),
    Rule({Column.STARTS: CLOSE}, {"start", "date"}),
    Rule({Column.STARTS: CLOSE}, {"start"}, only={"start", "agreement", *SMALL}),
    Rule({Column.DURATION: WORDY, Column.ENDS: WORDY - 1}, {"term"}),
    Rule({Column.SIGNED: WORDY}, {"date"}, none={"country"}),
    Rule({Column.TITLE: CLOSE}, {"type", "agreement"}),
    Rule({Column.TITLE: CLOSE}, {"type"}, none={"institution"}),
    Rule({None: CLOSE}, {"type"}),
)
# Notions that are a meaning by themselves.
NAMED = {
    "country": Column.COUNTRY, "website": Column.WEBSITE, "city": Column.CITY, "status": Column.STATUS,
    "contact": Column.CONTACT, "notes": Column.NOTES, "reference": Column.REFERENCE, "scope": Column.SCOPE,
    "renew": Column.RENEWAL, "term": Column.DURATION,
}  # fmt: skip


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
        said = meanings_of_headers().get(header_key(text))
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
    return sum(bool(meanings_of_headers().get(header_key(cell)) or is_worded(cell)) for cell in cells)


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

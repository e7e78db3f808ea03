"""What the columns of a table mean: told from their headers, and from what stands below them."""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.partial_dates import readings

from .headers import GENERAL, GENERAL_MEANINGS, SPELLINGS, Column
from .places import country_of
from .terms import dates_in, is_serial, span_of, term_of
from .words import AGREEMENT_WORDS, INSTITUTION_WORDS, WORDS

WHOLE, CLOSE, GENERAL_HEADER, WORDY = 10, 7, 8, 6  # how much a header says; CLOSE: two of its words agree
ENOUGH_WITH_HEADER, ENOUGH_WITHOUT = 4, 2.5
VETO = -12
SAMPLE = 300
EAST = re.compile(r"[\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ADDRESS = re.compile(r"(?:https?:|www\.)\S|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?$", re.IGNORECASE)
REPEATABLE = {Column.CONTACT, Column.NOTES}  # columns of which a list may have several
DATES = (Column.SIGNED, Column.STARTS, Column.ENDS)


@cache
def meanings_of_headers():
    """Each folded header spelling with the Columns that it means and how surely."""
    general = {header_key(spelling) for spelling in GENERAL.split("|")}
    found = {}
    for table in (GENERAL_MEANINGS, SPELLINGS):
        for column, spellings in table.items():
            for spelling in spellings.split("|"):
                if key := header_key(spelling):
                    found.setdefault(key, {})[column] = GENERAL_HEADER if key in general else WHOLE
    return found


@cache
def known_words():
    """For each notion its words: those that stand alone, the beginnings of longer ones, and those inside a script."""
    table = {}
    for notion, words in WORDS.items():
        inside = tuple(key for word in words.split() if EAST.search(word) and (key := fold(word)))
        others = [(fold(word), word[0] == "=") for word in words.split() if not EAST.search(word)]
        table[notion] = (
            {key for key, is_whole in others if is_whole or len(key) < 4},
            tuple(key for key, is_whole in others if not is_whole and len(key) >= 4),
            inside,
        )
    return table


def header_key(header):
    """The key that header spellings are compared by; a lone "№" or "#" has no letters and stands for itself."""
    header = re.sub(r"\bMo([UA])(?=s?\b)", r"MO\1", header)
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)) or header.strip()


def meaning(header):
    """The Column that a header surely means, or None."""
    found = meanings_of_headers().get(header_key(header), {})
    return max(found, key=found.get) if found else None


@lru_cache(maxsize=20_000)
def meanings(header):
    """What a header can mean: {Column or None: how surely}; None stands for a column that is not imported."""
    key = header_key(header)
    if not key or len(key) > 120:
        return {}
    is_list = bool(
        re.search(r"[/,;&|+(]| and | with | və | и | ve | und | et | y | e | con | dan | ja | och | og ", header)
    )
    said = dict(meanings_of_headers().get(key) or by_words(notions_of(key), is_list=is_list))
    if Column.DURATION in said:
        said.setdefault(Column.ENDS, WORDY - 1)  # "Validity" over dates is an end
    return said


@lru_cache(maxsize=20_000)
def notions_of(key):
    """The notions that the words of a folded header name, in their order: {notion: place of its first word}."""
    found = {}
    for notion, (alone, beginnings, inside) in known_words().items():
        for place, word in enumerate(key.split()):
            if word in alone or word.startswith(beginnings) or any(part in word for part in inside):
                found[notion] = place
                break
    return found


def by_words(found, *, is_list=False):
    """What a header of several words can mean, told from its notions; a list of notions may mean any of them."""
    if "blocker" in found and not ("agreement" in found and found.keys() & {"sign", "end", "start"}):
        others = by_words({notion: place for notion, place in found.items() if notion != "blocker"})
        return {column: score - 5 for column, score in others.items()} | {None: CLOSE}
    if dates := dates_by_words(found):
        return dates
    if "type" in found:
        return {Column.TITLE: CLOSE} if "agreement" in found or "institution" not in found else {None: CLOSE}
    columns = {
        "country": Column.COUNTRY, "website": Column.WEBSITE, "city": Column.CITY, "status": Column.STATUS,
        "contact": Column.CONTACT, "notes": Column.NOTES, "reference": Column.REFERENCE, "scope": Column.SCOPE,
        "renew": Column.RENEWAL, "term": Column.DURATION,
    }  # fmt: skip
    named = sorted((found[notion], column) for notion, column in columns.items() if notion in found)
    if named and not is_list:
        return {named[0][1]: CLOSE} | {column: WORDY - 2 for _place, column in named[1:]}
    scores = {column: WORDY - (place > named[0][0]) for place, column in named}
    if "institution" in found:
        return scores | {Column.INSTITUTION: WORDY - any(place < found["institution"] for place, _column in named)}
    if "agreement" in found and not scores:
        return {Column.TITLE: WORDY}
    return scores or ({Column.NUMBER: WORDY} if "number" in found else {})


def dates_by_words(found):
    """What a header can mean that speaks of a day: of signing, start or end; or None for another day."""
    if "other date" in found and ("date" in found or "sign" not in found):
        return {None: CLOSE}
    if "end" in found:
        return {Column.ENDS: CLOSE} | ({Column.DURATION: WORDY} if "term" in found else {})
    if "renew" in found:
        return {Column.RENEWAL: WORDY}
    if "valid" in found and "date" in found and not {"sign", "start"} & set(found):
        return {Column.ENDS: CLOSE, Column.DURATION: WORDY}
    if "valid" in found and len(set(found) - {"filler"}) == 1:
        return {Column.DURATION: WORDY, Column.ENDS: WORDY}
    if "sign" in found and "country" not in found and "institution" not in found:
        return {Column.SIGNED: CLOSE + 1 if "date" in found else CLOSE}
    if "start" in found and ("date" in found or set(found) <= {"start", "agreement", "filler"}):
        return {Column.STARTS: CLOSE}
    if "term" in found:
        return {Column.DURATION: WORDY, Column.ENDS: WORDY - 1}
    if "date" in found and "country" not in found:
        return {Column.SIGNED: WORDY}
    return {}


class Profile(NamedTuple):
    """What stands below a header: how many cells, and which share of them reads as what."""

    filled: int
    dates: float
    years: float
    countries: float
    located: float
    addresses: float
    numbers: float
    lengths: float
    serials: float
    small: float
    institutions: float
    agreements: float
    distinct: float
    letters: float


@cache
def words_pattern(words):
    """A pattern for folded texts in which one of the `words` begins a word; inside one, in scripts without blanks."""
    keys = [(re.escape(fold(word)), bool(EAST.search(word))) for word in words.split()]
    return re.compile("|".join(key if is_inside else rf"\b{key}" for key, is_inside in keys if key))


def profile_of(cells, said=()):
    """The Profile of the `cells` of a column; it looks at no more than SAMPLE of them.

    Countries and months are looked up in every language of CLDR where the header has `said` that they stand here, and
    the languages of the first look know hardly any of them.
    """
    texts = [text for cell in cells if (text := " ".join(cell.split())) and fold(text)][:SAMPLE]
    if not texts:
        return Profile(0, *[0.0] * 13)
    keys = [fold(text) for text in texts]

    def share(holds):
        return sum(map(bool, holds)) / len(texts)

    years = [text.isdigit() and 1900 <= int(text) <= 2100 for text in texts]
    return Profile(
        filled=len(texts),
        dates=known_share(is_date, texts, bool(set(DATES) & set(said))),
        years=share(years),
        countries=known_share(country_of, texts, Column.COUNTRY in said),
        located=share("," in text and country_of(text.split(",")[-1], is_thorough=False) for text in texts),
        addresses=share(ADDRESS.search(text) and "@" not in text for text in texts),
        numbers=share(re.fullmatch(r"[\d.,)( ]+", text) for text in texts),
        lengths=share(term_of(text) or span_of(text) for text in texts),
        serials=share(is_serial(text) for text in texts),
        small=share(text.isdigit() and 0 < int(text[:9]) <= 30 for text in texts),
        institutions=share(words_pattern(INSTITUTION_WORDS).search(key) for key in keys),
        agreements=share(words_pattern(AGREEMENT_WORDS).search(key) for key in keys),
        distinct=len(set(keys)) / len(keys),
        letters=share(sum(character.isalpha() for character in text) > 3 for text in texts),
    )


def known_share(known, texts, is_thorough):
    """Which share of `texts` is `known`; looked up thoroughly where that is wanted, and a quick look finds few."""
    share = sum(bool(known(text, is_thorough=False)) for text in texts) / len(texts)
    if share < 0.5 and is_thorough:
        share = sum(bool(known(text, is_thorough=True)) for text in texts) / len(texts)
    return share


def is_country(text, *, is_thorough=False):
    """Whether a text is a country, or ends with one behind a comma."""
    return bool(country_of(text, is_thorough=is_thorough) or country_of(text.split(",")[-1], is_thorough=False))


def is_date(text, *, is_thorough=False):
    """Whether a text reads as a date, or as several."""
    return bool(readings(text, is_forgiving=True, is_thorough=is_thorough)) or (
        len(text) < 60 and dates_in(text) > 0 and len(text.split()) < 8
    )


def fit(column, profile):
    """How well what stands in a column agrees with its meaning: from VETO over 0 to 4."""
    if not profile.filled:
        return 0
    few = profile.filled < 3
    if column in DATES:
        share = profile.dates + profile.serials + (profile.lengths if column == Column.ENDS else 0)
        return 4 * min(share, 1) if share >= 0.2 else VETO if profile.filled > 1 else -3
    if column == Column.COUNTRY:
        share = profile.countries + (profile.located if profile.institutions < 0.3 else 0)
        return 4 * share if share >= 0.25 else -2 if few else VETO
    if column == Column.WEBSITE:
        return 4 * profile.addresses if profile.addresses >= 0.2 else -2 if few else VETO
    if column == Column.NUMBER:
        return 2 * profile.numbers if profile.numbers >= 0.4 else -2 if few else VETO
    foreign = max(profile.dates, profile.addresses, profile.numbers)
    if column == Column.INSTITUTION:
        if profile.letters < 0.5 or (not few and (foreign > 0.5 or profile.countries > 0.6)):
            return VETO
        return 3 * profile.institutions + profile.distinct - 2 * (profile.agreements > 0.6)
    if column == Column.DURATION:
        share = min(profile.lengths + profile.small, 1)
        return 4 * share if share >= 0.2 else VETO if profile.dates > 0.5 or not share else -2
    if column == Column.TITLE:
        wrong = (
            foreign > 0.5 or (profile.countries > 0.6 and not few) or profile.institutions > 0.7 > profile.agreements
        )
        return VETO if wrong else 2 * profile.agreements
    if column == Column.CITY:
        return VETO if foreign > 0.5 or profile.countries > 0.8 else 0
    return VETO if column in (Column.RENEWAL, Column.STATUS) and profile.dates > 0.5 else 0


def proposals(profile, *, has_header):
    """What a column without a known header can mean by its content alone: {Column: how surely}.

    Under a header that is not understood, a date is at most a signing: the second date of a row can be anything.
    """
    found = {}
    if not profile.filled:
        return found
    if profile.institutions >= 0.4:
        found[Column.INSTITUTION] = fit(Column.INSTITUTION, profile)
    if profile.countries >= 0.7:
        found[Column.COUNTRY] = 4 * profile.countries
    if profile.addresses >= 0.6:
        found[Column.WEBSITE] = 4 * profile.addresses
    if profile.dates >= 0.7:
        found[Column.SIGNED] = 3.5 * profile.dates
        if not has_header:
            found[Column.ENDS] = 3 * profile.dates
    if profile.agreements >= 0.6 and profile.institutions < 0.3 and (profile.distinct < 0.7 or profile.filled < 5):
        found[Column.TITLE] = 3 * profile.agreements
    return found


class Conflict(Exception):
    """Two headers mean the same column for certain; `places` are theirs."""

    def __init__(self, places):
        super().__init__(places)
        self.places = places


def place_columns(headers, profiles):
    """What each place of a table means: ({place: Column}, places told by content alone).

    `headers` are the texts over each place, from the outermost to the closest; `profiles` the Profile of each. Gives
    the columns, and the places whose meaning was told from their content alone. Raises Conflict where two whole headers
    mean the same and both have cells below them.
    """
    scores = []
    for place, profile in profiles.items():
        said = meanings_over(headers.get(place, ()))
        for column, score in said.items():
            if column and (profile.filled or score >= GENERAL_HEADER):
                scores.append((score + fit(column, profile), score, column, place))
        if not said:
            told = proposals(profile, has_header=bool(headers))
            scores += [(score, 0, column, place) for column, score in told.items()]
    placed, guessed = {}, set()
    for total, score, column, place in sorted(scores, key=lambda item: (-item[0], item[3])):
        enough = ENOUGH_WITH_HEADER if score else ENOUGH_WITHOUT
        is_taken = column in placed.values() and column not in REPEATABLE
        if total < enough or place in placed or is_taken:
            continue
        placed[place] = column
        if not score:
            guessed.add(place)
    check_conflicts(scores, placed, profiles, headers)
    if Column.SIGNED not in placed.values():
        placed = {place: Column.SIGNED if column == Column.STARTS else column for place, column in placed.items()}
    return dict(sorted(placed.items())), guessed


def check_conflicts(scores, placed, profiles, headers):
    """Raises Conflict where a place lost its column to another with the very same header."""
    for place, column in placed.items():
        if column in REPEATABLE:
            continue
        mine = max(score for _total, score, its, at in scores if (its, at) == (column, place))
        for total, score, its, at in scores:
            is_same = [*map(header_key, headers.get(at, ()))] == [*map(header_key, headers.get(place, ()))]
            is_rival = its == column and at not in placed and score == mine == WHOLE and is_same
            if is_rival and total >= ENOUGH_WITH_HEADER and profiles[at].filled:
                raise Conflict(sorted((place, at)))


def rivals_of(headers, profiles, placed):
    """The places that are not `placed` although their headers mean the same as those of others: {place: Column}."""
    found = {}
    for place, profile in profiles.items():
        if place in placed or not profile.filled:
            continue
        for column, score in meanings_over(headers.get(place, ())).items():
            says_it = score >= GENERAL_HEADER or (column in DATES and score >= CLOSE)
            if column in placed.values() and says_it and score + fit(column, profile) >= ENOUGH_WITH_HEADER:
                found[place] = column
    return found


def meanings_over(texts):
    """What a column can mean whose header stands in several rows: `texts` from the outermost to the closest."""
    texts = [text for text in texts if header_key(text)]
    if not texts:
        return {}
    together, closest = meanings(" ".join(texts)), meanings(texts[-1])
    outer = notions_of(header_key(" ".join(texts[:-1])))
    if len(texts) == 1 or ("blocker" in outer and "agreement" not in outer):
        return together
    return together if together and max(together.values()) > max(closest.values(), default=0) else closest


def header_score(cells):
    """How much a row looks like a header: what its cells mean, less what a header does not hold."""
    score = 0
    for cell in cells:
        text = " ".join(cell.split())
        if not text:
            continue
        if len(text) > 90 or is_date(text) or ADDRESS.search(text) or text.isdigit() or is_country(text):
            score -= 8
        elif said := meanings_of_headers().get(header_key(text)):
            score += max(said.values())
        else:
            score += WORDY * is_worded(header_key(text))
    return score


def known_headers(cells):
    """How many cells of a row are headers that mean something here."""
    return sum(bool(meanings_of_headers().get(header_key(cell)) or is_worded(header_key(cell))) for cell in cells)


@lru_cache(maxsize=20_000)
def is_worded(key):
    """Whether at least half of the words of a folded header are words of headers, beside the small ones."""
    words = key.split()
    if not words or len(words) > 14:
        return False
    notions = Counter("filler" if set(notions_of(word)) <= {"filler"} and notions_of(word) else
                      "known" if notions_of(word) else "unknown" for word in words)  # fmt: skip
    return notions["known"] > 0 and notions["known"] >= notions["unknown"]

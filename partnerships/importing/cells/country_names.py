"""Countries as lists write them: names in every language, codes, short forms, misprints, the tail of a name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from partnerships.cldr import all_languages, some_languages
from partnerships.countries import country_names, names_in, three_letter_codes
from partnerships.folding import fold
from partnerships.importing.spellings import countries as spelt
from partnerships.importing.spellings.partners import AND as BETWEEN

AND = frozenset(BETWEEN.split())  # between two countries
LONGEST = 300  # characters; a longer text is no country, and no pattern looks at it
SHORTEST = 4  # letters; a shorter name counts as it is written, since many are alike in ASCII letters
NUMBER_BEFORE = re.compile(r"^\s*\d{1,3}[.)]\s*(?=\S)")
INITIALS = re.compile(r"[a-z](?: [a-z]){1,3}")
BRACKETS = re.compile(r"\(([^()]*)\)")


class FoundCountry(NamedTuple):
    """A country read from a text: its alpha-2 code, and whether that is certain."""

    code: str
    is_certain: bool


@cache
def iso_codes() -> dict[str, str]:
    """Return the codes of ISO 3166-1 in small letters, each with its alpha-2 code; they count in ASCII letters alone."""
    codes = {code.casefold(): code for code in country_names("en")}
    return codes | {code.casefold(): two for code, two in three_letter_codes().items()}


@cache
def country_codes() -> dict[str, str]:
    """Return the keys of countries' names in spelt.COUNTRY_LANGUAGES, and of others in use, each with its alpha-2 code."""
    codes: dict[str, str] = {}
    for language in some_languages(spelt.COUNTRY_LANGUAGES):
        for code, name in names_in(language).items():
            codes.setdefault(name_key(name), code)
    for table in (spelt.FURTHER_COUNTRY_NAMES, spelt.OTHER_COUNTRY_NAMES):
        for code, names in table.items():
            codes |= {name_key(name): code for name in names.split("|")}
    return codes


def name_key(name: str) -> str:
    """Return the key that a country's name is looked up by; a short one in other scripts is kept as it is written."""
    key = fold(name)
    is_told = len(key) >= SHORTEST or name.isascii()
    return key if is_told else unicodedata.normalize("NFKC", name).casefold().strip(" .\n")


@cache
def every_country_code() -> dict[str, str]:
    """Return folded names of countries in every language of CLDR, but for names of two countries in two languages."""
    found: dict[str, set[str]] = {}
    for language in all_languages().values():
        for code, name in names_in(language).items():
            if len(key := name_key(name)) > 3:
                found.setdefault(key, set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


@cache
def region_names() -> set[str]:
    """Return folded names of continents and parts of the world, which are no countries."""
    names = {fold(name) for name in spelt.REGIONS.split("|")}
    for language in some_languages(spelt.COUNTRY_LANGUAGES):
        names |= {fold(language.territories[code]) for code in spelt.REGION_CODES if code in language.territories}
    return names - {""}


def country_of(name: str, *, is_thorough: bool = True) -> str | None:
    """Return the alpha-2 code of the country that a `name` is, in all languages of CLDR if it `is_thorough`, or None."""
    if len(name) > LONGEST:
        return None
    key = name_key(name)
    if name.isascii() and (code := iso_codes().get(name.strip(" .").casefold())):
        return country_codes().get(key, code) if name.istitle() else code
    for form in forms_of(name, key):
        if code := country_codes().get(form):
            return code
    if not is_thorough or len(key) < SHORTEST:
        return None
    return every_country_code().get(key)


def forms_of(name: str, key: str) -> Iterator[str]:
    """Yield the keys that a country's `name` may be known by: as it is, without the words of a state's form, as initials."""
    yield key
    if "&" in name:
        yield fold(name.replace("&", " and "))
    yield (bare := spelt.FORMAL_WORDS.sub("", key))
    if 0 < len(bare) < SHORTEST and bare != key:
        yield name_key(name.split()[-1])
    yield name_key(spelt.EAST_ASIAN_FORM.sub("", name.strip()))
    if INITIALS.fullmatch(key):
        yield key.replace(" ", "")


@cache
def long_names() -> dict[str, str]:
    """Return folded names of at least five letters in the main languages, for misprints."""
    return {name: code for name, code in country_codes().items() if len(name) > 4}


def near_codes(key: str, most: int = 1) -> dict[str, int]:
    """Return the countries whose main names a folded name misses by at most so many letters: {alpha-2 code: distance}."""
    near: dict[str, int] = {}
    for other, code in long_names().items():
        if abs(len(key) - len(other)) <= most:
            distance = OSA.distance(key, other, score_cutoff=most)
            if distance <= most and key[0] == other[0]:
                near[code] = min(distance, near.get(code, most))
    return near


def misprint_of(name: str) -> str | None:
    """Return the alpha-2 code of the only country whose name a `name` misses by a letter (two, from eight letters on)."""
    key = fold(name)
    if len(key) < 5:
        return None
    most = 1 if len(key) < 8 else 2
    near = near_codes(key, most)
    best = [code for code, distance in near.items() if distance == min(near.values())]
    return best[0] if len(best) == 1 else None


@cache
def certain_names() -> set[str]:
    """Return folded names that can be nothing but a country behind a comma: in English and the languages of the office."""
    names = {fold(name) for language in ("en", "az", "ru", "tr") for name in country_names(language).values()}
    others = "|".join(spelt.OTHER_COUNTRY_NAMES.values()).split("|")
    return names | spelt.SHORT_FORMS | set(map(fold, others))


def is_certain_name(text: str, code: str) -> bool:
    """Return whether a name of the country of that `code` is known well: no misprint of another country's main name."""
    key = name_key(text)
    if key in spelt.UNCERTAIN_ALONE:
        return False
    if text.isascii() and key in iso_codes():
        is_code = len(key) > 2 and text.isupper()
        return is_code or country_codes().get(key, code) == code
    return any(form in country_codes() for form in forms_of(text, key)) or set(near_codes(key)) <= {code}


@lru_cache(maxsize=10_000)
def read_country(text: str) -> FoundCountry | None:
    """Return the country that a cell of a country column names; None where it names none, or more than one."""
    if len(text) > LONGEST:
        return None
    text = NUMBER_BEFORE.sub("", text)
    if code := country_of(text):
        return FoundCountry(code, is_certain_name(text, code))
    outside, inside = BRACKETS.sub(" ", text), BRACKETS.findall(text)
    if inside and (code := country_of(outside)):
        return country_before(inside, code)
    if not fold(outside) and inside:
        return read_country(inside[0])
    parts = [part for part in re.split(r"[,;/\n]| - | – ", text) if fold(part)]
    if len(parts) == 1:
        parts = in_scripts(parts[0])
    told = [part for part in parts if is_told(part)]  # beside a country, "Lebanon" and "Corte" are towns
    codes = {code for part in told or parts if (code := country_of(part))}
    if len(codes) > 1:
        return None
    if codes and len(parts) > 1 and (country_of(parts[-1]) or country_of(parts[0])):
        is_certain = parts[-1] in told or fold(parts[0]) in certain_names() - spelt.UNCERTAIN_NAMES
        return FoundCountry(codes.pop(), is_certain or all(country_of(part) for part in parts))
    return None if len(countries_in(text)) > 1 else country_near(text)


def country_before(inside: list[str], code: str) -> FoundCountry | None:
    """Return the country of that `code`, with what stands `inside` brackets behind it; None where that is another."""
    others = {country_of(part) for part in inside if is_told(part)} - {code}
    is_part = any(spelt.PART_OF_COUNTRY.match(part) for part in inside)
    return None if others else FoundCountry(code, not is_part)


def country_near(text: str) -> FoundCountry | None:
    """Return the country at the beginning or the end of a text, or whose misprint it is: never certain; or None."""
    key = fold(text)
    if not spelt.NOT_THE_COUNTRY.search(key):
        for words in tails(key) + heads(key):
            if len(words) > 4 and (code := country_codes().get(words)):
                return FoundCountry(code, False)
    misprint = misprint_of(text)
    return FoundCountry(misprint, False) if misprint else None


def countries_in(text: str) -> list[str]:
    """Return the alpha-2 codes of the countries between the words and signs of a text, in its order, each once."""
    words = ["," if word.casefold() in AND else word for word in text.replace("\n", ",").split()]
    parts = re.split(r"[,;/،、，]", " ".join(words)) if len(text) <= LONGEST else []
    return list(dict.fromkeys(code for part in parts if fold(part) and (code := country_of(part, is_thorough=False))))


def is_told(text: str) -> bool:
    """Return whether a text is the name of a country in one of the main languages, and hardly that of a town."""
    return fold(text) not in spelt.UNCERTAIN_NAMES and bool(country_of(text, is_thorough=False))


def names_country(text: str, *, is_thorough: bool = False) -> bool:
    """Return whether a text is a country, or the same one in two languages; it may have a number before it."""
    if len(text) > LONGEST:
        return False
    text = NUMBER_BEFORE.sub("", text)
    if country_of(text, is_thorough=is_thorough):
        return True
    parts = text.split("/") if "/" in text else in_scripts(text)
    return len(parts) == 2 and any(country_of(part, is_thorough=is_thorough) for part in parts)


def in_scripts(text: str) -> list[str]:
    """Return a text of two scripts as its parts, "オーストリア Austria" as both names; any other as it is."""
    for cut in re.finditer(r" +", text) if not text.isascii() else ():
        before, behind = text[: cut.start()], text[cut.end() :]
        if before.isascii() != behind.isascii() and not set(map(script, before)) & set(map(script, behind)) - {""}:
            return [before, behind]
    return [text]


def script(character: str) -> str:
    """Return the first word of a letter's name in Unicode, such as "LATIN"; "" for what is no letter."""
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""


def country_at_end(name: str) -> FoundCountry | None:
    """Return the country at the end of an institution's name, or None; a last word alone may belong to the name."""
    name = name[-LONGEST:]
    if found := country_in_brackets(name):
        return found
    bare = " ".join(BRACKETS.sub(" ", name).split()).strip(" ,;.")
    parts = [part for part in re.split(r"[,;\n]| - | – | — ", bare) if fold(part)]
    if not parts or spelt.NOT_THE_COUNTRY.search(fold(bare)):
        return None
    last = fold(parts[-1])
    if len(parts) > 1 and (len(last) > 2 or last in spelt.SHORT_FORMS) and (code := country_of(parts[-1])):
        return FoundCountry(code, last in certain_names() and last not in spelt.UNCERTAIN_NAMES)
    for words in tails(last) + (heads(last) if len(parts) > 1 else []):
        if (code := country_codes().get(words)) and (len(words) > 3 or words in spelt.SHORT_FORMS):
            return FoundCountry(code, False)
    misspelt = [parts[-1]] if len(parts) > 1 else []
    misspelt += [words for words in tails(last) if len(words) > 8]
    code = next(filter(None, map(misprint_of, misspelt)), None)
    return FoundCountry(code, False) if code else None


def country_in_brackets(name: str) -> FoundCountry | None:
    """Return the country in the last brackets of a name that hold one, or None; "(IT)" is a faculty."""
    for inside in reversed(BRACKETS.findall(name)):
        if (code := country_of(inside)) and len(fold(inside)) > 1 and inside.strip() != "IT":
            is_short = len(fold(inside)) < 4 and fold(inside) not in spelt.SHORT_FORMS
            return FoundCountry(code, not is_short and fold(inside) not in spelt.UNCERTAIN_NAMES)
    return None


def country_in_front(name: str) -> FoundCountry | None:
    """Return the country before an institution's name ("ITALY: Alder Institute"), or None; another one may follow it."""
    found = spelt.IN_FRONT.match(NUMBER_BEFORE.sub("", name))
    if not found:
        return None
    front, is_ascii = fold(found[1]), found[1].isascii()
    is_long = len(front) > 3 or front in spelt.SHORT_FORMS or not is_ascii
    code = country_of(found[1], is_thorough=not is_ascii) if is_long and front not in spelt.UNCERTAIN_NAMES else None
    if not code:
        return None
    return FoundCountry(code, not any(words in country_codes() for words in heads(fold(found[2]))))


def tails(key: str) -> list[str]:
    """Return the last words of a folded text, the longest first, without the whole."""
    words = key.split()
    return [" ".join(words[-length:]) for length in range(min(6, len(words) - 1), 0, -1)]


def heads(key: str) -> list[str]:
    """Return the first words of a folded text, the longest first, without the whole."""
    words = key.split()
    return [" ".join(words[:length]) for length in range(min(6, len(words) - 1), 0, -1)]


def is_region(text: str) -> bool:
    """Return whether a text names a part of the world and no country."""
    return bool({fold(text), fold(re.sub(r"(?:州|地域|地区|지역)$", "", text))} & region_names())


def names_country_or_region(text: str) -> bool:
    """Return whether a text is a heading that names only a country or a part of the world."""
    return len(text) <= LONGEST and (is_region(bare_heading(text)) or bool(country_of(bare_heading(text))))


def bare_heading(text: str) -> str:
    """Return a heading without the number before it and the count behind it: "2. Asia (6)" is "Asia"."""
    return re.sub(r"^\W*\d*[.)]?\s*|\s*[(（\[]?\d+\s*\w{0,14}[)）\]]?\W*$|[:：]\s*$", "", text)

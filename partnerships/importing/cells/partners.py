"""Several institutions in one cell, told from one whose name has an "and" or a dash."""

import re
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.spellings import partners as spelt
from partnerships.letters import without_entities

from .country_names import BRACKETS, script


def any_of(table: str) -> re.Pattern[str]:
    """Return a pattern for the words of a table, separated by "|", in a casefolded text."""
    words = (" ".join(word.split()).casefold() for word in table.split("|"))
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


LONGEST = 300  # characters
UNIVERSITY, UNIT, GENITIVE = map(any_of, (spelt.UNIVERSITIES, spelt.UNITS, spelt.GENITIVES))
INSTITUTION = re.compile(rf"{UNIVERSITY.pattern}|(?:{any_of(spelt.INSTITUTIONS).pattern})(?!ion|ución|uição|uzion|uci)")
KNOWN_ACRONYMS = frozenset(spelt.ACRONYMS.split())
KNOWN_DOUBLES = tuple(fold(name) for name in spelt.DOUBLE_NAMES.split("|"))
SHORT_GENERIC = frozenset(word for word in spelt.GENERIC.split() if len(word) < 4)
GENERIC_WORD = re.compile(rf"(?:{'|'.join(word for word in spelt.GENERIC.split() if len(word) > 3)})[a-z]{{0,9}}")
SUBJECT = re.compile(rf"(?:{'|'.join(spelt.SUBJECTS.split())})\w*\s", re.IGNORECASE)
BETWEEN_WORDS = frozenset(spelt.AND.split())
TRIGGERS = BETWEEN_WORDS | {phrase.split()[-1] for phrase in spelt.WITH.split("|")}
WORDS = "|".join(re.escape(word) for word in sorted(BETWEEN_WORDS - set("/|-–—•·●+"), key=len, reverse=True))
BETWEEN = re.compile(
    rf"\s+(?P<phrase>{any_of(spelt.WITH).pattern})\s+(?:(?:der|dem|the|la|le|el) |l['’])?|\s+(?P<word>{WORDS})(?=\s)"
    r"|\s*(?P<sign>[|•●・、·\n]|\s[+/]\s|(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s*[^\W\d]))\s*"
    r"|(?:(?<=大学)|(?<=大學)|(?<=学院)|(?<=學院)|(?<=研究所)|(?<=研究院)|(?<=学校))(?P<east>和|与|與|及び|及|跟|と)"
    r"|(?:(?<=[교원소])(?P<korean>와|과|\s및))\s+|\s(?P<arabic>و)(?=جامعة|معهد|أكاديمية|الجامعة|كلية)"
    r"|\s*(?P<other>/|\s[-–—]\s|[,，،])\s*",
    re.IGNORECASE,
)
NEAR_EAST = re.compile(r"[\u0600-\u06ff]")
UNBROKEN_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}$")


class Part(NamedTuple):
    """One part of a cell: its text, and the kind of what stands before it ("" for the first one)."""

    text: str
    kind: str

    @property
    def is_university(self) -> bool:
        """Whether its own word is one for a university."""
        return bool(UNIVERSITY.search(self.text.casefold()))


def partners_in(cell: str) -> list[str]:
    """Return the parts of a cell that name an institution each, where that is so of more than one; else nothing."""
    cell = cell[:LONGEST]
    if TRIGGERS.isdisjoint(cell.lower().split()) and not spelt.SIGNS.search(cell):
        return []
    text = BRACKETS.sub(" ", without_entities(cell))
    listed = [part.strip() for part in re.split("[;；]", text) if part.strip()]
    if len(listed) > 1:
        return listed
    words = len(INSTITUTION.findall(text.casefold()))
    if words < 2 and (not words or KNOWN_ACRONYMS.isdisjoint(re.findall(r"\w+", text))):
        return []
    parts = parts_of(text)
    named = [part for index, part in enumerate(parts) if names_institution(part, is_first=index == 0)]
    named = [part for part in named if part is named[0] or stands_beside(part, named[0])]
    if len(named) < 2 or are_units(named) or are_one(named) or fold(cell).startswith(KNOWN_DOUBLES):
        named = with_acronym(parts, named)
    return [part.text for part in named]


def parts_of(text: str) -> list[Part]:
    """Return the parts of a text between words and signs that may stand between institutions."""
    parts, start, kind = [], 0, ""
    for match in BETWEEN.finditer(text):
        word, before = match["word"], text[start : match.start()]
        if (
            word
            and len(word) == 1
            and (word.isupper() != text.isupper() or (word == "i" and " " not in before.strip()))
        ):
            continue  # an initial, or "Universitetet i Oslo"
        parts.append(Part(text[start : match.start()].strip(" ,"), kind))
        start, kind = match.end(), match.lastgroup or ""
    parts.append(Part(text[start:].strip(" ,"), kind))
    return [part for part in parts if part.text]


def names_institution(part: Part, *, is_first: bool) -> bool:
    """Return whether a part of a cell names an institution by itself.

    It has a word for one before "of" or a dash, and begins with a capital.
    """
    text = part.text
    if text[0].islower() or text.count('"') % 2 or text.count("«") != text.count("»") or spelt.NO_PART.match(text):
        return False
    if NEAR_EAST.match(text):
        return bool(spelt.PREFIXED.match(text)) and " " in text
    if UNBROKEN_NAME.search(text):
        return bool(INSTITUTION.search(text[-4:]))
    heads = spelt.HEAD.split(text) if is_first else spelt.HEAD.split(text)[:1]
    return (
        " " in text
        and any(INSTITUTION.search(head.casefold()) for head in heads[:2])
        and not UNIT.search(text.casefold())
    )


def stands_beside(part: Part, first: Part) -> bool:
    """Return whether a later part is another institution than the first, and no second half of its name."""
    if is_generic(part.text) or (is_generic(first.text) and (part.kind == "other" or not part.is_university)):
        return False
    if first.is_university and part.text.startswith("كلية"):  # a college, and a faculty of a university
        return False
    if part.kind == "other":
        is_subtitle = part.text.startswith("The ") or "đại học" in part.text.lower()
        return part.is_university and first.is_university and not is_subtitle
    if part.kind == "word":
        is_half = SUBJECT.match(part.text) or GENITIVE.search(part.text.casefold())
        return not is_half and not (spelt.INSTITUTE_OF.search(first.text) and spelt.OF_SCIENCES.search(part.text))
    return True


def is_generic(text: str) -> bool:
    """Return whether a text names no institution of its own, as "Medical College" and "Institute of Physics" do."""
    words = fold(text.split(" - ")[0]).split()
    return all(word in SHORT_GENERIC or GENERIC_WORD.fullmatch(word) or INSTITUTION.search(word) for word in words)


def are_units(named: list[Part]) -> bool:
    """Return whether all but the last part belong to it, as two schools do to the university behind a comma."""
    *units, last = named
    return last.kind == "other" and last.is_university and not any(unit.is_university for unit in units)


def are_one(named: list[Part]) -> bool:
    """Return whether two parts are the names of one institution in two languages or two orders of words."""
    if len(named) != 2 or named[1].kind not in ("other", "sign"):
        return False
    one, other = (proper_words(part.text) for part in named)
    scripts = [{script(letter) for letter in part.text} - {""} for part in named]
    if not scripts[0] & scripts[1] or one <= other or other <= one:
        return True
    forms = [UNIVERSITY.sub("", word) for part in named for word in fold(part.text).split() if UNIVERSITY.search(word)]
    return len(set(forms)) > 1 and any(word[:3] == twin[:3] for word in one for twin in other)


def proper_words(text: str) -> set[str]:
    """Return the folded words of a text that tell an institution from others."""
    words = fold(text).split()
    return {
        word
        for word in words
        if word not in SHORT_GENERIC and not GENERIC_WORD.fullmatch(word) and not INSTITUTION.search(word)
    }


def with_acronym(parts: list[Part], named: list[Part]) -> list[Part]:
    """Return a known acronym and the one institution beside it, of which it is not the initials; else nothing."""
    known = [part for part in parts if part.text in KNOWN_ACRONYMS and part.kind != "other"]
    if not known or len(named) != 1 or named[0].kind == "other":
        return []
    initials = "".join(word[0] for word in fold(named[0].text).split())
    return [part for part in parts if part in known + named] if fold(known[0].text)[:2] not in initials else []

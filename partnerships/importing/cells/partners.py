"""Several institutions in one cell, told from one whose name has an "and" or a dash."""

import re
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.spellings import partners as spelt
from partnerships.letters import without_entities

from .country_names import BRACKETS, script

LONGEST = 300  # characters


class Part(NamedTuple):
    """One part of a cell: its text, and the kind of what stands before it ("" for the first one)."""

    text: str
    kind: str

    @property
    def is_university(self) -> bool:
        """Whether its own word is one for a university."""
        return bool(spelt.UNIVERSITY.search(self.text.casefold()))


def partners_in(cell: str) -> list[str]:
    """Return the parts of a cell that name an institution each, where that is so of more than one; else nothing."""
    cell = cell[:LONGEST]
    if spelt.TRIGGERS.isdisjoint(cell.lower().split()) and not spelt.SIGNS.search(cell):
        return []
    text = BRACKETS.sub(" ", without_entities(cell))
    listed = [part.strip() for part in re.split("[;；]", text) if part.strip()]
    if len(listed) > 1:
        return listed
    words = len(spelt.INSTITUTION.findall(text.casefold()))
    if words < 2 and (not words or spelt.KNOWN_ACRONYMS.isdisjoint(re.findall(r"\w+", text))):
        return []
    parts = parts_of(text)
    named = [part for index, part in enumerate(parts) if names_institution(part, is_first=index == 0)]
    named = [part for part in named if part is named[0] or stands_beside(part, named[0])]
    if len(named) < 2 or are_units(named) or are_one(named) or fold(cell).startswith(spelt.KNOWN_DOUBLES):
        named = with_acronym(parts, named)
    return [part.text for part in named]


def parts_of(text: str) -> list[Part]:
    """Return the parts of a text between words and signs that may stand between institutions."""
    parts, start, kind = [], 0, ""
    for match in spelt.BETWEEN.finditer(text):
        word, before = match["word"], text[start : match.start()]
        is_letter = word and len(word) == 1
        if is_letter and (word.isupper() != text.isupper() or (word == "i" and " " not in before.strip())):
            continue  # an initial, or "Universitetet i Oslo"
        parts.append(Part(before.strip(" ,"), kind))
        start, kind = match.end(), match.lastgroup or ""
    parts.append(Part(text[start:].strip(" ,"), kind))
    return [part for part in parts if part.text]


def names_institution(part: Part, *, is_first: bool) -> bool:
    """Return whether a part names an institution by itself: a capital, and a word for one before "of" or a dash."""
    text = part.text
    if text[0].islower() or text.count('"') % 2 or text.count("«") != text.count("»") or spelt.NO_PART.match(text):
        return False
    if spelt.NEAR_EAST.match(text):
        return bool(spelt.PREFIXED.match(text)) and " " in text
    if spelt.UNBROKEN_NAME.search(text):
        return bool(spelt.INSTITUTION.search(text[-4:]))
    heads = spelt.HEAD.split(text) if is_first else spelt.HEAD.split(text)[:1]
    is_named = any(spelt.INSTITUTION.search(head.casefold()) for head in heads[:2])
    return " " in text and is_named and not spelt.UNIT.search(text.casefold())


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
        is_half = spelt.SUBJECT.match(part.text) or spelt.GENITIVE.search(part.text.casefold())
        return not is_half and not (spelt.INSTITUTE_OF.search(first.text) and spelt.OF_SCIENCES.search(part.text))
    return True


def is_generic(text: str) -> bool:
    """Return whether a text names no institution of its own, as "Medical College" and "Institute of Physics" do."""
    return not proper_words(text.split(" - ")[0])


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
    words = [word for part in named for word in fold(part.text).split() if spelt.UNIVERSITY.search(word)]
    return len({spelt.UNIVERSITY.sub("", word) for word in words}) > 1 and any(
        word[:3] == twin[:3] for word in one for twin in other
    )


def proper_words(text: str) -> set[str]:
    """Return the folded words of a text that tell an institution from others."""
    words = set(fold(text).split()) - spelt.SHORT_GENERIC
    return {word for word in words if not (spelt.GENERIC_WORD.fullmatch(word) or spelt.INSTITUTION.search(word))}


def with_acronym(parts: list[Part], named: list[Part]) -> list[Part]:
    """Return a known acronym and the one institution beside it, of which it is not the initials; else nothing."""
    known = [part for part in parts if part.text in spelt.KNOWN_ACRONYMS and part.kind != "other"]
    if not known or len(named) != 1 or named[0].kind == "other":
        return []
    initials = "".join(word[0] for word in fold(named[0].text).split())
    return [part for part in parts if part in known + named] if fold(known[0].text)[:2] not in initials else []

"""What the texts of a row are by their words: the sum of a list, a note, a signature, the heading of rows below."""

import re
import unicodedata
from collections.abc import Sequence

from partnerships.folding import fold
from partnerships.importing.cells.country_names import bare_heading, country_of, is_region, misprint_of, read_country
from partnerships.importing.cells.statuses import holds, is_not_in_force, is_over, is_resting
from partnerships.importing.fields import Column
from partnerships.importing.spellings import rows as spelt
from partnerships.importing.spellings.words import AGREEMENT_WORDS, INSTITUTION_WORDS, WORDS

from .profiles import words_pattern

LONGEST_HEADING = 60  # characters
COUNT_BEHIND = re.compile(r"\W*\d+\W*[^\W\d]*\W*$")
YEAR = re.compile(r"(?:19|20)\d\d")


def is_sentence(text: str) -> bool:
    """Return whether a text is a sentence and no name: long or with a full stop, without a word of names."""
    return (len(text) > 60 or text[-1] in ".:!?") and not names_institution(text)


def names_institution(text: str) -> bool:
    """Return whether a word of institutions' names stands in a text."""
    return bool(words_pattern(INSTITUTION_WORDS).search(fold(text)))


def names_type(text: str) -> bool:
    """Return whether a heading is a type of agreements and no institution."""
    return bool(words_pattern(AGREEMENT_WORDS).search(fold(text))) and not names_institution(text)


def is_total(text: str) -> bool:
    """Return whether a text begins with the word for a sum: "Total", "Grand total", "Sub-total: 2"."""
    if text[:1].isdecimal() or len(text) > LONGEST_HEADING:
        return False  # the number of a row, as most begin, or too long to be looked into
    alone = COUNT_BEHIND.sub("", text)
    key = fold(alone)
    words = key.split()
    words = words[1:] if len(words) > 1 and words[0] in spelt.BEFORE_TOTALS else words
    is_first = bool(words) and words[0] in spelt.TOTALS and len(text) < 30
    return alone.strip() in spelt.TOTALS_ALONE or key in spelt.TOTALS or is_first


def is_total_row(texts: Sequence[str]) -> bool:
    """Return whether the filled cells of a row are a total: its word, and beside it nothing but numbers."""
    first, *others = texts
    if not is_total(first) or any(has_letters(text) and not has_digits(text) for text in others):
        return False
    is_counted = has_digits(first) or any(text.isdecimal() and not YEAR.fullmatch(text) for text in others)
    return is_counted or not names_institution(first)


def has_letters(text: str) -> bool:
    """Return whether a letter stands in a text."""
    return any(map(str.isalpha, text))


def has_digits(text: str) -> bool:
    """Return whether a digit stands in a text."""
    return any(map(str.isdigit, text))


def is_note(text: str) -> bool:
    """Return whether a text is the number of a page, begins as a note does, or has no letter."""
    return bool(spelt.PAGE.fullmatch(text) or spelt.NOTE.match(text)) or not has_letters(text)


def is_signature(texts: Sequence[str]) -> bool:
    """Return whether the filled cells of a row are a line of signature: who prepared or approved the list."""
    first, count = spelt.SIGNATURE.subn("", texts[0], count=1) if spelt.SIGNATURE.match(texts[0]) else (texts[0], 0)
    is_signed = count or any(map(spelt.PERSON.fullmatch, texts[1:])) or any(map(spelt.SIGNED_ON.fullmatch, texts))
    return bool(is_signed) and len(texts) <= 3 and not any(map(names_institution, (first, *texts[1:])))


def year_in(text: str) -> str:
    """Return the year that a heading is, "2019", "Year 2019", "٢٠١٩" or "2019-ci il", else ""."""
    text = "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text.strip())
    match = spelt.YEAR_HEADING.fullmatch(text)
    if not match and words_pattern(WORDS["sign"]).search(fold(text)) and not names_institution(text):
        match = spelt.YEAR_OF_SIGNING.fullmatch(text)
    return match[match.lastindex or 0] if match else ""


def country_in(text: str, *, is_elsewhere: bool) -> str | None:
    """Return the country that a heading names, a certain one if it `is_elsewhere` too, "" for a region, or None."""
    bare = bare_heading(text)
    if len(text) > LONGEST_HEADING or not fold(bare):
        return None
    if is_region(bare):
        return ""
    is_whole = bool(country_of(bare))
    country = read_country(bare) if is_whole or "," not in bare else None
    if not country or (not is_whole and names_institution(bare) and not spelt.PLURAL.search(fold(bare))):
        return None
    if country.is_certain:
        return bare
    is_of_group = spelt.PLURAL.search(fold(bare)) or names_type(bare) or misprint_of(bare)
    return bare if is_of_group and not is_elsewhere else None


def fact_in(text: str) -> tuple[Column, str] | None:
    """Return the Column and the value, "" if all are in force, that a heading or a sheet's name says of its rows."""
    if len(text) > LONGEST_HEADING:
        return None
    if year := year_in(text):
        return Column.SIGNED, year
    if says_not_in_force(text):
        return Column.STATUS, text
    return (Column.TITLE, "" if holds(text) else text) if names_type(text) and not is_sentence(text) else None


def says_not_in_force(text: str) -> bool:
    """Return whether a heading says that the agreements below it are over, or not in force yet."""
    is_said = (
        is_over(text)
        or is_resting(text)
        or spelt.NOT_YET.search(fold(text))
        or (is_not_in_force(text) and not names_type(text))
    )
    return bool(is_said) and not names_institution(text)

"""Text in which agreements stand otherwise than in a table: what it is, and what to do about it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from partnerships.importing.spellings.words import PARTNER

LOOKED_AT = 200  # lines
LONGEST_LABEL, MOST_LABELS = 40, 30
FEWEST, USUAL = 2, 0.7  # agreements that show how a file is written; the share of lines that must be so
MOST_LINES = 6  # of one agreement
BULLET = re.compile(r"\s*(?:[•▪●■◦‣∙·*–—-]|\(?\d{1,3}[.)])\s")
DIGITS = re.compile(r"\d{2}")
Line = Sequence[str]  # the filled cells of a row, none for an empty one


def untabled(lines: Sequence[Line]) -> str:
    """Return the sentence that refuses lines which are cards, or several for each agreement; else ""."""
    lines = lines[:LOOKED_AT]
    if are_cards(lines):
        return _(
            "The file holds cards, with one fact in each line, not a table; put each agreement in one row, below a"
            " header such as University, Country, Type, Date."
        )
    if has_several_lines_each(lines):
        return _(
            "Each agreement in the file takes several lines; put each in one row, below a header such as University,"
            " Country, Type, Date."
        )
    return ""


def are_cards(lines: Sequence[Line]) -> bool:
    """Return whether most lines are a label and a value, and the same few labels come again, each after others."""
    labels = [label_of(line) for line in lines if line]
    again = [label for label, count in Counter(labels).items() if label and count >= FEWEST]
    repeated = sum(one == other for one, other in pairwise(labels) if one)
    is_usual = sum(label in again for label in labels) >= USUAL * len(labels)
    return is_usual and 1 < len(again) <= MOST_LABELS and repeated <= (1 - USUAL) * len(labels)


def label_of(line: Line) -> str:
    """Return what stands before the colon of a line, or in the first of its two cells; "" where it has neither."""
    label, colon, value = line[0].partition(":")
    if not colon:
        label, colon, value = line[0].partition("：")
    label = label.strip()
    has_value = len(line) == 2 or (bool(colon) and (bool(value.strip()) or len(line) > 1))
    return label.casefold() if has_value and len(label) <= LONGEST_LABEL and not DIGITS.search(label) else ""


def has_several_lines_each(lines: Sequence[Line]) -> bool:
    """Return whether a line with a name is followed by one to a few without, again and again.

    A name is told by a word of institutions' names; where no line has one, blocks of equal height between empty lines
    are agreements.
    """
    filled = [line for line in lines if line]
    heights = Counter(len(list(group)) for is_filled, group in groupby(lines, bool) if is_filled)
    runs = [(has_name, len(list(group))) for has_name, group in groupby(map(begins_with_name, filled))]
    alternating = sum(height <= (1 if has_name else MOST_LINES - 1) for has_name, height in runs)
    if sum(has_name for has_name, _height in runs) >= FEWEST:
        return len(runs) >= 2 * FEWEST and alternating >= USUAL * len(runs)
    height, often = max(heights.items(), key=lambda item: item[1], default=(0, 0))
    return 1 < height <= MOST_LINES and often >= max(FEWEST, USUAL * heights.total())


def begins_with_name(line: Line) -> bool:
    """Return whether a word of institutions' names stands in the first cell of a line."""
    return bool(PARTNER.search(line[0]))


def are_bullets(lines: Sequence[str], marked: int = 0) -> bool:
    """Return whether some of the paragraphs of a document are bullets, by their style (`marked`) or their signs."""
    return max(marked, sum(bool(BULLET.match(line)) for line in lines)) >= FEWEST

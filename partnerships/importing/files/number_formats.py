"""Formats of date cells: whether a workbook shows the day of a date, or only its month or its year."""

import re

MONTH, YEAR = 7, 4  # characters of a day in ISO form that say no more than the month, the year
SHOWN_BY_BUILT_IN = {17: MONTH}  # "mmm-yy"; the other formats without a code of their own show the day
# What is no letter of a format: texts, letters behind a backslash, room for one, languages and colours.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
TIME = re.compile(r"[hs]|am/pm")


def shown_length(code: str) -> int | None:
    """Return how much of a day in ISO form a number format shows: MONTH or YEAR; None for all of it, or for no date."""
    letters = LITERAL.sub("", code.split(";")[0]).casefold()
    if (
        not re.search("[yeb]", letters)
        or "d" in letters
        or TIME.search(letters)
        or re.search("general|[0#?@]", letters)
    ):
        return None
    return MONTH if "m" in letters else YEAR

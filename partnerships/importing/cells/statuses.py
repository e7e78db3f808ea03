"""What a list says of the state of an agreement: that it is over, not signed yet, that it holds, or something else."""

import re
from datetime import date

from partnerships.folding import fold, has_key
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark
from partnerships.importing.spellings import statuses as spelt
from partnerships.importing.spellings.words import INSTITUTION_WORDS, YES
from partnerships.partial_dates import PartialDate, Precision

from .dates import parse_date
from .parsing import check, info, shown

# What files of the register write, and nobody else: it is computed from the dates.
COMPUTED = {"not-started", "in-force", "ending", "renewed-automatically", "end-not-recorded"}
LONGEST_STATUS = 6  # words behind a name
LONGEST_NAME = 600  # characters


class Words:
    """Words of a status, parted by "|": beginnings of words, whole ones before "=", any part in unbroken scripts."""

    def __init__(self, table: str) -> None:
        words = [" ".join(word.split()) for word in table.split("|")]
        keys = {fold(word): r"\b" if word.endswith("=") else "" for word in words if not spelt.UNBROKEN.search(word)}
        self.keys = re.compile(rf"\b(?:{'|'.join(f'{key}{end}' for key, end in sorted(keys.items()) if key)})")
        self.unbroken = [word for word in words if spelt.UNBROKEN.search(word)]

    def stand_in(self, text: str, key: str) -> bool:
        """Return whether one of them stands in a `text` with that folded `key`."""
        return bool(self.keys.search(key)) or any(word in text for word in self.unbroken)


OVER_WORDS, RESTS_WORDS, NOT_YET_WORDS = Words(spelt.OVER), Words(spelt.RESTS), Words(spelt.NOT_YET)
STOPPED_WORDS = Words(f"{spelt.OVER}|{spelt.RESTS}")
HOLDS_WORDS, PROJECT_WORDS = Words(spelt.HOLDS), Words(spelt.PROJECT)
NO_AGREEMENT = Words(INSTITUTION_WORDS.replace(" ", "|"))


def remark_on_status(status: str) -> Remark:
    """Return the remark on a status in the list: to be looked at where it does not say that the agreement holds."""
    if is_resting(status):
        day, _until = days_of_rest(status)
        code = "status-rests" if day else "status-rests-undated"
        return check(Column.STATUS, code, status=shown(status), **({"day": PartialDate.of(day)} if day else {}))
    if is_not_in_force(status):
        return check(Column.STATUS, "status-not-in-force", status=shown(status))
    if status.casefold() not in YES and not holds(status):
        return check(Column.STATUS, "status-unknown", status=shown(status))
    return info(Column.STATUS, "status-noted", status=shown(status))


def is_not_in_force(status: str) -> bool:
    """Return whether a status says that the agreement is over, rests, or is not signed yet."""
    key = spelt.STILL_TO_COME.sub("", fold(status))
    if is_denied(status, key):
        return HOLDS_WORDS.stand_in(status, key) and not STOPPED_WORDS.keys.search(spelt.DENIED.sub("", key))
    return any(words.stand_in(status, key) for words in (STOPPED_WORDS, NOT_YET_WORDS, PROJECT_WORDS))


def is_over(status: str) -> bool:
    """Return whether a status says that the agreement has ended."""
    key = spelt.STILL_TO_COME.sub("", fold(status))
    return not is_denied("", key) and OVER_WORDS.stand_in(status, key)


def is_resting(status: str) -> bool:
    """Return whether a status says that the agreement rests for a time, and not that it has ended."""
    key = spelt.STILL_TO_COME.sub("", fold(status))
    return not is_denied("", key) and RESTS_WORDS.stand_in(status, key) and not OVER_WORDS.stand_in(status, key)


def day_in(text: str) -> date | None:
    """Return the day that a text is, where it can be no other; else None."""
    read, remarks = parse_date(text, Column.STATUS)
    return read.first_day if read and read.precision == Precision.DAY and not remarks else None


def days_of_rest(status: str) -> tuple[date | None, date | None]:
    """Return from which day on a status says that the agreement rests, and until which; None for what it does not say.

    Two days are both; a single one is the first, unless a word such as "until" stands in the status.
    """
    days = [day_in(found[0]) for found in spelt.DAY.finditer(status)] if is_resting(status) else []
    if len(days) == 2 and days[0] and days[1] and days[0] <= days[1]:
        return days[0], days[1]
    return (days[0], None) if len(days) == 1 and not spelt.UNTIL.search(fold(status)) else (None, None)


def is_denied(status: str, key: str) -> bool:
    """Return whether a word such as "not" stands in a status with that folded `key`."""
    is_said = spelt.DENIED.search(key) or spelt.DENIED_UNBROKEN.search(status)
    return bool(is_said) and not NOT_YET_WORDS.stand_in(status, key)


def holds(status: str) -> bool:
    """Return whether a status in the list says that the agreement holds."""
    key = fold(status)
    return not is_denied(status, key) and not is_not_in_force(status) and HOLDS_WORDS.stand_in(status, key)


def without_status(text: str) -> tuple[str, str]:
    """Return a name or title without the status beside it, "(expired)" or "– ended 2019", and that status or ""."""
    if len(text) >= LONGEST_NAME:
        return text, ""
    found = [spelt.BEHIND.search(text), spelt.BEFORE.match(text)] if spelt.SEPARATOR.search(text) else []
    if text[-5:].isupper() or text[-1:].isdigit():
        found.append(capitals_behind(text))
    for match in filter(None, found):
        rest = f"{text[: match.start()]}{text[match.end() :]}".strip(" ,")
        status = next(filter(None, match.groups())).strip()
        if has_key(rest) and is_status_of_name(status, is_bracketed=match[0].lstrip()[:1] in tuple("([{（【［<")):
            return rest, status
    return text, ""


def capitals_behind(text: str) -> re.Match[str] | None:
    """Return the match of the words in capitals at the end of a name that is not all in capitals, or None."""
    words = text.split()
    first = next((place for place in range(len(words)) if " ".join(words[place:]).isupper()), 0)
    start = len(text) - len(" ".join(words[first:])) - 1
    return spelt.IN_CAPITALS.match(text, start) if first and start > 0 else None


def is_status_of_name(status: str, *, is_bracketed: bool) -> bool:
    """Return whether what stands beside a name is a short status that says that the agreement does not hold."""
    key = fold(status)
    is_first = (
        is_bracketed or any(words.keys.match(key) for words in (STOPPED_WORDS, NOT_YET_WORDS)) or is_denied("", key)
    )
    is_short = len(key.split()) <= LONGEST_STATUS and not NO_AGREEMENT.stand_in(status, key)
    return is_first and is_short and not PROJECT_WORDS.stand_in(status, key) and is_not_in_force(status)

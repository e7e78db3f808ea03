"""What a header of several words means by the notions that they name, such as "sign" and "date": tables of rules."""

from collections.abc import Set
from typing import NamedTuple

from partnerships.importing.fields import Column

# How surely a header has a meaning: the whole header is known; two of its words agree; the whole is a word of many
# meanings, such as "Date"; one of its words says it.
WHOLE, CLOSE, GENERAL_HEADER, WORDY = 10, 7, 8, 6
SMALL = {"filler"}
Meanings = dict[Column | None, float]  # how surely a header has which meaning; None for what is not imported


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

"""What an import notices about a cell, and why it refuses a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from partnerships.countries import country_name
from partnerships.partial_dates import PartialDate

from .fields import LABELS, Column
from .sentences import SENTENCES


class Level(StrEnum):
    """Whether a remark only tells, or asks."""

    INFO = "info"  # repaired with certainty
    CHECK = "check"  # a person must look


# Codes of remarks on rows that a file hides, and on all rows that are imported but not shown to the public until a
# person has looked.
HIDDEN = frozenset({"row-hidden", "sheet-hidden"})
NOT_PUBLIC = HIDDEN | {"status-not-in-force", "status-rests-undated", "status-unknown"}


class CountryCode(str):
    """An alpha-2 code among the values of a remark, which is spoken as the name of the country."""

    __slots__ = ()


# How the values of a remark are stored that are neither text nor number: {kind: (their class, to a text, back again)}.
KINDS: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "date": (PartialDate, PartialDate.isoformat, PartialDate.fromisoformat),
    "country": (CountryCode, str, CountryCode),
    "column": (Column, str, Column),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noticed: about which column, under which `code`, how weighty.

    `values` fill the sentence of the code: texts, numbers, PartialDates, CountryCodes and Columns by their names in it.
    `text` is a sentence of its own, for remarks stored before sentences had codes.
    """

    column: str
    code: str
    level: Level
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """Its sentence in the language of the moment."""
        if self.text or self.code not in SENTENCES:
            return self.text
        return str(SENTENCES[self.code] % {name: spoken(value) for name, value in self.values.items()})

    def as_dict(self) -> dict[str, str]:
        """Return the remark as the report writes it, with its sentence."""
        return {"column": self.column, "code": self.code, "level": self.level.value, "message": self.message}

    def stored(self) -> dict[str, Any]:
        """Return the remark as a source row keeps it, in no language."""
        kept: dict[str, Any] = {"column": self.column, "code": self.code, "level": self.level.value}
        if self.text:
            return kept | {"message": self.text}
        return kept | {"values": {name: plain(value) for name, value in self.values.items()}}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Remark":
        """Return the remark that `stored` keeps."""
        values = {name: restored(value) for name, value in stored.get("values", {}).items()}
        return cls(stored["column"], stored["code"], Level(stored["level"]), stored.get("message", ""), values)


def spoken(value: Any) -> Any:
    """Return a value of a remark as its sentence says it in the language of the moment."""
    if isinstance(value, CountryCode):
        return country_name(value)
    return LABELS[value] if isinstance(value, Column) else value


def plain(value: Any) -> Any:
    """Return a value of a remark as JSON holds it."""
    if isinstance(value, date):
        value = PartialDate(value.year, value.month, value.day)
    for kind, (known, to_text, _back) in KINDS.items():
        if isinstance(value, known):
            return {kind: to_text(value)}
    return value if isinstance(value, int) else str(value)


def restored(value: Any) -> Any:
    """Return the value of a remark that `plain` made."""
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return KINDS[kind][2](text)


class FileRefused(Exception):
    """A file that cannot be imported; its text is one sentence that says why, and what to do."""

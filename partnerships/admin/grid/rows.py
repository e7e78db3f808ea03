"""The grid as its page shows it: rows of cells, each with its text, what it was made with, and what is wrong in it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Max

from partnerships.models import Agreement, Validity
from partnerships.renewals.renewing import end_of_term

from .columns import Choices, Column
from .plans import Cell, Sent, tidied


class ShownCell(NamedTuple):
    """One cell of the page; `was` is the text of the value that the grid was made with."""

    key: str
    column: Column
    text: str
    was: str
    error: str

    @property
    def is_changed(self) -> bool:
        """Whether another text stands in it."""
        return self.text != self.was

    @property
    def choices(self) -> Choices | None:
        """What can be chosen in it: one that is none of the choices, too, so that it is sent and said again."""
        choices = self.column.choices
        return choices if choices is None or self.text in choices else {**choices, self.text: self.text}


class ShownRow(NamedTuple):
    """One row of the page; `proposal` is the end that its term makes, as text, or ""."""

    agreement: Agreement
    version: int
    cells: list[ShownCell]
    proposal: str

    @property
    def dated(self) -> str:
        """The signing, or the start where it is not known, in ISO form, or ""."""
        return self.agreement.dated.isoformat() if self.agreement.dated else ""


def shown_rows(
    agreements: list[Agreement], columns: list[Column], sent: Sent | None, errors: dict[Cell, str]
) -> Iterator[ShownRow]:
    """Yield the rows of some `agreements`, with the texts that a person `sent`, if any."""
    sent = sent or Sent(versions_of([agreement.pk for agreement in agreements]))
    lines = Agreement.history.filter(id__in=sent.versions, history_id__in=sent.versions.values()) if sent.texts else ()
    seen = {line.id: line for line in lines}
    for agreement in agreements:
        cells = []
        for column in columns:
            was = tidied(column.text(column.value(seen.get(agreement.pk, agreement))))
            cell = agreement.pk, column.name
            key = f"{column.name}-{agreement.pk}"
            cells.append(ShownCell(key, column, sent.texts.get(cell, was), was, errors.get(cell, "")))
        texts = {cell.column.name: cell.text for cell in cells}
        yield ShownRow(agreement, sent.versions.get(agreement.pk, 0), cells, proposal_in(agreement, columns, texts))


def versions_of(keys: Iterable[int]) -> dict[int, int]:
    """Return the latest `history_id` of the agreements with these primary `keys`: {key: version}."""
    found = Agreement.history.filter(id__in=keys).order_by().values("id").annotate(latest=Max("history_id"))
    return dict.fromkeys(keys, 0) | dict(found.values_list("id", "latest"))


def proposal_in(agreement: Agreement, columns: list[Column], texts: dict[str, str]) -> str:
    """Return the end that the term in a row makes, as text; "" where it has an end, is open-ended, or lacks a part."""
    if texts["ends"] or not texts["term_months"] or texts["validity"] == Validity.OPEN_ENDED:
        return ""
    reader = {column.name: column for column in columns}
    try:
        signed, months = (reader[name].read(texts[name]) for name in ("signed", "term_months"))
    except ValidationError:
        return ""
    return reader["ends"].text(end_of_term(signed or agreement.starts, months))

"""What a filled grid would change: each cell with its value before and after, and what somebody else set meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from partnerships.admin.agreement_changes import agreements_of
from partnerships.admin.answered_rows import look_at_answered
from partnerships.admin.change_sets import save_change_set
from partnerships.confirming import carry_out, fingerprint_of, version_of
from partnerships.models import Agreement, ChangeSet, Validity

from .columns import REST, Column

ROWS = 50  # of a page
# Columns that cells of the grid seldom or never touch, so that rules about them alone are not asked for each row.
UNTOUCHED = {
    "terminated_on",
    "rests_from",
    "rests_until",
    "snoozed_until",
    "supersedes",
    "renewal_months",
    "starts_precision",
}
Cell = tuple[int, str]  # the primary key of an agreement, and the name of a column


@dataclass
class Sent:
    """A grid as a person sent it: the version of each agreement that it was made with, and the texts of its cells."""

    versions: dict[int, int] = field(default_factory=dict)
    texts: dict[Cell, str] = field(default_factory=dict)
    overruled: set[Cell] = field(default_factory=set)


@dataclass
class CellChange:
    """A cell with another value: texts before and after, and with what the grid was made, which another has changed."""

    agreement: Agreement
    column: Column
    before: str
    after: str
    seen: str
    is_conflict: bool = False
    is_taken: bool = True

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.agreement.pk, self.column.name

    @property
    def key(self) -> str:
        """The primary key of its agreement, as text."""
        return str(self.agreement.pk)

    @property
    def in_words(self) -> tuple[str, str, str]:
        """What the grid was made with, what is there now, and what will be, for people."""
        return self.column.words(self.seen), self.column.words(self.before), self.column.words(self.after)


@dataclass
class GridPlan:
    """What saving a grid would do; `errors` are sentences by their cells, and with one of them nothing is saved."""

    changes: list[CellChange] = field(default_factory=list)
    errors: dict[Cell, str] = field(default_factory=dict)
    changed: list[Agreement] = field(default_factory=list)
    version: int = 0

    @property
    def fingerprint(self) -> str:
        """A checksum of the agreements that change, as they are now; the texts stand in the form that is confirmed."""
        return fingerprint_of(sorted({change.agreement.pk for change in self.changes}), self.version)

    @property
    def taken(self) -> list[CellChange]:
        """The changes that will be made."""
        return [change for change in self.changes if change.is_taken]

    @property
    def conflicts(self) -> list[CellChange]:
        """The changes of what somebody else has set meanwhile."""
        return [change for change in self.changes if change.is_conflict]


class GridRefused(Exception):
    """A grid that cannot be saved; its argument is the GridPlan, which says why."""


def tidied(text: str) -> str:
    """Return the text of a cell on one line, without the spaces that a spreadsheet adds."""
    return " ".join(text.split())


def read_sent(data: Mapping[str, str]) -> Sent:
    """Return the grid that stands in the `data` of a form."""
    sent = Sent()
    for name, text in data.items():
        column, _bar, key = name.rpartition("-")
        if not (key.isdecimal() and len(key) < 18):
            continue
        if column == "version":
            sent.versions[int(key)] = int(text) if text.isdecimal() and len(text) < 18 else 0
        elif column.startswith("mine-"):
            sent.overruled.add((int(key), column.removeprefix("mine-")))
        else:
            sent.texts[int(key), column] = tidied(text)
    sent.versions = dict(list(sent.versions.items())[:ROWS])
    return sent


def agreements_sent(sent: Sent) -> list[Agreement]:
    """Return the agreements of a grid in its order, without those that were deleted meanwhile."""
    order = list(sent.versions)
    return sorted(agreements_of(order), key=lambda agreement: order.index(agreement.pk))


def plan_grid(sent: Sent, columns_for: Callable[[Sequence[Agreement]], list[Column]]) -> GridPlan:
    """Return what saving a grid would do; write nothing."""
    plan, agreements = GridPlan(), agreements_sent(sent)
    columns = columns_for(agreements)
    lines = Agreement.history.filter(id__in=sent.versions, history_id__in=sent.versions.values())
    seen = {line.id: line for line in lines}
    for agreement in agreements:
        plan_row(plan, agreement, seen.get(agreement.pk, agreement), columns, sent)
    plan.version = version_of(Agreement, {change.agreement.pk for change in plan.changes})
    return plan


def plan_row(plan: GridPlan, agreement: Agreement, seen: Any, columns: list[Column], sent: Sent) -> None:
    """Add to a GridPlan what changes of an `agreement`, which the grid was made with as it was `seen`."""
    changes = []
    for column in columns:
        text = sent.texts.get((agreement.pk, column.name))
        if text is None or text == tidied(column.text(column.value(seen))):
            continue
        try:
            change = plan_cell(agreement, column, text, seen, sent)
        except ValidationError as error:
            plan.errors[agreement.pk, column.name] = " ".join(error.messages)
        else:
            changes += [change] if change else []
    changes += implied_validity(agreement, columns, changes)
    plan.changes += changes
    if taken := [change for change in changes if change.is_taken]:
        plan.changed.append(agreement)
        try:
            agreement.validate_constraints(exclude=untouched({change.column.name for change in taken}))
        except ValidationError as error:
            plan.errors.setdefault(taken[0].cell, " ".join(error.messages))


def untouched(names: set[str]) -> set[str]:
    """Return the columns whose rules need no look where only the columns with these `names` change."""
    others = {"notice_months": "notice_months", "signed": "signed_precision"}
    touched = {"rests_from", "rests_until"} if names & REST else set()
    found = UNTOUCHED - touched | {column for name, column in others.items() if name not in names}
    return found if names & {"ends", "validity"} else found | {"ends_on"}


def plan_cell(agreement: Agreement, column: Column, text: str, seen: Any, sent: Sent) -> CellChange | None:
    """Set the value of a cell's `text` of an agreement, unsaved; return the CellChange, None where it is so already.

    What somebody else has set meanwhile stays unless the person said otherwise. Raises ValidationError for a text that
    cannot be read.
    """
    value, old, now = column.read(text), column.value(seen), column.value(agreement)
    if value in (old, now):
        return None
    change = CellChange(agreement, column, column.text(now), column.text(value), column.text(old))
    change.is_conflict = now != old
    change.is_taken = not change.is_conflict or change.cell in sent.overruled
    if change.is_taken:
        column.set(agreement, value)
    return change


def implied_validity(agreement: Agreement, columns: list[Column], changes: list[CellChange]) -> list[CellChange]:
    """Set the validity of an agreement that got an end and has none recorded; return the CellChange of it, if any."""
    names = {change.column.name for change in changes if change.is_taken}
    if "ends" not in names or not agreement.ends_on or agreement.validity != Validity.NOT_RECORDED:
        return []
    column = next(column for column in columns if column.name == "validity")
    agreement.validity = Validity.FIXED
    before = Validity.NOT_RECORDED.value
    return [CellChange(agreement, column, before, Validity.FIXED.value, before)]


def save_grid(
    sent: Sent,
    columns_for: Callable[[Sequence[Agreement]], list[Column]],
    fingerprint: str,
    user: User,
    reason: str,
) -> tuple[GridPlan, ChangeSet | None]:
    """Save a grid as one ChangeSet, all of it or nothing; return what was done,
    and None for the ChangeSet where all is so already.

    Raises PlanChanged where one of its agreements is no longer what it was when the plan with the `fingerprint` was
    shown, and GridRefused where a cell cannot be read or breaks a rule.
    """
    saved: list[ChangeSet | None] = []

    def write(plan: GridPlan) -> None:
        if plan.errors:
            raise GridRefused(plan)
        saved.append(save_change_set(plan.changed, user, reason) if plan.changed else None)
        look_at_answered([agreement.pk for agreement in plan.changed], user)

    plan = carry_out(lambda: plan_grid(sent, columns_for), fingerprint, write)
    return plan, saved[0]

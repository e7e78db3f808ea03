"""Successions: which agreement a row names as the one that supersedes its own."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from partnerships.folding import fold, has_key
from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.cells.parsing import check, shown
from partnerships.importing.fields import Column
from partnerships.importing.spellings.words import NO
from partnerships.models import Agreement, Outcome

from .plans import Plan, PlannedRow, Succession

OWN = "register"  # in place of a sheet beside a register number
BETWEEN = re.compile(r"[;,]")
NUMBER = re.compile(r"(?:no|nr|№|#)[.\s]*", re.IGNORECASE)


def plan_successions(plan: Plan, registered: Collection[Agreement]) -> None:
    """Add to a plan which agreement supersedes that of each row, as far as a row says so and nothing else is recorded.

    `registered` are the agreements of the register. What is not certain gets a remark.
    """
    saying = [row for row in plan.rows if row.agreement and row.superseded_by.casefold() not in NO | {""}]
    if not saying:
        return
    finder = Finder(plan.rows, registered)
    by_pk = {agreement.pk: agreement for agreement in registered}
    before = {id(later): by_pk[later.supersedes_id] for later in registered if later.supersedes_id in by_pk}
    for row in saying:
        for text in map(str.strip, BETWEEN.split(row.superseded_by)):
            later = finder.find(row, text) if text else None
            if later is not None:
                add(plan, row, later, text, before)
            elif text:
                row.remarks.append(check(Column.SUPERSEDED_BY, "successor-unknown", cell=shown(text)))


class Finder:
    """Finder of the one agreement that a text in a row names.

    In files of the register a number is a register number, in others one of the same sheet, or a reference. What stands
    in no row is looked for in the register: by its reference, and by a register number where that of the row itself is
    the register's, too.
    """

    def __init__(self, rows: Iterable[PlannedRow], registered: Iterable[Agreement]) -> None:
        self.in_file, self.in_register = defaultdict[Any, list](list), defaultdict[Any, list](list)
        rows = [row for row in rows if row.agreement]
        self.own_sheets = {row.sheet for row in rows if row.record.register_number}
        for row in rows:
            self.in_file[self.key_of(row, row.record.register_number, row.record.number)].append(row.agreement)
            self.in_file[fold(row.record.reference)].append(row.agreement)
        for agreement in registered:
            self.in_register[OWN, agreement.register_number].append(agreement)
            self.in_register[fold(agreement.reference)].append(agreement)

    def key_of(self, row, own_number, number):
        """Return the key of one of two numbers: of the register's own where the sheet of a row has such."""
        return (OWN, own_number) if row.sheet in self.own_sheets else (row.sheet, number)

    def find(self, row: PlannedRow, text: str) -> Agreement | None:
        """Return the agreement, another than that of the row, that a text names for certain; None without one."""
        number = whole_number(NUMBER.sub("", text, count=1))
        by_number = self.in_file.get(self.key_of(row, number, number), []) if number else []
        by_reference = self.in_file.get(fold(text), []) if has_key(text) else []
        found = by_number if row.sheet in self.own_sheets and by_number else by_number + by_reference
        assert row.agreement is not None
        if not found and row.record.register_number == row.agreement.register_number is not None and number:
            found = self.in_register.get((OWN, number), [])
        if not found and has_key(text):
            found = self.in_register.get(fold(text), [])
        others = {id(agreement): agreement for agreement in found if agreement is not row.agreement}
        return next(iter(others.values())) if len(others) == 1 else None


def add(plan: Plan, row: PlannedRow, later: Agreement, text: str, before: dict[int, Agreement]) -> None:
    """Let an agreement, named in a `text`, supersede that of a row, unless it supersedes another one already.

    `before` is what agreements of the register and of the plan supersede: {id of an agreement: the other one}.
    """
    earlier = row.agreement
    assert earlier is not None
    if before.get(id(later)) is earlier:
        return
    if later.supersedes_id is not None or id(later) in before:
        row.remarks.append(check(Column.SUPERSEDED_BY, "successor-taken", cell=shown(text)))
        return
    if is_before(later, earlier, before):
        row.remarks.append(check(Column.SUPERSEDED_BY, "successor-before", cell=shown(text)))
        return
    before[id(later)] = earlier
    plan.successions.append(Succession(earlier, later))
    if row.outcome != Outcome.NEW:
        row.change("superseded_by", "", text)
    if later.pk:
        plan.changed_agreements.setdefault(later, set()).add("supersedes_id")


def is_before(agreement: Agreement, later: Agreement, before: dict[int, Agreement]) -> bool:
    """Return whether an agreement is superseded by a `later` one, be it over others between them."""
    seen: set[int] = set()
    found: Agreement | None = later
    while found is not None and id(found) not in seen:  # the register may hold a circle
        seen.add(id(found))
        found = before.get(id(found))
        if found is agreement:
            return True
    return False

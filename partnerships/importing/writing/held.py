"""Held rows: registered by a person after a look, or dismissed with a reason."""

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.confirming import register_locked
from partnerships.folding import fold
from partnerships.importing.cells.records import CellReaders
from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices, name_key
from partnerships.importing.planning.matching import wording_key
from partnerships.importing.planning.offers import take_or_offer
from partnerships.importing.planning.planner import Planner
from partnerships.importing.planning.plans import Plan, PlannedRow
from partnerships.importing.planning.reading import with_record
from partnerships.importing.remarks import HIDDEN, FileRefused, Remark
from partnerships.importing.tables.table_rows import TableRow
from partnerships.models import Outcome, SourceRow
from partnerships.similarity.institutions import SimilarInstitution, SimilarInstitutions

from .writer import write_records


class AlreadyDecided(Exception):
    """Somebody else has registered or dismissed the row meanwhile."""


def plan_held_row(row: SourceRow, texts: dict[Column, str], same: int | None = None) -> tuple[Plan, PlannedRow]:
    """Return the Plan that would register a held SourceRow with corrected `texts` ({Column: text}), and its PlannedRow.

    `same` is the primary key of the institution that a person chose for its name. The row is matched with a registered
    agreement, unless it was held for repeating one: then it becomes an agreement of its own. The texts, which a person
    typed or let stand, are read in this process.

    Raises FileRefused with a sentence where no institution is named, or more than one agreement fits.
    """
    values = {column: text for column, text in texts.items() if text.strip()}
    hidden = (Remark.from_stored(remark) for remark in row.remarks if remark["code"] in HIDDEN)
    source = TableRow(row.row, values, tuple(row.cells), tuple(hidden))
    plan, choices = Plan([]), Choices()
    planner = Planner(plan, choices)
    new = planner.read_row(row.sheet or None, with_record(source, CellReaders({}, timezone.localdate())))
    record = new.record
    if not fold(record.institution):
        raise FileRefused(_("Name the institution; without one the row cannot be registered."))
    if same is not None:
        choices.same[name_key(record.institution, record.country)] = same
    plan.rows.append(new)
    planner.resolver.resolve(new)
    if any(remark["code"] == "row-repeated" for remark in row.remarks):
        planner.add(new)
    else:
        key = wording_key(record)
        others = [] if key else planner.register.others_of(new.institution)
        planner.settle([new], planner.register.agreements[id(new.institution), key], {}, others)
        take_or_offer(plan, Choices())
    if new.outcome == Outcome.HELD:
        raise FileRefused(new.remarks[-1].message)
    return plan, new


def similar_institutions(row: SourceRow, texts: dict[Column, str]) -> list[SimilarInstitution]:
    """Return each SimilarInstitution of the one that registering a held row would add; mostly none.

    Raises FileRefused where it cannot be registered.
    """
    plan, _row = plan_held_row(row, texts)
    return SimilarInstitutions().of(plan.new_institutions[0]) if plan.new_institutions else []


def register(row: SourceRow, texts: dict[Column, str], user: User, same: int | None = None) -> PlannedRow:
    """Register a held SourceRow with corrected `texts`; return its PlannedRow, whose agreement is saved.

    Raises FileRefused where it cannot be registered, and AlreadyDecided where the row does not wait any more.
    """
    with register_locked():
        waiting = SourceRow.objects.waiting().filter(pk=row.pk).first()
        if waiting is None:
            raise AlreadyDecided
        plan, new = plan_held_row(waiting, texts, same)
        write_records(plan, user, _("held row of %s") % waiting.run.file_name)
        waiting.values = new.values
        waiting.texts = {Column(column).value: text for column, text in texts.items()}
        waiting.remarks += [stored for remark in new.remarks if (stored := remark.stored()) not in waiting.remarks]
        waiting.needs_look = new.needs_a_look
        waiting.save()
        decide(waiting, user, agreement=new.agreement)
    return new


def dismiss(row: SourceRow, reason: str, user: User) -> None:
    """Dismiss a held SourceRow with a `reason`; the same row of a later file is skipped.

    Raises AlreadyDecided where the row does not wait any more.
    """
    with register_locked():
        if not SourceRow.objects.waiting().filter(pk=row.pk).exists():
            raise AlreadyDecided
        decide(row, user, dismissed_because=reason[:500])


def decide(row, user, **decision):
    """Store a decision on a row, by whom, and when."""
    SourceRow.objects.decide([row.pk], decided_at=timezone.now(), decided_by=user, **decision)

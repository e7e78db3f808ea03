"""Held rows: registered by a person after a look, or dismissed with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.models import Outcome, SourceRow

from .choices import Choices
from .headers import Column
from .planning import Planner
from .plans import Plan, PlannedRow
from .records import parse_record
from .refining import new_agreement
from .remarks import FileRefused
from .rows import TableRow
from .writing import lock_register, write_records


class AlreadyDecided(Exception):
    """Somebody else has registered or dismissed the row meanwhile."""


def planned(row, texts):
    """A held SourceRow with corrected `texts` ({Column: text}) as the PlannedRow that would register it, and its Plan.

    Raises FileRefused with a sentence where no institution is named.
    """
    source = TableRow(row.row, {column: text for column, text in texts.items() if text.strip()}, tuple(row.cells))
    record, remarks = parse_record(source.values, {}, timezone.localdate())
    if not fold(record.institution):
        raise FileRefused(_("Name the institution; without one the row cannot be registered."))
    plan = Plan([])
    planner = Planner(plan, Choices())
    new = PlannedRow(row.sheet or None, source, record, list(remarks), outcome=Outcome.NEW)
    planner.place(new)
    new.agreement = new_agreement(new)
    plan.rows.append(new)
    return plan, new


def register(row, texts, user):
    """Registers a held SourceRow as a new agreement; gives it.

    Raises FileRefused where no institution is named, and AlreadyDecided where the row does not wait any more.
    """
    with transaction.atomic():
        lock_register()
        waiting = SourceRow.objects.waiting().filter(pk=row.pk).first()
        if waiting is None:
            raise AlreadyDecided
        plan, new = planned(waiting, texts)
        write_records(plan, user, _("held row of %s") % waiting.run.file_name)
        waiting.agreement = new.agreement
        waiting.values = new.values
        waiting.texts = {Column(column).value: text for column, text in texts.items()}
        decide(waiting, user)
    return new.agreement


def dismiss(row, reason, user):
    """Leaves a held SourceRow unregistered, with a `reason`; the same row of a later file is left out as well.

    Raises AlreadyDecided where the row does not wait any more.
    """
    with transaction.atomic():
        waiting = SourceRow.objects.waiting().filter(pk=row.pk).first()
        if waiting is None:
            raise AlreadyDecided
        waiting.dismissed_because = reason[:500]
        decide(waiting, user)


def decide(row, user):
    """Keeps who decided on a row, and when."""
    row.decided_at, row.decided_by = timezone.now(), user
    row.save()

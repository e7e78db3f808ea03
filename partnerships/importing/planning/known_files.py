"""A file that was imported before: its checksum says that it changes nothing, without reading it again."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from partnerships.importing.remarks import Remark
from partnerships.importing.tables.table_rows import TableRow
from partnerships.models import (
    Agreement,
    AgreementType,
    ColumnChoice,
    CooperationKind,
    ImportRun,
    Institution,
    Outcome,
    SourceRow,
)

from .plans import Plan, PlannedRow
from .refining import NOTHING

ROOM = Path(__file__).parents[1]
RECORDS = (Agreement, Institution, AgreementType, CooperationKind)  # that decide what becomes of a row
REGISTERED = {Outcome.NEW.value, Outcome.CHANGED.value, Outcome.UNCHANGED.value}


@dataclass(slots=True)
class KnownRow(PlannedRow):
    """A row of an earlier import, with the `values` that were read then."""

    stored: dict = field(default_factory=dict)
    pk: int | None = None

    @property
    def values(self):
        return self.stored

    @property
    def agreement_pk(self):
        return self.pk


@cache
def reading_version() -> str:
    """Return a checksum of the code that reads lists: another version may read the same file otherwise."""
    checksum = sha256()
    for path in sorted(ROOM.rglob("*.py")):
        checksum.update(path.read_bytes())
    return checksum.hexdigest()


def known_run(checksum: str) -> ImportRun | None:
    """Return an ImportRun of a file with that checksum whose repetition would change nothing, or None.

    None where there is none, where it was taken back, where another version of the code read it, where a row of it
    waits that might be decided otherwise now, where an agreement of it was deleted, and where people have chosen
    columns of lists since.
    """
    run = ImportRun.objects.filter(sha256=checksum, undone_at__isnull=True).first()
    if run is None or run.reading_version != reading_version() or may_be_decided_otherwise(run):
        return None
    if ColumnChoice.objects.filter(chosen_at__gt=run.imported_at).exists():
        return None
    is_gone = run.rows.filter(outcome__in=REGISTERED, agreement__isnull=True).exists()
    return None if is_gone else run


def may_be_decided_otherwise(run: ImportRun) -> bool:
    """Return whether a waiting row of a `run` may be new or changed now.

    The register is another one since, or more than one agreement fitted the row, of which other rows of the run may
    have got all but one.
    """
    reasons = list(run.rows.waiting().values_list("remarks", flat=True))
    if not reasons:
        return False
    codes = {remark["code"] for remarks in reasons for remark in remarks}
    return "agreement-unclear" in codes or has_changed_since(run.imported_at)


def has_changed_since(moment: datetime) -> bool:
    """Return whether records of the register were written, or rows decided on, after a `moment`."""
    records = (model.history.filter(history_date__gt=moment) for model in RECORDS)
    rows = ImportRun.objects.filter(imported_at__gt=moment), SourceRow.objects.filter(decided_at__gt=moment)
    return any(found.exists() for found in (*records, *rows))


def known_plan(run: ImportRun) -> Plan:
    """Return the Plan of importing the file of an earlier `run` again, which changes no record."""
    plan = Plan([])
    columns = ("sheet", "row", "outcome", "agreement", "values", "remarks", "dismissed_because")
    rows = run.rows.order_by("pk").values_list(*columns)
    for sheet, number, outcome, agreement, values, remarks, dismissed in rows.iterator(chunk_size=5000):
        known = KnownRow(
            sheet or None,
            TableRow(number, {}, ()),
            NOTHING,
            [Remark.from_stored(stored) for stored in remarks],
            stored=values,
        )
        known.pk = agreement
        if agreement is not None:
            known.outcome = Outcome.UNCHANGED
        else:
            known.outcome = Outcome.SKIPPED if dismissed else Outcome(outcome)
        plan.rows.append(known)
    return plan

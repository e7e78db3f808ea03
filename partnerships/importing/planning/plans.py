"""Plans: each row of a file with what would become of it, and the records that would be added or changed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models.fields.files import FieldFile
from django.utils.functional import cached_property

from partnerships.confirming import fingerprint_of
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import IN_REPORT, report_values
from partnerships.importing.remarks import Remark
from partnerships.importing.tables.finding import Table
from partnerships.importing.tables.table_rows import TableRow
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Institution,
    InstitutionName,
    Outcome,
    Unit,
    UnitName,
)

from . import logos

if TYPE_CHECKING:
    from .lacking import Lacking

VALUES_OF_RECORD = {column.value: attrgetter(column.value) for column in IN_REPORT}


@dataclass(slots=True)
class PlannedRow:
    """A row of a file and what would become of it; `agreement` is not saved yet where the outcome is new.

    `unit` is the one that it gives the agreement.
    `offers` are the differences from the registered record that a person may accept: {column: (registered, given)};
    `quiet` those of them that an earlier import had, too. `is_untyped` says that the list tells neither type nor title
    of its agreements. `superseded_by` is what it newly says about what supersedes its agreement.
    """

    sheet: str | None
    source: TableRow
    record: Record
    remarks: list[Remark]
    outcome: Outcome = Outcome.UNCHANGED
    institution: Institution | None = None
    agreement_type: AgreementType | None = None
    agreement: Agreement | None = None
    unit: Unit | None = None
    changes: dict = field(default_factory=dict)
    undo: dict = field(default_factory=dict)
    held_before: int | None = None
    key: str = ""
    picture: str | None = None
    offers: dict = field(default_factory=dict)
    quiet: tuple = ()
    is_untyped: bool = False
    is_left_out: bool = False
    superseded_by: str = ""

    @property
    def values(self) -> dict[str, str | list[str] | None]:
        """The values of the row as the report writes them: texts, or None."""
        values = report_values(self.record, VALUES_OF_RECORD, self.agreement_type)
        if self.institution and not values["country"]:
            values["country"] = self.institution.country or None
        return values

    @property
    def agreement_pk(self) -> int | None:
        """The primary key of its agreement, None where there is none yet."""
        return self.agreement.pk if self.agreement else None

    @property
    def needs_a_look(self) -> bool:
        """Whether one of its remarks asks a person to check."""
        return any(remark.level == "check" for remark in self.remarks)

    def change(self, name, before, after):
        """Note, for people, that the column `name` of the record would go from `before` to `after`."""
        self.changes[name] = (str(before or ""), str(after or ""))

    def assign(self, kind, record, **values):
        """Set `values` of a `record` and keep its old ones, so that the import can be undone; return their names.

        `kind` is "agreement" or "institution".
        """
        kept = self.undo.setdefault(kind, {})
        for name, value in values.items():
            kept[name] = [storable(getattr(record, name)), storable(value)]
            setattr(record, name, value)
        return set(values)


class Succession(NamedTuple):
    """An agreement that would supersede an `earlier` one; each may not be saved yet."""

    earlier: Agreement
    later: Agreement


@dataclass
class Plan:
    """All rows of a file with their outcomes, and the records that would be added or changed."""

    tables: list[Table]
    rows: list[PlannedRow] = field(default_factory=list)
    new_institutions: list[Institution] = field(default_factory=list)
    new_types: list[AgreementType] = field(default_factory=list)
    new_units: list[Unit] = field(default_factory=list)
    new_names: list[InstitutionName] = field(default_factory=list)
    new_wordings: list[AgreementTypeName] = field(default_factory=list)
    new_unit_names: list[UnitName] = field(default_factory=list)
    changed_institutions: dict = field(default_factory=dict)
    changed_agreements: dict = field(default_factory=dict)
    lacking: "Lacking | None" = None
    reviewed: list[int] = field(default_factory=list)
    ended: dict = field(default_factory=dict)
    refused_endings: dict[int, str] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The number of rows of each outcome: {outcome: number}, with all outcomes."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def writes_records(self) -> bool:
        """Whether carrying it out would add or change any record."""
        names = self.new_names or self.new_wordings or self.new_unit_names
        added = self.new_institutions or names or self.counts["new"]
        return bool(
            added
            or self.reviewed
            or self.ended
            or self.changed_institutions
            or self.counts["changed"]
            or logos.rows_with_logo(self)
        )

    @cached_property
    def fingerprint(self) -> str:
        """A checksum of all that the plan would do; the same register and the same file give the same one."""
        rows = [
            [
                row.sheet,
                row.source.number,
                row.outcome.value,
                row.values,
                row.agreement_pk,
                row.institution.pk if row.institution else None,
                row.changes,
                row.offers,
                [[remark.column, remark.code] for remark in row.remarks],
            ]
            for row in self.rows
        ]
        successions = [[earlier.pk, later.pk] for earlier, later in self.successions]
        return fingerprint_of(rows, self.lacking and self.lacking.keys, self.reviewed, self.ended, successions)


def storable(value: object) -> object:
    """Return a value of a record's column as JSON holds it."""
    if isinstance(value, FieldFile):
        return value.name or ""
    return value.isoformat() if isinstance(value, date) else value

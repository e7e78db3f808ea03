"""Taking an import back: what is deleted, what gets its old values, and what stays since somebody edited it."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from partnerships.confirming import PlanChanged, carry_out, fingerprint_of
from partnerships.importing.planning.plans import storable
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    ImportRun,
    Institution,
    InstitutionName,
    Outcome,
    SourceRow,
    Unit,
    UnitName,
)
from partnerships.models.conditions import any_of
from partnerships.models.staff import name_of

from .writer import BATCH, lacking_remark, remove


@dataclass
class Restored:
    """A record whose columns get their values from before the import again: {column: (now, before)}."""

    record: models.Model
    columns: dict


@dataclass
class Undo:
    """What taking an import back would do.

    `staying` are (record, sentence), `held` is the number of held rows that stop waiting.
    """

    agreements: list = field(default_factory=list)
    institutions: list = field(default_factory=list)
    types: list = field(default_factory=list)
    units: list = field(default_factory=list)
    names: list = field(default_factory=list)
    wordings: list = field(default_factory=list)
    unit_names: list = field(default_factory=list)
    restored: list = field(default_factory=list)
    staying: list = field(default_factory=list)
    held: int = 0

    @property
    def changes_records(self):
        """Whether it would delete or change any record."""
        return any((*self.going, self.restored))

    @property
    def going(self):
        """The lists of records that it would delete."""
        names = self.names, self.wordings, self.unit_names
        return self.agreements, self.institutions, self.types, self.units, *names

    @property
    def fingerprint(self) -> str:
        """A checksum of all that it would do."""
        return fingerprint_of(
            *([record.pk for record in records] for records in self.going),
            [[str(item.record), sorted(item.columns.items())] for item in self.restored],
            [str(record) for record, _why in self.staying],
            self.held,
        )


def plan_undo(run: ImportRun) -> Undo:
    """Return the Undo of an ImportRun as the register is now; write nothing."""
    undo = Undo()
    plan_restored(run, undo)
    plan_agreements(run, undo)
    plan_institutions(run, undo)
    plan_types(run, undo)
    plan_units(run, undo)
    undo.held = run.rows.waiting().count()
    return undo


def plan_agreements(run, undo):
    """Add to an Undo the agreements that a run registered: those to delete, and those that stay."""
    imported = Agreement.objects.select_related("institution", "agreement_type")
    registered = imported.filter(source_rows__run=run, source_rows__outcome=Outcome.NEW).order_by("pk")
    keys = registered.order_by().values("pk")
    new = {agreement.pk: agreement for agreement in registered}
    others = SourceRow.objects.filter(agreement__in=keys, run__pk__gt=run.pk, run__undone_at__isnull=True)
    later = dict(others.values_list("agreement", "run__file_name"))
    staying = dict.fromkeys(
        with_related_records(registered), _("Documents, contacts, renewals or journal entries were recorded for it.")
    )
    staying |= {pk: _("The import of %s lists it too.") % name for pk, name in later.items()}
    staying |= edited_since(Agreement, new, keys)
    keep_superseded(undo, keys, new.keys(), staying)
    for pk, agreement in new.items():
        if pk in staying:
            undo.staying.append((agreement, staying[pk]))
        else:
            undo.agreements.append(agreement)
    for agreement in imported.filter(source_rows__run=run, source_rows__outcome=Outcome.HELD):
        undo.staying.append((agreement, _("A person registered it from a held row.")))


def keep_superseded(undo, keys, new, staying):
    """Add to those `staying`, {primary key: sentence}, which of the `new` agreements another one that stays supersedes.

    `keys` is a query of the keys of the new ones.
    """
    free = {item.record.pk for item in undo.restored if "supersedes_id" in item.columns}
    pairs = set(Agreement.objects.filter(supersedes__in=keys).exclude(pk__in=free).values_list("pk", "supersedes"))
    while kept := {
        earlier for later, earlier in pairs if earlier not in staying and (later in staying or later not in new)
    }:
        staying |= dict.fromkeys(kept, _("Another agreement supersedes it."))


def with_related_records(agreements):
    """Return the primary keys of those `agreements` for which people recorded something beside them."""
    names = ("documents", "contacts", "renewals", "journal")
    recorded = any_of(Q(**{f"{name}__isnull": False}) for name in names)
    return set(agreements.filter(recorded).values_list("pk", flat=True).order_by())


def edited_since(model, records, keys=None):
    """Return which `records` ({primary key: record}) differ from what was first saved: {primary key: sentence}.

    `keys` may be a query of the primary keys, which is faster than the keys themselves where they are many.
    """
    histories = model.history.filter(id__in=list(records) if keys is None else keys)
    changes = histories.filter(history_type="~").select_related("history_user").order_by("history_date")
    last = {change.id: change for change in changes}
    columns = [field.attname for field in model.history.model.tracked_fields]
    made = histories.filter(id__in=list(last), history_type="+").order_by("-history_date", "-history_id")
    # A record that a merge removed and gave back has a second line of its making: the first one counts.
    for first in {line.id: line for line in made}.values():
        now = records[first.id]
        if all(storable(getattr(first, name)) == storable(getattr(now, name)) for name in columns):
            del last[first.id]
    return {
        pk: _("%(who)s changed it on %(when)s.")
        % {
            "who": name_of(change.history_user),
            "when": timezone.localtime(change.history_date).strftime("%Y-%m-%d %H:%M"),
        }
        for pk, change in last.items()
    }


def plan_restored(run, undo):
    """Add to an Undo the records that a run changed: those that get their old values, and those that stay."""
    rows = list(run.rows.exclude(changes={}).select_related("agreement__institution"))
    pks = {row.changes["institution_pk"] for row in rows if "institution" in row.changes}
    institutions = Institution.objects.in_bulk(pks)
    changed = {}
    for row in rows:
        institution = institutions.get(row.changes.get("institution_pk"))
        for kind, record in (("agreement", row.agreement), ("institution", institution)):
            if record is not None and row.changes.get(kind):
                _record, columns = changed.setdefault((kind, record.pk), (record, {}))
                for name, (before, after) in row.changes[kind].items():
                    columns[name] = (columns.get(name, (before,))[0], after)
    others = run.changed_beside_rows
    for pk, record in Agreement.objects.select_related("institution").in_bulk(others).items():
        _record, columns = changed.setdefault(("agreement", pk), (record, {}))
        columns |= {name: tuple(values) for name, values in others[pk].items()}
    edited = changed_after(run, changed)
    for record, columns in changed.values():
        if any(storable(getattr(record, name)) != after for name, (_before, after) in columns.items()):
            undo.staying.append((record, _("It was changed since, so it keeps what it has now.")))
        elif reason := (record in edited or "country" in columns) and reason_against(record, columns):
            undo.staying.append((record, reason))
        else:
            undo.restored.append(Restored(record, {name: (now, old) for name, (old, now) in columns.items()}))


def changed_after(run, changed):
    """Return those of the records that a run `changed` which changed again after it, as a set of records.

    `changed` is {(kind, primary key): (record, columns)}.
    """
    found = set()
    for kind, model in (("agreement", Agreement), ("institution", Institution)):
        records = {pk: record for (of, pk), (record, _columns) in changed.items() if of == kind}
        later = model.history.filter(id__in=list(records), history_date__gt=run.imported_at)
        found |= {records[pk] for pk in later.values_list("id", flat=True)}
    return found


def reason_against(record: models.Model, columns: Mapping[str, Sequence[Any]]) -> str:
    """Return why a `record` cannot have its old values beside what it has now: a sentence, or "" where it can."""
    old = copy(record)
    set_stored_values(old, {name: before for name, (before, _after) in columns.items()})
    broken = []
    for rule in rules_about(type(record), frozenset(columns)):
        try:
            rule.validate(type(record), old)
        except ValidationError as error:
            broken += error.messages
    return _("What it had before does not go with what it has now: %s") % " ".join(broken) if broken else ""


@cache
def rules_about(model: type[models.Model], columns: frozenset[str]) -> list[models.BaseConstraint]:
    """Return the constraints of a `model` that speak of one of the `columns`; asking each costs a query."""
    names = columns | {model._meta.get_field(column).name for column in columns}
    return [
        rule
        for rule in model._meta.constraints
        if not (isinstance(rule, models.CheckConstraint) and isinstance(rule.condition, Q))
        or rule.condition.referenced_base_fields & names
    ]


def plan_institutions(run, undo):
    """Add to an Undo the institutions and other names that a run added: those to delete, and those that stay."""
    going = {agreement.pk for agreement in undo.agreements}
    left = Agreement.objects.filter(institution__in=run.created.get("institutions", []))
    new = Institution.objects.in_bulk(run.created.get("institutions", []))
    edited = edited_since(Institution, new)
    used = {institution for pk, institution in left.values_list("pk", "institution") if pk not in going}
    used |= set(Institution.objects.filter(parent__in=new).values_list("parent", flat=True))
    recorded = Q(other_names__isnull=False) | Q(contacts__isnull=False) | Q(journal__isnull=False)
    named = set(Institution.objects.filter(recorded, pk__in=new).values_list("pk", flat=True))
    for pk, institution in new.items():
        if pk in used:
            undo.staying.append((institution, _("Agreements or parts that stay belong to it.")))
        elif pk in edited:
            undo.staying.append((institution, edited[pk]))
        elif pk in named:
            undo.staying.append((institution, _("Other names, contacts or journal entries were recorded for it.")))
        else:
            undo.institutions.append(institution)
    undo.names = list(InstitutionName.objects.filter(pk__in=run.created.get("names", [])).select_related("institution"))


def plan_types(run, undo):
    """Add to an Undo the agreement types to delete of those that a run added.

    A type in use, edited since or with other wordings stays, and the Undo does not mention it.
    """
    undo.wordings = list(AgreementTypeName.objects.filter(pk__in=run.created.get("wordings", [])))
    going = {agreement.pk for agreement in undo.agreements}
    new = AgreementType.objects.filter(pk__in=run.created.get("types", []), other_names__isnull=True)
    agreements = Agreement.objects.filter(agreement_type__in=new).values_list("pk", "agreement_type")
    used = {kind for pk, kind in agreements if pk not in going}
    edited = edited_since(AgreementType, {kind.pk: kind for kind in new})
    undo.types = [kind for kind in new if kind.pk not in used and kind.pk not in edited]


def plan_units(run, undo):
    """Add to an Undo the units to delete of those that a run added.

    A unit in use, edited since, with parts or other names stays, and the Undo does not mention it.
    """
    undo.unit_names = list(UnitName.objects.filter(pk__in=run.created.get("unit_names", [])))
    left = {agreement.pk for agreement in undo.agreements}
    left |= {item.record.pk for item in undo.restored if "unit_id" in item.columns}
    new = Unit.objects.filter(pk__in=run.created.get("units", []), other_names__isnull=True, parts__isnull=True)
    used = {unit for pk, unit in Agreement.objects.filter(unit__in=new).values_list("pk", "unit") if pk not in left}
    edited = edited_since(Unit, {unit.pk: unit for unit in new})
    undo.units = [unit for unit in new if unit.pk not in used and unit.pk not in edited]


def undo_run(run: ImportRun, user: User | None, fingerprint: str) -> Undo:
    """Take an ImportRun back in one transaction; return the Undo.

    Raises PlanChanged and writes nothing where the register is no longer what it was when the Undo was shown.
    """

    def plan():
        run.refresh_from_db()
        if run.undone_at:
            raise PlanChanged
        return plan_undo(run)

    return carry_out(plan, fingerprint, lambda undo: write_undo(run, undo, user))


def write_undo(run, undo, user):
    """Carry out the Undo of an ImportRun; call it inside a transaction."""
    reason = (_("import of %s taken back") % run.file_name)[:100]
    restore(undo, user, reason)
    going = [agreement.pk for agreement in undo.agreements]
    for start in range(0, len(going), BATCH):
        came_back = SourceRow.objects.filter(outcome=Outcome.HELD, agreement__in=going[start : start + BATCH])
        came_back.update(agreement=None, decided_at=None, decided_by=None)
    remove(Agreement, undo.agreements, user, reason)
    remove(InstitutionName, undo.names, user, reason)
    remove(AgreementTypeName, undo.wordings, user, reason)
    remove(UnitName, undo.unit_names, user, reason)
    remove(Institution, undo.institutions, user, reason)
    remove(AgreementType, undo.types, user, reason)
    remove(Unit, undo.units, user, reason)
    unmark(run)
    run.undone_at, run.undone_by = timezone.now(), user
    run.save(update_fields=["undone_at", "undone_by"])


def unmark(run):
    """Take back that the rows of agreements that a run lacked need a look; a look that they had since stays."""
    marked, remark = run.created.get("marked", {}), lacking_remark(run.file_name)
    rows = list(SourceRow.objects.filter(pk__in=map(int, marked)))
    for row in rows:
        row.remarks = [other for other in row.remarks if other != remark]
        if row.looked_at is None:
            row.needs_look, looked_at, row.looked_by_id = marked[str(row.pk)]
            row.looked_at = datetime.fromisoformat(looked_at) if looked_at else None
    SourceRow.objects.bulk_update(rows, ["remarks", "needs_look", "looked_at", "looked_by"], batch_size=BATCH)


def restore(undo: Undo, user: User | None, reason: str) -> None:
    """Set the restored records of an `undo` to their values from before, with history."""
    for model in (Institution, Agreement):
        items = [item for item in undo.restored if isinstance(item.record, model)]
        for item in items:
            set_stored_values(item.record, {name: before for name, (_now, before) in item.columns.items()})
        columns = sorted({name for item in items for name in item.columns})
        if columns:
            options = {"batch_size": BATCH, "default_user": user, "default_change_reason": reason}
            bulk_update_with_history([item.record for item in items], model, columns, **options)


def set_stored_values(record, values):
    """Set the columns of a `record` to `values` ({column: value}) in the form that a source row keeps."""
    for name, value in values.items():
        is_date = isinstance(record._meta.get_field(name), models.DateField)
        setattr(record, name, date.fromisoformat(value) if value and is_date else value)

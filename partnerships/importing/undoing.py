"""Taking an import back: what goes, what gets its old values again, and what stays because somebody edited it since."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from partnerships.models import Agreement, AgreementType, Institution, InstitutionName, Outcome, SourceRow

from .plans import storable
from .resources import PlanChanged
from .writing import BATCH, lock_register


@dataclass
class Restored:
    """A record whose columns get their values from before the import again: {column: (now, before)}."""

    record: models.Model
    columns: dict


@dataclass
class Undo:
    """What taking an import run back would do; `staying` are (record, sentence)."""

    agreements: list = field(default_factory=list)
    institutions: list = field(default_factory=list)
    types: list = field(default_factory=list)
    names: list = field(default_factory=list)
    restored: list = field(default_factory=list)
    staying: list = field(default_factory=list)

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        parts = [
            *([record.pk for record in records] for records in (self.agreements, self.institutions, self.types)),
            [[str(item.record), sorted(item.columns)] for item in self.restored],
            [str(record) for record, _why in self.staying],
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def plan_undo(run):
    """The Undo of an ImportRun as the register is now; writes nothing."""
    undo = Undo()
    plan_agreements(run, undo)
    plan_restored(run, undo)
    plan_institutions(run, undo)
    plan_types(run, undo)
    return undo


def plan_agreements(run, undo):
    """Which of the agreements that a run registered go, and which stay."""
    rows = run.rows.filter(agreement__isnull=False).select_related(
        "agreement__institution", "agreement__agreement_type"
    )
    new = {row.agreement.pk: row.agreement for row in rows.filter(outcome=Outcome.NEW)}
    edited = edited_since(Agreement, new)
    superseded = dict(Agreement.objects.filter(supersedes__in=new).exclude(pk__in=new).values_list("supersedes", "pk"))
    others = SourceRow.objects.filter(agreement__in=new, run__pk__gt=run.pk, run__undone_at__isnull=True)
    later = dict(others.values_list("agreement", "run__file_name"))
    for pk, agreement in new.items():
        if pk in edited:
            undo.staying.append((agreement, edited[pk]))
        elif pk in later:
            undo.staying.append((agreement, _("The import of %s lists it too.") % later[pk]))
        elif pk in superseded:
            undo.staying.append((agreement, _("Another agreement supersedes it.")))
        else:
            undo.agreements.append(agreement)
    for row in rows.filter(outcome=Outcome.HELD):
        undo.staying.append((row.agreement, _("A person registered it from a held row.")))


def edited_since(model, records):
    """Which of some `records` ({primary key: record}) were changed after they were made: {primary key: sentence}."""
    changes = model.history.filter(id__in=list(records), history_type="~").select_related("history_user")
    return {
        change.id: _("%(who)s changed it on %(when)s.")
        % {
            "who": change.history_user or _("Somebody"),
            "when": timezone.localtime(change.history_date).strftime("%Y-%m-%d %H:%M"),
        }
        for change in changes.order_by("history_date")
    }


def plan_restored(run, undo):
    """Which records that a run changed get their old values again."""
    rows = list(run.rows.exclude(changes={}).select_related("agreement__institution"))
    pks = {row.changes["institution_pk"] for row in rows if "institution" in row.changes}
    institutions = Institution.objects.in_bulk(pks)
    for row in rows:
        for kind, record in (
            ("agreement", row.agreement),
            ("institution", institutions.get(row.changes.get("institution_pk"))),
        ):
            columns = row.changes.get(kind)
            if not columns or record is None:
                continue
            if all(storable(getattr(record, name)) == after for name, (_before, after) in columns.items()):
                undo.restored.append(
                    Restored(record, {name: (after, before) for name, (before, after) in columns.items()})
                )
            else:
                undo.staying.append((record, _("It was changed since, so it keeps what it has now.")))


def plan_institutions(run, undo):
    """Which of the institutions and other names that a run added go."""
    going = {agreement.pk for agreement in undo.agreements}
    new = Institution.objects.in_bulk(run.created.get("institutions", []))
    edited = edited_since(Institution, new)
    used = set(
        Agreement.objects.filter(institution__in=new).exclude(pk__in=going).values_list("institution", flat=True)
    )
    used |= set(Institution.objects.filter(parent__in=new).exclude(pk__in=new).values_list("parent", flat=True))
    named = set(InstitutionName.objects.filter(institution__in=new).values_list("institution", flat=True))
    for pk, institution in new.items():
        if pk in used:
            undo.staying.append((institution, _("Agreements or parts that stay belong to it.")))
        elif pk in edited:
            undo.staying.append((institution, edited[pk]))
        elif pk in named:
            undo.staying.append((institution, _("Other names were recorded for it.")))
        else:
            undo.institutions.append(institution)
    undo.names = list(InstitutionName.objects.filter(pk__in=run.created.get("names", [])).select_related("institution"))


def plan_types(run, undo):
    """Which of the agreement types that a run added go; those in use, or known by other names, stay without a word."""
    going = {agreement.pk for agreement in undo.agreements}
    new = AgreementType.objects.filter(pk__in=run.created.get("types", []), other_names__isnull=True)
    used = set(Agreement.objects.exclude(pk__in=going).values_list("agreement_type", flat=True))
    edited = edited_since(AgreementType, {kind.pk: kind for kind in new})
    undo.types = [kind for kind in new if kind.pk not in used and kind.pk not in edited]


def undo_run(run, user, fingerprint):
    """Takes an ImportRun back in one transaction; gives the Undo.

    Raises PlanChanged and writes nothing where the register is no longer what it was when the Undo was shown.
    """
    with transaction.atomic():
        lock_register()
        run.refresh_from_db()
        undo = plan_undo(run)
        if run.undone_at or undo.fingerprint != fingerprint:
            raise PlanChanged
        reason = (_("import of %s taken back") % run.file_name)[:100]
        restore(undo, user, reason)
        came_back = SourceRow.objects.filter(outcome=Outcome.HELD, agreement__in=undo.agreements)
        came_back.update(agreement=None, decided_at=None, decided_by=None)
        for model, records in (
            (Agreement, undo.agreements),
            (InstitutionName, undo.names),
            (Institution, undo.institutions),
            (AgreementType, undo.types),
        ):
            model.objects.filter(pk__in=[record.pk for record in records]).delete()
        run.undone_at, run.undone_by = timezone.now(), user
        run.save(update_fields=["undone_at", "undone_by"])
    return undo


def restore(undo, user, reason):
    """Gives the changed records their values from before the import again, with history."""
    for model in (Institution, Agreement):
        items = [item for item in undo.restored if isinstance(item.record, model)]
        for item in items:
            for name, (_now, before) in item.columns.items():
                is_date = isinstance(model._meta.get_field(name), models.DateField)
                setattr(item.record, name, date.fromisoformat(before) if before and is_date else before)
        columns = sorted({name for item in items for name in item.columns})
        if columns:
            records = list({item.record.pk: item.record for item in items}.values())
            options = {"batch_size": BATCH, "default_user": user, "default_change_reason": reason}
            bulk_update_with_history(records, model, columns, **options)

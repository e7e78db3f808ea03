"""Recording a merge: what it changes in the register, row by row."""

from typing import NamedTuple

from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from partnerships.confirming import carry_out
from partnerships.importing.planning.plans import storable
from partnerships.models import (
    Agreement,
    Contact,
    FormerAddress,
    Institution,
    InstitutionName,
    JournalEntry,
    Merge,
    Unit,
)

BATCH = 1000


class Watched(NamedTuple):
    """The rows of a `model` that fulfil a `condition`, and those of their `columns` that a merge may change."""

    model: type
    condition: Q
    columns: list


def watched_by_institutions(keys, slugs, names=()):
    """Return the rows that belong to the institutions with these primary `keys` and `slugs`, as a list of Watched.

    The other names that are, folded, one of the `names` are among them, whosesoever they are.
    """
    theirs = Q(institution__in=keys)
    return [
        Watched(Institution, Q(pk__in=keys) | Q(parent__in=keys), columns_of(Institution)),
        Watched(InstitutionName, theirs | Q(folded_name__in=names), columns_of(InstitutionName)),
        Watched(FormerAddress, theirs | Q(slug__in=slugs), columns_of(FormerAddress)),
        Watched(Agreement, theirs, ["institution_id"]),
        Watched(Contact, theirs, ["institution_id"]),
        Watched(JournalEntry, theirs, ["institution_id"]),
    ]


def watched_by_entries(model, name_model, key, keys, names=()):
    """Return the rows that belong to the entries of a vocabulary with these primary `keys`, as a list of Watched.

    `key` is the column of agreements and of other names, records of the `name_model`, that points to an entry. The
    other names that are, folded, one of the `names` are among them, whosesoever they are.
    """
    theirs = Q(**{f"{key}__in": keys})
    parts = Q(parent__in=keys) if model is Unit else Q()
    return [
        Watched(model, Q(pk__in=keys) | parts, columns_of(model)),
        Watched(name_model, theirs | Q(folded_name__in=names), columns_of(name_model)),
        Watched(Agreement, theirs, [f"{key}_id"]),
    ]


def columns_of(model):
    """Return the names of all columns of a `model` but its primary key."""
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def row_of(record, columns):
    """Return the values of `columns` of a `record` as JSON holds them: {column: value}."""
    return {name: storable(getattr(record, name)) for name in columns}


def unsaved_record(model, key, row):
    """Return a record of a `model`, not saved yet, with that primary `key` and the values of a stored `row`."""
    record = model(pk=key)
    set_columns(record, row)
    return record


def set_columns(record, row):
    """Set the columns of a `record` to the values of a stored `row`; columns that no longer exist are left out."""
    fields = {field.attname: field for field in record._meta.concrete_fields}
    for name in fields.keys() & row.keys():
        is_key = fields[name].is_relation
        setattr(record, name, row[name] if is_key else fields[name].to_python(row[name]))


def snapshot(watched):
    """Return the rows of a list of Watched as they are now: {name of the model: {primary key: columns}}."""
    return {
        model._meta.model_name: {
            str(record.pk): row_of(record, columns)
            for record in model.objects.filter(condition).only("pk", *columns).order_by("pk")
        }
        for model, condition, columns in watched
    }


def compare(before, after):
    """Return the differences between two snapshots as the values of `Merge.changes` and `Merge.untouched`."""
    changes, untouched = {}, {}
    for model in before:
        old, new = before[model], after[model]
        pairs = {key: (old.get(key), new.get(key)) for key in {**old, **new}}
        changes[model] = {key: changed_columns(*pair) for key, pair in pairs.items() if pair[0] != pair[1]}
        untouched[model] = [int(key) for key, pair in pairs.items() if pair[0] == pair[1]]
    return changes, untouched


def changed_columns(old, new):
    """Return both rows with only the columns that differ; where one row is None, the other stays whole."""
    if old is None or new is None:
        return [old, new]
    names = [name for name in old if old[name] != new[name]]
    return [{name: row[name] for name in names} for row in (old, new)]


def merge(make_plan, fingerprint, user, reason=""):
    """Carry the plan of a merge out under the lock of the register, record it as a Merge, and return the plan.

    Raises PlanChanged and writes nothing unless the plan still has the `fingerprint` that it was shown with.
    """

    def write(plan):
        watched, gone_names = plan.watched(), [record.name for record in plan.gone]
        before = snapshot(watched)
        plan.write(user, reason)
        changes, untouched = compare(before, snapshot(watched))
        Merge.objects.create(
            kind=plan.target._meta.model_name,
            kept=plan.target.pk,
            kept_name=plan.target.name,
            gone_names=gone_names,
            reason=reason,
            merged_by=user,
            changes=changes,
            untouched=untouched,
        )

    return carry_out(make_plan, fingerprint, write)


def keep_in_history(model, records, user, reason):
    """Write a line of history for each of some `records` of a `model`, which were changed in the database already.

    A model without a history has no lines. Django's own way to update is ten times as slow as one statement.
    """
    if records and hasattr(model, "history"):
        bulk_update_with_history(records, model, [], batch_size=BATCH, default_user=user, default_change_reason=reason)


def with_reason(sentence: str, reason: str) -> str:
    """Return a `sentence` for the history, followed by the `reason` of a person unless that is ""."""
    return f"{sentence}: {reason}" if reason else sentence

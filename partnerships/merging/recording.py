"""What a merge changes in the register, recorded row by row."""

from typing import NamedTuple

from django.db.models import Q

from partnerships.confirming import carry_out
from partnerships.importing.planning.plans import storable
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Contact,
    FormerAddress,
    Institution,
    InstitutionName,
    Merge,
)


class Watched(NamedTuple):
    """The rows of a `model` that fulfil a `condition`, and those of their `columns` that a merge may change."""

    model: type
    condition: Q
    columns: list


def watched_by_institutions(keys, slugs, names=()):
    """Return what hangs on the institutions with these primary `keys` and `slugs`, as a list of Watched; and the other
    names that are, folded, one of the `names`, whosesoever they are.
    """
    theirs = Q(institution__in=keys)
    return [
        Watched(Institution, Q(pk__in=keys) | Q(parent__in=keys), columns_of(Institution)),
        Watched(InstitutionName, theirs | Q(folded_name__in=names), columns_of(InstitutionName)),
        Watched(FormerAddress, theirs | Q(slug__in=slugs), columns_of(FormerAddress)),
        Watched(Agreement, theirs, ["institution_id"]),
        Watched(Contact, theirs, ["institution_id"]),
    ]


def watched_by_types(keys, names=()):
    """Return what hangs on the agreement types with these primary `keys`, as a list of Watched; and the other wordings
    that are, folded, one of the `names`.
    """
    theirs = Q(agreement_type__in=keys)
    return [
        Watched(AgreementType, Q(pk__in=keys), columns_of(AgreementType)),
        Watched(AgreementTypeName, theirs | Q(folded_name__in=names), columns_of(AgreementTypeName)),
        Watched(Agreement, theirs, ["agreement_type_id"]),
    ]


def columns_of(model):
    """Return the names of all columns of a `model` but its primary key."""
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def row_of(record, columns):
    """Return some `columns` of a `record` as JSON holds them."""
    return {name: storable(getattr(record, name)) for name in columns}


def made_again(model, key, row):
    """Return the record of a `model` that a `row` keeps, unsaved."""
    record = model(pk=key)
    fill(record, row)
    return record


def fill(record, row):
    """Give a `record` the columns that a `row` keeps, and which there still are."""
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
    """Return what differs between two snapshots, as `Merge.changes` and `Merge.untouched` keep it."""
    changes, untouched = {}, {}
    for model in before:
        old, new = before[model], after[model]
        pairs = {key: (old.get(key), new.get(key)) for key in {**old, **new}}
        changes[model] = {key: differing(*pair) for key, pair in pairs.items() if pair[0] != pair[1]}
        untouched[model] = [int(key) for key, pair in pairs.items() if pair[0] == pair[1]]
    return changes, untouched


def differing(old, new):
    """Return two rows as a pair of those columns that differ; a row that is None stays None beside the whole other."""
    if old is None or new is None:
        return [old, new]
    names = [name for name in old if old[name] != new[name]]
    return [{name: row[name] for name in names} for row in (old, new)]


def merge(make_plan, fingerprint, user, reason=""):
    """Carry the plan of a merge out under the lock of the register, keep a Merge of it, and return the plan.

    Raises PlanChanged and writes nothing where the plan has no longer the `fingerprint` that it was shown with.
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


def with_reason(sentence, reason):
    """Return a `sentence` for the history with the `reason` that a person gave, which may be ""."""
    return f"{sentence}: {reason}" if reason else sentence

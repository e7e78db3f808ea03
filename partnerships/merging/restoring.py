"""Writing a TakeBack: records come back, and others get their values from before the merge."""

from copy import copy

from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from partnerships.models import Agreement, Institution, Unit

from .recording import set_columns

BATCH = 1000


def write_take_back(plan, user):
    """Carry a TakeBack out, with history; call it inside a transaction."""
    merge = plan.merge
    reason = _("merge of “%s” taken back") % "”, “".join(merge.gone_names)
    for model in {type(record) for record in plan.forgotten}:
        model.objects.filter(pk__in=[record.pk for record in plan.of(plan.forgotten, model)]).delete()
    restore_target(plan, user, reason)
    for record in plan.returning:
        record._history_user, record._change_reason = user, reason
        record.save(force_insert=True)
    move_back(plan, user, reason)
    merge.taken_back_at, merge.taken_back_by = timezone.now(), user
    merge.save(update_fields=["taken_back_at", "taken_back_by"])


def restore_target(plan, user, reason):
    """Set the target to its values from before; its history gets a line even where none differs."""
    if plan.target is None:
        return
    record = copy(plan.target)
    for other, columns in plan.restored:
        if other == plan.target:
            set_columns(record, {name: old for name, (_now, old) in columns.items()})
    record._history_user, record._change_reason = user, reason
    record.save()


def move_back(plan, user, reason):
    """Set all other records to their values from before, in one statement for those that change alike."""
    alike, records = {}, {}
    for record, columns in plan.restored:
        if record == plan.target:
            continue
        model = type(record)
        alike.setdefault((model, tuple((name, old) for name, (_now, old) in columns.items())), []).append(record.pk)
        set_columns(record, {name: old for name, (_now, old) in columns.items()})
        records.setdefault(model, []).append(record)
    for (model, values), keys in alike.items():
        for start in range(0, len(keys), BATCH):
            model.objects.filter(pk__in=keys[start : start + BATCH]).update(**dict(values))
    for model in {Agreement, Institution, Unit} & records.keys():
        # Without columns it writes the history alone; its own way to update is ten times as slow as one statement.
        history = {"batch_size": BATCH, "default_user": user, "default_change_reason": reason}
        bulk_update_with_history(records[model], model, [], **history)

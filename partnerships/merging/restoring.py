"""Writing a TakeBack: records come back, and others get their values from before the merge."""

from copy import copy

from django.utils import timezone
from django.utils.translation import gettext as _

from .recording import BATCH, keep_in_history, set_columns


def write_take_back(plan, user):
    """Carry a TakeBack out, with history; call it inside a transaction."""
    merge = plan.merge
    reason = _("merge of “%s” taken back") % "”, “".join(merge.gone_names)
    for record in plan.forgotten:
        record._history_user, record._change_reason = user, reason
        record.delete()
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
    for model, moved in records.items():
        keep_in_history(model, moved, user, reason)

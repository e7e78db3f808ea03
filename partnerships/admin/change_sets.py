"""Changes of several agreements at once: each kept as a whole, and taken back in one step."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.confirming import PlanChanged, carry_out
from partnerships.importing.planning.plans import storable
from partnerships.importing.writing.undoing import Restored, Undo, reason_against, restore
from partnerships.models import Agreement, ChangeSet, Review
from partnerships.models.staff import name_of

LONGEST_REASON = 300


def save_change_set(agreements, user, reason):
    """Save changed `agreements` with a `reason` in their histories; return the ChangeSet that can be taken back.

    Call it while the register is locked.
    """
    before = Agreement.objects.in_bulk([agreement.pk for agreement in agreements])
    changes = {}
    for agreement in agreements:
        changes[agreement.pk] = difference(before[agreement.pk], agreement)
        save_with_reason(agreement, user, reason)
    return ChangeSet.objects.create(changed_by=user, reason=(reason or "")[:LONGEST_REASON], changes=changes)


def save_with_reason(agreement, user, reason):
    """Save an agreement; its history says which `user` changed it, and with what `reason`, if any."""
    agreement._history_user, agreement._change_reason = user, reason or None
    agreement.save()


def difference(before, after):
    """Return how two states of an agreement differ, as JSON holds it: {column: [before, after]}."""
    names = [field.attname for field in Agreement.history.model.tracked_fields]
    pairs = {name: [storable(getattr(before, name)), storable(getattr(after, name))] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def plan_take_back(change_set):
    """Return the Undo of a ChangeSet as the register is now; write nothing.

    An agreement that was changed since in one of the columns stays as it is, and so does one whose old values would
    break a rule.
    """
    undo, keys = Undo(), [int(pk) for pk in change_set.changes]
    reviewed_later = agreements_reviewed_since(change_set)
    records = Agreement.objects.select_related("institution", "agreement_type").in_bulk(keys)
    later = Agreement.history.filter(id__in=keys, history_date__gt=change_set.changed_at)
    edits = {line.id: line for line in later.select_related("history_user").order_by("history_date", "history_id")}
    for pk, columns in change_set.changes.items():
        if record := records.get(int(pk)):
            if record.pk in reviewed_later:
                undo.staying.append((record, _("A later review was recorded; take that one back first.")))
            elif reason := reason_to_stay(record, columns, edits.get(record.pk)):
                undo.staying.append((record, reason))
            else:
                undo.restored.append(Restored(record, {name: (now, old) for name, (old, now) in columns.items()}))
        else:
            undo.staying.append((_("An agreement that is no more"), _("It was deleted since.")))
    return undo


def agreements_reviewed_since(change_set):
    """Return the primary keys of the agreements of a ChangeSet of reviews that were reviewed again since."""
    if (last := change_set.reviews.aggregate(last=Max("pk"))["last"]) is None:
        return set()
    since = Review.objects.filter(pk__gt=last, agreement__in=list(map(int, change_set.changes)))
    return set(since.values_list("agreement", flat=True))


def remove_reviews(change_set, undo, user, reason):
    """Remove the reviews of a ChangeSet whose agreements an Undo restores; call it while the register is locked."""
    for review in change_set.reviews.filter(agreement__in=[each.record.pk for each in undo.restored]):
        review._history_user, review._change_reason = user, reason
        review.delete()


def reason_to_stay(record, columns, edit):
    """Return why an agreement does not get back its `columns`: a sentence, or "" where it does.

    `edit` is the last line of its history since the change, or None.
    """
    if any(storable(getattr(record, name)) != after for name, (_before, after) in columns.items()):
        if edit is None:
            return _("It was changed since, so it keeps what it has now.")
        when = timezone.localtime(edit.history_date).strftime("%Y-%m-%d %H:%M")
        return _("%(who)s changed it on %(when)s.") % {"who": name_of(edit.history_user), "when": when}
    if any(is_gone(name, before) for name, (before, _after) in columns.items()):
        return _("What it had before is no more.")
    return reason_against(record, columns)


def is_gone(name, value):
    """Return whether a stored `value` of a column points to a record that was deleted."""
    field = Agreement._meta.get_field(name)
    return bool(field.is_relation and value and not field.related_model._base_manager.filter(pk=value).exists())


def take_back(change_set, user, fingerprint):
    """Take a ChangeSet back in one transaction; return the Undo.

    Raises PlanChanged and writes nothing where the register is no longer what it was when the Undo was shown.
    """

    def plan():
        change_set.refresh_from_db()
        if change_set.undone_at:
            raise PlanChanged
        return plan_take_back(change_set)

    def write(undo):
        reason = _("change of %s taken back") % change_set
        restore(undo, user, reason)
        remove_reviews(change_set, undo, user, reason)
        change_set.undone_at, change_set.undone_by = timezone.now(), user
        change_set.save(update_fields=["undone_at", "undone_by"])

    return carry_out(plan, fingerprint, write)

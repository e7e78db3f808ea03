"""Taking a merge back: what comes back, what moves back, and what stays because it was changed since."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.confirming import PlanChanged, carry_out, fingerprint_of
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Contact,
    FormerAddress,
    Institution,
    InstitutionName,
    JournalEntry,
    Merge,
    Unit,
    UnitName,
)
from partnerships.models.fields import FoldedField

from .obstacles import name_in_use, obstacle_of
from .recording import columns_of, row_of, unsaved_record, watched_by_entries, watched_by_institutions
from .restoring import write_take_back
from .vocabularies import VOCABULARIES

BATCH = 1000
PART_OF_ITS_PART = gettext_lazy("What it was a part of is a part of it now.")
MODELS = {
    model._meta.model_name: model
    for model in (
        Institution,
        InstitutionName,
        FormerAddress,
        Agreement,
        Contact,
        JournalEntry,
        AgreementType,
        AgreementTypeName,
        Unit,
        UnitName,
    )
}


@dataclass
class TakeBack:
    """What taking a Merge back would do.

    `returning` are records that the merge deleted and that come back, `forgotten` those that it added and that go,
    `restored` (record, {column: (now, before)}), `staying` (label, sentence). With a `refusal`, a sentence, nothing can
    be taken back.
    """

    merge: Merge
    target: object = None
    returning: list = field(default_factory=list)
    forgotten: list = field(default_factory=list)
    restored: list = field(default_factory=list)
    staying: list = field(default_factory=list)
    refusal: str = ""

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        return fingerprint_of(
            self.merge.pk,
            [[*identity_of(record), record.slug if hasattr(record, "slug") else ""] for record in self.returning],
            [identity_of(record) for record in self.forgotten],
            [[*identity_of(record), sorted(columns.items())] for record, columns in self.restored],
            self.staying,
            self.refusal,
        )

    @property
    def kind(self):
        """The model of what was merged: Institution, AgreementType or Unit."""
        return MODELS[self.merge.kind]

    def of(self, records, *models):
        """Return the `records` of one of the `models`."""
        return [record for record in records if isinstance(record, models)]

    def of_restored(self, model):
        """Return the restored records of a `model`, or of one of several, with their columns."""
        return [(record, columns) for record, columns in self.restored if isinstance(record, model)]


def identity_of(record):
    """Return the name of the model of a record and its primary key."""
    return [record._meta.model_name, record.pk]


def plan_take_back(merge: Merge) -> TakeBack:
    """Return the TakeBack of a Merge as the register is now; write nothing."""
    plan = TakeBack(merge)
    plan.target = plan.kind.objects.filter(pk=merge.kept).first()
    plan.refusal = refusal_of(merge, plan.target)
    if plan.refusal:
        return plan
    now = {name: records_of(MODELS[name]).in_bulk([int(key) for key in rows]) for name, rows in merge.changes.items()}
    plan_forgotten(plan, now)
    plan_restored(plan, now)
    keep_names_apart(plan)
    plan_returning(plan)
    drop_dangling(plan)
    break_circles(plan)
    plan_recorded_since(plan)
    if not plan.of(plan.returning, plan.kind):
        plan.refusal = _("None of what was merged can come back.")
    return plan


def records_of(model):
    """Return a queryset of all records of a `model`; agreements come with their institution and type."""
    return Agreement.objects.select_related("institution", "agreement_type") if model is Agreement else model.objects


def refusal_of(merge, target):
    """Return why a Merge cannot be taken back at all: a sentence, or ""."""
    if merge.taken_back_at:
        return _("This merge has been taken back already.")
    later = Merge.objects.standing().filter(kind=merge.kind, pk__gt=merge.pk).order_by("pk")
    for other in later if target is None else ():
        if other.changes.get(merge.kind, {}).get(str(merge.kept), [None, {}])[1] is None:
            words = {"gone": merge.kept_name, "target": other.kept_name}
            return _("“%(gone)s” was merged into “%(target)s” since; take that merge back first.") % words
    return ""


def rows_of(plan, *, is_before=True, is_after=True):
    """Yield those rows of a merge that were there before, or not, and after it, or not: (model, key, before, after).

    They come in the order of their keys, which the JSON of PostgreSQL does not keep.
    """
    for name, model in MODELS.items():
        for key, (before, after) in sorted(plan.merge.changes.get(name, {}).items(), key=lambda row: int(row[0])):
            if (before is not None) == is_before and (after is not None) == is_after:
                yield model, int(key), in_order(model, before), in_order(model, after)


def in_order(model, row):
    """Return a `row` with its columns in the order of the `model`, or None for None."""
    return row and {name: row[name] for name in columns_of(model) if name in row}


def plan_forgotten(plan, now):
    """Add to a TakeBack the records to delete that the merge added; one that was changed since stays."""
    for model, key, _before, after in rows_of(plan, is_before=False):
        record = now[model._meta.model_name].get(key)
        if record is None:
            continue
        if row_of(record, after) == after:
            plan.forgotten.append(record)
        else:
            plan.staying.append((str(record), _("It was changed since, so it keeps what it has now.")))


def plan_restored(plan, now):
    """Add to a TakeBack the columns that get their values from before; columns changed since keep theirs."""
    for model, key, before, after in rows_of(plan):
        record = now[model._meta.model_name].get(key)
        if record is None:
            label = plan.merge.kept_name if key == plan.merge.kept and model is plan.kind else label_of(model, key)
            plan.staying.append((label, _("It was deleted since.")))
            continue
        present = row_of(record, after)
        unchanged = {name: (present[name], before[name]) for name in after if present[name] == after[name]}
        if len(unchanged) < len(after):
            fields = (model._meta.get_field(name) for name in after if name not in unchanged)
            names = ", ".join(str(field.verbose_name) for field in fields if not isinstance(field, FoldedField))
            plan.staying.append((f"{record}: {names}", _("It was changed since, so it keeps what it has now.")))
        if unchanged:
            plan.restored.append((record, unchanged))


def label_of(model, key):
    """Return the label of a record that no longer exists."""
    return f"{model._meta.verbose_name} {key}"


def keep_names_apart(plan):
    """Remove the old name and country of an institution from a TakeBack where another is known by that name there."""
    for record, columns in plan.of_restored(Institution):
        if not {"name", "country"} & columns.keys():
            columns.pop("folded_name", None)
            continue
        key, country = (
            columns[name][1] if name in columns else getattr(record, name) for name in ("folded_name", "country")
        )
        if sentence := name_in_use(key, country, plan, besides=record):
            for name in ("name", "folded_name", "country"):
                columns.pop(name, None)
            plan.staying.append((str(record), sentence))
    plan.restored = [(record, columns) for record, columns in plan.restored if columns]


def plan_returning(plan):
    """Add to a TakeBack the deleted records that come back, with their old primary keys, and those that cannot."""
    for model, key, before, _after in rows_of(plan, is_after=False):
        record = unsaved_record(model, key, before)
        if sentence := obstacle_of(record, plan):
            plan.staying.append((str(record), sentence))
            continue
        if hasattr(record, "slug") and model.objects.filter(slug=record.slug).exists():
            plan.staying.append((record.slug, _("Another one has that address now; “%s” gets a new one.") % record))
            record.slug = ""
        plan.returning.append(record)


def drop_dangling(plan):
    """Remove from a TakeBack what points to records that neither exist nor come back with it."""
    coming = {(type(record), record.pk) for record in plan.returning}
    kept = []
    for record, columns in plan.restored:
        lost = [name for name, (_now, old) in columns.items() if is_dangling(record, name, old, coming)]
        for name in lost:
            del columns[name]
            plan.staying.append((str(record), _("What it belonged to does not come back, so it stays here.")))
        if columns:
            kept.append((record, columns))
    plan.restored = kept
    for record in plan.of(plan.returning, Institution, Unit):
        if is_dangling(record, "parent_id", record.parent_id, coming):
            plan.staying.append((str(record), _("What it was a part of is no more.")))
            record.parent_id = None
    plan.returning = [
        record
        for record in plan.returning
        if not isinstance(record, FormerAddress)
        or not is_dangling(record, "institution_id", record.institution_id, coming)
    ]


def is_dangling(record, name, key, coming):
    """Return whether the column `name` of a `record` would point to a `key` that is neither there nor `coming`."""
    column = record._meta.get_field(name)
    if key is None or not column.is_relation:
        return False
    model = column.related_model
    return (model, key) not in coming and not model.objects.filter(pk=key).exists()


def break_circles(plan):
    """Let no institution or unit that comes back, or gets its old parent again, be a part of its own part."""
    if plan.kind not in (Institution, Unit):
        return
    moved = [(record, columns) for record, columns in plan.of_restored(plan.kind) if "parent_id" in columns]
    after = dict(plan.kind.objects.exclude(parent=None).values_list("pk", "parent"))
    after |= {record.pk: columns["parent_id"][1] for record, columns in moved}
    after |= {record.pk: record.parent_id for record in plan.of(plan.returning, plan.kind)}
    for record in plan.of(plan.returning, plan.kind):
        if is_its_own_part(record.pk, after):
            record.parent_id = after[record.pk] = None
            plan.staying.append((str(record), PART_OF_ITS_PART))
    while circle := [each for each in moved if is_its_own_part(each[0].pk, after)]:
        record, columns = circle[0]
        moved.remove(circle[0])
        after[record.pk], _before = columns.pop("parent_id")
        plan.staying.append((str(record), PART_OF_ITS_PART))
    plan.restored = [(record, columns) for record, columns in plan.restored if columns]


def is_its_own_part(key, parents):
    """Return whether `parents` ({primary key: that of the parent}) lead from a `key` back to it."""
    above, seen = parents.get(key), set()
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return key in seen


def plan_recorded_since(plan):
    """Add to a TakeBack what was recorded for the target since the merge, which stays with the target."""
    if plan.target is None:
        return
    merge = plan.merge
    if plan.kind is Institution:
        watched = watched_by_institutions([merge.kept], [])
    else:
        watched = watched_by_entries(*VOCABULARIES[plan.kind][:3], [merge.kept])
    for model, condition, _columns in watched:
        if model is FormerAddress:
            continue
        name = model._meta.model_name
        known = {*merge.untouched.get(name, ()), *(int(key) for key in merge.changes.get(name, ()))}
        new = [key for key in model.objects.filter(condition).values_list("pk", flat=True) if key not in known]
        for record in model.objects.filter(pk__in=new[:BATCH]).order_by("pk"):
            plan.staying.append((str(record), _("It was recorded since, so it stays with “%s”.") % plan.target))


def take_back(merge: Merge, user: User | None, fingerprint: str) -> TakeBack:
    """Take a Merge back in one transaction; return the TakeBack.

    Raises PlanChanged and writes nothing where the register has changed since the TakeBack was shown.
    """

    def plan():
        merge.refresh_from_db()
        made = plan_take_back(merge)
        if made.refusal:
            raise PlanChanged
        return made

    return carry_out(plan, fingerprint, lambda made: write_take_back(made, user))

"""Merging entries of a vocabulary, agreement types or units: what moves, and what is given up."""

from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from partnerships.confirming import PlanChanged, fingerprint_of
from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, AgreementTypeName, Unit, UnitName
from partnerships.models.vocabularies import NAMES, SENTENCES

from .institutions import parent_after
from .recording import keep_in_history, merge, watched_by_entries, with_reason


class Vocabulary(NamedTuple):
    """A vocabulary: its models, and the name of the key to an entry, from other names and from agreements.

    `kept` are columns that the entry that stays does not take over, `taken` those that it does where it has none,
    `called` those of `taken` that are names; `other` says whose a name is already, `moved` why an agreement moved.
    """

    model: type[Model]
    names: type[Model]
    key: str
    kept: list[str]
    taken: list[str]
    called: list[str]
    other: str | Promise
    moved: str | Promise


TYPES = Vocabulary(
    AgreementType,
    AgreementTypeName,
    "agreement_type",
    # a usual term that changes silently would propose wrong ends
    ["usual_term_months", "review_months", "reminder_steps"],
    [*NAMES, *SENTENCES],
    NAMES,
    gettext_lazy("Another type is known by that name."),
    gettext_lazy("types merged into %s"),
)
UNITS = Vocabulary(
    Unit,
    UnitName,
    "unit",
    [],
    [*NAMES, "short_name"],
    [*NAMES, "short_name"],
    gettext_lazy("Another unit is known by that name."),
    gettext_lazy("units merged into %s"),
)
VOCABULARIES: dict[type[Model], Vocabulary] = {vocabulary.model: vocabulary for vocabulary in (TYPES, UNITS)}


@dataclass
class EntryMerge:
    """What merging the entries `gone` into the `target` would do.

    `names` are new other names, `left_out` (name, sentence), `given_up` (whose, column, value), and `translated` what
    the target takes over where it has none: {column: text}. `parts` are units, which get the target for their parent.
    """

    target: AgreementType | Unit
    gone: list
    agreements: list = field(default_factory=list)
    moved_names: list = field(default_factory=list)
    names: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    given_up: list = field(default_factory=list)
    translated: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    parent: Unit | None = None
    obstacle: ClassVar[str] = ""

    @property
    def vocabulary(self):
        """The Vocabulary of the target."""
        return VOCABULARIES[type(self.target)]

    @property
    def asked(self):
        """What a person chooses of it, as a text: which one stays."""
        return str(self.target.pk)

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        moving = (self.gone, self.agreements, self.moved_names, self.parts)
        return fingerprint_of(
            self.target.pk,
            *([record.pk for record in records] for records in moving),
            self.names,
            [[whose.pk, column, value] for whose, column, value in self.given_up],
            self.translated,
            self.parent and self.parent.pk,
        )

    def watched(self):
        """Return the rows that it may change, as a list of Watched."""
        names = [fold(name) for each in self.gone for name in (each.name, *names_of(each))]
        keys = [each.pk for each in (self.target, *self.gone)]
        return watched_by_entries(self.vocabulary.model, self.vocabulary.names, self.vocabulary.key, keys, names)

    def write(self, user, reason):
        """Carry it out, with a history that names the `user` and the `reason`; call it inside a transaction."""
        write(self, user, reason)


def plan_entry_merge(target: AgreementType | Unit, entries: list) -> EntryMerge:
    """Return the EntryMerge of some `entries` into the `target`, which may be one of them; writes nothing."""
    gone = [each for each in entries if each != target]
    plan = EntryMerge(target, gone)
    key = f"{plan.vocabulary.key}__in"
    moving = Agreement.objects.filter(**{key: gone})
    plan.agreements = list(moving.select_related("institution", "agreement_type").order_by("pk"))
    plan.moved_names = list(plan.vocabulary.names._default_manager.filter(**{key: gone}).order_by("pk"))
    plan.given_up = [
        (each, column, value)
        for each in gone
        for column in plan.vocabulary.kept
        if (value := getattr(each, column)) and value != getattr(target, column)
    ]
    plan.translated = {
        column: text
        for column in plan.vocabulary.taken
        if not getattr(target, column) and (text := next(filter(None, (getattr(each, column) for each in gone)), ""))
    }
    if isinstance(target, Unit):
        staying = [target.pk, *(each.pk for each in gone)]
        plan.parts = list(Unit.objects.filter(parent__in=gone).exclude(pk__in=staying).order_by("pk"))
        plan.parent = parent_after(target, gone)
    plan_names(plan)
    return plan


def plan_names(plan):
    """Add to an EntryMerge all names of the entries that go: other names of the target, or left out."""
    vocabulary = plan.vocabulary
    own = {fold(name) for name in (plan.target.name, *names_of(plan.target), *plan.translated.values())}
    named = {fold(name): name for each in plan.gone for name in names_of(each) if fold(name) not in own}
    named |= {fold(each.name): each.name for each in plan.gone}
    keys = list(named)
    owned = vocabulary.names._default_manager.filter(folded_name__in=keys)
    owners = dict(owned.values_list("folded_name", vocabulary.key))
    merged = {each.pk for each in (plan.target, *plan.gone)}
    others = vocabulary.model._default_manager.exclude(pk__in=merged)
    others = set(others.filter(folded_name__in=keys).values_list("folded_name", flat=True))
    for key, name in named.items():
        if key not in owners and key not in others:
            plan.names.append(name)
        elif owners.get(key) not in merged:
            plan.left_out.append((name, str(vocabulary.other)))


def names_of(entry):
    """Return what an entry is called besides its name and its other names."""
    return [name for column in VOCABULARIES[type(entry)].called if (name := getattr(entry, column))]


def merge_entries(
    model: type[Model], pks: list[int], target_pk: int, user: User | None, fingerprint: str, reason: str = ""
) -> EntryMerge:
    """Merge the entries of a `model` with the primary keys `pks` into the target; return the EntryMerge.

    Raises PlanChanged and writes nothing where the register has changed since the merge was shown.
    """

    def plan():
        entries = model._default_manager.in_bulk({*pks, target_pk})
        if target_pk not in entries or len(entries) < 2:
            raise PlanChanged
        return plan_entry_merge(entries[target_pk], [entries[key] for key in sorted(entries)])

    return merge(plan, fingerprint, user, reason)


merge_types = partial(merge_entries, AgreementType)
merge_units = partial(merge_entries, Unit)


def write(plan, user, reason):
    """Carry an EntryMerge out, with a history that names the `user` and the `reason`."""
    target, gone, vocabulary = plan.target, plan.gone, plan.vocabulary
    for model in (Agreement, vocabulary.names):
        model.objects.filter(**{f"{vocabulary.key}__in": gone}).update(**{vocabulary.key: target})
    moved = with_reason(vocabulary.moved % target, reason)
    for agreement in plan.agreements:
        setattr(agreement, vocabulary.key, target)
    for name in plan.moved_names:
        setattr(name, vocabulary.key, target)
    keep_in_history(Agreement, plan.agreements, user, moved)
    keep_in_history(vocabulary.names, plan.moved_names, user, moved)
    if isinstance(target, Unit):
        move_parts(plan, user, moved)
    reason_of_target = with_reason(_("“%s” merged into it") % "”, “".join(each.name for each in gone), reason)
    for each in gone:
        each._history_user, each._change_reason = user, with_reason(_("merged into “%s”") % target, reason)
        each.delete()
    names = [vocabulary.names(**{vocabulary.key: target}, name=name) for name in plan.names]
    bulk_create_with_history(names, vocabulary.names, default_user=user, default_change_reason=reason_of_target)
    for column, text in plan.translated.items():
        setattr(target, column, text)
    target._history_user = user
    target._change_reason = reason_of_target
    target.save()


def move_parts(plan, user, reason):
    """Give the parts of the units that go to the target, and the target the parent that it has from then on."""
    Unit.objects.filter(pk__in=[part.pk for part in plan.parts]).update(parent=plan.target)
    for part in plan.parts:
        part.parent = plan.target
    keep_in_history(Unit, plan.parts, user, reason)
    # Those that go may be parts of each other, which would protect them.
    Unit.objects.filter(pk__in=[each.pk for each in (plan.target, *plan.gone)]).update(parent=None)
    plan.target.parent = plan.parent

"""Merging agreement types: what moves, and what is given up."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from partnerships.confirming import PlanChanged, fingerprint_of
from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, AgreementTypeName
from partnerships.models.vocabularies import NAMES, SENTENCES

from .recording import keep_in_history, merge, watched_by_types, with_reason

# What the type that stays does not take over: a usual term that changes silently would propose wrong ends.
COLUMNS = ["usual_term_months", "reminder_steps"]
TRANSLATED = [*NAMES, *SENTENCES]  # what it takes over where it has none


@dataclass
class TypeMerge:
    """What merging the types `gone` into the `target` would do.

    `names` are new other wordings, `left_out` (name, sentence), `given_up` (whose, column, value), and `translated` the
    names and sentences in languages in which the target has none: {column: text}.
    """

    target: AgreementType
    gone: list
    agreements: list = field(default_factory=list)
    moved_names: list = field(default_factory=list)
    names: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    given_up: list = field(default_factory=list)
    translated: dict = field(default_factory=dict)

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        moving = (self.gone, self.agreements, self.moved_names)
        return fingerprint_of(
            self.target.pk,
            *([record.pk for record in records] for records in moving),
            self.names,
            [[whose.pk, column, value] for whose, column, value in self.given_up],
            self.translated,
        )

    def watched(self):
        """Return the rows that it may change, as a list of Watched."""
        names = [fold(name) for each in self.gone for name in (each.name, *translated_names(each))]
        return watched_by_types([each.pk for each in (self.target, *self.gone)], names)

    def write(self, user, reason):
        """Carry it out, with a history that names the `user` and the `reason`; call it inside a transaction."""
        write(self, user, reason)


def plan_type_merge(target: AgreementType, types: list[AgreementType]) -> TypeMerge:
    """Return the TypeMerge of some `types` into the `target`, which may be one of them; writes nothing."""
    gone = [each for each in types if each != target]
    plan = TypeMerge(target, gone)
    moving = Agreement.objects.filter(agreement_type__in=gone)
    plan.agreements = list(moving.select_related("institution", "agreement_type").order_by("pk"))
    plan.moved_names = list(AgreementTypeName.objects.filter(agreement_type__in=gone).order_by("pk"))
    plan.given_up = [
        (each, column, value)
        for each in gone
        for column in COLUMNS
        if (value := getattr(each, column)) and value != getattr(target, column)
    ]
    plan.translated = {
        column: text
        for column in TRANSLATED
        if not getattr(target, column) and (text := next(filter(None, (getattr(each, column) for each in gone)), ""))
    }
    plan_names(plan)
    return plan


def plan_names(plan):
    """Add to a TypeMerge all names of the types that go: other wordings of the target, or left out."""
    own = {fold(name) for name in (plan.target.name, *translated_names(plan.target), *plan.translated.values())}
    named = {fold(name): name for each in plan.gone for name in translated_names(each) if fold(name) not in own}
    named |= {fold(each.name): each.name for each in plan.gone}
    keys = list(named)
    owners = dict(AgreementTypeName.objects.filter(folded_name__in=keys).values_list("folded_name", "agreement_type"))
    merged = {each.pk for each in (plan.target, *plan.gone)}
    others = AgreementType.objects.exclude(pk__in=merged)
    others = set(others.filter(folded_name__in=keys).values_list("folded_name", flat=True))
    for key, name in named.items():
        if key not in owners and key not in others:
            plan.names.append(name)
        elif owners.get(key) not in merged:
            plan.left_out.append((name, _("Another type is known by that name.")))


def translated_names(agreement_type):
    """Return the names of a type in the languages in which it has one."""
    return [name for column in NAMES if (name := getattr(agreement_type, column))]


def merge_types(pks: list[int], target_pk: int, user: User | None, fingerprint: str, reason: str = "") -> TypeMerge:
    """Merge the agreement types with the primary keys `pks` into the target; return the TypeMerge.

    Raises PlanChanged and writes nothing where the register has changed since the merge was shown.
    """

    def plan():
        types = AgreementType.objects.in_bulk({*pks, target_pk})
        if target_pk not in types or len(types) < 2:
            raise PlanChanged
        return plan_type_merge(types[target_pk], [types[key] for key in sorted(types)])

    return merge(plan, fingerprint, user, reason)


def write(plan, user, reason):
    """Carry a TypeMerge out, with a history that names the `user` and the `reason`."""
    target, gone = plan.target, plan.gone
    for model in (Agreement, AgreementTypeName):
        model.objects.filter(agreement_type__in=gone).update(agreement_type=target)
    for agreement in plan.agreements:
        agreement.agreement_type = target
    moved = with_reason(_("types merged into %s") % target, reason)
    keep_in_history(Agreement, plan.agreements, user, moved)
    for wording in plan.moved_names:
        wording.agreement_type = target
    keep_in_history(AgreementTypeName, plan.moved_names, user, moved)
    reason_of_target = with_reason(_("“%s” merged into it") % "”, “".join(each.name for each in gone), reason)
    for each in gone:
        each._history_user, each._change_reason = user, with_reason(_("merged into “%s”") % target, reason)
        each.delete()
    names = [AgreementTypeName(agreement_type=target, name=name) for name in plan.names]
    bulk_create_with_history(names, AgreementTypeName, default_user=user, default_change_reason=reason_of_target)
    for column, text in plan.translated.items():
        setattr(target, column, text)
    target._history_user = user
    target._change_reason = reason_of_target
    target.save()

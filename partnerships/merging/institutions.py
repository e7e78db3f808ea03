"""Merging institutions: what moves, what the target takes over, what is given up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from partnerships.confirming import PlanChanged, fingerprint_of
from partnerships.folding import fold
from partnerships.models import Agreement, Contact, FormerAddress, Institution, InstitutionName, JournalEntry
from partnerships.models.addresses import keep_address

from .recording import keep_in_history, merge, watched_by_institutions, with_reason

# Of each of these one value stays, and a person may choose whose; of the parent, see `parent_after`.
COLUMNS = ["name", "country", "city", "website", "logo", "ror", "erasmus_code", "pic"]


@dataclass
class InstitutionMerge:
    """What merging the institutions `gone` into the `target` would do.

    `stays` is {column: the institution whose value stays}, `names` are new other names, `left_out` (name, sentence).
    With an `obstacle`, a sentence, nothing can be merged.
    """

    target: Institution
    gone: list
    agreements: list = field(default_factory=list)
    contacts: list = field(default_factory=list)
    journal: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    moved_names: list = field(default_factory=list)
    names: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    stays: dict = field(default_factory=dict)
    obstacle: str = ""
    parent: Institution | None = None

    @property
    def merged(self):
        """The target and those that go."""
        return [self.target, *self.gone]

    @property
    def after(self):
        """The values that the target has afterwards: {column: value}."""
        return {column: value_of(whose, column) for column, whose in self.stays.items()}

    @property
    def taken(self):
        """Those of the values that the target takes over from another: {column: value}."""
        return {column: value for column, value in self.after.items() if self.stays[column] != self.target}

    @property
    def asked(self):
        """What a person chooses of it, as a text: which one stays, and of which the values."""
        return " ".join([str(self.target.pk), *(f"{column}:{each.pk}" for column, each in self.stays.items())])

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        moving = (self.gone, self.agreements, self.contacts, self.journal, self.parts, self.moved_names)
        return fingerprint_of(
            self.asked,
            self.parent and self.parent.pk,
            *([record.pk for record in records] for records in moving),
            self.names,
            [{column: str(value_of(each, column)) for column in COLUMNS} for each in self.merged],
        )

    def watched(self):
        """Return the rows that it may change, as a list of Watched."""
        columns = zip(*((each.pk, each.slug, each.folded_name) for each in self.merged), strict=True)
        return watched_by_institutions(*map(list, columns))

    def write(self, user, reason):
        """Carry it out, with a history that names the `user` and the `reason`; call it inside a transaction."""
        write(self, user, reason)


def plan_merge(
    target: Institution, institutions: list[Institution], choices: Mapping[str, int] | None = None
) -> InstitutionMerge:
    """Return the InstitutionMerge of some `institutions` into the `target`, which may be one of them.

    `choices` are the primary keys of those whose values a person chose: {column: primary key}. Where nobody chose, the
    target keeps its own value, or takes over the first that another has.
    """
    gone = [institution for institution in institutions if institution != target]
    merge = InstitutionMerge(target, gone, parent=parent_after(target, gone))
    merge.agreements = list(
        Agreement.objects.filter(institution__in=gone).select_related("institution", "agreement_type").order_by("pk")
    )
    merge.contacts = list(Contact.objects.filter(institution__in=gone).order_by("pk"))
    merge.journal = list(JournalEntry.objects.filter(institution__in=gone).order_by("pk"))
    staying = [institution.pk for institution in merge.merged]
    merge.parts = list(Institution.objects.filter(parent__in=gone).exclude(pk__in=staying).order_by("pk"))
    merge.moved_names = list(InstitutionName.objects.filter(institution__in=gone).order_by("pk"))
    plan_columns(merge, choices or {})
    plan_names(merge)
    return merge


def plan_columns(merge: InstitutionMerge, choices: Mapping[str, int]) -> None:
    """Add to an InstitutionMerge whose values stay, and the obstacle where another is called what it would be."""
    chosen = {(column, pk) for column, pk in choices.items()}
    for column in COLUMNS:
        having = [each for each in merge.merged if value_of(each, column)]
        wanted = (each for each in having if (column, each.pk) in chosen)
        proposed = (each for each in having if each == merge.target or not is_taken_country(merge, column, each))
        merge.stays[column] = next(chain(wanted, proposed), merge.target)
    if {"name", "country"} & merge.taken.keys() and is_known_there(merge, merge.after["name"], merge.after["country"]):
        merge.obstacle = _("An institution of that name is registered in that country.")


def is_taken_country(merge, column, institution):
    """Return whether the `column` is the country, and another in that of the `institution` has the name that stays."""
    return column == "country" and is_known_there(merge, merge.after["name"], institution.country)


def value_of(institution: Institution, column: str) -> object:
    """Return the value of a `column` of an institution; for a logo the name of its file."""
    value = getattr(institution, column)
    return value.name if column == "logo" and value else value


def is_known_there(merge, name, country):
    """Return whether an institution outside the merge has that name, or other name, in that `country`."""
    key = fold(name)
    others = Institution.objects.filter(country=country).exclude(pk__in=[each.pk for each in merge.merged])
    return others.filter(folded_name=key).exists() or others.filter(other_names__folded_name=key).exists()


def plan_names(merge):
    """Add to an InstitutionMerge the names that it does not keep: other names of the target, or left out."""
    country = merge.after["country"]
    merged = [institution.pk for institution in merge.merged]
    known = {fold(merge.after["name"])}
    for institution in merge.merged:
        key = fold(institution.name)
        alias = key not in known and InstitutionName.objects.filter(folded_name=key).first()
        if key in known or (alias and alias.institution_id in merged):
            continue
        if alias or is_known_there(merge, institution.name, country):
            merge.left_out.append((institution.name, _("Another institution is known by that name.")))
            continue
        known.add(key)
        merge.names.append(institution.name)


def parent_after(target, gone):
    """Return the parent of the `target` after the merge: never itself, one that goes, or one of its own parts."""
    above = ancestors(target)
    merged = [index for index, institution in enumerate(above) if institution in gone]
    own = above[merged[-1] + 1 :] if merged else above
    if own:
        return own[0]
    for institution in gone:
        line = ancestors(institution)
        if line and not any(each == target or each in gone for each in line):
            return line[0]
    return None


def ancestors(institution):
    """Return the parent of an institution, the parent of that, and so on."""
    found, parent = [], institution.parent
    while parent is not None and parent not in found:
        found.append(parent)
        parent = parent.parent
    return found


def merge_institutions(
    pks: list[int],
    target_pk: int,
    user: User | None,
    fingerprint: str,
    reason: str = "",
    choices: Mapping[str, int] | None = None,
) -> InstitutionMerge:
    """Merge the institutions with the primary keys `pks` in one transaction; return the InstitutionMerge.

    `choices` are those of `plan_merge`. Raises PlanChanged and writes nothing where the register has changed since the
    merge was shown, or where there is an obstacle to it.
    """

    def make_plan():
        institutions = {each.pk: each for each in Institution.objects.filter(pk__in=pks).order_by("pk")}
        if target_pk not in institutions or len(institutions) < 2:
            raise PlanChanged
        plan = plan_merge(institutions[target_pk], list(institutions.values()), choices)
        if plan.obstacle:
            raise PlanChanged
        return plan

    return merge(make_plan, fingerprint, user, reason)


def write(merge, user, reason):
    """Carry an InstitutionMerge out, with a history that names the `user` and the `reason`."""
    target, gone = merge.target, merge.gone
    for column, value in merge.taken.items():
        setattr(target, column, value)
    move(merge, user)
    # Those that go may be parts of each other, which would protect them.
    Institution.objects.filter(pk__in=[each.pk for each in merge.merged]).update(parent=None)
    for institution in gone:
        institution._history_user, institution._change_reason = (
            user,
            with_reason(_("merged into “%s”") % target, reason),
        )
        institution.delete()
        keep_address(target, institution.slug)
    reason_of_target = with_reason(_("“%s” merged into it") % "”, “".join(each.name for each in gone), reason)
    names = [InstitutionName(institution=target, name=name) for name in merge.names]
    bulk_create_with_history(names, InstitutionName, default_user=user, default_change_reason=reason_of_target)
    target.parent = merge.parent
    target.notes = "\n\n".join(notes for notes in (target.notes, *(each.notes for each in gone)) if notes)
    target._history_user = user
    target._change_reason = reason_of_target
    target.save()


def move(merge, user):
    """Move what belongs to the institutions that go to the target, with history."""
    target, gone = merge.target, merge.gone
    for model in (Agreement, Contact, JournalEntry, InstitutionName, FormerAddress):
        model.objects.filter(institution__in=gone).update(institution=target)
    Institution.objects.filter(pk__in=[part.pk for part in merge.parts]).update(parent=target)
    moved = {
        Agreement: merge.agreements,
        Contact: merge.contacts,
        JournalEntry: merge.journal,
        InstitutionName: merge.moved_names,
    }
    for model, records in moved.items():
        for record in records:
            record.institution = target
        keep_in_history(model, records, user, _("moved to “%s”") % target)
    for part in merge.parts:
        part.parent = target
    keep_in_history(Institution, merge.parts, user, _("moved to “%s”") % target)

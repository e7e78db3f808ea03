"""Merging institutions: what moves, what the target takes over, what is given up."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from partnerships.confirming import PlanChanged, fingerprint_of
from partnerships.folding import fold
from partnerships.models import Agreement, Contact, FormerAddress, Institution, InstitutionName, JournalEntry
from partnerships.models.addresses import keep_address

from .recording import keep_in_history, merge, watched_by_institutions, with_reason

# What the institution that stays takes over from another where it has none itself; of its parent, see `parent_after`.
COLUMNS = ["country", "city", "website", "logo", "ror", "erasmus_code", "pic"]


@dataclass
class InstitutionMerge:
    """What merging the institutions `gone` into the `target` would do.

    `names` are new other names, `left_out` (name, sentence), `taken` {column: (value, whose)} and `given_up` (whose,
    column, value).
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
    taken: dict = field(default_factory=dict)
    given_up: list = field(default_factory=list)
    parent: Institution | None = None

    @property
    def fingerprint(self):
        """A checksum of all that it would do."""
        moving = (self.gone, self.agreements, self.contacts, self.journal, self.parts, self.moved_names)
        return fingerprint_of(
            self.target.pk,
            self.parent and self.parent.pk,
            *([record.pk for record in records] for records in moving),
            self.names,
            {column: str(value) for column, (value, _whose) in self.taken.items()},
            [[whose.pk, column, str(value)] for whose, column, value in self.given_up],
        )

    def watched(self):
        """Return the rows that it may change, as a list of Watched."""
        merged = [self.target, *self.gone]
        names = [each.folded_name for each in self.gone]
        return watched_by_institutions([each.pk for each in merged], [each.slug for each in merged], names)

    def write(self, user, reason):
        """Carry it out, with a history that names the `user` and the `reason`; call it inside a transaction."""
        write(self, user, reason)


def plan_merge(target: Institution, institutions: list[Institution]) -> InstitutionMerge:
    """Return the InstitutionMerge of some `institutions` into the `target`, which may be one of them."""
    gone = [institution for institution in institutions if institution != target]
    merge = InstitutionMerge(target, gone, parent=parent_after(target, gone))
    merge.agreements = list(
        Agreement.objects.filter(institution__in=gone).select_related("institution", "agreement_type").order_by("pk")
    )
    merge.contacts = list(Contact.objects.filter(institution__in=gone).order_by("pk"))
    merge.journal = list(JournalEntry.objects.filter(institution__in=gone).order_by("pk"))
    staying = [target.pk, *(institution.pk for institution in gone)]
    merge.parts = list(Institution.objects.filter(parent__in=gone).exclude(pk__in=staying).order_by("pk"))
    merge.moved_names = list(InstitutionName.objects.filter(institution__in=gone).order_by("pk"))
    plan_columns(merge)
    plan_names(merge)
    return merge


def plan_columns(merge):
    """Add to an InstitutionMerge the values that the target takes over, and those that only the history keeps."""
    for column in COLUMNS:
        own = value_of(merge.target, column)
        for institution in merge.gone:
            value = value_of(institution, column)
            if not value or value == own:
                continue
            if own or (column == "country" and is_known_there(merge, merge.target.name, value)):
                merge.given_up.append((institution, column, value))
            else:
                own = value
                merge.taken[column] = (value, institution)


def value_of(institution, column):
    """Return the value of a `column` of an institution; for a logo the name of its file."""
    value = getattr(institution, column)
    return value.name if column == "logo" and value else value


def is_known_there(merge, name, country):
    """Return whether an institution outside the merge has that name, or other name, in that `country`."""
    key, merged = fold(name), [merge.target, *merge.gone]
    others = Institution.objects.filter(country=country).exclude(pk__in=[institution.pk for institution in merged])
    return others.filter(folded_name=key).exists() or others.filter(other_names__folded_name=key).exists()


def plan_names(merge):
    """Add to an InstitutionMerge the names of those that go: other names of the target, or left out."""
    country = merge.taken["country"][0] if "country" in merge.taken else merge.target.country
    merged = [merge.target.pk, *(institution.pk for institution in merge.gone)]
    known = {fold(merge.target.name)}
    for institution in merge.gone:
        key = fold(institution.name)
        alias = InstitutionName.objects.filter(folded_name=key).select_related("institution").first()
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
    pks: list[int], target_pk: int, user: User | None, fingerprint: str, reason: str = ""
) -> InstitutionMerge:
    """Merge the institutions with the primary keys `pks` in one transaction; return the InstitutionMerge.

    Raises PlanChanged and writes nothing where the register has changed since the merge was shown.
    """

    def plan():
        institutions = {each.pk: each for each in Institution.objects.filter(pk__in=pks).order_by("pk")}
        if target_pk not in institutions or len(institutions) < 2:
            raise PlanChanged
        return plan_merge(institutions[target_pk], list(institutions.values()))

    return merge(plan, fingerprint, user, reason)


def write(merge, user, reason):
    """Carry an InstitutionMerge out, with a history that names the `user` and the `reason`."""
    target, gone = merge.target, merge.gone
    move(merge, user)
    # Those that go may be parts of each other, which would protect them.
    Institution.objects.filter(pk__in=[each.pk for each in (target, *gone)]).update(parent=None)
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
    for column, (value, _whose) in merge.taken.items():
        setattr(target, column, value)
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

"""The public history of an agreement: what visitors could see of it, and what changed in that; never who or why."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Agreement, AgreementType, CooperationKind, Institution, RenewalKind, Validity
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.rests import rest_in_words
from partnerships.partial_dates import PartialDate

Names = dict[int, str]  # by key
Kinds = dict[str, CooperationKind]  # by slug
MOST = 50  # changes; of more, the latest


class Change(NamedTuple):
    """One value that changed: what it is, and how it was before and after; "" for nothing."""

    label: str
    before: str
    after: str


class Entry(NamedTuple):
    """What happened on a `day`: the first time it was shown, or some changes."""

    day: date
    first: str
    changes: list[Change]


FACTS = {
    "partner": gettext_lazy("Partner"),
    "type": gettext_lazy("Type"),
    "title": gettext_lazy("Wording"),
    "reference": gettext_lazy("Reference of the document"),
    "kinds": gettext_lazy("Covers"),
    "signed": gettext_lazy("Signed"),
    "starts": gettext_lazy("Start"),
    "ends": gettext_lazy("Valid until"),
    "renewal": gettext_lazy("Renewal"),
    "rest": gettext_lazy("Rest"),
    "terminated": gettext_lazy("Terminated on"),
}


def public_history(agreement: Agreement) -> list[Entry]:
    """Return the Entries of an agreement, the latest first."""
    versions = list(agreement.history.filter(is_public=True).order_by("history_date", "history_id"))
    entries = [*entries_of(versions, names_of(versions)), *supersessions_of(agreement)]
    return sorted(entries, key=lambda entry: entry.day)[::-1][:MOST]


def supersessions_of(agreement: Agreement) -> Iterator[Entry]:
    """Yield an Entry for each public agreement that supersedes this one, of the day since when visitors see that.

    They are its `public_successors`.
    """
    later = {each.pk: each.register_number for each in agreement.public_successors}  # type: ignore[attr-defined]
    lines = Agreement.history.filter(id__in=later, supersedes=agreement.pk, is_public=True).order_by("id")
    seen = lines.values_list("id").annotate(first=Min("history_date")) if later else ()
    for key, first in seen:
        number = _("No %(number)s") % {"number": later[key]}
        yield Entry(timezone.localdate(first), "", [Change(_("Superseded by"), "", number)])


def names_of(versions):
    """Return the names of the types and institutions of some `versions`, also of those that are no more, and the kinds.

    The CooperationKinds come by their slugs.
    """
    types = {version.agreement_type_id for version in versions} - {None}
    institutions = {version.institution_id for version in versions}
    named = AgreementType.history.filter(id__in=types).order_by("history_id").values_list("id", "name")
    called = Institution.history.filter(id__in=institutions).order_by("history_id").values_list("id", "name")
    types_now = {kind.pk: str(kind) for kind in AgreementType.objects.filter(pk__in=types)}
    institutions_now = dict(Institution.objects.filter(pk__in=institutions).values_list("pk", "name"))
    kinds = {kind.slug: kind for kind in CooperationKind.objects.all()}
    return dict(named) | types_now, dict(called) | institutions_now, kinds


def entries_of(versions: list[Any], names: tuple[Names, Names, Kinds]) -> Iterator[Entry]:
    """Yield the Entries of some public `versions`, the earliest first; of one day together where nothing came between.

    A change and its correction on the same day are no change.
    """
    before: dict[str, str] | None = None
    days = [timezone.localdate(version.history_date) for version in versions]
    for index, (version, day) in enumerate(zip(versions, days, strict=True)):
        facts = facts_of(version, *names)
        if before is None:
            first = _("Registered") if version.history_type == "+" else _("Published")
            yield Entry(day, first, [])
        elif index + 1 < len(versions) and days[index + 1] == day:
            continue
        elif changes := [
            Change(str(FACTS[name]), before[name], facts[name]) for name in FACTS if before[name] != facts[name]
        ]:
            yield Entry(day, "", changes)
        before = facts


def facts_of(version: Any, types: Names, institutions: Names, kinds: Kinds) -> dict[str, str]:
    """Return what visitors see of a version, by the names of FACTS; `types` and `institutions` are names by key.

    `kinds` are CooperationKinds by slug.
    """
    dates = {
        name: PartialDate.from_columns(getattr(version, f"{name}_on"), getattr(version, f"{name}_precision"))
        for name in ("signed", "starts", "ends")
    }
    return {
        "partner": institutions.get(version.institution_id, ""),
        "type": types.get(version.agreement_type_id, ""),
        "title": version.title,
        "kinds": ", ".join(kind.label for kind in kinds_in(version.kinds, kinds)),
        "reference": version.reference,
        "signed": in_words(dates["signed"]),
        "starts": in_words(dates["starts"]),
        "ends": str(Validity.OPEN_ENDED.label) if version.validity == Validity.OPEN_ENDED else in_words(dates["ends"]),
        "renewal": "" if version.renewal == RenewalKind.NONE else str(RenewalKind(version.renewal).label),
        "rest": rest_in_words(version.rests_from, version.rests_until),
        "terminated": in_words(version.terminated_on and PartialDate.of(version.terminated_on)),
    }


def in_words(day: PartialDate | None) -> str:
    """Return a PartialDate in words, "" for None."""
    return str(day) if day else ""

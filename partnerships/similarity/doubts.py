"""What a person may want to look at before a record is saved: warnings, which refuse nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from partnerships.models import Agreement, Institution, NotSame, Status
from partnerships.partial_dates import lies_before

from .agreements import are_interchangeable, are_likely_same
from .institutions import SimilarInstitutions, comparable_with

NO_MORE = {Status.ENDED, Status.TERMINATED}
HOLDS = {Status.IN_FORCE, Status.ENDING, Status.RENEWED}
MOST = 3  # of one code
MOST_COMPARED = 200  # agreements of one institution and type


class Doubt(NamedTuple):
    """Something to look at: a code, the registered `record` that it is about, and what its sentence says."""

    code: str
    record: Institution | Agreement | None = None
    values: dict[str, Any] = {}


def doubts_of_institution(institution: Institution) -> list[Doubt]:
    """Return what is doubtful about an `institution`, saved or not: others like it, and others of its web host.

    What it is a part of, or has as a part, and what a person has decided about are left out.
    """
    if not institution.name:
        return []
    decided = NotSame.objects.others_of(institution)
    others = comparable_with(institution).exclude(pk__in=decided | {institution.pk} - {None})
    similar = SimilarInstitutions(others).likely(institution)
    return [
        Doubt("same-host" if each.same_host else "institution-alike", each.institution)
        for each in similar
        if not are_related(institution, each.institution)
    ]


def are_related(one: Institution, other: Institution) -> bool:
    """Return whether one of two institutions is a part of the other, or both are parts of a third."""
    parents = {one.pk, one.parent_id} & {other.pk, other.parent_id}
    return bool(parents - {None})


def doubts_of_agreement(agreement: Agreement, on: date | None = None) -> list[Doubt]:
    """Return what is doubtful about an `agreement`, saved or not, on the day `on`.

    An end before the signing, the same agreement again, or a second one in force of the same type.
    """
    doubts = []
    if lies_before(agreement.ends, agreement.signed):
        values = {"ends": agreement.ends, "signed": agreement.signed}
        doubts.append(Doubt("end-before-signing", values=values))
    if agreement.institution_id and agreement.agreement_type_id:
        others = list(doubtful_agreements(agreement, on or timezone.localdate()))
        for code in ("agreement-again", "second-in-force"):
            doubts += [doubt for doubt in others if doubt.code == code][:MOST]
    return doubts


def doubtful_agreements(agreement: Agreement, on: date) -> Iterator[Doubt]:
    """Yield a Doubt for each agreement of the same institution and type that may be the same, or is in force, too."""
    decided = NotSame.objects.others_of(agreement)
    same = {"institution": agreement.institution_id, "agreement_type": agreement.agreement_type_id}
    others = Agreement.objects.filter(**same).exclude(pk__in=decided | {agreement.pk} - {None})
    for other in others.select_related("institution", "agreement_type")[:MOST_COMPARED]:
        if are_likely_same(agreement, other):
            yield Doubt("agreement-again", other)
        elif is_second_in_force(agreement, other, on):
            yield Doubt("second-in-force", other)


def is_second_in_force(agreement: Agreement, other: Agreement, on: date) -> bool:
    """Return whether an `agreement` may hold on the day `on` beside an `other` of its type that does."""
    return (
        other.status_on(on) in HOLDS
        and agreement.status_on(on) not in NO_MORE
        and are_interchangeable(agreement, other)
    )

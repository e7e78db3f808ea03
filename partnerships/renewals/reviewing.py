"""Reviews: when somebody reviews an agreement next, recording what a review found, and taking that back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from partnerships.confirming import register_locked
from partnerships.languages import capfirst, format_day
from partnerships.models import Agreement, Renewal, Review, Validity
from partnerships.models.rests import refusal_of_rest
from partnerships.models.terminations import refusal_of_termination

from .renewing import keep_who_and_why, months_after

USUAL_MONTHS = 24  # between two reviews, where the type does not say
RENEGOTIATION_MONTHS, REST_MONTHS = 3, 12  # until the review after such a decision
# The columns of an agreement that a review may change.
CHANGED = (
    "review_on ends_on ends_precision validity rests_from rests_until rest_reason terminated_on termination_reason"
).split()
Decision = Review.Decision


class ReviewRefused(Exception):
    """A review that cannot be recorded, or taken back; its text is one sentence."""


def months_between_reviews(agreement: Agreement) -> int:
    """Return how many months lie between two reviews of an `agreement`, as its type says."""
    kind = agreement.agreement_type
    return (kind.review_months if kind else None) or USUAL_MONTHS


def last_confirmed(agreement: Agreement) -> date | None:
    """Return the day on which an `agreement` was last confirmed, by its signing, its start, a renewal or a review.

    Of what is known to the year or the month, the last day counts; None where nothing is known.
    """
    days = [known.last_day for known in (agreement.signed, agreement.starts) if known]
    days += [each.renewed_on for each in agreement.renewals.all() if each.kind != Renewal.Kind.AUTOMATIC]
    days += [each.reviewed_on for each in agreement.reviews.all() if each.decision == Decision.CONTINUES]
    return max(days, default=None)


def proposed_review(agreement: Agreement, on: date, months: int | None = None) -> date:
    """Return the next review of an `agreement`: some `months`, or those of its type, after it was last confirmed.

    It is the day `on` where that has passed, or nobody knows when it was confirmed.
    """
    confirmed = last_confirmed(agreement)
    return max(on, months_after(confirmed, months or months_between_reviews(agreement))) if confirmed else on


def review_after(agreement: Agreement, decision: str, on: date, rests_until: date | None = None) -> date | None:
    """Return the review after one on the day `on` with a `decision`: the day after the rest, or some months later."""
    if decision == Decision.ENDS:
        return None
    if decision == Decision.RESTS and rests_until and rests_until >= on:
        return rests_until + timedelta(days=1)
    months = {Decision.RESTS: REST_MONTHS, Decision.RENEGOTIATE: RENEGOTIATION_MONTHS}
    return months_after(on, months.get(Decision(decision)) or months_between_reviews(agreement))


def record(review: Review, values: Mapping[str, Any], user: User | None = None) -> Review:
    """Record a `review` that is not saved yet; return it, which keeps what it changed of its agreement.

    `values` are what it found beside the next review: {attribute of the agreement: value}. Raises ReviewRefused where
    the agreement is terminated or superseded, has an end already, or a rule forbids a value.
    """
    with register_locked():
        agreement = Agreement.objects.get(pk=review.agreement_id)
        if refusal := refusal_of(agreement, review, values):
            raise ReviewRefused(refusal)
        before = columns_of(agreement)
        for name, value in found(agreement, review, values).items():
            setattr(agreement, name, value)
        check(agreement)
        after = columns_of(agreement)
        review.changes = {name: [before[name], after[name]] for name in CHANGED if before[name] != after[name]}
        review.recorded_by = user
        check(review)
        reason = reason_of(review)
        keep_who_and_why(review, user, reason)
        review.save()
        keep_who_and_why(agreement, user, reason)
        agreement.save()
    return review


def refusal_of(agreement, review, values):
    """Return why a `review` cannot be recorded: a sentence, or "" where it can."""
    if agreement.terminated_on:
        return _("The agreement was terminated on %s.") % format_day(agreement.terminated_on)
    if later := agreement.superseded_by.first():
        return _("It is superseded by No %(number)s; review that one.") % {"number": later.register_number}
    if values.get("ends") and agreement.ends:
        return _("Its end is recorded: %s. To extend it choose Renew.") % agreement.ends
    if (day := values.get("rests_from")) and not agreement.rests_from:
        return refusal_of_rest(agreement, day)
    if day := values.get("terminated_on"):
        return refusal_of_termination(agreement, day)
    return ""


def found(agreement, review, values):
    """Return the new `values` of an agreement with those that follow: {attribute: value}."""
    ends = {"validity": Validity.FIXED.value} if values.get("ends") else {}
    is_over = review.decision in (Decision.CONTINUES, Decision.RENEGOTIATE)
    rest = rest_over(agreement, review.reviewed_on) if is_over else {}
    return {"review_on": review.next_on} | rest | dict(values) | ends


def rest_over(agreement, on):
    """Return the values with which an agreement rests no longer on the day `on`; {} where it does not rest then."""
    if not agreement.rests_from or (agreement.rests_until and agreement.rests_until < on):
        return {}
    if agreement.rests_from >= on:
        return {"rests_from": None, "rests_until": None, "rest_reason": ""}
    return {"rests_until": on - timedelta(days=1)}


def check(record):
    """Raise ReviewRefused where a rule forbids what a `record` says."""
    try:
        record.clean()
        record.validate_constraints()
    except ValidationError as error:
        raise ReviewRefused(" ".join(error.messages)) from error


def columns_of(agreement):
    """Return what an agreement has in the columns that a review may change, as JSON holds it."""
    return {name: stored(getattr(agreement, name)) for name in CHANGED}


def stored(value):
    """Return a `value` as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def reason_of(review):
    """Return what a `review` found, as a reason for the history."""
    decision = review.get_decision_display()
    if not review.next_on:
        return _("reviewed: %s") % decision
    return _("reviewed: %(decision)s, next review %(day)s") % {"decision": decision, "day": format_day(review.next_on)}


def column_of(name: str) -> Field:
    """Return the column of an agreement with that name."""
    return next(field for field in Agreement._meta.concrete_fields if field.attname == name)


def take_back(review: Review, user: User | None = None) -> None:
    """Take back the last Review of an agreement, which gets what it had before.

    Raises ReviewRefused where a later review was recorded, or something that it changed was changed since.
    """
    with register_locked():
        agreement = Agreement.objects.get(pk=review.agreement_id)
        if agreement.reviews.last() != review:
            raise ReviewRefused(_("A later review was recorded; take that one back first."))
        now = columns_of(agreement)
        if changed := [name for name, (_before, after) in review.changes.items() if now[name] != after]:
            labels = ", ".join(capfirst(str(column_of(name).verbose_name)) for name in changed)
            raise ReviewRefused(_("Changed since, so the review stays: %s.") % labels)
        for name, (before, _after) in review.changes.items():
            setattr(agreement, name, column_of(name).to_python(before))
        check(agreement)
        reason = _("review of %s taken back") % format_day(review.reviewed_on)
        keep_who_and_why(agreement, user, reason)
        agreement.save()
        keep_who_and_why(review, user, reason)
        review.delete()

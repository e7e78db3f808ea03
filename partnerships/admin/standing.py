"""How an agreement stands today: what the head of its page says."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.languages import format_day
from partnerships.models import Agreement, Review, Status, Validity
from partnerships.models.rests import rest_in_words
from partnerships.partial_dates import PartialDate

SOON = timedelta(days=60)
DAYS_OF_YEAR = 365.25


class Standing(NamedTuple):
    """An agreement's standing in words; "" for what it does not have. `urgency` is as `urgency_of` says it."""

    institution: str
    what: str
    status: Status
    rest: str
    days: str
    ends: str
    decide_by: str
    urgency: str
    review: str
    review_urgency: str
    supersedes: Agreement | None
    superseded_by: list[Agreement]


def standing_of(agreement: Agreement) -> Standing:
    """Return how an `agreement` stands today."""
    later = list(agreement.superseded_by.select_related("institution", "agreement_type"))
    decide_by, urgency = ("", "") if later else decision_in_words(agreement)
    is_over = later or agreement.status in (Status.TERMINATED, Status.ENDED)
    next_review = None if is_over else agreement.review_on
    return Standing(
        institution=agreement.institution.name,
        what=what_it_is(agreement),
        status=agreement.status,
        rest=resting_in_words(agreement),
        days=days_left_in_words(agreement),
        ends=end_in_words(agreement),
        decide_by=decide_by,
        urgency=urgency,
        review=review_in_words(agreement, next_review),
        review_urgency=urgency_of(next_review) if next_review else "",
        supersedes=agreement.supersedes,
        superseded_by=later,
    )


def what_it_is(agreement: Agreement) -> str:
    """Return the number, the type and the signing of an `agreement`, as far as they are known."""
    dated = agreement.dated_in_words
    signed = _("signed %(day)s") % {"day": dated} if agreement.signed else dated
    number = _("No %(number)s") % {"number": agreement.register_number}
    return ", ".join(part for part in (number, str(agreement.agreement_type or ""), signed) if part)


def end_in_words(agreement: Agreement) -> str:
    """Return when an `agreement` ends, or that it has no end; "" where nobody knows, as its status says."""
    if agreement.ends:
        return _("end: %s") % agreement.ends
    return str(Validity.OPEN_ENDED.label) if agreement.validity == Validity.OPEN_ENDED else ""


def resting_in_words(agreement: Agreement) -> str:
    """Return from which day to which an `agreement` rests, and why; "" where it does not rest today, nor later."""
    if not agreement.rests_from or (agreement.rests_until and agreement.rests_until < timezone.localdate()):
        return ""
    return f"{rest_in_words(agreement.rests_from, agreement.rests_until)}, {agreement.rest_reason}"


def decision_in_words(agreement: Agreement) -> tuple[str, str]:
    """Return by when to decide about an `agreement` that has an end, and how urgent that is; "" for none."""
    if agreement.decide_by is None or agreement.status in (Status.TERMINATED, Status.ENDED):
        return "", ""
    return _("to be decided by %s") % PartialDate.of(agreement.decide_by), urgency_of(agreement.decide_by)


def review_in_words(agreement: Agreement, next_review: date | None) -> str:
    """Return when a review confirmed an `agreement` last, and when the `next_review` is; "" for neither."""
    days = [each.reviewed_on for each in agreement.reviews.all() if each.decision == Review.Decision.CONTINUES]
    confirmed = _("confirmed on %s") % format_day(max(days)) if days else ""
    next_one = _("next review %s") % format_day(next_review) if next_review else ""
    return ", ".join(filter(None, [confirmed, next_one]))


def urgency_of(day: date | None) -> str:
    """Return how near the `day` to decide by is: "overdue", "soon" or "later"."""
    today = timezone.localdate()
    return "later" if day is None or day > today + SOON else "overdue" if day < today else "soon"


def days_left_in_words(agreement: Agreement) -> str:
    """Return, for people, how many days are left until the end of an agreement, or have passed since.

    "" where it has no end, or was terminated.
    """
    days = agreement.days_left
    if days is None or agreement.status == Status.TERMINATED:
        return ""
    if days >= 0:
        return ngettext("%d day left", "%d days left", days) % days
    if days <= -2 * DAYS_OF_YEAR:
        years = int(-days / DAYS_OF_YEAR)
        return ngettext("ended %d year ago", "ended %d years ago", years) % years
    return ngettext("ended %d day ago", "ended %d days ago", -days) % -days

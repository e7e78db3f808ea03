"""Which reminders are due: one digest for each person, of the steps that were reached and not sent yet."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from email.utils import make_msgid
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, Preferences, ReminderRun, RenewalKind, SentReminder
from partnerships.models.deadlines import decide_by_reached
from partnerships.models.vocabularies import NAMES

from .digests import Digest, Entry, host

STEPS = (180, 90, 30, 0)  # days before the day to decide by
REVIEW_STEPS = (30, 0)  # days before the next review, which needs no talks with the partner
FURTHEST = timedelta(days=366)  # before which no step lies
ESCALATION = -1
MESSAGE = attrgetter("recipient", "message_id")
DAY = attrgetter("agreement", "decide_by", "is_review")
COLUMNS = [
    "register_number",
    "institution__name",
    "institution__country",
    "renewal",
    "responsible",
    "agreement_type__name",
    *(f"agreement_type__{column}" for column in NAMES),
    "agreement_type__reminder_steps",
    "ends_on",
    "ends_precision",
    "notice_months",
    "review_on",
]


def steps_of(agreement, is_review=False):
    """Return the steps of an agreement's type or the usual ones, in days before the day to decide by, largest first.

    `is_review` says that they are those before its next review.
    """
    kind, usual = agreement.agreement_type, REVIEW_STEPS if is_review else STEPS
    return tuple(sorted(kind.reminder_steps, reverse=True)) if kind and kind.reminder_steps else usual


def candidates(on, start):
    """Return the agreements that may have reached a step by the day `on`: undecided, not snoozed, not long ended.

    `start` is the day that they have to have ended on or after, or been snoozed until.
    """
    return undecided_on(on).filter(Q(ends_on__gte=start) | Q(snoozed_until__gt=start))


def late_when_added(on, start):
    """Return the agreements that had ended when they were added, from the day `start` to the day `on`.

    Before the first complete run is over, they are all that were added by then.
    """
    added = Agreement.history.filter(history_type="+", history_date__lt=midnight(on + timedelta(days=1)))
    if ReminderRun.objects.filter(day__lt=on, is_complete=True).exists():
        added = added.filter(history_date__gte=midnight(start))
    return undecided_on(on).filter(ends_on__lt=start, pk__in=added.values("id"))


def midnight(day):
    """Return the moment at which a `day` begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def undecided_on(on):
    """Return the agreements that may ask for a decision on the day `on`, the nearest end first."""
    return (
        Agreement.objects.undecided()
        .not_snoozed(on)
        .filter(decide_by_reached(on + FURTHEST))
        .select_related("institution", "agreement_type")
        .only(*COLUMNS)
        .order_by("ends_on", "pk")
    )


def reviews_on(on):
    """Return the agreements that last and whose next review may have reached a step on the day `on`, nearest first."""
    own_steps = AgreementType.objects.exclude(reminder_steps=[])
    near = Q(review_on__lte=on + timedelta(days=REVIEW_STEPS[0]))
    return (
        Agreement.objects.lasting(on)
        .not_snoozed(on)
        .filter(near | Q(review_on__lte=on + FURTHEST, agreement_type__in=own_steps))
        .select_related("institution", "agreement_type")
        .only(*COLUMNS)
        .order_by("review_on", "pk")
    )


def caught_up_until(on):
    """Return the day of the last complete run up to the day `on`; agreements that ended since may still be due."""
    earlier = ReminderRun.objects.filter(day__lte=on)
    last = earlier.filter(is_complete=True).first() or earlier.last()
    return last.day if last else on


def digests(on: date) -> Iterator[Digest]:
    """Yield the Digests that are due on the day `on`, as the ledger stands, one at a time; write nothing.

    The first are those of which an earlier run does not know whether they were sent.
    """
    languages = dict(Preferences.objects.exclude(language="").values_list("user__email", "language"))
    start, told = caught_up_until(on), told_for_each_other()
    late = late_when_added(on, start)
    yield from unsent(on, languages)
    for recipient, condition in recipients(on):
        agreements = candidates(on, start).filter(condition) | late.filter(condition)
        if entries := due(agreements, reviews_on(on).filter(condition), recipient, on, told):
            yield Digest(recipient, entries, languages.get(recipient, settings.LANGUAGE_CODE))
    if settings.HEAD_EMAIL and (entries := overdue(on, start)):
        language = languages.get(settings.HEAD_EMAIL, settings.LANGUAGE_CODE)
        yield Digest(settings.HEAD_EMAIL, entries, language, is_escalation=True)


def unsent(on, languages):
    """Yield the Digests that were written to the ledger and maybe never sent, less what has been decided since."""
    if not SentReminder.objects.filter(sent_at=None).exists():
        return
    awake = Agreement.objects.not_snoozed(on)
    is_open = Q(is_review=False, agreement__in=awake.undecided()) | Q(is_review=True, agreement__in=awake.lasting(on))
    steps = SentReminder.objects.filter(is_open, sent_at=None)
    steps = steps.select_related("agreement__institution", "agreement__agreement_type")
    order = steps.order_by("message_id", "is_review", "agreement__ends_on", "agreement", "-step")
    for (recipient, message_id), rows in groupby(order, MESSAGE):
        entries, is_escalation = [], False
        for (agreement, day, is_review), own in groupby(
            rows, lambda row: (row.agreement, row.decide_by, row.is_review)
        ):
            reached = tuple(row.step for row in own)
            is_escalation = is_escalation or ESCALATION in reached
            if day == day_of(agreement, is_review):
                entries.append(Entry(agreement, day, reached, on, is_review))
        if entries:
            language = languages.get(recipient, settings.LANGUAGE_CODE)
            yield Digest(recipient, entries, language, is_escalation, known_as=message_id)


def day_of(agreement, is_review):
    """Return the day that an `agreement` asks for a decision by, or that of its next review."""
    return agreement.review_on if is_review else agreement.decide_by


def recipients(on):
    """Return [(e-mail address, condition of the agreements)] of all recipients on the day `on`, sorted by address.

    The office gets the agreements of nobody, and of those who have left or have no address; a substitute those of who
    is away.
    """
    users = get_user_model().objects.filter(pk__in=Agreement.objects.order_by().values("responsible"))
    found = {settings.OFFICE_EMAIL: Q(responsible__isnull=True)} if settings.OFFICE_EMAIL else {}
    for user in users.select_related("preferences__substitute"):
        if address := address_of(user, on):
            found[address] = found.get(address, Q(pk__in=[])) | Q(responsible=user)
    return sorted(found.items(), key=lambda item: item[0])


def address_of(user, on):
    """Return where the reminders of a person go on the day `on`: to them, to their substitute, or to the office."""
    preferences = getattr(user, "preferences", None)
    if preferences and preferences.is_away(on):
        user = preferences.substitute or user
    return (user.email if user.is_active else "") or settings.OFFICE_EMAIL


def digest_now(user: User, on: date) -> Digest | None:
    """Return what asks a `user` for a decision on the day `on`, whatever was sent before; None where nothing does.

    It is their own, what has ended without a decision too, and that of those for whom they stand in.
    """
    away = Preferences.objects.filter(substitute=user, away_from__lte=on, away_until__gte=on)
    own = Q(responsible=user) | Q(responsible__in=away.values("user"))
    entries = [
        Entry(agreement, day_of(agreement, is_review), (), on, is_review)
        for is_review, found in ((False, undecided_on(on)), (True, reviews_on(on)))
        for agreement in found.filter(own)
        if day_of(agreement, is_review) - timedelta(days=max(steps_of(agreement, is_review))) <= on
    ]
    languages = dict(Preferences.objects.filter(user=user).values_list("user__email", "language"))
    language = languages.get(user.email) or settings.LANGUAGE_CODE
    return Digest(user.email, entries, language, known_as=make_msgid(domain=host())) if entries else None


def due(agreements, reviews, recipient, on, told):
    """Return the Entries whose last step reached was not sent to the `recipient` yet: of ends, and of next `reviews`.

    Of what a substitute or who they stand in for was `told`, the other is not told again.
    """
    own, entries = ledger(recipient), []
    for is_review, found in ((False, agreements), (True, reviews)):
        for agreement in found.iterator(chunk_size=2000):
            sent, day = told.get(agreement.responsible_id, own), day_of(agreement, is_review)
            reached = [step for step in steps_of(agreement, is_review) if day - timedelta(days=step) <= on]
            new = [step for step in reached if (agreement.pk, day, step, is_review) not in sent]
            if reached and min(reached) in new:
                entries.append(Entry(agreement, day, tuple(new), on, is_review))
    return entries


def told_for_each_other():
    """Return {person's key: what they or their substitute were sent, as `ledger` says it} of who has a substitute."""
    pairs = Preferences.objects.exclude(substitute=None).values_list("user", "user__email", "substitute__email")
    return {user: ledger(own) | ledger(other) for user, own, other in pairs}


def overdue(on, start):
    """Return the Entries of decisions and reviews that were due before the day `on` and that the head was not told of.

    Automatic renewals need no decision.
    """
    sent, yesterday = ledger(settings.HEAD_EMAIL), on - timedelta(days=1)
    late = candidates(on, start).filter(decide_by_reached(yesterday)).exclude(renewal=RenewalKind.AUTOMATIC)
    return [
        Entry(agreement, day_of(agreement, is_review), (ESCALATION,), on, is_review)
        for is_review, found in ((False, late), (True, reviews_on(on).filter(review_on__lte=yesterday)))
        for agreement in found.iterator(chunk_size=2000)
        if (agreement.pk, day_of(agreement, is_review), ESCALATION, is_review) not in sent
    ]


def ledger(recipient):
    """Return the set of (agreement's key, day, step, whether it is about a review) that a `recipient` was sent."""
    sent = SentReminder.objects.filter(recipient=recipient)
    return set(sent.values_list("agreement", "decide_by", "step", "is_review").iterator(chunk_size=2000))

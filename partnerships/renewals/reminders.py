"""Reminders by e-mail: one digest for each person, of every step that was crossed and not sent yet."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from partnerships.models import Agreement, ReminderRun, SentReminder
from partnerships.models.deadlines import decide_by_reached

STEPS = (180, 90, 30, 0)  # days before the day to decide by
ESCALATION = -1
KEPT_OPEN = 60  # days that a step is caught up on after the agreement has ended without a run in between


@dataclass
class Digest:
    """What one recipient is to be told: agreements with the nearest step crossed, and all steps that this covers."""

    recipient: str
    is_escalation: bool = False
    entries: list = field(default_factory=list)

    @property
    def subject(self):
        """What the message is about, in one line."""
        count = len(self.entries)
        if self.is_escalation:
            return ngettext("%d decision is overdue", "%d decisions are overdue", count) % count
        return ngettext("%d agreement asks for a decision", "%d agreements ask for a decision", count) % count


@dataclass
class Entry:
    """One agreement of a digest: the day to decide by, and the steps that the message covers."""

    agreement: Agreement
    decide_by: date
    steps: tuple[int, ...]
    days_left: int


def steps_of(agreement):
    """The steps in days before the day to decide by, those of its type or the usual ones; the largest first."""
    kind = agreement.agreement_type
    return tuple(sorted(kind.reminder_steps, reverse=True)) if kind and kind.reminder_steps else STEPS


def candidates(on):
    """The agreements of which a step may have been crossed on the day `on`: running, awake, not long past."""
    furthest = timedelta(days=max(STEPS[0], 366))
    return (
        Agreement.objects.running(on)
        .awake(on)
        .filter(decide_by_reached(on + furthest), ends_on__gte=since(on), superseded_by__isnull=True)
        .select_related("institution", "agreement_type", "responsible")
        .order_by("ends_on", "pk")
    )


def since(on):
    """The day from which ended agreements are caught up on: the last complete run, at most KEPT_OPEN days ago."""
    earlier = ReminderRun.objects.filter(day__lte=on)
    last = earlier.filter(is_complete=True).first() or earlier.last()
    return max(last.day, on - timedelta(days=KEPT_OPEN)) if last else on


def digests(on):
    """The Digests that are due on the day `on`, as the ledger stands; writes nothing."""
    sent = ledger(on)
    by_person, overdue = {}, Digest(settings.HEAD_EMAIL, is_escalation=True)
    for agreement in candidates(on).iterator(chunk_size=2000):
        decide_by = agreement.decide_by
        crossed = [step for step in steps_of(agreement) if decide_by - timedelta(days=step) <= on]
        recipient = recipient_of(agreement)
        new = [step for step in crossed if (agreement.pk, decide_by, step, recipient) not in sent]
        days_left = (decide_by - on).days
        if recipient and crossed and min(crossed) in new:
            digest = by_person.setdefault(recipient, Digest(recipient))
            digest.entries.append(Entry(agreement, decide_by, tuple(new), days_left))
        is_told = (agreement.pk, decide_by, ESCALATION, settings.HEAD_EMAIL) in sent
        if settings.HEAD_EMAIL and decide_by < on and not is_told:
            overdue.entries.append(Entry(agreement, decide_by, (ESCALATION,), days_left))
    return [*(by_person[recipient] for recipient in sorted(by_person)), *([overdue] if overdue.entries else [])]


def ledger(on):
    """What was sent for days to decide by that still matter on the day `on`: {(agreement, day, step, recipient)}."""
    recent = SentReminder.objects.filter(decide_by__gte=on - timedelta(days=366 * 6))
    return set(recent.values_list("agreement", "decide_by", "step", "recipient"))


def recipient_of(agreement):
    """The address of the person responsible, or the office's."""
    person = agreement.responsible
    return person.email if person and person.is_active and person.email else settings.OFFICE_EMAIL


def message_of(digest, on):
    """A Digest as a message in text and HTML."""
    context = {"digest": digest, "on": on, "base": settings.BASE_URL, "register": settings.REGISTER_NAME}
    message = EmailMultiAlternatives(
        subject=f"{settings.REGISTER_NAME}: {digest.subject}",
        body=render_to_string("partnerships/email/digest.txt", context),
        to=[digest.recipient],
    )
    message.attach_alternative(render_to_string("partnerships/email/digest.html", context), "text/html")
    return message


def send(on):
    """Sends what is due on the day `on`; gives the Digests sent and, for each that failed, a sentence.

    Each message is written to the ledger as soon as the server has taken it, so that a run that breaks off is taken up
    by the next one: what was sent is not sent again, what was not is.
    """
    run = ReminderRun.objects.create(day=on)
    sent, failed = [], []
    with override(settings.LANGUAGE_CODE):
        for digest in digests(on):
            try:
                message_of(digest, on).send()
            except (OSError, SMTPException) as error:
                failed.append(_("%(to)s: %(why)s") % {"to": digest.recipient, "why": error})
                continue
            record(digest)
            sent.append(digest)
    run.messages, run.is_complete = len(sent), not failed
    run.save()
    return sent, failed


def record(digest):
    """Writes a sent Digest to the ledger."""
    with transaction.atomic():
        SentReminder.objects.bulk_create(
            (
                SentReminder(
                    agreement=entry.agreement, decide_by=entry.decide_by, step=step, recipient=digest.recipient
                )
                for entry in digest.entries
                for step in entry.steps
            ),
            batch_size=1000,
            ignore_conflicts=True,
        )


def last_run():
    """The last complete ReminderRun, or None."""
    return ReminderRun.objects.filter(Q(is_complete=True)).first()

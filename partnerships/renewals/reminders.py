"""Reminders by e-mail: one digest for each person, of the steps that were reached and not sent yet."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from partnerships.languages import format_day
from partnerships.models import Agreement, HomeInstitution, Preferences, ReminderRun, RenewalKind, SentReminder
from partnerships.models.deadlines import decide_by_reached
from partnerships.models.vocabularies import NAMES

STEPS = (180, 90, 30, 0)  # days before the day to decide by
ESCALATION = -1
LOCK = 7_346_120  # the number of PostgreSQL's advisory lock for a run
COLUMNS = [
    "register_number",
    "institution__name",
    "agreement_type__name",
    *(f"agreement_type__{column}" for column in NAMES),
    "agreement_type__reminder_steps",
    "ends_on",
    "ends_precision",
    "notice_months",
]


@dataclass
class Entry:
    """One agreement of a digest: the day to decide by, and the steps that the message covers."""

    agreement: Agreement
    decide_by: date
    steps: tuple[int, ...]

    @property
    def what(self) -> str:
        """The agreement in a few words: its register number, institution and type."""
        number = _("No %(number)s") % {"number": self.agreement.register_number}
        parts = [number, self.agreement.institution, self.agreement.agreement_type]
        return ", ".join(str(part) for part in parts if part)

    @property
    def when(self) -> str:
        """The day to decide by, and the end as it is known."""
        return _("decide by %(day)s, ends %(end)s") % {"day": format_day(self.decide_by), "end": self.agreement.ends}

    @property
    def address(self) -> str:
        """The URL of the page where the agreement is renewed or terminated."""
        return settings.BASE_URL + reverse("admin:partnerships_agreement_change", args=[self.agreement.pk])


@dataclass
class Digest:
    """The message to one recipient, about the agreements of its entries."""

    recipient: str
    entries: list[Entry]
    language: str
    is_escalation: bool = False

    @property
    def subject(self) -> str:
        """The subject of the message."""
        count = len(self.entries)
        if self.is_escalation:
            return ngettext("%d decision is overdue", "%d decisions are overdue", count) % count
        return ngettext("%d agreement asks for a decision", "%d agreements ask for a decision", count) % count


def steps_of(agreement):
    """Return the steps of an agreement's type or the usual ones, in days before the day to decide by, largest first."""
    kind = agreement.agreement_type
    return tuple(sorted(kind.reminder_steps, reverse=True)) if kind and kind.reminder_steps else STEPS


def candidates(on):
    """Return the agreements that may have reached a step by the day `on`: undecided, not snoozed, not long ended."""
    furthest = timedelta(days=max(STEPS[0], 366))
    start = caught_up_until(on)
    return (
        Agreement.objects.undecided()
        .not_snoozed(on)
        .filter(decide_by_reached(on + furthest), Q(ends_on__gte=start) | Q(snoozed_until__gt=start))
        .select_related("institution", "agreement_type")
        .only(*COLUMNS)
        .order_by("ends_on", "pk")
    )


def caught_up_until(on):
    """Return the day of the last complete run up to the day `on`; agreements that ended since may still be due."""
    earlier = ReminderRun.objects.filter(day__lte=on)
    last = earlier.filter(is_complete=True).first() or earlier.last()
    return last.day if last else on


def digests(on: date) -> Iterator[Digest]:
    """Yield the Digests that are due on the day `on`, as the ledger stands, one at a time; write nothing."""
    languages = dict(Preferences.objects.exclude(language="").values_list("user__email", "language"))
    for recipient, condition in recipients():
        if entries := due(candidates(on).filter(condition), recipient, on):
            yield Digest(recipient, entries, languages.get(recipient, settings.LANGUAGE_CODE))
    if settings.HEAD_EMAIL and (entries := overdue(on)):
        language = languages.get(settings.HEAD_EMAIL, settings.LANGUAGE_CODE)
        yield Digest(settings.HEAD_EMAIL, entries, language, is_escalation=True)


def recipients():
    """Return [(e-mail address, condition of the agreements)] of all recipients, sorted by address.

    The office gets the agreements of nobody, and of those who have left or have no address.
    """
    users = get_user_model().objects.filter(pk__in=Agreement.objects.order_by().values("responsible"))
    found = {settings.OFFICE_EMAIL: Q(responsible__isnull=True)} if settings.OFFICE_EMAIL else {}
    for user in users:
        if address := (user.email if user.is_active else "") or settings.OFFICE_EMAIL:
            found[address] = found.get(address, Q(pk__in=[])) | Q(responsible=user)
    return sorted(found.items(), key=lambda item: item[0])


def due(agreements, recipient, on):
    """Return the Entries of the `agreements` whose last step reached was not sent to the `recipient` yet."""
    sent, entries = ledger(recipient), []
    for agreement in agreements.iterator(chunk_size=2000):
        decide_by = agreement.decide_by
        reached = [step for step in steps_of(agreement) if decide_by - timedelta(days=step) <= on]
        new = [step for step in reached if (agreement.pk, decide_by, step) not in sent]
        if reached and min(reached) in new:
            entries.append(Entry(agreement, decide_by, tuple(new)))
    return entries


def overdue(on):
    """Return the Entries of decisions that were due before the day `on` and that the head was not told of yet.

    Automatic renewals need no decision.
    """
    sent = ledger(settings.HEAD_EMAIL)
    late = candidates(on).filter(decide_by_reached(on - timedelta(days=1))).exclude(renewal=RenewalKind.AUTOMATIC)
    return [
        Entry(agreement, agreement.decide_by, (ESCALATION,))
        for agreement in late.iterator(chunk_size=2000)
        if (agreement.pk, agreement.decide_by, ESCALATION) not in sent
    ]


def ledger(recipient):
    """Return the set of (agreement's key, day to decide by, step) that a `recipient` was sent."""
    sent = SentReminder.objects.filter(recipient=recipient)
    return set(sent.values_list("agreement", "decide_by", "step").iterator(chunk_size=2000))


@contextmanager
def run_lock() -> Iterator[bool]:
    """Hold the lock of a run of the reminders; yield whether it was free, so that only one run sends at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            is_free = cursor.fetchone()[0]
            try:
                yield is_free
            finally:
                if is_free:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "reminders.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def message_of(digest):
    """Return a Digest as a message in text and HTML, in the recipient's language."""
    home = HomeInstitution.current()
    with override(digest.language):
        context = {"digest": digest, "register": home.full_title}
        message = EmailMultiAlternatives(
            subject=f"{home.register_name}: {digest.subject}",
            body=render_to_string("email/digest.txt", context),
            to=[digest.recipient],
        )
        message.attach_alternative(render_to_string("email/digest.html", context), "text/html")
    return message


def send(on: date) -> tuple[list[str], list[str]]:
    """Send what is due on the day `on`; return a sentence for each message sent, and for each that failed.

    Each message is written to the ledger as soon as the server has taken it, so that the next run continues one that
    broke off: what was sent is not sent again, what was not is.
    """
    run = ReminderRun.objects.create(day=on)
    sent, failed = [], []
    for digest in digests(on):
        try:
            message_of(digest).send()
        except (OSError, SMTPException, ValueError) as error:
            failed.append(_("%(to)s: %(why)s") % {"to": digest.recipient, "why": error})
            continue
        record(digest)
        sent.append(f"{digest.recipient}: {digest.subject}")
    run.messages, run.is_complete = len(sent), not failed
    run.save()
    return sent, failed


def record(digest):
    """Write a sent Digest to the ledger."""
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


def last_runs() -> tuple[ReminderRun | None, ReminderRun | None]:
    """Return the last complete ReminderRun and the last one at all; each may be None."""
    runs = ReminderRun.objects.order_by("-started_at", "-pk")
    return runs.filter(is_complete=True).first(), runs.first()

"""Sending the reminders that are due, each message once."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from partnerships.models import HomeInstitution, ReminderRun, SentReminder

from .digests import Digest, host
from .reminders import digests, recipients

TRIES, PAUSE = 3, 5  # how often a busy database is asked, and the seconds between
MISSED = timedelta(hours=26)  # since the start of the last run: a day, and what one may start later
LOCK = 7_346_120  # the number of PostgreSQL's advisory lock for a run


@contextmanager
def run_lock() -> Iterator[bool]:
    """Hold the lock of a run of the reminders; yield whether it was free, so that only one run sends at a time."""
    if connection.vendor == "postgresql":
        with closing(connection.copy()) as beside:  # in a transaction, which keeps a connection also behind a pooler
            beside.set_autocommit(False)
            with beside.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
                yield cursor.fetchone()[0]
            beside.rollback()
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "reminders.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def message_of(digest: Digest) -> EmailMultiAlternatives:
    """Return a Digest as a message in text and HTML, in the recipient's language."""
    home = HomeInstitution.current()
    with override(digest.language):
        context = {"digest": digest, "register": home.full_title}
        message = EmailMultiAlternatives(
            subject=f"{home.register_name}: {digest.subject}",
            body=render_to_string("email/digest.txt", context),
            to=[digest.recipient],
            headers={
                "Message-ID": digest.message_id,
                "Auto-Submitted": "auto-generated",  # no machine answers it (RFC 3834)
                "List-ID": f"<reminders.{host()}>",
                "List-Help": f"<{settings.BASE_URL}{reverse('admin:partnerships_preferences')}>",  # RFC 2369
            },
        )
        message.attach_alternative(render_to_string("email/digest.html", context), "text/html")
    return message


def send(on: date) -> tuple[list[str], list[str]]:
    """Send what is due on the day `on`; return a sentence for each message sent, and for each that failed.

    Each message is written to the ledger before it is sent, and noted as sent as soon as the server has taken it. Where
    a run breaks off between, the next one sends the same message with the same Message-ID, and no other for its steps.
    """
    run = tried_again(ReminderRun.objects.create, day=on)
    tried_again(forget_unknown, on)
    sent, failed = [], []
    for digest in tried_again(lambda: list(digests(on))):
        try:
            message = message_of(digest)
            tried_again(record, digest)
            message.send()
            tried_again(note_sent, digest)
        except (OSError, SMTPException, ValueError, OperationalError) as error:
            failed.append(_("%(to)s: %(why)s") % {"to": digest.recipient, "why": error})
            continue
        sent.append(f"{digest.recipient}: {digest.subject}")
    run.messages, run.is_complete = len(sent), not failed
    tried_again(run.save)
    return sent, failed


def tried_again(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what `act` returns with some arguments; where the database is busy, after a pause, up to TRIES times.

    Raises OperationalError where it is busy still.
    """
    for _attempt in range(TRIES - 1):
        try:
            return act(*args, **kwargs)
        except OperationalError:
            time.sleep(PAUSE)
    return act(*args, **kwargs)


def record(digest: Digest) -> None:
    """Write a Digest that is about to be sent to the ledger."""
    message_id = digest.message_id  # made of all its entries, so not once for each of them
    with transaction.atomic():
        SentReminder.objects.bulk_create(
            (
                SentReminder(
                    agreement=entry.agreement,
                    decide_by=entry.decide_by,
                    step=step,
                    is_review=entry.is_review,
                    recipient=digest.recipient,
                    message_id=message_id,
                )
                for entry in digest.entries
                for step in entry.steps
            ),
            batch_size=1000,
            ignore_conflicts=True,
        )


def note_sent(digest: Digest) -> None:
    """Note in the ledger that the server has taken a Digest."""
    steps = SentReminder.objects.filter(recipient=digest.recipient, message_id=digest.message_id)
    steps.update(sent_at=timezone.now())


def last_runs() -> tuple[ReminderRun | None, ReminderRun | None]:
    """Return the last complete ReminderRun and the last one at all; each may be None."""
    runs = ReminderRun.objects.order_by("-started_at", "-pk")
    return runs.filter(is_complete=True).first(), runs.first()


def is_late(complete: ReminderRun | None) -> bool:
    """Return whether a daily run was missed since the last complete one."""
    return complete is None or complete.started_at < timezone.now() - MISSED


def forget_unknown(on):
    """Take from the ledger what was maybe never sent to those who are written to no longer; others are told of it."""
    unsent = SentReminder.objects.filter(sent_at=None)
    if not unsent.exists():
        return
    known = [settings.HEAD_EMAIL, *(recipient for recipient, _condition in recipients(on))]
    unsent.exclude(recipient__in=known).delete()

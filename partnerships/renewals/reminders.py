"""Which reminders are due: one digest for each person, of the steps that were reached and not sent yet."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import make_msgid
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.countries import country_name
from partnerships.languages import format_day
from partnerships.models import Agreement, Preferences, ReminderRun, RenewalKind, SentReminder
from partnerships.models.deadlines import decide_by_reached
from partnerships.models.vocabularies import NAMES

STEPS = (180, 90, 30, 0)  # days before the day to decide by
ESCALATION = -1
MOST_NAMED = 100  # agreements of one message
MESSAGE = attrgetter("recipient", "message_id")
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
]


@dataclass
class Entry:
    """One agreement of a digest: the day to decide by, the steps that it covers, and the day that it is made for."""

    agreement: Agreement
    decide_by: date
    steps: tuple[int, ...]
    on: date

    @property
    def what(self) -> str:
        """The agreement in a few words: its register number, institution, country and type."""
        number = _("No %(number)s") % {"number": self.agreement.register_number}
        institution = self.agreement.institution
        parts = [number, institution, country_name(institution.country), self.agreement.agreement_type]
        return ", ".join(str(part) for part in parts if part)

    @property
    def when(self) -> str:
        """The day to decide by, how far it is from the day of the message, and the end as it is known."""
        facts = {
            "day": format_day(self.decide_by),
            "end": self.agreement.ends,
            "days": days_until(self.decide_by, self.on),
        }
        return _("decide by %(day)s (%(days)s), ends %(end)s") % facts

    @property
    def what_to_do(self) -> str:
        """What the office can do about it, as a sentence."""
        if self.agreement.renewal == RenewalKind.AUTOMATIC:
            return _("It renews itself unless it is terminated by then.")
        return _("Renew it, terminate it, or record that it has ended.")

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
    known_as: str = ""  # the Message-ID that an earlier run gave it

    @property
    def message_id(self) -> str:
        """The Message-ID, the same for the same recipient, agreements and steps."""
        if self.known_as:
            return self.known_as
        steps = sorted((each.agreement.pk, each.decide_by.isoformat(), *each.steps) for each in self.entries)
        digest = hashlib.sha256(repr((self.recipient, steps)).encode()).hexdigest()
        return f"<{digest[:32]}@{host()}>"

    @property
    def named(self) -> list[Entry]:
        """The entries that the message names: the first MOST_NAMED."""
        return self.entries[:MOST_NAMED]

    @property
    def others(self) -> int:
        """How many entries the message does not name."""
        return max(0, len(self.entries) - MOST_NAMED)

    @property
    def worklist(self) -> str:
        """The URL of the worklist."""
        return settings.BASE_URL + reverse("admin:index")

    @property
    def subject(self) -> str:
        """The subject of the message."""
        count = len(self.entries)
        if self.is_escalation:
            return ngettext("%d decision is overdue", "%d decisions are overdue", count) % count
        return ngettext("%d agreement asks for a decision", "%d agreements ask for a decision", count) % count


def days_until(day: date, on: date) -> str:
    """Return in words how far a `day` is from the day `on`."""
    days = (day - on).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %d day", "in %d days", days) % days
    return ngettext("%d day ago", "%d days ago", -days) % -days


def host() -> str:
    """Return the host of the register, as its e-mails name it."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def steps_of(agreement):
    """Return the steps of an agreement's type or the usual ones, in days before the day to decide by, largest first."""
    kind = agreement.agreement_type
    return tuple(sorted(kind.reminder_steps, reverse=True)) if kind and kind.reminder_steps else STEPS


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
    furthest = timedelta(days=max(STEPS[0], 366))
    return (
        Agreement.objects.undecided()
        .not_snoozed(on)
        .filter(decide_by_reached(on + furthest))
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
    """Yield the Digests that are due on the day `on`, as the ledger stands, one at a time; write nothing.

    The first are those of which an earlier run does not know whether they were sent.
    """
    languages = dict(Preferences.objects.exclude(language="").values_list("user__email", "language"))
    start, told = caught_up_until(on), told_for_each_other()
    late = late_when_added(on, start)
    yield from unsent(on, languages)
    for recipient, condition in recipients(on):
        agreements = candidates(on, start).filter(condition) | late.filter(condition)
        if entries := due(agreements, recipient, on, told):
            yield Digest(recipient, entries, languages.get(recipient, settings.LANGUAGE_CODE))
    if settings.HEAD_EMAIL and (entries := overdue(on, start)):
        language = languages.get(settings.HEAD_EMAIL, settings.LANGUAGE_CODE)
        yield Digest(settings.HEAD_EMAIL, entries, language, is_escalation=True)


def unsent(on, languages):
    """Yield the Digests that were written to the ledger and maybe never sent, less what has been decided since."""
    steps = SentReminder.objects.filter(sent_at=None, agreement__in=Agreement.objects.undecided().not_snoozed(on))
    steps = steps.select_related("agreement__institution", "agreement__agreement_type")
    for key, rows in groupby(steps.order_by("message_id", "agreement__ends_on", "agreement", "-step"), MESSAGE):
        recipient, message_id, is_escalation = key[0], key[1], False
        entries = []
        for (agreement, day), own in groupby(rows, lambda row: (row.agreement, row.decide_by)):
            reached = tuple(row.step for row in own)
            is_escalation = ESCALATION in reached
            if agreement.decide_by == day:
                entries.append(Entry(agreement, day, reached, on))
        if entries:
            language = languages.get(recipient, settings.LANGUAGE_CODE)
            yield Digest(recipient, entries, language, is_escalation, known_as=message_id)


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
        Entry(agreement, agreement.decide_by, (), on)
        for agreement in undecided_on(on).filter(own)
        if agreement.decide_by - timedelta(days=max(steps_of(agreement))) <= on
    ]
    languages = dict(Preferences.objects.filter(user=user).values_list("user__email", "language"))
    language = languages.get(user.email) or settings.LANGUAGE_CODE
    return Digest(user.email, entries, language, known_as=make_msgid(domain=host())) if entries else None


def due(agreements, recipient, on, told):
    """Return the Entries of the `agreements` whose last step reached was not sent to the `recipient` yet.

    Of what a substitute or who they stand in for was `told`, the other is not told again.
    """
    own, entries = ledger(recipient), []
    for agreement in agreements.iterator(chunk_size=2000):
        sent, decide_by = told.get(agreement.responsible_id, own), agreement.decide_by
        reached = [step for step in steps_of(agreement) if decide_by - timedelta(days=step) <= on]
        new = [step for step in reached if (agreement.pk, decide_by, step) not in sent]
        if reached and min(reached) in new:
            entries.append(Entry(agreement, decide_by, tuple(new), on))
    return entries


def told_for_each_other():
    """Return {person's key: what they or their substitute were sent, as `ledger` says it} of who has a substitute."""
    pairs = Preferences.objects.exclude(substitute=None).values_list("user", "user__email", "substitute__email")
    return {user: ledger(own) | ledger(other) for user, own, other in pairs}


def overdue(on, start):
    """Return the Entries of decisions that were due before the day `on` and that the head was not told of yet.

    Automatic renewals need no decision.
    """
    sent = ledger(settings.HEAD_EMAIL)
    late = (
        candidates(on, start).filter(decide_by_reached(on - timedelta(days=1))).exclude(renewal=RenewalKind.AUTOMATIC)
    )
    return [
        Entry(agreement, agreement.decide_by, (ESCALATION,), on)
        for agreement in late.iterator(chunk_size=2000)
        if (agreement.pk, agreement.decide_by, ESCALATION) not in sent
    ]


def ledger(recipient):
    """Return the set of (agreement's key, day to decide by, step) that a `recipient` was sent."""
    sent = SentReminder.objects.filter(recipient=recipient)
    return set(sent.values_list("agreement", "decide_by", "step").iterator(chunk_size=2000))

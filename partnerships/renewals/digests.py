"""Digests: what a message to one recipient says of each agreement that it names."""

import hashlib
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from partnerships.countries import country_name
from partnerships.languages import format_day
from partnerships.models import Agreement, RenewalKind

MOST_NAMED = 100  # agreements of one message


@dataclass
class Entry:
    """One agreement of a digest: the day to decide by, the steps that it covers, and the day that it is made for.

    Where it is about the next review, `decide_by` is the day of that.
    """

    agreement: Agreement
    decide_by: date
    steps: tuple[int, ...]
    on: date
    is_review: bool = False

    @property
    def kind(self) -> tuple[str, ...]:
        """What tells it from an entry about an end, in the Message-ID."""
        return ("review",) if self.is_review else ()

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
        if self.is_review:
            return _("review it by %(day)s (%(days)s)") % facts
        return _("decide by %(day)s (%(days)s), end: %(end)s") % facts

    @property
    def what_to_do(self) -> str:
        """What the office can do about it, as a sentence."""
        if self.is_review:
            return _("Review it: does it go on?")
        if self.agreement.renewal == RenewalKind.AUTOMATIC:
            return _("It renews itself unless it is terminated by then.")
        return _("Renew it, terminate it, or record that it has ended.")

    @property
    def address(self) -> str:
        """The URL of the page where the agreement is renewed or terminated, or where a review of it is recorded."""
        name = "admin:partnerships_agreement_review" if self.is_review else "admin:partnerships_agreement_change"
        return settings.BASE_URL + reverse(name, args=[self.agreement.pk])


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
        entries = sorted(self.entries, key=lambda each: (each.agreement.pk, each.decide_by, each.is_review))
        steps = [(each.agreement.pk, each.decide_by.isoformat(), *each.kind, *each.steps) for each in entries]
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
    def is_only_reviews(self) -> bool:
        """Whether all that it asks for is a review."""
        return bool(self.entries) and all(each and each.is_review for each in self.entries)

    @property
    def has_reviews(self) -> bool:
        """Whether it asks for a review of some agreement."""
        return any(each.is_review for each in self.entries)

    @property
    def subject(self) -> str:
        """The subject of the message."""
        count = len(self.entries)
        if self.is_only_reviews and self.is_escalation:
            return ngettext("%d review is overdue", "%d reviews are overdue", count) % count
        if self.is_only_reviews:
            return ngettext("%d agreement: does it go on?", "%d agreements: do they go on?", count) % count
        if self.is_escalation:
            return ngettext("%d decision is overdue", "%d decisions are overdue", count) % count
        return ngettext("%d agreement asks for a decision", "%d agreements ask for a decision", count) % count


def days_until(day: date, on: date) -> str:
    """Return in words how far a `day` is from the day `on`."""
    days = (day - on).days
    if days == 0:
        return pgettext("so many days", "today")
    if days > 0:
        return ngettext("in %d day", "in %d days", days) % days
    return ngettext("%d day ago", "%d days ago", -days) % -days


def host() -> str:
    """Return the host of the register, as its e-mails name it."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"

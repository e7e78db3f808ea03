"""What several tests of reminders need: a day, addresses, persons, and what is due."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model

from partnerships.renewals.reminders import digests

ON = date(2026, 3, 31)
OFFICE, HEAD = "office@example.org", "head@example.org"


def person(name):
    """Return a new account with an e-mail address."""
    return get_user_model().objects.create_user(name, email=f"{name}@example.org")


def due(on=ON):
    """Return what the digests of a day say: [(recipient, [(key of an agreement, steps)])]."""
    return [
        (digest.recipient, [(entry.agreement.pk, entry.steps) for entry in digest.entries]) for digest in digests(on)
    ]


def in_days(days):
    """Return a day that comes so many days after ON, as text."""
    return (ON + timedelta(days=days)).isoformat()

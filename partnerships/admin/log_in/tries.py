"""Tries to log in: each is recorded before it is looked at, and after some wrong ones the next has to wait.

The records are in the database, so that several servers count together.
"""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Max, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.client_addresses import client_address, network_of
from partnerships.models import LogIn
from partnerships.models.log_ins import LogInQuerySet, key_of

FREE_OF_ACCOUNT = 5  # wrong tries within a day after which the first wait comes
FREE_OF_ADDRESS = 10  # more, since a whole office may have one address
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]  # one longer than the other, then a day


def wait_after(tries: LogInQuerySet, free: int) -> datetime | None:
    """Return until when one waits after some wrong `tries`, of which all but a few are `free`."""
    counted = tries.aggregate(number=Count("pk"), last=Max("at"))
    step = counted["number"] - free
    if step < 0:
        return None
    return counted["last"] + (WAITS[step] if step < len(WAITS) else timedelta(days=1))


def waits_until(key: str, network: str, now: datetime, besides: int | None = None) -> datetime | None:
    """Return until when no try under the name of a `key` from a `network` is looked at; None if the next one is.

    From where the person has logged in before, only the wrong tries from there count, so that strangers lock nobody
    out. `besides` is the try that is asked about.
    """
    wrong = LogIn.objects.counted(now).exclude(pk=besides)
    of_account = wrong.filter(key=key)
    if network and LogIn.objects.filter(key=key, network=network, outcome=LogIn.Outcome.IN).exists():
        of_account = of_account.filter(network=network)
    ends = [wait_after(of_account, FREE_OF_ACCOUNT)]
    if network:
        ends.append(wait_after(wrong.filter(network=network), FREE_OF_ADDRESS))
    return max((end for end in ends if end and end > now), default=None)


def begin_try(request: HttpRequest, name: str, way: str) -> LogIn:
    """Record a try under a `name`, as a wrong one until it proves right, and return it.

    Raise a ValidationError that says when the next try is looked at, where this one comes too soon. The record comes
    first, so that many tries at one moment see each other.
    """
    now, address = timezone.now(), client_address(request)
    user = get_user_model().objects.filter(username=name).first()
    attempt = LogIn.objects.create(
        at=now,
        user=user,
        name=user.get_username() if user else "",
        key=key_of(name),
        address=address or None,
        network=network_of(address),
        way=way,
    )
    until = waits_until(attempt.key, attempt.network, now, besides=attempt.pk)
    if until is None:
        return attempt
    attempt.delete()
    concerned = Q(key=attempt.key) | Q(network=attempt.network) if attempt.network else Q(key=attempt.key)
    last = LogIn.objects.counted(now).filter(concerned).values("pk").first()
    LogIn.objects.filter(pk=last and last["pk"]).update(turned_away=F("turned_away") + 1)
    raise ValidationError(too_soon(until), code="too_soon")


def free_try(request: HttpRequest, way: str) -> LogIn:
    """Return the record, which is not kept yet, of a try of a `way` that nobody can guess, and nobody waits for."""
    address = client_address(request)
    return LogIn(address=address or None, network=network_of(address), way=way, counts=False)


def too_soon(until: datetime) -> str:
    """Return the sentence for somebody who has to wait `until` a moment."""
    moment = timezone.localtime(until + timedelta(minutes=1))  # a minute is written without its seconds
    day = "" if moment.date() == timezone.localdate() else f"{date_format(moment, 'SHORT_DATE_FORMAT')} "
    return _("There were too many wrong tries. The next one is looked at from %(time)s on.") % {
        "time": f"{day}{moment:%H:%M}"
    }


def came_in(attempt: LogIn, user: User) -> None:
    """Record that a try was right: the wrong ones before from there are forgiven, and what is old goes."""
    attempt.user, attempt.name, attempt.outcome = user, user.get_username(), LogIn.Outcome.IN
    attempt.key = key_of(attempt.name)
    attempt.save()
    LogIn.objects.filter(key=attempt.key, network=attempt.network).forgive()
    now = timezone.now()
    LogIn.objects.too_old(now).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def end_waiting(user: User) -> None:
    """Let a `user` try again at once."""
    LogIn.objects.filter(key=key_of(user.get_username())).forgive()

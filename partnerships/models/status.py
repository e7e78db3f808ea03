"""The status of an agreement on a given day, and the conditions that it is computed from."""

import calendar
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .deadlines import decide_by_reached

LONGEST_NOTICE = 60  # months


class Status(models.TextChoices):
    """What an agreement is on a given day; computed, never stored."""

    NOT_STARTED = "not-started", _("not started")
    IN_FORCE = "in-force", _("in force")
    ENDING = "ending", _("ending")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("terminated")
    RESTING = "resting", _("resting")
    RENEWED = "renewed-automatically", _("renewed automatically")
    END_NOT_RECORDED = "end-not-recorded", _("end not recorded")


class Validity(models.TextChoices):
    """For how long an agreement was made."""

    FIXED = "fixed", _("until its end date")
    OPEN_ENDED = "open-ended", _("open-ended")
    NOT_RECORDED = "not-recorded", _("not recorded")


class RenewalKind(models.TextChoices):
    """What happens when an agreement reaches its end."""

    NONE = "none", pgettext_lazy("renewal", "none")
    ON_REQUEST = "on-request", _("on request")
    AUTOMATIC = "automatic", _("automatic")


def months_before(day: date, months: int) -> date:
    """Return the `day` that many `months` before, or the month's last where it is shorter (31 March: 28 February)."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def status_expression(on: date) -> Case:
    """Return the status on the day `on` as a queryset expression; `Agreement.status_on` is its equal."""
    return Case(
        When(terminated_on__lte=on, then=Value(Status.TERMINATED.value)),
        When(
            Q(starts_on__gt=on) | Q(starts_on__isnull=True, signed_on__gt=on),
            then=Value(Status.NOT_STARTED.value),
        ),
        When(Q(ends_on__lt=on) & ~Q(renewal=RenewalKind.AUTOMATIC), then=Value(Status.ENDED.value)),
        When(rests_on(on), then=Value(Status.RESTING.value)),
        When(validity=Validity.OPEN_ENDED, then=Value(Status.IN_FORCE.value)),
        When(ends_on__isnull=True, then=Value(Status.END_NOT_RECORDED.value)),
        When(ends_on__lt=on, then=Value(Status.RENEWED.value)),
        When(notice_reached(on), then=Value(Status.ENDING.value)),
        default=Value(Status.IN_FORCE.value),
        output_field=models.CharField(),
    )


def rests_on(on: date) -> Q:
    """Return the condition that the day `on` lies in a rest, on its first day or its last, too."""
    return Q(rests_from__lte=on) & (Q(rests_until__isnull=True) | Q(rests_until__gte=on))


def notice_reached(on: date) -> Q:
    """Return the condition that an end lies inside the warning window on the day `on`, or inside its notice period."""
    return Q(ends_on__lte=on + timedelta(days=settings.WARNING_DAYS)) | decide_by_reached(on)

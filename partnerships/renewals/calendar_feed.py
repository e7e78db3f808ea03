"""The calendar feed of a member of staff: the days to decide by and the ends of their agreements (RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from partnerships.models import Agreement, HomeInstitution

SHOWN_BACK = 366  # days that past and cancelled entries stay in the calendar
ALARM_DAYS = 7


def calendar_of(user: User) -> bytes:
    """Return the calendar of a `user` as the bytes of an .ics file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Register of international agreements//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", HomeInstitution.current().full_title)
    for agreement in agreements_of(user):
        if agreement.decide_by != agreement.ends_on:
            calendar.add_component(entry(agreement, "decide", agreement.decide_by, _("Decide: %s") % agreement))
        calendar.add_component(entry(agreement, "end", agreement.ends_on, _("Ends: %s") % agreement))
    return calendar.to_ical()


def agreements_of(user):
    """Return the agreements with an end that a `user` is responsible for, each with the number of its versions."""
    since = timezone.localdate() - timedelta(days=SHOWN_BACK)
    mine = Agreement.objects.filter(responsible=user, ends_on__gte=since)
    versions = Agreement.history.filter(id=OuterRef("pk")).order_by().values("id").annotate(number=Count("pk"))
    counted = mine.annotate(versions=Coalesce(Subquery(versions.values("number")), 0))
    return counted.select_related("institution", "agreement_type").order_by("pk")


def entry(agreement, kind, day, summary):
    """Return one whole-day entry; its UID stays, its SEQUENCE grows with each change, a termination cancels it."""
    event = Event()
    host = urlsplit(settings.BASE_URL).hostname or "register"
    event.add("uid", f"agreement-{agreement.pk}-{kind}@{host}")
    event.add("sequence", agreement.versions)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("url", settings.BASE_URL + reverse("admin:partnerships_agreement_change", args=[agreement.pk]))
    event.add("transp", "TRANSPARENT")
    if agreement.terminated_on:
        event.add("status", "CANCELLED")
        return event
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(days=-ALARM_DAYS))
    event.add_component(alarm)
    return event

"""Calendar files (RFC 5545): whole-day entries, byte for byte the same while what they tell does not change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from partnerships.letters import only_printable

MEDIA_TYPE = "text/calendar; charset=utf-8"
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)  # the last change of what has no history
ALARM = timedelta(days=-7)


@dataclass(frozen=True)
class Entry:
    """A day in a calendar; `changed` is the moment of the last change of what it tells, `sequence` grows with each.

    Programs keep it under its `uid`, and take it out where it is cancelled.
    """

    uid: str
    day: date
    summary: str
    url: str
    changed: datetime
    sequence: int
    is_cancelled: bool = False
    description: str = ""
    has_alarm: bool = False


def calendar_file(entries: Iterable[Entry], name: str = "", language: str = "en") -> bytes:
    """Return the .ics file of some `entries`, each under a UID of its own; the calendar's `name` may be empty."""
    calendar = Calendar()
    calendar.add("prodid", "-//Register of international agreements//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", one_line(name))
    for entry in entries:
        calendar.add_component(event_of(entry, language))
    if not calendar.subcomponents:  # a calendar has at least one
        calendar.add_component(Timezone.from_tzid("UTC"))
    return calendar.to_ical()


def event_of(entry: Entry, language: str) -> Event:
    """Return an Entry as a component of a calendar."""
    event, said = Event(), {"language": language}
    changed = (entry.changed or OLDEST).astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", one_line(entry.summary), said)
    if entry.description:
        event.add("description", only_printable(entry.description, "\n"), said)
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.has_alarm and not entry.is_cancelled:
        event.add_component(alarm_of(entry))
    return event


def alarm_of(entry: Entry) -> Alarm:
    """Return what reminds of an Entry some days before it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(entry.summary))
    alarm.add("trigger", ALARM)
    return alarm


def one_line(text: str) -> str:
    """Return a `text` on one line, without what no calendar may hold."""
    return only_printable(text, " ")

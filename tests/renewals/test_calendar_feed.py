"""The calendar of a member of staff, and of a unit: what it tells, and whether other programs can read it."""

import re
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import vobject
from django.contrib.auth import get_user_model
from django.utils import timezone
from icalendar import Calendar

from partnerships.models import CalendarToken, Preferences, Unit
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def token(admin_user):
    return CalendarToken.objects.create(user=admin_user).token


def entries(client, token):
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def ends_in(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_the_day_to_decide_by_and_the_end_are_entries_with_alarms(client, token, admin_user, settings):
    settings.BASE_URL = "https://register.example.org"
    mine = make_agreement(ends="2035-08-31", notice_months=6, responsible=admin_user)
    make_agreement(ends="2035-08-31")

    found = entries(client, token)

    decide = found[f"agreement-{mine.pk}-decide@register.example.org"]
    end = found[f"agreement-{mine.pk}-end@register.example.org"]
    assert len(found) == 2
    assert (decide["dtstart"].dt, end["dtstart"].dt) == (date(2035, 2, 28), date(2035, 8, 31))
    assert decide.walk("VALARM")[0]["trigger"].dt == timedelta(days=-7)
    assert str(end["status"]) == "CONFIRMED"


def test_a_change_keeps_the_entry_and_raises_its_sequence(client, token, admin_user):
    mine = make_agreement(ends=ends_in(100), responsible=admin_user)
    (uid, before) = next(iter(entries(client, token).items()))
    mine.notes = "x"
    mine.save()

    after = entries(client, token)[uid]

    assert after["sequence"] > before["sequence"]


def test_a_termination_cancels_the_entry(client, token, admin_user):
    make_agreement(
        ends=ends_in(100), responsible=admin_user, terminated_on=timezone.localdate(), termination_reason="x"
    )

    assert [str(event["status"]) for event in entries(client, token).values()] == ["CANCELLED"]


def test_a_wrong_or_revoked_token_is_not_found(client, admin_client, token):
    assert client.get("/calendar/wrong.ics").status_code == 404

    admin_client.post("/admin/calendar/", {"revoke": "yes"})

    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_new_address_replaces_the_old_one(admin_client, token):
    page = admin_client.post("/admin/calendar/", {"make": "yes"}, follow=True)

    new = CalendarToken.objects.get().token
    assert new != token
    assert f"/calendar/{new}.ics" in page.text


def test_an_account_that_was_closed_has_no_calendar(client, token):
    get_user_model().objects.update(is_active=False)

    assert client.get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize(("language", "month"), [("az", "oktyabr 2020"), ("", "October 2020")])
def test_a_calendar_is_in_the_persons_language(client, token, admin_user, monkeypatch, language, month):
    monkeypatch.setattr(get_user_model(), "preferences", SimpleNamespace(language=language), raising=False)
    make_agreement(ends="2035-08-31", signed="2020-10", responsible=admin_user)

    assert [str(entry["summary"])[-12:] for entry in entries(client, token).values()] == [month]


LINE = re.compile(r"[A-Z-]+(?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*:[^\x00-\x08\x0a-\x1f\x7f]*")
REQUIRED = {"UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "URL", "STATUS", "SEQUENCE", "TRANSP"}


def unfolded(content):
    """Check the lines of a calendar file as RFC 5545 has them, and return them unfolded."""
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    texts = "\r\n".join(line.decode() for line in lines).replace("\r\n ", "").split("\r\n")
    assert [text for text in texts if not LINE.fullmatch(text)] == []
    return texts


def test_a_calendar_is_strictly_as_the_standard_has_it(client, token, admin_user):
    university = make_institution("Казанский федеральный университет, имени; Лобачевского \\ Ульянова " * 5, "RU")
    law = make_unit("Faculty of Law; Economics, and so on")
    common = {"institution": university, "responsible": admin_user, "unit": law}
    reason = "war, \n sanctions; \x0b no \\ contact"
    make_agreement(ends="2035-08-31", notice_months=6, review_on=date(2030, 1, 1), **common)
    make_agreement(ends="2036", rests_from=date(2035, 2, 1), rest_reason=reason, renewal="automatic", **common)
    make_agreement(ends=ends_in(9), terminated_on=timezone.localdate(), termination_reason="x", **common)

    content = client.get(f"/calendar/{token}.ics").content

    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN", "PRODID:-//Register of international agreements//EN"} <= {*lines[1:4]}
    events = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    uids = [event.partition("UID:")[2].partition("\n")[0] for event in events]
    assert len(uids) == len(set(uids)) == 5
    for event in events:
        own = re.split("BEGIN:VALARM|END:VEVENT", event)[0]
        names = Counter(re.match("[A-Z-]+", line)[0] for line in own.splitlines())
        assert REQUIRED <= names.keys() <= REQUIRED | {"DESCRIPTION"}
        assert set(names.values()) == {1}
        assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z$", own, re.MULTILINE)
        assert re.search(r"^DTSTART;VALUE=DATE:\d{8}$", own, re.MULTILINE)
    alarms = "\n".join(lines).split("BEGIN:VALARM\n")[1:]
    assert len(alarms) == 4
    assert all({"ACTION:DISPLAY", "TRIGGER:-P7D"} < set(alarm.splitlines()) for alarm in alarms)
    assert "\\nrests from 1 February 2035: war\\, \\n sanctions\\;   no \\\\ contact\\n" in "\n".join(lines)


def test_two_programs_read_the_same_calendar(client, token, admin_user):
    make_agreement(ends="2035-08-31", notice_months=6, responsible=admin_user, signed="2020-10")
    make_agreement(make_institution("Kazan; Federal, University", "RU"), ends="2036", responsible=admin_user)

    content = client.get(f"/calendar/{token}.ics").content

    theirs = vobject.readOne(content.decode())
    theirs.validate(raiseException=True)
    ours = Calendar.from_ical(content)
    assert ours.errors == []
    assert [
        (event.uid.value, event.summary.value, event.dtstart.value, event.description.value, event.valarm.trigger.value)
        for event in theirs.vevent_list
    ] == [
        (str(event["uid"]), str(event["summary"]), event["dtstart"].dt, str(event["description"]), timedelta(days=-7))
        for event in ours.walk("VEVENT")
    ]
    assert [event.summary.value for event in theirs.vevent_list] == [
        "Decide: Technical University of Varna, MoU, October 2020",
        "Ends: Technical University of Varna, MoU, October 2020",
        "Ends in 2036: Kazan; Federal, University, MoU, October 2020",
    ]


def test_a_calendar_without_entries_can_be_read_too(client, token):
    content = client.get(f"/calendar/{token}.ics").content

    unfolded(content)
    assert vobject.readOne(content.decode()).validate(raiseException=True)
    assert Calendar.from_ical(content).walk("VEVENT") == []


def test_the_file_stays_the_same_until_something_changes(client, token, admin_user):
    mine = make_agreement(ends="2035-08-31", responsible=admin_user)
    address = f"/calendar/{token}.ics"
    first = client.get(address)

    again = client.get(address)
    known = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.content == first.content
    assert (known.status_code, known.content) == (304, b"")
    changed = mine.history.latest().history_date.strftime("%Y%m%dT%H%M%SZ")
    assert all(f"\r\n{name}:{changed}\r\n" in first.text for name in ("DTSTAMP", "LAST-MODIFIED"))
    mine.notice_months = 3
    mine.save()
    now = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (now.status_code, now.content == first.content) == (200, False)


@pytest.mark.parametrize(
    ("fields", "summary"),
    [
        ({"ends": "2035"}, "Ends in 2035: "),
        ({"ends": "2035-05"}, "Ends in May 2035: "),
        ({"ends": "2035-05-31"}, "Ends: "),
        ({"ends": "2035", "renewal": "automatic"}, "Renews itself in 2035: "),
        ({"ends": "2035-05-31", "renewal": "automatic"}, "Renews itself: "),
    ],
)
def test_an_end_is_said_as_far_as_it_is_known(client, token, admin_user, fields, summary):
    mine = make_agreement(responsible=admin_user, **fields)

    assert [str(entry["summary"]) for entry in entries(client, token).values()] == [f"{summary}{mine}"]


def test_a_day_to_decide_by_before_a_year_says_so(client, token, admin_user):
    mine = make_agreement(responsible=admin_user, ends="2035", notice_months=6)

    said = [str(entry["summary"]) for entry in entries(client, token).values()]

    assert said == [f"Decide: {mine}, ends in 2035", f"Ends in 2035: {mine}"]


@pytest.mark.parametrize(
    ("until", "words"), [("2036-01-31", "rests until 31 January 2036"), (None, "rests since 1 May 2035")]
)
def test_what_rests_on_its_day_says_so(client, token, admin_user, until, words):
    rest = {
        "rests_from": date(2035, 5, 1),
        "rests_until": until and date.fromisoformat(until),
        "rest_reason": "no funds",
    }
    mine = make_agreement(responsible=admin_user, ends="2035-08-31", notice_months=6, **rest)

    said = [str(entry["summary"]) for entry in entries(client, token).values()]

    assert said == [f"Decide: {mine}", f"Ends: {mine}, {words}"]


@pytest.mark.parametrize(
    ("ends", "renewal", "count"),
    [(None, "none", 1), ("2040", "none", 1), ("2029", "none", 0), ("2029", "automatic", 1)],
)
def test_the_next_review_is_an_entry_while_the_agreement_runs(client, token, admin_user, ends, renewal, count):
    mine = make_agreement(responsible=admin_user, ends=ends, renewal=renewal, review_on=date(2030, 4, 5))

    found = [event for uid, event in entries(client, token).items() if "-review@" in uid]

    assert [(str(event["summary"]), event["dtstart"].dt) for event in found] == [
        (f"Review: {mine}", date(2030, 4, 5))
    ] * count


def test_a_superseded_agreement_is_cancelled_and_each_change_of_that_raises_the_sequence(client, token, admin_user):
    mine = make_agreement(ends="2035-08-31", responsible=admin_user, review_on=date(2030, 4, 5))
    seen = []

    def review():
        for event in entries(client, token).values():
            seen.append((str(event["status"]), event["sequence"]))

    review()
    later = make_agreement(supersedes=mine)
    review()
    later.supersedes = None
    later.save()
    review()
    later.delete()
    review()

    assert [status for status, _number in seen] == ["CONFIRMED"] * 2 + ["CANCELLED"] * 2 + ["CONFIRMED"] * 4
    numbers = [number for _status, number in seen[::2]]
    assert numbers == sorted(set(numbers))


def test_a_unit_has_a_calendar_with_those_of_its_parts_under_the_persons_address(client, token, admin_user):
    law = make_unit("Faculty of Law")
    chair = Unit.objects.create(name="Chair of Civil Law", parent=law)
    theirs = [make_agreement(ends="2035-08-31", unit=law), make_agreement(ends="2036-08-31", unit=chair)]
    make_agreement(ends="2037-08-31", responsible=admin_user)

    answer = client.get(f"/calendar/{token}.ics?unit={law.pk}")

    calendar = Calendar.from_ical(answer.content)
    assert [event["dtstart"].dt for event in calendar.walk("VEVENT")] == [each.ends_on for each in theirs]
    assert str(calendar["x-wr-calname"]).endswith(" – Faculty of Law")
    for unit in ("0", "x", "²", "", "9" * 30):
        assert client.get(f"/calendar/{token}.ics?unit={unit}").status_code == 404


def test_the_page_shows_the_addresses_of_units_that_keep_agreements(admin_client, token):
    law = make_unit("Faculty of Law")
    chair = Unit.objects.create(name="Chair of Civil Law", parent=law)
    Unit.objects.create(name="Empty")
    make_agreement(unit=chair)

    page = admin_client.get("/admin/calendar/")

    assert [unit.pk for unit in page.context["units"]] == [chair.pk, law.pk]
    assert f"/calendar/{token}.ics?unit={chair.pk}<" in page.text


@pytest.mark.parametrize("count", [1, 5])
def test_a_calendar_asks_the_same_queries_for_any_number(
    client, token, admin_user, django_assert_max_num_queries, count
):
    for number in range(count):
        mine = make_agreement(make_institution(f"University {number}"), ends="2035-08-31", responsible=admin_user)
        make_agreement(supersedes=mine)
    client.get(f"/calendar/{token}.ics")

    with django_assert_max_num_queries(11):
        client.get(f"/calendar/{token}.ics")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("az", "Bitir (2035): "),
        ("en", "Ends in 2035: "),
        ("ru", "Истекает (2035): "),
        ("tr", "Sona eriyor (2035): "),
    ],
)
def test_each_language_says_how_far_an_end_is_known(client, token, admin_user, language, said):
    Preferences.objects.create(user=admin_user, language=language)
    make_agreement(ends="2035", responsible=admin_user)

    assert [str(entry["summary"]).startswith(said) for entry in entries(client, token).values()] == [True]


def test_the_link_of_a_next_review_leads_to_the_page_on_which_it_is_recorded(client, token, admin_client, admin_user):
    make_agreement(responsible=admin_user, review_on=date(2090, 4, 5))

    (entry,) = entries(client, token).values()

    page = admin_client.get(str(entry["url"]).removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200

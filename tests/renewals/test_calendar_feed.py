"""The calendar of a member of staff."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from icalendar import Calendar

from partnerships.models import CalendarToken
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


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

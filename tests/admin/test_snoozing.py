"""Agreements that are kept off the worklist until a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Agreement
from tests.admin.pages import confirm
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_an_agreement_leaves_the_worklist_until_the_day_and_comes_back(admin_client):
    agreement = make_agreement(ends="2015")
    address = f"/admin/partnerships/agreement/{agreement.pk}/snooze/"
    assert address in admin_client.get("/admin/").text
    day = timezone.localdate() + timedelta(days=30)

    response = confirm(
        admin_client, address, {"snoozed_until": str(day), "snooze_reason": "they asked for time"}, follow=True
    )

    assert said(response) == [f"The worklist is silent about “{agreement}” until {day}."]
    assert address not in admin_client.get("/admin/").text
    assert agreement.history.first().history_change_reason == "they asked for time"
    woken = confirm(admin_client, address, {"wake": "1"}, follow=True)
    assert said(woken) == [f"“{agreement}” is back on the worklist."]
    assert address in admin_client.get("/admin/").text


def test_day_and_reason_are_asked_for_and_the_day_lies_ahead(admin_client):
    agreement = make_agreement(ends="2015")

    page = admin_client.post(
        f"/admin/partnerships/agreement/{agreement.pk}/snooze/", {"snoozed_until": str(timezone.localdate())}
    )

    assert page.context["form"].errors == {
        "snoozed_until": ["Choose a day after today."],
        "snooze_reason": ["This field is required."],
    }
    assert Agreement.objects.get().snoozed_until is None

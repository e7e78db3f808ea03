"""The language in which somebody is written to."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from partnerships.models import Preferences

pytestmark = pytest.mark.django_db


def test_a_person_chooses_a_language(admin_client, admin_user):
    for language in ("tr", "az"):
        admin_client.post("/admin/preferences/", {"language": language})

    assert list(Preferences.objects.values_list("user", "language")) == [(admin_user.pk, "az")]


def test_an_unknown_language_is_refused(admin_client):
    page = admin_client.post("/admin/preferences/", {"language": "xx"})

    assert list(page.context["form"].errors) == ["language"]
    assert Preferences.objects.count() == 0


def test_a_manager_chooses_it_for_an_account(client):
    manager, anna = (get_user_model().objects.create_user(name, is_staff=True) for name in ("manager", "anna"))
    manager.groups.add(Group.objects.get(name="manager"))
    client.force_login(manager)

    client.post(
        f"/admin/auth/user/{anna.pk}/change/",
        {
            "username": "anna",
            "is_active": "on",
            "is_staff": "on",
            "date_joined_0": "2026-01-01",
            "date_joined_1": "10:00:00",
            "preferences-TOTAL_FORMS": 1,
            "preferences-INITIAL_FORMS": 0,
            "preferences-0-language": "ru",
        },
    )

    assert list(Preferences.objects.values_list("user__username", "language")) == [("anna", "ru")]

"""How somebody is written to: in which language, who instead while they are away, and a reminder at once."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from partnerships.models import Preferences, SentReminder
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


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


def boris():
    return get_user_model().objects.create_user("boris", email="boris@example.org", is_staff=True)


def test_a_person_who_is_away_names_a_substitute(admin_client, admin_user):
    substitute = boris()
    days = {"away_from": "2026-03-01", "away_until": "2026-03-14", "substitute": substitute.pk}

    admin_client.post("/admin/preferences/", days)

    kept = Preferences.objects.get(user=admin_user)
    assert (str(kept.away_from), str(kept.away_until), kept.substitute) == ("2026-03-01", "2026-03-14", substitute)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"away_from": "2026-03-01"}, "Say from which day until which later one you are away, or neither."),
        (
            {"away_from": "2026-03-14", "away_until": "2026-03-01", "substitute": "boris"},
            "Say from which day until which later one you are away, or neither.",
        ),
        (
            {"away_from": "2026-03-01", "away_until": "2026-03-14"},
            "Who is away names a substitute, and nobody else does.",
        ),
        ({"substitute": "boris"}, "Who is away names a substitute, and nobody else does."),
    ],
)
def test_half_an_absence_is_refused_with_a_sentence(admin_client, typed, sentence):
    substitute = boris()
    typed = {name: substitute.pk if value == "boris" else value for name, value in typed.items()}

    page = admin_client.post("/admin/preferences/", typed)

    assert sentence in page.context["form"].non_field_errors()
    assert Preferences.objects.count() == 0


def test_nobody_stands_in_for_themselves_or_without_an_address(admin_client, admin_user):
    get_user_model().objects.create_user("mute", is_staff=True)
    substitute = boris()

    choices = admin_client.get("/admin/preferences/").context["form"].fields["substitute"].queryset

    assert list(choices) == [substitute]


def test_a_reminder_is_sent_at_once(admin_client, admin_user, mailoutbox):
    make_agreement(ends=str(timezone.localdate() + timedelta(days=20)), responsible=admin_user)

    page = admin_client.post("/admin/preferences/reminder/", follow=True)

    assert [message.to for message in mailoutbox] == [[admin_user.email]]
    assert f"An e-mail is on its way to {admin_user.email}." in page.text
    assert SentReminder.objects.count() == 0


def test_no_reminder_is_sent_where_nothing_is_asked(admin_client, mailoutbox):
    page = admin_client.post("/admin/preferences/reminder/", follow=True)

    assert mailoutbox == []
    assert "Nothing asks you for a decision now, so no e-mail was sent." in page.text


def test_a_mail_server_that_is_away_is_a_sentence(admin_client, admin_user, monkeypatch):
    make_agreement(ends=str(timezone.localdate() + timedelta(days=20)), responsible=admin_user)
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refused)

    page = admin_client.post("/admin/preferences/reminder/", follow=True)

    assert "The e-mail could not be sent; ask who looks after the register&#x27;s mail server." in page.text


def refused(message):
    raise ConnectionRefusedError


def test_without_a_right_no_reminder_is_sent(client, mailoutbox):
    client.force_login(boris())

    assert client.post("/admin/preferences/reminder/").status_code == 403
    assert client.get("/admin/preferences/reminder/").status_code == 403
    assert mailoutbox == []

"""New people: invited by e-mail, with a role that the one who invites can hand out."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.utils import timezone

from partnerships.languages import format_day
from partnerships.models import LogIn, Preferences

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

INVITE = "/admin/auth/user/add/"
PASSWORD = {"new_password1": "uzun bir parola", "new_password2": "uzun bir parola"}
User = get_user_model()


def group(name):
    return Group.objects.get(name=name)


def invited(client, **changes):
    wanted = {"first_name": "Ayşe", "last_name": "Öz", "email": "ayse@example.org", "language": "tr"}
    return client.post(INVITE, wanted | {"group": group("editor").pk} | changes, follow=True)


def link_in(message):
    """Return the path of the link of a message."""
    return re.search(r"http://[^/]+(/admin/invitation/\S+)", message.body)[1]


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def manager(client):
    user = User.objects.create_user("manager", is_staff=True)
    user.groups.add(group("manager"))
    client.force_login(user)
    return client


def test_a_person_is_invited_in_their_language_and_lets_themselves_in(manager, django_user_model, client):
    assert said(invited(manager)) == ["The invitation was sent to ayse@example.org."]
    message = mail.outbox[0]
    client.logout()

    form = client.get(link_in(message), follow=True)
    answer = client.post(form.request["PATH_INFO"], PASSWORD)

    person = User.objects.get(email="ayse@example.org")
    assert message.to == ["ayse@example.org"]
    until = timezone.localdate() + timedelta(days=3)
    assert f"{until.day} " in message.body and "ayse@example.org" in message.body
    assert form.headers["Content-Language"] == "tr"
    assert answer.url == "/admin/first-steps/"
    assert client.get("/admin/").context["user"] == person
    assert (person.is_staff, [each.name for each in person.groups.all()]) == (True, ["editor"])
    assert person.check_password("uzun bir parola")
    assert Preferences.objects.get(user=person).language == "tr"


def test_who_is_invited_gets_in_where_others_typed_wrong_passwords(manager, client):
    invited(manager)
    LogIn.objects.bulk_create(LogIn(key=f"{at}", network="127.0.0.1", way="password") for at in range(10))
    client.logout()
    form = client.get(link_in(mail.outbox[0]), follow=True)

    client.post(form.request["PATH_INFO"], PASSWORD)

    assert client.get("/admin/").context["user"].email == "ayse@example.org"
    assert LogIn.objects.first().way == "invitation"


def test_before_the_link_is_used_nobody_can_log_in(manager):
    invited(manager)

    assert not User.objects.get(email="ayse@example.org").has_usable_password()


def test_a_link_works_once(manager, client):
    invited(manager)
    address = link_in(mail.outbox[0])
    form = client.get(address, follow=True)
    client.post(form.request["PATH_INFO"], PASSWORD)
    client.logout()

    page = client.get(address)

    assert 'type="password"' not in page.text
    assert page.context["validlink"] is False


def test_a_link_expires(manager, client, monkeypatch):
    invited(manager)
    later = timezone.now().replace(tzinfo=None) + timedelta(days=3, hours=5)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    assert client.get(link_in(mail.outbox[0])).context["validlink"] is False


def test_who_has_left_does_not_come_in(manager, client):
    invited(manager)
    User.objects.filter(email="ayse@example.org").update(is_active=False)

    assert client.get(link_in(mail.outbox[0])).context["validlink"] is False


@pytest.mark.parametrize("path", ["/admin/invitation/x/y/", "/admin/invitation/MQ/set-password/"])
def test_a_link_that_nobody_sent_says_so(client, path):
    page = client.get(path)

    assert (page.status_code, page.context["validlink"]) == (200, False)
    assert "This link does not work any more." in page.text


def test_a_link_that_nobody_sent_does_not_tell_the_language_of_an_account(manager, client):
    invited(manager)
    client.logout()
    key = link_in(mail.outbox[0]).split("/")[3]

    page, nobodys = client.get(f"/admin/invitation/{key}/x/"), client.get("/admin/invitation/OTk5/x/")

    assert (page.headers["Content-Language"], nobodys.headers["Content-Language"]) == ("en", "en")
    assert "This link does not work any more." in page.text


def test_the_invitation_is_sent_again_until_a_password_is_set(manager):
    invited(manager)
    person = User.objects.get(email="ayse@example.org")
    page = manager.get(f"/admin/auth/user/{person.pk}/change/")

    manager.post(f"/admin/auth/user/{person.pk}/invite/")
    person.set_password("uzun bir parola")
    person.save()
    again = manager.post(f"/admin/auth/user/{person.pk}/invite/", follow=True)

    assert "Send the invitation again" in page.text and "Send the invitation again" not in again.text
    assert len(mail.outbox) == 2
    assert said(again)[-1:] == ["ayse@example.org has an account that works, or no e-mail address."]


def test_a_message_that_cannot_be_sent_leaves_the_account_and_says_what_to_do(manager, monkeypatch):
    def refuse(message):
        raise SMTPException("no such mailbox")

    monkeypatch.setattr("partnerships.admin.invitations.EmailMessage.send", refuse)

    response = invited(manager)

    assert said(response) == [
        "The message could not be sent: no such mailbox. Send it again from the page of the account."
    ]
    assert User.objects.filter(email="ayse@example.org").exists()


def test_without_a_mail_server_the_link_is_given_by_hand(manager, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    response = invited(manager)

    assert re.search(r"Give Ayşe Öz this link yourself: http://testserver/admin/invitation/\S+", said(response)[0])


@pytest.mark.parametrize("email", ["AYSE@example.org", "ayse@EXAMPLE.org"])
def test_an_address_has_one_account(manager, email):
    invited(manager)

    response = invited(manager, email=email)

    assert response.context["form"].errors["email"] == ["There is an account with this address already."]
    assert len(mail.outbox) == 1


def test_a_manager_hands_out_no_rights_that_he_has_not(manager, admin_client):
    strong = Group.objects.create(name="strong")
    strong.permissions.add(Permission.objects.get(codename="delete_user"))

    response = invited(manager, group=strong.pk)
    by_administrator = invited(admin_client, group=strong.pk)

    assert "group" in response.context["form"].errors
    assert said(by_administrator) == ["The invitation was sent to ayse@example.org."]


def test_a_manager_neither_changes_who_may_do_more_nor_gives_a_group_of_more(manager):
    strong = Group.objects.create(name="strong")
    strong.permissions.add(Permission.objects.get(codename="delete_user"))
    other, plain = (User.objects.create_user(name, is_staff=True) for name in ("other", "plain"))
    other.groups.add(strong)

    statuses = [
        manager.post(f"/admin/auth/user/{other.pk}/{page}/", {"username": "mine"}).status_code
        for page in ("change", "password", "invite")
    ]
    manager.post(f"/admin/auth/user/{plain.pk}/change/", {"username": "plain", "groups": [strong.pk]})

    assert statuses == [403, 403, 403]
    assert not plain.groups.exists()


def test_nobody_sees_the_hash_of_a_password(manager):
    person = User.objects.create_user("plain", password="a long password")

    page = manager.get(f"/admin/auth/user/{person.pk}/change/")

    assert person.password.split("$")[0] not in page.text
    assert "id_password" not in page.text


def test_the_list_of_people_says_who_is_invited_and_who_was_in(manager):
    invited(manager)
    User.objects.create_user("anna", last_login=timezone.now())
    User.objects.create_user("gone", is_active=False)

    rows = manager.get("/admin/auth/user/").context["cl"].result_list
    model_admin = manager.get("/admin/auth/user/").context["cl"].model_admin

    day = timezone.localdate()
    assert {(person.username, model_admin.state(person)) for person in rows} >= {
        ("ayse@example.org", "invited"),
        ("anna", f"{day:%d.%m.%Y}"),
        ("gone", "left"),
    }


def test_the_message_says_until_when_the_link_works(manager):
    invited(manager, language="en")

    until = format_day(timezone.localdate() + timedelta(days=3))
    assert f"The link works until {until}, once. Later you log in as ayse@example.org" in mail.outbox[0].body

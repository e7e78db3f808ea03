"""A forgotten password: the link by e-mail, what is said to whom, and the log-in."""

import re
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from partnerships.admin.passwords import SENDER
from partnerships.models import Preferences
from tests.public.test_home import make_home

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
CHOSEN = {"new_password1": "another long one", "new_password2": "another long one"}
ADDRESS = "/admin/password_reset/"


@pytest.fixture
def anna(settings):
    settings.BASE_URL = "https://register.example.org"
    return get_user_model().objects.create_user("anna", "anna@example.org", "a long password", is_staff=True)


def ask(client, email):
    """Ask for a link, wait until it is sent, and return the answer."""
    answer = client.post(ADDRESS, {"email": email})
    for thread in threading.enumerate():
        if thread.name == SENDER:
            thread.join(30)
    return answer


def link_in(message):
    """Return the path of the link in a message."""
    return re.search(r"https://register\.example\.org(/admin/reset/\S+)", message.body)[1]


def test_a_person_chooses_a_new_password_by_the_link(client, anna):
    make_home()
    assert ask(client, "Anna@example.org").headers["Location"] == "/admin/password_reset/done/"
    (message,) = mail.outbox

    page = client.get(link_in(message), follow=True)
    done = client.post(
        page.request["PATH_INFO"],
        {"new_password1": "another long one", "new_password2": "another long one"},
        follow=True,
    )

    assert (message.to, message.subject) == (
        ["anna@example.org"],
        "International agreements – University of Baku: a new password",
    )
    assert "Your user name is anna." in message.body
    assert "The new password counts from now on" in done.content.decode()
    assert client.login(username="anna", password="another long one")


def test_the_link_works_once(client, anna):
    ask(client, anna.email)
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], CHOSEN)

    again = client.get(link, follow=True).content.decode()

    assert "This link does not work any more" in again
    assert "new_password1" not in again


def test_a_weak_password_is_refused_and_the_old_one_stays(client, anna):
    ask(client, anna.email)
    page = client.get(link_in(mail.outbox[0]), follow=True)

    refused = client.post(page.request["PATH_INFO"], {"new_password1": "12345", "new_password2": "12345"})

    assert "errorlist" in refused.content.decode()
    assert client.login(username="anna", password="a long password")


def test_the_message_is_in_the_language_of_the_person(client, anna):
    Preferences.objects.create(user=anna, language="ru")

    ask(client, anna.email)

    assert "Ваше имя пользователя: anna" in mail.outbox[0].body


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}, {"email": "other@example.org"}])
def test_nobody_learns_whether_there_is_an_account(client, anna, fields):
    known = ask(client, anna.email)
    said = client.get(known.headers["Location"]).content
    get_user_model().objects.create_user("ben", **{"email": "ben@example.org", "is_staff": True} | fields)

    unknown = ask(client, "ben@example.org")

    assert (unknown.status_code, unknown.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert len(client.get(unknown.headers["Location"]).content) == len(said)
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_a_person_gets_one_message_a_minute(client, anna):
    for _attempt in range(3):
        ask(client, anna.email)

    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_down_is_not_told(client, anna, settings, caplog):
    settings.EMAIL_BACKEND = "nowhere.Backend"

    assert ask(client, anna.email).headers["Location"] == "/admin/password_reset/done/"
    assert "Failed to send password reset email" in caplog.text


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
@pytest.mark.parametrize("path", ["login/", "password_reset/", "password_reset/done/", "reset/a/b-c/", "reset/done/"])
def test_the_pages_before_the_log_in_are_in_its_look_and_in_each_language(client, path, language):
    client.post("/admin/language/", {"language": language, "next": "/admin/login/"})

    answer = client.get(f"/admin/{path}")
    page = answer.content.decode()

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert 'class="log-in"' in page
    assert 'class="office-languages"' in page
    assert "office-nav" not in page


def test_the_log_in_leads_to_the_forgotten_password_and_to_the_public_list(client):
    page = client.get("/admin/login/").content.decode()

    assert 'href="/admin/password_reset/"' in page
    assert 'href="/"' in page


def test_after_a_wrong_password_the_name_stays_and_the_password_is_next(client, anna):
    page = client.post("/admin/login/", {"username": "anna", "password": "wrong"}).content.decode()

    name, password = (re.search(rf'<input[^>]*name="{field}"[^>]*>', page)[0] for field in ("username", "password"))
    assert ('value="anna"' in name, "autofocus" in name) == (True, False)
    assert ("value=" in password, "autofocus" in password) == (False, True)


def test_the_password_is_changed_in_the_frame_of_the_office(client, anna):
    client.force_login(anna)

    page = client.get("/admin/password_change/").content.decode()

    assert "office-head" in page
    assert 'name="new_password1"' in page

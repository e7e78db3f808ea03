"""The second factor: set up, asked for, used up, required, and taken away."""

import re
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from partnerships.admin.log_in.second_factor import set_up
from partnerships.models import LogIn
from tests.admin.test_passwords import CHOSEN, anna, ask, link_in  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGE = "/admin/second-factor/"


def code_of(secret, half_minutes=0):
    """Return the code that a telephone with the secret shows now, or some `half_minutes` later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + half_minutes))


def log_in(client, password="a long password", address="/admin/login/"):
    """Send the form of the log-in, and return the answer."""
    return client.post(address, {"username": "anna", "password": password})


@pytest.fixture
def manager(anna):  # noqa: F811
    anna.groups.add(Group.objects.get(name="manager"))
    return anna


def test_a_person_sets_it_up_and_is_asked_for_a_code_from_then_on(client, anna):  # noqa: F811
    log_in(client)
    page = client.get(PAGE).content.decode()
    secret = client.session["second_factor_secret"]

    codes = client.post(PAGE, {"code": code_of(secret)}).content.decode()
    client.post("/admin/logout/")
    asked = log_in(client)
    let_in = client.post("/admin/login/code/", {"code": code_of(secret, 1)})

    assert "<svg" in page
    assert secret in page.replace(" ", "")
    assert "style=" not in page
    assert len(re.findall(r"<li><code>\d{10}</code>", codes)) == 10
    assert (asked.headers["Location"], "_auth_user_id" in client.session) == ("/admin/login/code/", True)
    assert let_in.status_code == 302
    assert list(LogIn.objects.values_list("way", "outcome"))[:2] == [("code", "in"), ("password", "half")]


def test_with_the_password_alone_nothing_opens(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    log_in(client)

    assert "_auth_user_id" not in client.session
    assert client.get("/admin/preferences/").headers["Location"].startswith("/admin/login/")


def test_the_page_that_was_asked_for_comes_after_the_code_and_no_other_site(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    to_code = log_in(client, address="/admin/login/?next=/admin/preferences/").headers["Location"]
    after = client.post(to_code, {"code": code_of(SECRET)})
    client.post("/admin/logout/")
    log_in(client)
    elsewhere = client.post("/admin/login/code/?next=https://evil.example.org/", {"code": code_of(SECRET, 1)})

    assert (to_code, after.headers["Location"]) == (
        "/admin/login/code/?next=%2Fadmin%2Fpreferences%2F",
        "/admin/preferences/",
    )
    assert elsewhere.headers["Location"] == "/admin/"


def test_a_code_works_once(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    code = code_of(SECRET)
    log_in(client)
    first = client.post("/admin/login/code/", {"code": code})
    other = Client()
    log_in(other)
    cache.clear()  # another server has a memory of its own

    tries = [f"{code[:3]}{sign}{code[3:]}" for sign in ("", " ", "-", ".", "_")]
    later = [other.post("/admin/login/code/", {"code": each}).status_code for each in tries]

    assert (first.status_code, later) == (302, [200] * 5)


def test_a_recovery_code_lets_in_once(client, anna):  # noqa: F811
    code = set_up(anna, SECRET)[3]
    log_in(client)
    first = client.post("/admin/login/code/", {"code": f"{code[:5]} {code[5:]}"})
    client.post("/admin/logout/")
    log_in(client)

    second = client.post("/admin/login/code/", {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)
    assert LogIn.objects.filter(outcome="in").get().way == "recovery"


def test_wrong_codes_wait_as_wrong_passwords(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    log_in(client)
    for at in range(6):
        said = client.post("/admin/login/code/", {"code": f"00000{at}"}).content.decode()

    right = client.post("/admin/login/code/", {"code": code_of(SECRET)})

    assert "There were too many wrong tries." in said
    assert right.status_code == 200


def test_the_code_is_awaited_for_ten_minutes(client, anna, monkeypatch):  # noqa: F811
    set_up(anna, SECRET)
    log_in(client)
    now = time.time()
    monkeypatch.setattr("partnerships.admin.log_in.pages.time.time", lambda: now + 601)

    assert client.get("/admin/login/code/").headers["Location"] == "/admin/login/"


def test_the_page_of_the_code_opens_after_the_password_alone(client):
    assert client.get("/admin/login/code/").headers["Location"] == "/admin/login/"


def test_a_manager_without_one_is_led_to_set_it_up_and_opens_nothing_else(client, manager, settings):
    settings.SECOND_FACTOR = "managers"
    log_in(client)

    opened = {path: client.get(f"/admin/{path}") for path in ("", "preferences/", "auth/user/", "my-log-in/")}
    posted = client.post("/admin/calendar/", {"make": ""})
    client.get(PAGE)
    client.post(PAGE, {"code": code_of(client.session["second_factor_secret"])})

    assert {answer.headers.get("Location") for answer in opened.values()} == {PAGE}
    assert posted.headers["Location"] == PAGE
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("required", "role", "is_led"),
    [("nobody", "manager", False), ("managers", "editor", False), ("everybody", "viewer", True)],
)
def test_a_setting_says_who_needs_one(client, anna, settings, required, role, is_led):  # noqa: F811
    settings.SECOND_FACTOR = required
    anna.groups.add(Group.objects.get(name=role))
    log_in(client)

    assert (client.get("/admin/").status_code == 302) == is_led


def test_who_needs_one_does_not_switch_it_off(client, manager, settings):
    settings.SECOND_FACTOR = "managers"
    codes = set_up(manager, SECRET)
    client.force_login(manager)

    page = client.get(PAGE).content.decode()
    client.post(PAGE, {"code": codes[0], "off": ""})

    assert 'name="off"' not in page
    assert Authenticator.objects.filter(user=manager, type="totp").exists()


def test_it_is_switched_off_and_recovery_codes_are_made_new_by_a_code(client, anna):  # noqa: F811
    codes = set_up(anna, SECRET)
    client.force_login(anna)

    client.post(PAGE, {"code": "123", "off": ""})
    kept = Authenticator.objects.count()
    new = client.post(PAGE, {"code": codes[0]}).content.decode()
    refused = client.post(PAGE, {"code": codes[1], "off": ""})
    client.post(PAGE, {"code": re.search(r"<li><code>(\d+)", new)[1], "off": ""})

    assert kept == 2
    assert refused.status_code == 200
    assert not Authenticator.objects.exists()


def test_a_manager_takes_it_from_whoever_lost_the_telephone(client, anna, admin_user):  # noqa: F811
    manager = get_user_model().objects.create_user("manager", is_staff=True)
    manager.groups.add(Group.objects.get(name="manager"))
    set_up(anna, SECRET)
    set_up(admin_user, SECRET)
    set_up(manager, SECRET)
    hers = Client()
    hers.force_login(anna)
    client.force_login(manager)

    answers = {
        person.username: client.post(f"/admin/auth/user/{person.pk}/log-in/", {"second_factor": ""}).status_code
        for person in (anna, admin_user, manager)
    }

    assert answers == {"anna": 302, "admin": 404, "manager": 403}
    assert not Authenticator.objects.filter(user=anna).exists()
    assert Authenticator.objects.filter(user__in=[admin_user, manager]).count() == 4
    assert hers.get("/admin/my-log-in/").status_code == 302
    assert "The second factor was taken away" in client.get(f"/admin/auth/user/{anna.pk}/history/").content.decode()


def test_a_command_takes_it_and_ends_the_wait(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    for _time in range(6):
        log_in(client, "wrong")
    said = StringIO()

    call_command("unlock_account", "anna", "--second-factor", stdout=said)

    assert said.getvalue() == "anna may try to log in at once.\nThe second factor of anna was taken away.\n"
    assert (log_in(client).status_code, "_auth_user_id" in client.session) == (302, True)
    with pytest.raises(CommandError, match="There is no account of the name “ben”"):
        call_command("unlock_account", "ben")


def test_the_link_of_a_forgotten_password_is_no_way_around_it(client, anna):  # noqa: F811
    set_up(anna, SECRET)
    ask(client, anna.email)
    link = link_in(mail.outbox[0]).replace("/admin/reset/", "/admin/invitation/")

    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], CHOSEN)

    assert "_auth_user_id" not in client.session
    anna.refresh_from_db()
    assert anna.check_password("a long password")


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_its_pages_are_in_each_language_without_inline_style_or_script(client, anna, language):  # noqa: F811
    client.post("/admin/language/", {"language": language, "next": "/admin/login/"})
    codes = []
    shown = [client.get("/admin/login/")]
    log_in(client)
    shown.append(client.get(PAGE))
    codes = client.post(PAGE, {"code": code_of(client.session["second_factor_secret"])})
    shown += [codes, client.get(PAGE), client.get("/admin/my-log-in/")]
    client.post("/admin/logout/")
    client.post("/admin/language/", {"language": language, "next": "/admin/login/"})
    log_in(client)
    shown.append(client.get("/admin/login/code/"))

    for answer in shown:
        page = answer.content.decode()
        assert answer.headers["Content-Language"] == language
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert not re.search(r"<style| style=|<script>|<script(?![^>]*src=)(?![^>]*json)| on\w+=", page)

"""Wrong passwords: how many are looked at, who waits how long, and what it is told."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.auth import get_user_model, hashers
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from partnerships.admin.log_in import tries
from partnerships.admin.log_in.pages import LogInForm
from partnerships.client_addresses import network_of
from partnerships.models import LogIn

pytestmark = pytest.mark.django_db
NAMES = [f"person{number}" for number in range(15)]
TOO_SOON = "There were too many wrong tries."


@pytest.fixture
def people():
    return [get_user_model().objects.create_user(name, password="a long password", is_staff=True) for name in NAMES]


@pytest.fixture
def looked_at(monkeypatch):
    """Return a list that grows by one for each password that is looked at."""
    seen, verify = [], hashers.verify_password

    def verified(password, *arguments, **options):
        seen.append(password)
        return verify(password, *arguments, **options)

    monkeypatch.setattr(hashers, "verify_password", verified)
    return seen


def log_in(client, name, password, address="192.0.2.1"):
    """Send the form of the log-in, and return the answer."""
    return client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("spread", "name", "address"),
    [
        ("not at all", lambda at: NAMES[0], lambda at: "192.0.2.1"),
        ("over accounts", lambda at: NAMES[at % 15], lambda at: "192.0.2.1"),
        ("over addresses", lambda at: NAMES[0], lambda at: f"192.0.2.{at + 1}"),
        ("over addresses of one network", lambda at: NAMES[at % 15], lambda at: f"2001:db8::{at + 1:x}"),
    ],
)
@pytest.mark.either_database
def test_of_150_wrong_passwords_at_most_10_are_looked_at(rf, people, looked_at, spread, name, address):
    forms = [
        LogInForm(rf.post("/", REMOTE_ADDR=address(at)), {"username": name(at), "password": f"wrong {at}"})
        for at in range(150)
    ]

    said = [str(form.errors) for form in forms]

    assert 5 <= len(looked_at) <= 10
    assert sum(TOO_SOON in errors for errors in said) == 150 - len(looked_at)
    assert LogIn.objects.count() == len(looked_at)
    assert sum(LogIn.objects.values_list("turned_away", flat=True)) == 150 - len(looked_at)


def test_the_right_password_is_not_looked_at_either_before_the_wait_is_over(client, people, looked_at):
    for at in range(5):
        log_in(client, NAMES[0], f"wrong {at}")
    until = LogIn.objects.first().at + tries.WAITS[0] + timedelta(minutes=1)

    refused = log_in(client, NAMES[0], "a long password")
    LogIn.objects.update(at=timezone.now() - tries.WAITS[0])
    let_in = log_in(client, NAMES[0], "a long password")

    said = f"{TOO_SOON} The next one is looked at from {timezone.localtime(until):%H:%M} on."
    assert said in refused.content.decode()
    assert (let_in.status_code, looked_at[-1]) == (302, "a long password")


def test_each_wait_is_longer_than_the_one_before_and_the_last_is_a_day():
    now = timezone.now()
    waits = []
    for _at in range(11):
        LogIn.objects.create(key="a", way="password", at=now)
        end = tries.waits_until("a", "", now)
        waits.append(end and end - now)

    minutes = [timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 1440, 1440)]
    assert waits == [None] * 4 + minutes


def test_a_name_without_an_account_waits_as_one_with_an_account(client, people):
    known = [log_in(client, NAMES[0], f"wrong {at}", "192.0.2.1").content.decode() for at in range(7)]
    unknown = [log_in(client, "nobodyx", f"wrong {at}", "192.0.2.2").content.decode() for at in range(7)]

    def said(page):
        return [sentence for sentence in ("Please enter the correct", TOO_SOON) if sentence in page]

    assert [said(page) for page in known] == [said(page) for page in unknown]
    assert said(known[0]) != said(known[6])


def test_no_name_without_an_account_is_kept_since_it_may_be_a_password(client):
    log_in(client, "my secret password", "wrong")

    assert "my secret" not in str(LogIn.objects.values().get())


def test_strangers_do_not_lock_out_who_has_logged_in_from_there_before(client, people):
    log_in(client, NAMES[0], "a long password", "192.0.2.7")
    client.logout()
    for at in range(30):
        log_in(client, NAMES[0], f"wrong {at}", f"198.51.100.{at + 1}")

    elsewhere = log_in(client, NAMES[0], "a long password", "192.0.2.8")
    there = log_in(client, NAMES[0], "a long password", "192.0.2.7")

    assert (TOO_SOON in elsewhere.content.decode(), there.status_code) == (True, 302)


def test_who_gets_in_does_not_wait_for_what_was_wrong_before(client, people):
    for _time in range(3):
        for at in range(4):
            log_in(client, NAMES[0], f"wrong {at}")
        assert log_in(client, NAMES[0], "a long password").status_code == 302
        client.logout()


def test_who_has_an_account_does_not_clear_the_tries_at_others(client, people, looked_at):
    for at in range(1, 15):
        log_in(client, NAMES[at], "wrong")
        log_in(client, NAMES[0], "a long password")
        client.logout()

    assert looked_at.count("wrong") == 10


def test_the_page_that_changes_the_password_waits_as_the_log_in_does(client, people, looked_at):
    client.force_login(people[0])
    sent = {"new_password1": "another long one", "new_password2": "another long one"}
    for at in range(6):
        said = client.post("/admin/password_change/", sent | {"old_password": f"wrong {at}"}).content.decode()

    client.post("/admin/password_change/", sent | {"old_password": "a long password"})

    assert TOO_SOON in said
    assert len(looked_at) == 5
    assert get_user_model().objects.get(pk=people[0].pk).check_password("a long password")


def test_who_changes_the_password_has_not_logged_in_again(client, people):
    client.force_login(people[0])
    sent = {"new_password1": "another long one", "new_password2": "another long one"}

    done = client.post("/admin/password_change/", sent | {"old_password": "a long password"})

    assert done.headers["Location"] == "/admin/password_change/done/"
    assert not LogIn.objects.exists()


def test_a_new_password_ends_the_wait(client, people):
    for at in range(6):
        log_in(client, NAMES[0], f"wrong {at}")
    people[0].set_password("another long one")
    people[0].save()

    assert log_in(client, NAMES[0], "another long one").status_code == 302


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.5", "192.0.2.1"),
        (True, "203.0.113.5", "203.0.113.5"),
        (True, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (True, "nonsense", None),
        (True, "::ffff:203.0.113.5", "203.0.113.5"),  # else all IPv4 addresses are of one network
    ],
)
def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote(
    client, settings, is_behind_proxy, forwarded, address
):
    settings.BEHIND_PROXY = is_behind_proxy

    client.post(
        "/admin/login/", {"username": "a", "password": "b"}, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded
    )

    assert LogIn.objects.get().address == address


def test_a_network_is_an_address_or_the_first_half_of_one():
    assert [network_of(address) for address in ("", "192.0.2.1", "2001:db8:0:1:2:3:4:5")] == [
        "",
        "192.0.2.1",
        "2001:db8:0:1::/64",
    ]


def test_each_log_in_is_recorded_and_goes_after_the_days_that_a_setting_says(client, people, settings):
    settings.LOG_IN_DAYS = 30
    LogIn.objects.create(key="a", way="password", at=timezone.now() - timedelta(days=31))
    log_in(client, NAMES[0], "wrong")
    log_in(client, NAMES[0], "a long password")

    assert list(LogIn.objects.values_list("user", "name", "address", "way", "outcome")) == [
        (people[0].pk, NAMES[0], "192.0.2.1", "password", "in"),
        (people[0].pk, NAMES[0], "192.0.2.1", "password", "wrong"),
    ]


def test_managers_see_the_log_ins_and_let_somebody_try_again(client, people):
    for at in range(6):
        log_in(client, NAMES[0], f"wrong {at}", "192.0.2.1")
    people[1].groups.add(Group.objects.get(name="manager"))
    client.force_login(people[1])
    page = client.get("/admin/partnerships/login/").content.decode()
    one = LogIn.objects.first()

    client.post("/admin/partnerships/login/", {"action": "let_try_again", "_selected_action": one.pk})
    client.logout()

    assert "192.0.2.1" in page
    assert log_in(client, NAMES[0], "a long password").status_code == 302


def test_nobody_changes_or_deletes_a_log_in(admin_client):
    one = LogIn.objects.create(key="a", way="password")

    page = admin_client.get(f"/admin/partnerships/login/{one.pk}/change/").content.decode()

    assert 'name="_save"' not in page
    assert admin_client.get(f"/admin/partnerships/login/{one.pk}/delete/").status_code == 403
    assert admin_client.get("/admin/partnerships/login/add/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_one_moment_see_each_other(rf):
    looked_at = []

    def begin(at):
        try:
            looked_at.append(tries.begin_try(rf.post("/", REMOTE_ADDR="192.0.2.1"), "anna", "password"))
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=begin, args=[at]) for at in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(looked_at) <= tries.FREE_OF_ACCOUNT
    assert LogIn.objects.count() == len(looked_at)

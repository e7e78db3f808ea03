"""How long somebody stays logged in, and what ends it everywhere."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from partnerships.models import CalendarToken

pytestmark = pytest.mark.django_db


def person(name, role="viewer"):
    """Return a member of staff with a role."""
    made = get_user_model().objects.create_user(name, password="a long password", is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    return made


def browser_of(user):
    """Return a client in which a user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_a_session_lasts_a_working_day_and_ends_with_the_browser(client):
    person("anna")

    cookie = client.post("/admin/login/", {"username": "anna", "password": "a long password"}).cookies["sessionid"]

    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert client.session.get_expiry_age() == 12 * 3600


def test_a_person_logs_out_everywhere():
    anna, ben = person("anna"), person("ben")
    here, there, bens = browser_of(anna), browser_of(anna), browser_of(ben)

    here.post("/admin/my-log-in/")

    assert [is_in(client) for client in (here, there, bens)] == [False, False, True]


def test_a_manager_logs_somebody_out_everywhere(client, admin_user):
    anna = person("anna")
    there = browser_of(anna)
    client.force_login(person("manager", "manager"))

    client.post(f"/admin/auth/user/{anna.pk}/log-in/", {"log_out": ""})
    refused = client.post(f"/admin/auth/user/{admin_user.pk}/log-in/", {"log_out": ""})

    assert (is_in(there), refused.status_code) == (False, 404)


def test_a_new_password_logs_out_everywhere_else():
    anna = person("anna")
    here, there = browser_of(anna), browser_of(anna)

    here.post(
        "/admin/password_change/",
        {"old_password": "a long password", "new_password1": "another long one", "new_password2": "another long one"},
    )

    assert [is_in(here), is_in(there)] == [True, False]


def test_a_password_has_twelve_characters():
    with pytest.raises(ValidationError, match="at least 12 characters"):
        validate_password("eleven-char")
    validate_password("twelve-chars")


def test_a_new_password_makes_the_address_of_the_calendar_new(client):
    anna = person("anna")
    token = CalendarToken.objects.create(user=anna).token
    opened = client.get(f"/calendar/{token}.ics").status_code

    anna.set_password("another long one")
    anna.save()

    assert (opened, client.get(f"/calendar/{token}.ics").status_code) == (200, 404)
    new = CalendarToken.objects.get(user=anna).token
    assert client.get(f"/calendar/{new}.ics").status_code == 200


@pytest.mark.parametrize("mark", ["is_staff", "is_active"])
def test_the_calendar_ends_with_the_staff_mark(client, admin_client, mark):
    anna = person("anna")
    token = CalendarToken.objects.create(user=anna).token
    there = browser_of(anna)
    setattr(anna, mark, False)
    anna.save()
    closed = client.get(f"/calendar/{token}.ics").status_code
    setattr(anna, mark, True)
    anna.save()

    form = {"username": "anna", "groups": anna.groups.get().pk, "is_staff": "on", "is_active": "on"}
    inline = {"preferences-TOTAL_FORMS": 0, "preferences-INITIAL_FORMS": 0}
    del form[mark]
    saved = admin_client.post(f"/admin/auth/user/{anna.pk}/change/", form | inline)

    assert (closed, saved.status_code) == (404, 302)
    assert not CalendarToken.objects.exists()
    assert not is_in(there)


def test_ones_own_password_is_changed_by_who_knows_it(client):
    manager = person("manager", "manager")
    client.force_login(manager)

    answer = client.post(f"/admin/auth/user/{manager.pk}/password/", {"password1": "x" * 13, "password2": "x" * 13})

    assert answer.headers["Location"] == "/admin/password_change/"


def test_a_manager_hands_out_no_role_that_may_more_and_sets_no_password_of_who_may_more(client, admin_user):
    more = Group.objects.create(name="auditor")
    more.permissions.add(Permission.objects.get(codename="delete_user"))
    auditor, anna = person("auditor"), person("anna")
    auditor.groups.add(more)
    client.force_login(person("manager", "manager"))
    form = {"username": "anna", "groups": [more.pk], "is_staff": "on", "is_active": "on"}
    inline = {"preferences-TOTAL_FORMS": 0, "preferences-INITIAL_FORMS": 0}

    page = client.post(f"/admin/auth/user/{anna.pk}/change/", form | inline)
    invited = client.post(
        "/admin/auth/user/add/",
        {"first_name": "B", "last_name": "B", "email": "b@example.org", "group": more.pk, "language": "en"},
    )
    changed = client.post(f"/admin/auth/user/{auditor.pk}/change/", form | inline)
    chosen = {"password1": "another long one", "password2": "another long one"}
    passwords = [client.post(f"/admin/auth/user/{each.pk}/password/", chosen) for each in (auditor, admin_user)]

    assert (page.status_code, invited.status_code, changed.status_code) == (200, 200, 403)
    assert [answer.status_code for answer in passwords] == [403, 404]
    assert set(anna.groups.values_list("name", flat=True)) == {"viewer"}
    assert not get_user_model().objects.filter(email="b@example.org").exists()
    for each in (auditor, admin_user):
        each.refresh_from_db()
        assert not each.check_password("another long one")


def test_a_manager_lets_somebody_try_again_and_an_editor_does_not(client):
    anna = person("anna")
    for _time in range(6):
        client.post("/admin/login/", {"username": "anna", "password": "wrong"})
    address = f"/admin/auth/user/{anna.pk}/"
    refused = browser_of(person("editor", "editor")).post(f"{address}log-in/", {"try_again": ""})
    manager = browser_of(person("manager", "manager"))
    before = manager.get(f"{address}change/").content.decode()

    manager.post(f"{address}log-in/", {"try_again": ""})

    after = manager.get(f"{address}change/").content.decode()
    assert refused.status_code == 403
    assert ('name="try_again"' in before, 'name="try_again"' in after) == (True, False)
    assert client.post("/admin/login/", {"username": "anna", "password": "a long password"}).status_code == 302

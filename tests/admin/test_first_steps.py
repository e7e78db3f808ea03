"""The first steps in a new register."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from partnerships.models import HomeInstitution, Preferences, Validity
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

STEPS = "/admin/first-steps/"
User = get_user_model()


def states(client):
    """Return whether each step is done, by the address that it leads to."""
    return {step.address: step.is_done for step in client.get(STEPS).context["steps"]}


def signed_in(client, role):
    user = User.objects.create_user(role, password="a long password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def log_in(client, next="/admin/"):
    return client.post("/admin/login/", {"username": "office", "password": "a long password", "next": next})


def test_each_step_ticks_itself_off_from_the_register(admin_client):
    addresses = [
        "/admin/import/",
        "/admin/partnerships/homeinstitution/",
        "/admin/partnerships/agreement/grid/?missing=end",
        "/admin/partnerships/agreement/first-reviews/",
        "/admin/auth/user/add/",
    ]
    assert states(admin_client) == dict.fromkeys(addresses, False)

    agreement = make_agreement()
    HomeInstitution.objects.create(name_ru="Каспийский университет")
    User.objects.create_user("anna", is_staff=True)
    assert list(states(admin_client).values()) == [True, True, False, False, True]

    agreement.validity, agreement.review_on = Validity.OPEN_ENDED, date(2099, 1, 1)
    agreement.save()
    assert list(states(admin_client).values()) == [True, True, True, True, True]


def test_the_page_says_how_many_are_done_and_what_is_missing(admin_client):
    make_agreement()

    text = admin_client.get(STEPS).text
    assert "1 of 5 steps are done. Each ticks itself off." in text
    assert "Of 1 agreement the end is not recorded; without it nobody is reminded." in text


@pytest.mark.parametrize(("role", "count"), [("editor", 3), ("manager", 5)])
def test_each_role_sees_the_steps_that_it_may_do(client, role, count):
    signed_in(client, role)

    assert len(states(client)) == count


def test_the_page_is_put_away_by_each_person_and_comes_back(client):
    editor, other = signed_in(client, "editor"), User.objects.create_user("other")

    first = client.post(STEPS, follow=True)

    assert f'href="{STEPS}"' not in first.text
    assert [each.user for each in Preferences.objects.filter(shows_first_steps=False)] == [editor]
    assert client.get(STEPS).status_code == 200
    client.post("/admin/preferences/", {"language": "", "shows_first_steps": "on"})
    assert f'href="{STEPS}"' in client.get("/admin/").text
    assert not Preferences.objects.filter(user=other).exists()


def test_the_first_log_in_leads_to_the_steps_and_the_second_to_the_worklist(client):
    User.objects.create_superuser("office", password="a long password")

    first, second = log_in(client), log_in(client)

    assert (first.url, second.url) == (STEPS, "/admin/")


def test_a_log_in_leads_to_the_page_that_was_asked_for(client):
    User.objects.create_superuser("office", password="a long password")

    assert log_in(client, next="/admin/calendar/").url == "/admin/calendar/"


def test_a_wrong_password_leads_nowhere(client):
    User.objects.create_superuser("office", password="another password")

    assert log_in(client).status_code == 200


def test_a_name_that_no_database_takes_leads_nowhere(client):
    answer = client.post("/admin/login/", {"username": "a\0b", "password": "wrong"})

    assert answer.status_code == 200


def test_who_has_no_step_to_do_starts_with_the_worklist(client):
    viewer = User.objects.create_user("office", password="a long password", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))

    assert log_in(client).url == "/admin/"
    assert client.get(STEPS).status_code == 403

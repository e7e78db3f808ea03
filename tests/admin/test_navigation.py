"""The frame of the office's pages: who sees which entry, languages, the log-in, and what is said of errors."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from partnerships.models import Preferences
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

VIEWER = [
    "/admin/",
    "/admin/partnerships/agreement/",
    "/admin/partnerships/institution/",
    "/admin/partnerships/journalentry/",
    "/admin/partnerships/sourcerow/?decision=waiting",
    "/admin/partnerships/importrun/",
    "/admin/partnerships/agreementtype/",
    "/admin/partnerships/cooperationkind/",
    "/admin/partnerships/unit/",
    "/admin/calendar/",
    "/admin/preferences/",
    "/admin/my-log-in/",
]
SEEN = {
    "nobody": set(),
    "viewer": {*VIEWER},
    "editor": {*VIEWER, "/admin/import/", "/admin/first-steps/", "/admin/same/"},
    "manager": {
        *VIEWER,
        "/admin/import/",
        "/admin/first-steps/",
        "/admin/same/",
        "/admin/partnerships/merge/",
        "/admin/partnerships/homeinstitution/",
        "/admin/auth/user/",
        "/admin/auth/group/",
        "/admin/partnerships/login/",
    },
}


def links(response):
    """Return the addresses in the navigation at the left of a page."""
    text = response.content.decode()
    part = re.search(r'<nav class="office-nav".*?</nav>', text, re.DOTALL)[0]
    return re.findall(r'href="([^"]+)"', part)


@pytest.mark.parametrize("role", SEEN)
def test_each_role_sees_the_entries_that_it_may_open(client, role):
    user = get_user_model().objects.create_user(role, is_staff=True)
    if role != "nobody":
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    found = links(client.get("/admin/"))

    assert set(found) == SEEN[role]
    assert {client.get(address, follow=True).status_code for address in found} <= {200}
    assert ('name="q" id="office-q"' in client.get("/admin/").content.decode()) == (role != "nobody")


def test_the_administrator_finds_every_list_in_the_navigation(admin_client):
    lists = {
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in admin.site._registry
    }

    assert lists - {address.partition("?")[0] for address in links(admin_client.get("/admin/"))} == set()


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/admin/", '<a href="/admin/" aria-current="page">'),
        ("/admin/partnerships/agreement/", '<a href="/admin/partnerships/agreement/" aria-current="page">'),
        ("/admin/partnerships/agreement/add/", '<a href="/admin/partnerships/agreement/" aria-current="true">'),
    ],
)
def test_the_navigation_says_where_one_is(admin_client, path, current):
    text = admin_client.get(path).content.decode()
    part = re.search(r'<nav class="office-nav".*?</nav>', text, re.DOTALL)[0]

    assert current in part
    assert part.count("aria-current") == 1


def test_a_list_is_called_by_what_it_lists(admin_client):
    text = admin_client.get("/admin/partnerships/sourcerow/").text

    assert "<h1>Source rows</h1>" in text
    assert re.search("<title>([^<]+) [|]", text)[1] == "Source rows"
    assert 'href="/admin/partnerships/"' not in text


def test_the_search_of_the_head_looks_everywhere(admin_client):
    agreement = make_agreement()
    page = admin_client.get("/admin/preferences/").content.decode()
    action = re.search(r'class="office-search"[^>]* action="([^"]+)"', page)[1]

    found = admin_client.get(action, {"q": agreement.institution.name})

    assert [hit.agreement.pk for hit in found.context["found"][0].first] == [agreement.pk]


def test_a_person_changes_the_language_on_any_page(admin_client, admin_user):
    answer = admin_client.post("/admin/language/", {"language": "az", "next": "/admin/preferences/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/preferences/")
    assert Preferences.objects.get(user=admin_user).language == "az"
    assert 'lang="az"' in admin_client.get("/admin/").content.decode()[:200]


def test_no_other_language_and_no_other_site_is_taken(admin_client):
    answer = admin_client.post("/admin/language/", {"language": "xx", "next": "https://evil.example/"})

    assert (answer.headers["Location"], Preferences.objects.count()) == ("/", 0)


def test_the_log_in_comes_in_the_chosen_language(client):
    client.post("/admin/language/", {"language": "tr", "next": "/admin/login/"})

    page = client.get("/admin/login/?next=/admin/partnerships/agreement/")

    assert page.headers["Content-Language"] == "tr"
    assert 'value="/admin/login/?next=/admin/partnerships/agreement/"' in page.content.decode()


def test_who_is_not_signed_in_sees_no_navigation(client):
    assert "office-nav" not in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize(("path", "status"), [("no-such-page/", 404), ("partnerships/agreement/", 403)])
def test_errors_are_told_in_the_frame_of_the_office(client, path, status):
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))

    answer = client.get(f"/admin/{path}")

    assert answer.status_code == status
    assert "office-nav" in answer.content.decode()


def test_errors_of_the_office_are_in_the_language_of_the_person(client):
    user = get_user_model().objects.create_user("nobody", is_staff=True)
    Preferences.objects.create(user=user, language="ru")
    client.force_login(user)

    for path in ("no-such-page/", "no/such/page/", "partnerships/agreement/"):
        assert '<html lang="ru"' in client.get(f"/admin/{path}", headers={"Accept-Language": "tr"}).content.decode()


def test_a_form_that_is_too_old_is_told_in_the_office_with_the_way_back():
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create_superuser("anna"))

    answer = client.post("/admin/preferences/?from=here", {"language": "tr"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "office-nav" in page
    assert "The form was too old, so nothing was done." in page
    assert 'href="/admin/preferences/?from=here"' in page
    assert not Preferences.objects.exists()


@pytest.mark.parametrize(("path", "is_office"), [("/admin/login/", True), ("/", False)])
def test_a_form_that_is_too_old_is_told_to_visitors_where_they_are(path, is_office):
    answer = Client(enforce_csrf_checks=True).post(path, {"username": "anna"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert ("The form was too old, so nothing was done." in page, "office-head" in page) == (is_office, is_office)


def test_a_fault_is_told_in_the_look_of_the_office_without_the_database(admin_client, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise OperationalError("server closed the connection unexpectedly")

    admin_client.raise_request_exception = False
    monkeypatch.setattr("partnerships.admin.worklist.worklist", fail)
    monkeypatch.setattr("partnerships.models.HomeInstitution.current", fail)

    answer = admin_client.get("/admin/")
    page = answer.content.decode()

    assert answer.status_code == 503
    assert "office-head" in page
    assert "The database does not answer at this moment." in page


def test_visitors_read_errors_in_the_frame_of_the_public_pages(admin_client, client):
    assert "office-nav" not in client.get("/no-such-page/").content.decode()

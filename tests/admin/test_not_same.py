"""“Same?”: pairs of records that may be the same, each decided once."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import NotSame
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SAME = "/admin/same/"


def said(response):
    return [str(message) for message in response.context["messages"]]


def client_of(client, role):
    user = get_user_model().objects.create_user(role, is_staff=True, first_name="Anna", last_name="Berg")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture
def pair():
    return make_institution(), make_institution("Varna Technical University")


def decision(kind, first, second):
    return {"kind": kind, "first": first.pk, "second": second.pk}


def test_a_pair_is_shown_with_what_tells_the_two(admin_client, pair):
    make_agreement(pair[0])

    page = admin_client.get(SAME)

    assert [(each.kind, each.why) for each in page.context["pairs"]] == [("institution", "The names hardly differ.")]
    assert [side.facts for side in page.context["pairs"][0].sides] == [
        ["Bulgaria", "1 agreement"],
        ["Bulgaria", "0 agreements"],
    ]


def test_not_the_same_is_remembered_with_who_and_when(client, pair):
    editor = client_of(client, "editor")

    response = editor.post(SAME, decision("institution", *pair), follow=True)

    assert said(response) == [
        "“Technical University of Varna” and “Varna Technical University” are remembered as not the same."
    ]
    kept = NotSame.objects.get()
    assert (kept.first, kept.second, str(kept.decided_by)) == (pair[0].pk, pair[1].pk, "editor")
    assert (response.context["count"], list(response.context["decisions"])) == (0, [kept])
    assert "Anna Berg" in response.text


def test_a_decision_is_taken_back_and_stays_in_the_history(client, pair):
    editor = client_of(client, "editor")
    editor.post(SAME, decision("institution", *pair))

    response = editor.post(SAME, {"take_back": NotSame.objects.get().pk}, follow=True)

    assert said(response)[-1] == "The decision was taken back."
    assert (response.context["count"], list(response.context["decisions"])) == (1, [])
    history = editor.get(f"/admin/partnerships/institution/{pair[1].pk}/history/").text
    assert "“Technical University of Varna” and “Varna Technical University” are not the same" in history
    assert "taken back" in history


def test_a_decision_is_made_once(admin_client, pair):
    admin_client.post(SAME, decision("institution", *pair))

    response = admin_client.post(SAME, decision("institution", *reversed(pair)), follow=True)

    assert said(response)[-1] == "Somebody has decided that already."
    assert NotSame.objects.count() == 1


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"kind": "agreement", "first": "1", "second": "1"}, 302),
        ({"kind": "agreement", "first": "x", "second": "9" * 30}, 302),
        ({"kind": "user", "first": "1", "second": "2"}, 404),
        ({"take_back": "x"}, 404),
        ({"take_back": "12"}, 404),
    ],
)
def test_nonsense_decides_nothing(admin_client, posted, status):
    assert admin_client.post(SAME, posted).status_code == status
    assert not NotSame.objects.exists()


def test_two_agreements_are_decided_about_and_a_manager_may_delete_one(client, admin_client):
    first, second = make_agreement(signed="2020-10"), make_agreement(signed="2020")
    editor = client_of(client, "editor")
    deletes = f"/admin/partnerships/agreement/{second.pk}/delete/"
    assert deletes in admin_client.get(SAME).text
    assert deletes not in editor.get(SAME).text

    editor.post(SAME, decision("agreement", first, second))

    assert editor.get(SAME).context["count"] == 0
    assert "are not the same" in editor.get(f"/admin/partnerships/agreement/{first.pk}/history/").text


def test_merging_leads_to_the_page_that_merges(client, pair):
    manager = client_of(client, "manager")
    assert 'name="action" value="merge_chosen"' in manager.get(SAME).text

    values = {"action": "merge_chosen", "_selected_action": [each.pk for each in pair]}
    page = manager.post("/admin/partnerships/institution/", values)

    assert page.context["title"] == "Two institutions become one"


def test_an_editor_who_may_not_merge_is_shown_no_button_for_it(client, pair):
    page = client_of(client, "editor").get(SAME)

    assert "merge_chosen" not in page.text
    assert page.context["count"] == 1


def test_the_first_page_counts_pairs_for_who_may_decide(client, admin_client, pair):
    make_agreement(pair[0])

    assert "Records that may be the same (1)" in admin_client.get("/admin/").text
    assert "Records that may be the same" not in client_of(client, "viewer").get("/admin/").text


def test_the_first_page_names_pairs_with_the_way_to_decide(admin_client, pair):
    text = admin_client.get("/admin/").text.partition("Records that may be the same (1)")[2].partition("</section>")[0]

    for each in pair:
        assert f'/admin/partnerships/institution/{each.pk}/change/">{each.name}</a>' in text
    assert f'<a href="{SAME}" aria-label="Decide on “{pair[0].name}” and “{pair[1].name}”">Decide</a>' in text


def test_long_lists_have_pages(admin_client, monkeypatch, pair):
    monkeypatch.setattr("partnerships.admin.not_same.PER_PAGE", 1)
    make_institution("University of Plovdiv", "BG"), make_institution("Plovdiw University", "BG")

    page = admin_client.get(f"{SAME}?page=2")

    assert (page.context["count"], len(page.context["pairs"])) == (2, 1)
    assert 'href="?page=1"' in page.text


def test_the_page_asks_as_much_for_three_pairs_as_for_one(admin_client, pair):
    def queries():
        admin_client.get(SAME)  # looks for pairs after a change
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(SAME)
        return len(captured)

    first = queries()
    for town in ("Plovdiv", "Burgas"):
        make_institution(f"Medical University of {town}"), make_institution(f"{town} Medical University")

    assert queries() == first

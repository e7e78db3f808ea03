"""Combinations of filters that staff keep."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from partnerships.models import SavedView
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"


@pytest.fixture
def boris(client, django_user_model):
    user = django_user_model.objects.create_user("boris", is_staff=True)
    user.groups.add(Group.objects.get(name="viewer"))
    client.force_login(user)
    return user


def names(client, query=""):
    return [str(view["name"]) for view in client.get(LIST + query).context["saved_views"]][4:]


def keep(client, query, name, **data):
    return client.post(f"{LIST}views/", {"query": query, "name": name, **data}, follow=True)


def test_a_view_is_kept_and_leads_to_exactly_that_list(admin_client):
    turkish = make_agreement(make_institution("Ankara", "TR"), ends="2020")
    make_agreement(make_institution("Opole", "PL"), ends="2020")

    response = keep(admin_client, "country=TR&ends=passed&p=3&_facets=True&evil=1", "Ended in Turkey")

    view = SavedView.objects.get()
    assert (view.query, view.is_shared) == ("country=TR&ends=passed", False)
    assert f'<a href="?{view.query.replace("&", "&amp;")}" aria-current="page">Ended in Turkey</a>' in response.text
    assert list(admin_client.get(f"{LIST}?{view.query}").context["cl"].result_list) == [turkish]


def test_others_see_a_view_only_when_it_is_shared(admin_client, client, boris):
    keep(admin_client, "country=TR", "Mine")
    keep(admin_client, "country=PL", "Ours", is_shared="on")

    assert (names(admin_client), names(client)) == (["Mine", "Ours"], ["Ours"])


def test_a_view_is_removed_by_its_owner_only(admin_client, client, boris):
    keep(admin_client, "country=PL", "Ours", is_shared="on")
    address = f"{LIST}views/{SavedView.objects.get().pk}/remove/"
    assert address in admin_client.get(f"{LIST}?country=PL").text
    assert address not in client.get(f"{LIST}?country=PL").text

    assert client.post(address).status_code == 404
    admin_client.post(address)

    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("", "All", "Choose a filter first; there is nothing to keep."),
        ("country=TR", "Twice", "You have a view of that name already."),
        ("country=TR", "", "This field is required."),
    ],
)
def test_what_cannot_be_kept_is_answered(admin_client, query, name, sentence):
    keep(admin_client, "country=PL", "Twice")

    response = keep(admin_client, query, name)

    assert [str(message) for message in response.context["messages"]] == [sentence]
    assert SavedView.objects.count() == 1


def test_who_may_not_see_agreements_keeps_no_view(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.post(f"{LIST}views/", {"query": "country=TR", "name": "x"}).status_code == 403


def test_views_that_asked_for_reviews_by_an_earlier_name_ask_by_that_of_now(admin_user):
    old = "look=due&missing=look&work=look&work=look-30&q=outlook=1&overlook=2"
    view = SavedView.objects.create(owner=admin_user, name="Old", query=old)

    import_module("partnerships.migrations.0049_reviews_in_words").rename_filters(apps, None)

    view.refresh_from_db()
    assert view.query == "review=due&missing=review&work=look&work=review-30&q=outlook=1&overlook=2"

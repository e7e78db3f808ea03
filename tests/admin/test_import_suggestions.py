"""Suggestions of registered records for unknown names of a list."""

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override

from partnerships.models import AgreementType
from tests.factories import make_institution, make_unit

pytestmark = pytest.mark.django_db
INSTITUTIONS, TYPES, UNITS = (f"/admin/import/suggest/{kind}/" for kind in ("institution", "type", "unit"))


@pytest.fixture
def york():
    make_institution("New York College", "US")
    make_institution("University of Cork", "IE", city="Corcaigh")
    york = make_institution("York University", "CA")
    york.other_names.create(name="Université York")
    return york


def texts(answer):
    return [result["text"] for result in answer.json()["results"]]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("YORK", ["York University, Canada", "New York College, United States"]),
        ("universite", ["York University, Canada"]),
        ("york canada", ["York University, Canada"]),
        ("ireland", ["University of Cork, Ireland"]),
        ("corcai", ["University of Cork, Ireland"]),
        ("york ireland", []),
        ("?!", []),
    ],
)
def test_institutions_are_found_by_all_their_names_city_and_country_the_nearest_first(admin_client, york, term, found):
    assert texts(admin_client.get(INSTITUTIONS, {"term": term})) == found


@pytest.mark.parametrize(
    ("term", "found"), [("FAKULT", ["Faculty of Law"]), ("law", ["Law and order", "Faculty of Law"])]
)
def test_units_are_found_by_what_they_are_called_the_nearest_first(admin_client, term, found):
    make_unit("Faculty of Law", name_az="Hüquq fakültəsi")
    make_unit("Law and order")

    assert texts(admin_client.get(UNITS, {"term": term})) == found


def test_an_empty_box_suggests_all_in_pages(admin_client):
    for number in range(25):
        make_institution(f"University {number:02}", "BG")

    first = admin_client.get(INSTITUTIONS, {"term": ""}).json()
    second = admin_client.get(INSTITUTIONS, {"term": "", "page": 2}).json()

    assert (len(first["results"]), first["pagination"]) == (20, {"more": True})
    assert (len(second["results"]), second["pagination"]) == (5, {"more": False})


def test_countries_are_known_in_the_language_of_the_page(admin_client, york):
    with override("tr"):
        answer = admin_client.get(INSTITUTIONS, {"term": "kanada"}, headers={"accept-language": "tr"})

    assert texts(answer) == ["York University, Kanada"]


def test_types_are_found_by_their_other_wordings(admin_client):
    kind = AgreementType.objects.create(name="MoU")
    kind.other_names.create(name="Memorandum of understanding")

    assert admin_client.get(TYPES, {"term": "memorandum"}).json()["results"] == [{"id": str(kind.pk), "text": "MoU"}]


@pytest.mark.parametrize(("group", "status"), [("viewer", 403), ("editor", 200), (None, 302)])
def test_who_may_import_is_answered_and_nobody_else(client, django_user_model, group, status):
    if group:
        user = django_user_model.objects.create_user("anna", is_staff=True)
        user.groups.set(Group.objects.filter(name=group))
        client.force_login(user)

    assert client.get(INSTITUTIONS).status_code == status

"""Staff of the office as lists name them."""

import pytest

from partnerships.importing.planning.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def orkhan(django_user_model):
    return django_user_model.objects.create(
        username="oa", first_name="Orxan", last_name="Əliyev", email="O.Aliyev@example.org", is_staff=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "Orxan Əliyev",
        "ORXAN ƏLIYEV",
        "Əliyev Orxan",
        "Əliyev, Orxan",
        "o.aliyev@example.org",
        "O. Aliyev <o.aliyev@example.org>",
        "Orxan Əliyev, orxan@elsewhere.example",
    ],
)
def test_a_person_is_found_by_e_mail_or_full_name(orkhan, text):
    assert Staff().find(text) == orkhan.pk


@pytest.mark.parametrize("text", ["Orxan", "Əliyev", "oa", "Orxan Əliyeva", "", "—", "aliyev@example.org"])
def test_anything_less_names_nobody(orkhan, text):
    assert Staff().find(text) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_has_left_or_is_no_staff_is_not_found(orkhan, django_user_model, change):
    django_user_model.objects.update(**change)

    assert Staff().find("Orxan Əliyev") is None


def test_a_name_of_two_people_names_neither_but_their_e_mails_do(orkhan, django_user_model):
    other = django_user_model.objects.create(
        username="oa2", first_name="Orxan", last_name="Əliyev", email="orxan2@example.org", is_staff=True
    )

    assert Staff().find("Orxan Əliyev") is None
    assert Staff().find("orxan2@example.org") == other.pk


def test_an_account_without_name_and_e_mail_is_found_by_its_name(django_user_model):
    clerk = django_user_model.objects.create(username="clerk", is_staff=True)

    assert Staff().find("clerk") == clerk.pk

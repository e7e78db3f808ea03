"""The command that fills an empty register, so that `make run` shows something."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

from partnerships.models import Agreement, AgreementType, HomeInstitution
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(capsys):
    """Return a function that runs the command and returns what it printed."""

    def run(*arguments):
        call_command("prepare_register", *arguments)
        return capsys.readouterr().out

    return run


def test_an_empty_register_is_filled(prepare):
    said = prepare()

    assert (Agreement.objects.count(), AgreementType.objects.filter(other_names__isnull=False).exists()) == (121, True)
    assert said.startswith("partner-agreements.txt: 121 new.\n")
    assert HomeInstitution.current().name == "Technical university in Azerbaijan"


def test_the_password_that_is_printed_signs_the_office_in(prepare):
    password = re.search(r"name “office”, password “(.+)” \(shown only this once\)", prepare())[1]

    office = authenticate(username="office", password=password)
    assert (office.is_staff, office.is_superuser, len(password)) == (True, True, 16)


def test_a_second_run_changes_nothing(prepare):
    prepare()

    assert prepare().splitlines() == [
        "Public list: http://127.0.0.1:8000/",
        "The office:  http://127.0.0.1:8000/admin/",
        "Stop with Ctrl+C.",
    ]
    assert (Agreement.objects.count(), get_user_model().objects.count()) == (121, 1)


def test_what_the_office_has_made_is_left_alone(prepare):
    make_agreement(title="MoU")
    get_user_model().objects.create_user("head", is_staff=True)

    prepare()

    assert (Agreement.objects.count(), AgreementType.objects.count(), get_user_model().objects.count()) == (1, 1, 1)
    assert not HomeInstitution.objects.exists()


def test_a_home_institution_that_is_recorded_stays(prepare):
    HomeInstitution.objects.create(name_en="University of Baku")

    prepare()

    assert HomeInstitution.current().name == "University of Baku"


def test_accounts_without_access_to_the_office_do_not_count(prepare):
    get_user_model().objects.create_user("guest")

    assert "A staff account was made" in prepare()


def test_the_addresses_name_the_port(prepare):
    assert "http://127.0.0.1:8080/admin/" in prepare("--port", "8080")

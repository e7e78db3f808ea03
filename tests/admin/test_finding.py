"""What the office finds by words, on the page of the search and in the lists."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command

from partnerships.admin.finding import OfficeSearch
from partnerships.models import Agreement, Contact, ImportRun, Institution, InstitutionName, Outcome, SourceRow
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def person(name, role=None, **fields):
    """Return an account of the office."""
    account = get_user_model().objects.create_user(name, is_staff=True, **fields)
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


@pytest.fixture
def agreement():
    """Return an agreement that has everything by which staff find one, and is not public; there is another one."""
    make_agreement(make_institution("University of Vienna", "AT"), signed="2011", register_number=7)
    institution = make_institution(
        "Warsaw University of Technology",
        "PL",
        city="Łódź",
        website="https://www.pw.edu.pl/en",
        erasmus_code="PL WARSZAW02",
    )
    InstitutionName.objects.create(institution=institution, name="Politechnika Warszawska", language="pl")
    Contact.objects.create(institution=institution, name="Zofia Żółkiewska", email="zofia@example.org")
    found = make_agreement(
        institution,
        title="Student exchange",
        signed="2019-05",
        ends="2027-05-31",
        is_public=False,
        register_number=61,
        number=14,
        reference="Əlavə-7/ÜZ",
        unit="Memarlıq fakültəsi",
        kinds="|joint-research|",
        responsible=person("leyla", first_name="Leyla", last_name="Hüseynova"),
    )
    Contact.objects.create(agreement=found, name="Müller, Jörg", role="Dean")
    return found


WORDS = """
    poland|Польша|polşa|warsaw|politechnika|варшавский|lodz|pw.edu.pl|https://www.pw.edu.pl/|WUT|Student exchange
    joint research|совместные исследования|leyla|huseynova|Zofia|Żółkiewska|zofia@example.org|muller|61|No 61|№61
    14|2019|2027|Memarliq|elave-7|əlavə|UZ|PL WARSZAW02|poland leyla 2027|exchange warsaw huseynova
"""


@pytest.mark.parametrize("text", [text for line in WORDS.strip().split("\n") for text in line.strip().split("|")])
def test_staff_find_an_agreement_by_all_that_is_known_of_it(agreement, text):
    assert list(Agreement.objects.filter(OfficeSearch(text).agreements())) == [agreement]


@pytest.mark.parametrize("text", ["poland vienna", "No 14", "No 62", "2020", "?!", "rəşad"])
def test_words_that_no_agreement_has_all_of_find_none(agreement, text):
    assert not Agreement.objects.filter(OfficeSearch(text).agreements()).exists()


@pytest.mark.parametrize("text", ["poland", "politechnika", "lodz", "zofia", "pw.edu.pl", "WUT", "warszaw02"])
def test_an_institution_is_found_by_country_names_city_contact_and_website(agreement, text):
    assert list(Institution.objects.filter(OfficeSearch(text).institutions())) == [agreement.institution]


def test_an_institution_is_not_found_by_its_agreements(agreement):
    assert not Institution.objects.filter(OfficeSearch("leyla").institutions()).exists()


@pytest.fixture
def held(agreement):
    """Return a held row of a run, beside one that became an agreement."""
    run = ImportRun.objects.create(file_name="Partners 2026.xlsx")
    cells = {"sheet": "", "cells_key": "", "run": run}
    SourceRow.objects.create(row=6, cells=["PW", "MoU"], values={}, outcome=Outcome.NEW, agreement=agreement, **cells)
    return SourceRow.objects.create(
        row=7, cells=["Uniwersytet Gdański", "Польша"], values={"country": "PL"}, outcome=Outcome.HELD, **cells
    )


def test_rows_are_found_by_their_cells_and_by_their_agreement(held):
    found = {
        text: [row.row for row in SourceRow.objects.filter(OfficeSearch(text).rows()).order_by("row")]
        for text in ("gdanski", "poland", "leyla", "partners 2026 7", "vienna")
    }

    assert found == {"gdanski": [7], "poland": [6, 7], "leyla": [6], "partners 2026 7": [7], "vienna": []}


def test_an_import_is_found_by_its_file(admin_client, held):
    assert shown(admin_client.get("/admin/search/", {"q": "PARTNERS xlsx"}))["Import runs"] == ["Partners 2026.xlsx"]


def shown(answer):
    """Return {title: names} of what the page of a search shows."""
    return {kind.title: [hit.name for hit in kind.first] for kind in answer.context["found"]}


def test_the_page_shows_what_was_found_by_kind(admin_client, held):
    assert shown(admin_client.get("/admin/search/", {"q": "poland"})) == {
        "Agreements": ["Warsaw University of Technology"],
        "Institutions": ["Warsaw University of Technology"],
        "Rows of imports": ["Partners 2026.xlsx, row 6", "Partners 2026.xlsx, row 7"],
    }
    assert shown(admin_client.get("/admin/search/", {"q": "HUSEYNOVA"})) == {
        "Agreements": ["Warsaw University of Technology"],
        "Rows of imports": ["Partners 2026.xlsx, row 6"],
        "People": ["Leyla Hüseynova"],
    }


@pytest.mark.parametrize(("role", "is_shown"), [("viewer", False), ("editor", False), ("manager", True)])
def test_people_are_shown_only_to_those_who_may_see_accounts(client, agreement, role, is_shown):
    client.force_login(person(role, role))

    assert ("People" in shown(client.get("/admin/search/?q=leyla"))) == is_shown


def test_a_manager_does_not_find_the_administrator(client, admin_user):
    client.force_login(person("anna", "manager"))

    assert shown(client.get("/admin/search/", {"q": admin_user.username})) == {}


def test_each_kind_leads_to_all_of_it_in_its_list(admin_client, held):
    for text, count in (("poland", 3), ("leyla", 3), ("2026", 2)):
        kinds = admin_client.get("/admin/search/", {"q": text}).context["found"]

        assert len(kinds) == count
        for kind in kinds:
            assert admin_client.get(kind.address).context["cl"].result_count == kind.total


def test_the_number_that_is_asked_for_comes_first(admin_client, agreement):
    make_agreement(make_institution("AAA College", "AT"), signed="2012", reference="61", register_number=8)

    first = admin_client.get("/admin/search/?q=61").context["found"][0].first

    assert [hit.agreement.register_number for hit in first] == [61, 8]


def test_the_page_names_ten_and_counts_all(admin_client):
    for number in range(11):
        make_agreement(make_institution(f"Varna {number}"))

    agreements, institutions = admin_client.get("/admin/search/?q=varna").context["found"]

    assert [(kind.total, len(kind.first)) for kind in (agreements, institutions)] == [(11, 10), (11, 10)]


def test_a_word_that_is_misspelt_is_guessed(admin_client):
    make_agreement(make_institution("Oxford University", "GB"))

    page = admin_client.get("/admin/search/?q=oxfrod").content.decode()

    assert '<a href="?q=oxford">oxford</a>' in page


@pytest.mark.parametrize("text", ["", "  ", "\0", "“", "x" * 300])
def test_any_text_is_answered(admin_client, text):
    assert admin_client.get("/admin/search/", {"q": text}).status_code == 200


def test_the_search_asks_the_same_however_much_it_finds(admin_client, source_table, django_assert_max_num_queries):
    call_command("import_agreements", str(source_table))
    admin_client.get("/admin/search/?q=university")  # what is known of a version is read once

    with django_assert_max_num_queries(40):
        admin_client.get("/admin/search/?q=university")
    with django_assert_max_num_queries(40):
        admin_client.get("/admin/search/?q=azerbaijan")

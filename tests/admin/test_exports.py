"""The export page of the office."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, HomeInstitution, Preferences
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
EXPORT = f"{LIST}export/"


def rows_of(response):
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.fixture
def three():
    make_agreement(make_institution("Varna", "BG"), number=1, signed="2020-10", notes="look again")
    make_agreement(make_institution("Ankara", "TR"), number=2, signed="2020-05-04")
    make_agreement(make_institution("Sofia", "BG"), number=3, signed="2008")


def test_the_list_is_exported_as_it_is_filtered_and_sorted(admin_client, three):
    posted = {"format": "csv", "columns": ["number", "signed"]}

    response = admin_client.post(f"{EXPORT}?country=BG&o=-1", posted)

    assert rows_of(response) == [
        ["Number in the source list", "University", "Signed"],
        ["3", "Sofia", "2008"],
        ["1", "Varna", "2020-10"],
    ]


@pytest.mark.parametrize(
    ("query", "name"), [("", ""), ("?country=BG", "-bulgaria"), ("?country=TR&q=Ankara+Ünv", "-turkiye-ankara-unv")]
)
def test_the_name_of_the_file_says_the_day_and_the_filter(admin_client, three, query, name):
    response = admin_client.post(EXPORT + query, {"format": "xlsx", "all": "yes"})

    day = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="agreements-{day}{name}.xlsx"'
    response.getvalue()


def test_all_columns_tell_all_that_the_office_knows(admin_client, three):
    response = admin_client.post(f"{EXPORT}?q=Varna", {"format": "csv", "all": "yes", "columns": ["number"]})

    header, row = rows_of(response)
    told = {name: value for name, value in zip(header, row, strict=True) if value}
    assert (len(header), Preferences.objects.count()) == (32, 0)
    assert told == {
        "id": "1", "Number in the source list": "1", "University": "Varna", "Country": "Bulgaria", "Type": "MoU",
        "Title": "MoU", "Signed": "2020-10",
        "Kind of validity": "not-recorded", "Status": "end-not-recorded", "Notes": "look again",
        "On the public list": "yes",
    }  # fmt: skip


def test_the_choice_of_columns_is_remembered_for_each_person(admin_client, client, three):
    admin_client.post(EXPORT, {"format": "csv", "columns": ["ends", "number"]}).getvalue()
    other = get_user_model().objects.create_superuser("other", password="x")
    client.force_login(other)

    own, others = (browser.get(EXPORT).context["form"]["columns"].value() for browser in (admin_client, client))

    assert (own, len(others)) == (["number", "institution", "ends"], 32)


def test_without_any_column_the_institution_is_written(admin_client, three):
    assert rows_of(admin_client.post(f"{EXPORT}?country=TR", {"format": "csv"})) == [["University"], ["Ankara"]]


def test_the_page_says_how_many_agreements_under_which_filters(admin_client, three):
    response = admin_client.get(f"{EXPORT}?country=BG")

    text = " ".join(response.text.split())
    assert "2 agreements of the list will be written, in the order of the list. Chosen in the list: Bulgaria." in text


def test_a_workbook_bears_the_name_of_the_register_and_of_the_university(admin_client, three):
    name = "Agreements: [all] of Baku Technical University"
    HomeInstitution.objects.create(register_name_en=name, name_en="University of Baku")

    book = openpyxl.load_workbook(io.BytesIO(admin_client.post(EXPORT, {"format": "xlsx", "all": "x"}).getvalue()))

    assert book.sheetnames == ["Agreements all of Baku Technica"]
    assert book.properties.title == f"{name} – University of Baku"
    assert book.properties.description == "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("query", ["?nonsense=1", "?country=XX"])
def test_a_filter_that_is_not_known_stops_nothing(admin_client, three, query):
    assert admin_client.get(EXPORT + query).status_code in (200, 302)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(admin_client, django_assert_num_queries, count):
    for number in range(count):
        make_agreement(make_institution(f"University {number}"), number=number + 1)
    refresh_listing()

    with django_assert_num_queries(21):  # with one that asks whether anything was written
        admin_client.post(EXPORT, {"format": "csv", "all": "x"}).getvalue()


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        (["export_agreement"], 403),
        (["view_agreement"], 403),
        (["export_agreement", "view_agreement"], 200),
        (["export_agreement", "change_agreement"], 200),
    ],
)
def test_only_what_a_person_may_see_is_exported(client, django_user_model, permissions, status):
    user = django_user_model.objects.create_user("leyla", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)

    response = client.post(EXPORT, {"format": "csv", "all": "yes"})

    assert response.status_code == status
    response.getvalue()


def test_files_say_what_supersedes_an_agreement_and_are_read_back(admin_client):
    former = make_agreement(number=4)
    make_agreement(make_institution("Ankara", "TR"), number=9, supersedes=former)
    make_agreement(make_institution("Opole", "PL"), number=5, supersedes=former, is_public=False)

    response = admin_client.post(EXPORT, {"format": "csv", "all": "yes"})
    content = response.getvalue()

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["id"]: row["Superseded by"] for row in rows} == {"4": "5; 9", "9": "", "5": ""}
    plan = AgreementResource().import_file(content, "list.csv").plan
    assert (plan.counts["unchanged"], Agreement.objects.get(pk=former.pk).number) == (3, 4)

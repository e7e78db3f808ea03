"""The descriptions of the files, and whether the files keep to them."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.utils.translation import override
from jsonschema import Draft202012Validator

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Document, HomeInstitution, Status
from partnerships.public import open_data
from partnerships.public.agreement_words import STATUS_MEANINGS
from partnerships.public.listing.refreshing import refresh_listing
from tests.conftest import SOURCE_TABLE
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

DATED = {"kind": "signed", "dated_on": date(2019, 10, 1), "dated_precision": "month"}


@pytest.fixture(scope="module")
def agreements(register_of_class):
    """Register the source table, and one agreement of which all is known, once for all tests of this module."""
    with register_of_class():
        AgreementResource().import_file(SOURCE_TABLE.read_bytes(), SOURCE_TABLE.name)
        institution = make_institution(
            "Ankara University",
            "TR",
            city="Ankara",
            website="https://ankara.example",
            ror="01wntqw50",
            erasmus_code="TR ANKARA01",
        )
        known = make_agreement(
            institution,
            signed="2019-10",
            ends="2024-12-31",
            number=900,
            term_months=60,
            renewal="automatic",
            renewal_months=60,
            terminated_on=date(2023, 5, 1),
            rests_from=date(2020, 3, 1),
            rests_until=date(2021, 12, 31),
            kinds="|double-degree|student-exchange|",
            reference="12/2019",
            unit="Faculty of Law",
            scope="two students a year",
        )
        for is_public in (True, False):
            Document.objects.create(
                agreement=known, name="Signed.pdf", is_public=is_public, sha256="x", size=1, **DATED
            )
        make_agreement(make_institution("Nowhere", ""), title="", signed=None)
        refresh_listing()
        yield


@pytest.fixture(params=[False, True], ids=["scope and unit hidden", "shown"])
def home(request):
    """Return the home institution, which shows scope and unit or does not."""
    return HomeInstitution.objects.create(is_scope_public=request.param, is_unit_public=request.param)


def schema(client):
    response = client.get("/agreements.schema.json")
    assert response["Content-Type"] == "application/schema+json"
    return response.json()


def errors(client, address):
    """Return what in the JSON at an address breaks the published schema."""
    validator = Draft202012Validator(schema(client), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(json.loads(client.get(address).getvalue()))]


def test_the_schema_is_one(client):
    Draft202012Validator.check_schema(schema(client))


@pytest.mark.parametrize("query", ["", "?page=1&size=200", "?size=5&page=3", "?q=nothing-at-all"])
def test_the_json_keeps_to_its_schema(client, agreements, home, query):
    assert errors(client, f"/agreements.json{query}") == []


def test_the_schema_would_find_what_is_wrong(client, agreements, monkeypatch):
    monkeypatch.setattr("partnerships.public.json_pages.values_of", lambda *_arguments: {"id": "1"})

    assert "'1' is not of type 'integer'" in errors(client, "/agreements.json")


def test_the_schema_knows_each_key_of_an_agreement(client, agreements, home):
    results = json.loads(client.get("/agreements.json").getvalue())["results"]

    properties = schema(client)["$defs"]["agreement"]["properties"]
    assert {tuple(each) for each in results} == {tuple(properties)}
    assert all(each["description"] for each in properties.values())


@pytest.mark.parametrize(
    "name", ["agreements.json", "agreements.csv", "agreements/900.json", "agreements.xlsx", "data/"]
)
def test_scope_and_unit_stand_in_files_only_where_the_home_institution_says_so(client, agreements, home, name):
    content = client.get(f"/{name}").getvalue()
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        content = str(list(book.active.values)).encode()

    said = (b"<code>unit", b"<code>scope") if name == "data/" else (b"Faculty of Law", b"two students a year")
    assert [each in content for each in said] == 2 * [home.is_unit_public]


def test_the_json_tells_the_public_documents_of_an_agreement(client, agreements):
    key = Document.objects.get(is_public=True).key

    of_one = client.get("/agreements/900.json").json()["documents"]
    results = json.loads(client.get("/agreements.json").getvalue())["results"]

    address = f"http://127.0.0.1:8000/documents/{key}/"
    assert of_one == [{"name": "Signed.pdf", "kind": "signed", "dated": "2019-10", "url": address}]
    assert [each["documents"] for each in results if each["documents"]] == [of_one]


def test_each_status_is_explained_as_on_the_page_about_the_register(client):
    assert list(STATUS_MEANINGS) == list(Status)
    assert all(f"<dd>{meaning}</dd>" in client.get("/about/").text for meaning in STATUS_MEANINGS.values())
    assert all(f"<td>{meaning}</td>" in client.get("/data/").text for meaning in STATUS_MEANINGS.values())


def test_the_table_has_the_columns_that_its_description_says(client, agreements, home):
    described = client.get("/agreements.csv-metadata.json")

    columns = described.json()["tableSchema"]["columns"]
    rows = csv.DictReader(io.StringIO(client.get("/agreements.csv").getvalue().decode("utf-8-sig")))
    assert described["Content-Type"] == "application/csvm+json"
    assert [column["titles"] for column in columns] == rows.fieldnames
    assert all(column["dc:description"] for column in columns)
    integers = [column["titles"] for column in columns if column["datatype"] == "integer"]
    assert [value for row in rows for title in integers if (value := row[title]) and not value.isdigit()] == []


@pytest.mark.parametrize("description", [open_data.schema, open_data.csv_metadata])
def test_a_description_is_written_in_the_language_of_the_moment(description):
    with override("ru"):
        assert "Сайт партнёра." in json.dumps(description(HomeInstitution()), ensure_ascii=False)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_was_given_out_is_read_back_with_all_that_is_known(client, agreements, home, form):
    content = client.get(f"/agreements.{form}").getvalue()

    plan = AgreementResource().import_file(content, f"list.{form}").plan

    assert (plan.counts["unchanged"], Agreement.objects.count()) == (123, 123)

"""The page that explains the open data."""

import json
import re

import pytest

from partnerships.models import HomeInstitution, Status
from partnerships.public.open_data import KEYS
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_it_explains_each_key_and_each_status(client):
    HomeInstitution.objects.create(is_scope_public=True, is_unit_public=True)
    text = client.get("/data/").text

    assert [key.name for key in KEYS if f"<code>{key.name}</code>" not in text] == []
    assert [value for value in Status.values if f"<code>{value}</code>" not in text] == []


def test_each_address_that_it_names_answers(client):
    text = client.get("/data/").text.replace("&amp;", "&")

    named = set(re.findall(r"http://testserver(/[^\"<\s]*)", text))
    assert len(named) > 8
    for address in named:
        response = client.get(address)
        assert (response.status_code, bool(response.getvalue())) == (200, True), address


def test_its_data_for_machines_names_licence_publisher_and_files(client):
    make_agreement()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/ru/data/").text)
    schema_org, dcat = map(json.loads, blocks)

    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert (schema_org["@type"], dcat["@type"]) == ("Dataset", "dcat:Dataset")
    assert schema_org["license"] == dcat["dct:license"]["@id"] == licence
    assert [each["contentUrl"].rpartition(".")[2] for each in schema_org["distribution"]] == [
        each["dcat:downloadURL"]["@id"].rpartition(".")[2] for each in dcat["dcat:distribution"]
    ]
    assert len(schema_org["description"]) >= 50  # fewer are refused by search engines for data
    assert schema_org["publisher"]["name"]
    assert dcat["dct:publisher"]["foaf:name"]

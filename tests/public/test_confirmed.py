"""The day on which the office last confirmed an agreement, as visitors see it."""

import csv
import io
import json
from datetime import date

import pytest

from partnerships.models import Review
from partnerships.renewals.reviewing import record, take_back
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)


def looked(agreement, decision="continues", on=ON, **columns):
    return record(Review(agreement=agreement, reviewed_on=on, decision=decision, **columns), {})


def test_the_page_of_an_agreement_says_when_it_was_confirmed_and_changes_with_it(client):
    agreement = make_agreement()
    address = agreement.get_absolute_url()
    before = client.get(address)

    review = looked(agreement, students_sent=7, done_since="A secret visit.")
    after = client.get(address)
    take_back(review)

    assert "Confirmed on" not in before.text
    assert '<dt>Confirmed on</dt><dd><time datetime="2026-11-27">27 November 2026</time></dd>' in after.text
    assert before.headers["ETag"] != after.headers["ETag"]
    assert "secret" not in after.text
    assert "Confirmed on" not in client.get(address).text


def test_only_a_look_that_says_that_it_goes_on_confirms(client):
    agreement = make_agreement()
    looked(agreement, on=date(2025, 1, 2))
    looked(agreement, "renegotiate")

    assert "2 January 2025" in client.get(agreement.get_absolute_url()).text


def test_the_open_data_has_the_day(client):
    agreement = make_agreement(number=7)
    make_agreement(number=8)
    looked(agreement, students_sent=7)

    listed = json.loads(client.get("/agreements.json").getvalue())["results"]
    one = client.get("/agreements/7.json")
    rows = list(csv.DictReader(io.StringIO(client.get("/agreements.csv").getvalue().decode("utf-8-sig"))))

    assert {each["id"]: each["confirmed_on"] for each in listed} == {7: "2026-11-27", 8: None}
    assert one.json()["confirmed_on"] == "2026-11-27"
    assert {row["id"]: row["Confirmed on"] for row in rows} == {"7": "2026-11-27", "8": ""}
    assert not any("students" in key for key in one.json())

"""The list, its numbers and its files as the register knows another day today."""

import csv
import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.public.listing.finding import register_sums
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreements():
    ankara, kazan, oxford = (
        make_institution("Ankara University", "TR"),
        make_institution("Kazan University", "RU"),
        make_institution("Oxford University", "GB"),
    )
    make_agreement(ankara, signed="2015", ends="2019-06-30", number=1)
    make_agreement(ankara, signed="2016", ends="2020-06-30", title="Protocol", number=2)
    make_agreement(kazan, signed="2018-02", validity="open-ended", number=3)
    make_agreement(kazan, signed="2021", ends="2199", number=4)
    make_agreement(oxford, signed=None, number=5)
    make_agreement(oxford, signed="2017", validity="open-ended", terminated_on=date(2019, 12, 31), number=6)
    make_agreement(oxford, signed="2017", number=7, is_public=False)


def statuses(client, query):
    """Return the status of each agreement of a list by its number."""
    found = json.loads(client.get(f"/agreements.json?{query}").getvalue())["results"]
    return {each["id"]: each["status"] for each in found}


THEN = {
    1: "ended",
    2: "in-force",
    3: "in-force",
    5: "end-not-recorded",
    6: "terminated",
}


def test_a_past_day_has_the_statuses_of_that_day_and_not_what_was_signed_later(client):
    assert statuses(client, "on=2019-12-31") == THEN


def test_a_day_to_come_has_the_statuses_of_that_day(client):
    found = statuses(client, "on=2199-12-31")

    assert found == {1: "ended", 2: "ended", 3: "in-force", 4: "ending", 5: "end-not-recorded", 6: "terminated"}


def test_today_is_the_list_as_it_is(client):
    today = timezone.localdate()

    assert statuses(client, f"on={today}") == statuses(client, "")
    assert "it today" not in client.get(f"/?on={today}").text


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("status=in-force", [2, 3]),
        ("status=ended&status=terminated", [1, 6]),
        ("status=not-started", []),
        ("country=TR", [1, 2]),
        ("year=2021", []),
        ("q=ankara", [1, 2]),
        ("q=ankara&status=ended", [1]),
        ("sort=-date", [3, 6, 2, 1, 5]),
        ("sort=country", [3, 2, 1, 6, 5]),
        ("size=2&page=2", [3, 5]),
    ],
)
def test_the_list_is_filtered_sorted_and_paged_as_of_that_day(client, query, numbers):
    found = statuses(client, f"on=2019-12-31&{query}")

    assert sorted(found) == sorted(numbers)
    if "sort=-date" in query:
        assert list(found) == numbers


@pytest.mark.parametrize("query", ["", "&q=university", "&status=in-force", "&sort=type", "&country=RU&country=TR"])
def test_page_numbers_and_files_say_the_same(client, query):
    response = client.get(f"/?on=2019-12-31{query}")
    rows = list(response.context["page_obj"])

    found = statuses(client, f"on=2019-12-31{query}")
    text = client.get(f"/agreements.csv?on=2019-12-31{query}").getvalue().decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/agreements.xlsx?on=2019-12-31{query}").getvalue()))
    lines = list(csv.DictReader(io.StringIO(text)))
    assert sorted(row.status for row in rows) == sorted(found.values()) == sorted(line["Status"] for line in lines)
    assert response.context["found"].total == len(found) == book.active.max_row - 1
    for facet in response.context["facets"].facets:
        if facet.name == "status" and "status=" not in query:
            counted = {option.text: option.number for option in facet.options}
            assert counted == {value: list(found.values()).count(value) for value in counted}


@pytest.mark.parametrize(
    "day", [date(2014, 1, 1), date(2015, 1, 1), date(2019, 6, 30), date(2019, 12, 30), date(2198, 1, 1)]
)
def test_the_numbers_are_those_of_the_records(day):
    known = [
        each
        for each in Agreement.objects.public()
        if day >= timezone.localdate() or not each.signed_on or each.signed_on <= day
    ]
    expected = {}
    for each in known:
        expected[each.status_on(day)] = expected.get(each.status_on(day), 0) + 1

    assert register_sums(refresh_listing(), "status", (), day) == expected


def test_the_page_says_which_day_it_is_and_leads_back_to_today(client):
    text = client.get("/?country=TR&on=2019-12-31&sort=-no").text

    assert "The list of 31 December 2019, as the register knows it today" in text
    assert '<a href="?country=TR&amp;sort=-no" target="_self" rel="nofollow">Show the list of today</a>' in text
    assert '<input type="hidden" name="on" value="2019-12-31">' in text
    assert 'content="noindex, follow"' in text


def test_the_heading_counts_what_is_of_that_day(client):
    page = client.get("/?on=2019-12-31")
    found, text = page.context["found"].total, page.text

    assert 0 < found < Agreement.objects.public().count()
    assert f'<h1 class="count">{found} agreements with' in text
    assert "As of 31 December 2019." in text


def test_all_links_of_the_list_keep_the_day(client):
    context = client.get("/?on=2019-12-31").context

    assert context["page_query"] == "on=2019-12-31"
    assert context["facets"].filters_query == "on=2019-12-31"


def test_files_say_of_which_day_they_are(client):
    found = json.loads(client.get("/agreements.json?on=2019-12-31").getvalue())
    book = openpyxl.load_workbook(io.BytesIO(client.get("/agreements.xlsx?on=2019-12-31").getvalue()))

    assert found["as_of"] == "2019-12-31"
    assert {each.name: each.value for each in book.custom_doc_props.props}["As of"] == "2019-12-31"


@pytest.mark.parametrize("day", ["31.12.2019", "2019-02-30", "19-01-01", "yesterday", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_said(client, day):
    sentence = "on: Write a day such as 2019-12-31."

    response = client.get("/agreements.json", {"on": day, "country": "TR"})
    page = client.get("/", {"on": day, "country": "TR"})

    assert (response.status_code, response.json()["error"]) == (400, sentence)
    assert sentence in page.text
    assert page.context["found"].total == 2


def test_a_day_with_single_digits_is_that_day(client):
    context = client.get("/?on=2019-1-5").context

    assert context["facets"].filters_query == "on=2019-01-05"


def test_a_change_changes_the_list_of_a_day_that_was_asked_for_before(client):
    assert statuses(client, "on=2019-12-31") == THEN

    Agreement.objects.filter(number=2).update(ends_on=date(2019, 1, 31))

    assert statuses(client, "on=2019-12-31") == THEN | {2: "ended"}
    assert client.get("/?on=2019-12-31&status=ended").context["found"].total == 2


def test_a_file_of_another_day_is_not_kept_as_that_of_today(client, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("partnerships.public.downloads.SHORT", 2)
    later = timezone.localdate() + timedelta(days=1)

    assert statuses(client, "on=2019-12-31") == THEN
    assert len(statuses(client, "")) == 6
    assert len(statuses(client, f"on={later}")) == 6


def test_the_frame_has_the_day_too(client):
    text = client.get("/embed/?on=2019-12-31").text

    assert "31 December 2019" in text
    assert text.count("<bdi>") == 5


def test_statistics_are_of_that_day_too(client):
    context = client.get("/statistics/?on=2019-12-31").context
    text = client.get("/statistics/statuses.csv?on=2019-12-31").text

    assert context["total"] == 5
    assert "31 December 2019" in client.get("/statistics/?on=2019-12-31").text
    assert [line.split(",")[0] for line in text.splitlines() if "in-force" in line] == ["in-force"]
    assert "in-force" in text
    assert "2" in next(line for line in text.splitlines() if line.startswith("in-force"))
    assert client.get("/statistics/statuses.csv?on=never").status_code == 400

"""The Atom feed of what is new, changed or ended."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from partnerships.models import Agreement
from partnerships.public import feeds
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def dated(record, *moment):
    """Date the latest line of a record's history."""
    line = record.history.filter(history_id=record.history.first().history_id)
    line.update(history_date=datetime(*moment, tzinfo=UTC))


@pytest.fixture
def two():
    ankara = make_agreement(make_institution("Ankara University", "TR"), signed="2015", number=1)
    dated(ankara, 2020, 1, 1)
    kazan = make_agreement(make_institution("Kazan University", "RU"), signed="2016", ends="2020-06-30", number=2)
    dated(kazan, 2020, 2, 1)
    return ankara, kazan


def feed(client, query=""):
    response = client.get(f"/agreements.atom{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(client, query=""):
    """Return the titles of the entries with the day of each."""
    found = feed(client, query).findall(f"{ATOM}entry")
    return [(each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}updated")[:10]) for each in found]


def test_a_feed_tells_what_is_new_changed_and_ended_the_latest_first(client, two):
    two[0].title = "Protocol"
    two[0].save()
    dated(two[0], 2020, 3, 1)

    assert entries(client) == [
        ("Ended: Kazan University, MoU, 2016", "2020-07-01"),
        ("Changed: Ankara University, Protocol, 2015", "2020-03-01"),
        ("New: Kazan University, MoU, 2016", "2020-02-01"),
        ("New: Ankara University, Protocol, 2015", "2020-01-01"),
    ]


def test_a_feed_keeps_to_the_filters(client, two):
    assert entries(client, "?country=TR&sort=-date&size=25") == [("New: Ankara University, MoU, 2015", "2020-01-01")]
    assert entries(client, "?q=oxford") == []


def test_a_termination_is_an_end(client, two):
    Agreement.objects.filter(pk=two[0].pk).update(terminated_on=date(2020, 5, 5))

    assert ("Ended: Ankara University, MoU, 2015", "2020-05-05") in entries(client)


def test_an_end_that_is_to_come_is_not_told(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_agreement(ends=tomorrow.isoformat())

    assert [title.partition(":")[0] for title, _day in entries(client)] == ["New"]


def test_what_only_the_office_sees_is_not_told(client, two):
    two[0].notes = "Ask the dean."
    two[0].save()
    make_agreement(make_institution("Hidden University", "TR"), is_public=False)

    assert len(entries(client)) == 3


def test_the_names_of_entries_stay(client, two):
    def names():
        return {each.findtext(f"{ATOM}id") for each in feed(client).findall(f"{ATOM}entry")}

    before = names()
    two[0].title = "Protocol"
    two[0].save()

    assert len(before) == 3
    assert names() > before


def test_a_feed_says_what_it_is_about_and_where(client, two, settings):
    settings.BASE_URL = "https://register.example.org"
    found = feed(client, "?country=TR")

    links = {each.get("rel"): each.get("href") for each in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://register.example.org/?country=TR",
        "self": "https://register.example.org/agreements.atom?country=TR",
    }
    assert found.findtext(f"{ATOM}id") == links["self"]
    assert found.find(f"{ATOM}entry/{ATOM}link").get("href").startswith("https://register.example.org/")
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "International agreements"


def test_a_feed_has_the_last_entries(client, two, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)

    assert [day for _title, day in entries(client)] == ["2020-07-01", "2020-02-01"]


def test_a_feed_that_is_asked_for_the_unknown_says_so(client):
    response = client.get("/agreements.atom?country=XX")

    assert (response.status_code, response.json()["error"]) == (400, "Country: the list knows no “XX”.")


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        make_agreement(make_institution(f"University {number}"))
    client.get("/")

    with django_assert_num_queries(6):
        client.get("/agreements.atom")


def test_the_list_names_the_feed_of_its_filters(client, two):
    text = client.get("/tr/?country=TR&sort=-date").text

    assert '<link rel="alternate" type="application/atom+xml" href="/agreements.atom?country=TR"' in text

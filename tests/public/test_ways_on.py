"""Where nothing is found, the page says which lists near to it find something, and how much."""

import pytest

from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture(autouse=True)
def three():
    """Three universities in three countries."""
    make_agreement(make_institution("Ankara University", "TR"))
    make_agreement(make_institution("Boğaziçi University", "TR"), title="Student exchange", signed="2019")
    make_agreement(make_institution("Kazan Federal University", "RU"), title="Protocol", signed=None)


def ways(client, query):
    """Return the ways on of the page: spelling, without the search, without each filter, words alone."""
    found = client.get(f"/?{query}").context["ways_on"]
    return [
        found.spelling and tuple(found.spelling),
        found.without_search and tuple(found.without_search),
        [tuple(way) for way in found.without_filter],
        [tuple(way) for way in found.words],
    ]


def test_each_filter_without_which_something_is_found_is_named(client):
    assert ways(client, "q=kazan&country=TR") == [
        None,
        ("", "country=TR", 2, False),
        [("Country", "q=kazan", 1, False)],
        [],
    ]


def test_each_word_alone_is_counted_under_the_filters_and_without_them_where_that_is_nothing(client):
    assert ways(client, "q=Ankara+exchange+of&year=2019") == [
        None,
        ("", "year=2019", 1, False),
        [],
        [("Ankara", "q=Ankara", 1, True), ("exchange", "q=exchange&year=2019", 1, False)],
    ]


def test_a_word_alone_is_spelt_as_a_known_one(client):
    assert ways(client, "q=Ankarra+exchange")[3] == [
        ("ankara", "q=ankara", 1, False),
        ("exchange", "q=exchange", 1, False),
    ]


def test_a_word_within_another_is_no_known_one_where_a_similar_one_is(client):
    make_agreement(make_institution("Belarusian Academy", "BY"))

    assert ways(client, "q=rusia+exchange")[3] == [
        ("russia", "q=russia", 1, False),
        ("exchange", "q=exchange", 1, False),
    ]


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("ankarra", ("ankara", "q=ankara", 1, False)),
        ("bogazichi universty", ("bogazici university", "q=bogazici+university", 1, False)),
        ("üniverstesi kazan", ("universitesi kazan", "q=universitesi+kazan", 1, False)),
        ("rusiia", ("russia", "q=russia", 1, False)),
        ("xyz", None),
        ("??", None),
    ],
)
def test_a_misspelt_search_gets_a_suggestion(client, text, spelling):
    found = client.get("/", {"q": text}).context["ways_on"].spelling

    assert (found and tuple(found)) == spelling


def test_a_suggestion_that_the_filters_rule_out_is_made_without_them(client):
    assert ways(client, "q=ankarra&country=RU")[0] == ("ankara", "q=ankara", 1, True)


def test_a_suggestion_is_never_what_is_not_public(client):
    make_agreement(make_institution("Hidden Lyceum"), is_public=False)

    assert client.get("/?q=lyceumm").context["ways_on"].spelling is None


def test_a_suggestion_may_be_what_was_just_made_public(client):
    client.get("/?q=lyceumm")

    make_agreement(make_institution("Open Lyceum"))

    assert client.get("/?q=lyceumm").context["ways_on"].spelling.query == "q=lyceum"


def test_the_page_says_it_in_words(client):
    text = " ".join(client.get("/?q=ankarra+exchange&country=RU").text.split())

    assert "Without the search:" in text
    assert 'Only “ankara”, without the filters: <a href="?q=ankara" rel="nofollow">1 agreement</a>' in text


def test_where_something_is_found_there_are_no_other_ways(client):
    assert client.get("/?q=kazan").context["ways_on"] is None

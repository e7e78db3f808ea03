"""What an address asks for that the list does not know."""

import pytest
from django.test import RequestFactory

from partnerships.models import AgreementType
from partnerships.public.asked import understood
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two():
    make_agreement(make_institution("Kazan Federal University", "RU"), signed="2021", number=1)
    make_agreement(make_institution("Ankara University", "TR"), title="Protocol", signed="2020", number=2)


def asked(query):
    """Return the query that is left of an address, and the sentences about the rest with what was meant."""
    filterset, unknown = understood(RequestFactory().get(f"/?{query}"))
    assert filterset.is_valid()
    return filterset.data.urlencode(), [(each.sentence, each.meant) for each in unknown]


@pytest.mark.parametrize("query", ["", "q=kazan&country=RU&year=2021&sort=-no&size=25&page=2", "country=&type="])
def test_what_the_list_knows_is_left_as_it_is(query):
    assert asked(query) == (query, [])


@pytest.mark.parametrize(
    ("query", "left", "sentence", "meant"),
    [
        ("country=ru&q=kazan", "q=kazan", "Country: the list knows no “ru”.", ("Russia", "country=RU&q=kazan")),
        ("country=russia&page=3", "page=3", "Country: the list knows no “russia”.", ("Russia", "country=RU")),
        ("country=TR&country=ru", "country=TR", "Country: the list knows no “ru”.",
         ("Russia", "country=TR&country=RU")),
        ("type=MoU", "", "Type: the list knows no “MoU”.", ("MoU", "type=mou")),
        ("type=nonsense", "", "Type: the list knows no “nonsense”.", None),
        ("status=End not recorded", "", "Status: the list knows no “End not recorded”.",
         ("end not recorded", "status=end-not-recorded")),
        ("year=21&status=ended", "status=ended", "Year of signing or start: the list knows no “21”.", None),
        ("sort=x&q=a", "q=a", "sort: Select a valid choice. x is not one of the available choices.", None),
        ("colour=red&q=a", "q=a",
         "The list knows no parameter “colour”; it knows q, country, type, status, year, kind, on, sort, size, page.",
         None),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_named_and_the_rest_is_kept(query, left, sentence, meant):
    assert asked(query) == (left, [(sentence, meant)])


@pytest.mark.parametrize(
    "counted", ["utm_source=letter&utm_medium=mail", "fbclid=IwAR0x", "gclid=1", "mc_cid=1&mc_eid=2"]
)
def test_what_only_counts_the_visitors_of_a_campaign_is_left_out_in_silence(counted):
    assert asked(f"{counted}&country=RU") == ("country=RU", [])


def test_several_are_named_one_by_one():
    _left, unknown = asked("country=ru&country=xx&year=abc&a=1&b=2")

    assert len(unknown) == 5


def test_the_page_says_it_and_shows_the_rest(client):
    response = client.get("/ru/?country=TR&type=protocoll&type=PROTOCOL")

    assert 'role="alert"' in response.text
    assert '<a href="?country=TR&amp;type=protocol" target="_self" rel="nofollow">Protocol</a>' in response.text
    assert [row.institution for row in response.context["page_obj"]] == ["Ankara University"]


def test_what_a_page_repeats_is_escaped(client):
    AgreementType.objects.update(name="<b>MoU</b>")

    text = client.get("/?type=<i>mou").text + client.get("/?<u>=1").text + client.get("/?type=b mou b").text

    assert [tag for tag in ("<i>mou", "<u>", "<b>MoU") if tag in text] == []


def test_more_values_than_anybody_ticks_are_not_taken(client):
    few, many = ("&".join(f"year={year}" for year in range(1960, 2020 + more)) for more in (0, 1))

    assert client.get(f"/agreements.json?{few}").getvalue()
    refused = client.get(f"/agreements.json?{many}")
    assert refused.status_code == 400
    assert refused.json()["error"] == "year: At most 60 values can be asked for at once."

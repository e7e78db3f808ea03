"""The page of statistics."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.statistics.views import Statistics
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Return six public agreements with four institutions."""
    ankara = make_institution("Ankara", "TR")
    make_agreement(ankara, "MoU", signed="2019")
    make_agreement(ankara, "MoU", signed="2021-05")
    make_agreement(ankara, "Protocol", signed="2021-06-07")
    make_agreement(make_institution("Valletta", "MT"), "MoU & more", signed="2021", ends="2199")
    make_agreement(make_institution("Cold", "AQ"), "MoU", signed=None)
    make_agreement(make_institution("Atlantis", ""), "MoU", signed="2021", agreement_type=None)


def rows(response, name):
    return [(row["label"], *row["numbers"]) for row in response.context[name]]


def pictures(response):
    """Return the SVGs of a page that are no decoration, by the first part of their title's id."""
    found = [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", response.text, re.DOTALL)]
    return {svg.find("title").get("id").split("-")[0]: svg for svg in found if not svg.get("aria-hidden")}


def test_tables_say_what_the_register_holds(client, register):
    response = client.get("/statistics/")

    assert {name: rows(response, name) for name in ("countries", "years", "growth", "types", "statuses")} == {
        "countries": [
            ("Türkiye", "3", "1"),
            ("Antarctica", "1", "1"),
            ("Malta", "1", "1"),
            ("not recorded", "1", "1"),
        ],
        "years": [("2019", "1"), ("2021", "4"), ("not recorded", "1")],
        "growth": [("2019", "1"), ("2020", "1"), ("2021", "5")],
        "types": [("MoU", "3"), ("MoU & more", "1"), ("Protocol", "1"), ("not recorded", "1")],
        "statuses": [("in force", "1"), ("end not recorded", "5")],
    }


def test_the_page_opens_with_how_many_there_are(client, register):
    assert client.get("/statistics/").context["headline"] == [
        ("6", "agreements"),
        ("4", "institutions"),
        ("3", "countries"),
    ]


def test_every_row_leads_to_the_list_that_it_counts(client, register):
    context = client.get("/statistics/").context

    assert [row["address"] for name in ("countries", "years", "types", "statuses") for row in context[name]] == [
        "/?country=TR",
        "/?country=AQ",
        "/?country=MT",
        "/?country=unknown",
        "/?year=2019",
        "/?year=2021",
        "/?year=unknown",
        "/?type=mou",
        "/?type=mou-more",
        "/?type=protocol",
        "/?type=unknown",
        "/?status=in-force",
        "/?status=end-not-recorded",
    ]


def test_countries_of_the_map_are_links_with_their_numbers(client, register):
    links = pictures(client.get("/statistics/"))["map"].findall("g/a")

    assert [(link.get("href"), link.find("title").text, link.get("aria-label")) for link in links] == [
        ("/?country=TR", "Türkiye: 3 agreements", "Türkiye: 3 agreements"),
        ("/?country=MT", "Malta: 1 agreement", "Malta: 1 agreement"),
    ]


def test_what_is_not_on_the_map_is_named(client, register):
    assert "Not on the map: Antarctica, not recorded." in client.get("/statistics/").text


def test_what_is_not_dated_is_named(client, register):
    said = 'The year of <a href="/?year=unknown">1 agreement</a> is not recorded; it is missing from the picture.'

    assert client.get("/statistics/").text.count(said) == 2


@pytest.mark.parametrize(("picture", "table"), [("columns", "years"), ("bars", "types")])
def test_a_picture_says_the_same_as_its_table(client, register, picture, table):
    response = client.get("/statistics/")
    titles = [rect.find("title").text for rect in pictures(response)[picture].findall("rect")]
    dated = [f"{label}: {number}" for label, number in rows(response, table)]

    assert titles == [text for text in dated if table == "types" or not text.startswith("not recorded")]


def test_every_picture_has_a_title_and_a_description(client, register):
    for key, svg in pictures(client.get("/statistics/")).items():
        title, description = svg.find("title"), svg.find("desc")
        named_by = f"{svg.get('aria-labelledby')} {svg.get('aria-describedby', '')}".split()
        assert (title.get("id"), description.get("id")) == (f"{key}-title", f"{key}-description")
        assert (named_by, bool(title.text.strip() and description.text.strip())) == (
            [f"{key}-title", f"{key}-description"],
            True,
        )


def test_the_descriptions_say_what_is_to_be_seen(client, register):
    drawn = pictures(client.get("/statistics/"))

    assert {key: svg.find("desc").text for key, svg in drawn.items()} == {
        "map": "Each country is shaded by its number of agreements. Most: Türkiye (3), Malta (1).",
        "columns": "Columns from 2019 to 2021. The highest year is 2021, with 4.",
        "curve": "A line that rises from none before 2019 to 5 at the end of 2021.",
        "bars": "Bars below each other. The longest is MoU, with 3.",
    }


def test_what_is_not_public_changes_nothing(client, register):
    before = client.get("/statistics/").text
    make_agreement(make_institution("Hidden", "FR"), "Hidden type", signed="1999", ends="2001", is_public=False)
    make_agreement(make_institution("Ankara", "TR"), "MoU", signed="2019", is_public=False)

    assert client.get("/statistics/").text == before


def test_an_empty_register_has_no_pictures(client):
    text = client.get("/statistics/").text

    assert ("No agreements yet." in text, "<svg" in text) == (True, False)


def test_a_register_without_years_has_the_other_pictures(client):
    make_agreement(signed=None)

    assert list(pictures(client.get("/statistics/"))) == ["map", "bars"]


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        institution = make_institution(f"University {number}", ["TR", "MT", "BG"][number])
        make_agreement(institution, f"Type {number}", signed=f"{2000 + number}")

    refresh_listing()

    with django_assert_num_queries(6):
        client.get("/statistics/")


def test_the_page_is_small(client, register):
    assert len(client.get("/statistics/").content) < 200_000


@pytest.mark.parametrize(
    ("language", "names"), [("az", ["Türkiyə", "Malta"]), ("ru", ["Турция", "Мальта"]), ("tr", ["Türkiye", "Malta"])]
)
def test_countries_are_named_in_the_language_of_the_moment(register, language, names):
    refresh_listing()
    with override(language):
        context = Statistics().get_context_data()

    assert [row["label"] for row in context["countries"] if "=AQ" not in row["address"]][:2] == names


def test_markup_in_a_name_is_shown_as_text(client):
    make_agreement(title="<script>alert(1)</script>")

    assert "<script>alert" not in client.get("/statistics/").text


def test_the_page_names_the_one_address_that_it_has(client, register):
    text = client.get("/tr/statistics/?utm_source=x").text

    assert re.findall('rel="canonical" href="([^"]*)"', text) == ["http://testserver/tr/statistics/"]

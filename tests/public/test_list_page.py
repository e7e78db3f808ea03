"""What the page of the public list says of what it shows."""

import re

import pytest
from django.utils import timezone

from partnerships.public.facets import Facet, Option
from partnerships.public.list_page import shown_facet
from partnerships.templatetags.register import in_words
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    for number, (name, country) in enumerate([("Ankara", "TR"), ("Izmir", "TR"), ("Kazan", "RU"), ("Net", "")], 1):
        make_agreement(make_institution(name, country), number=number, signed=str(2019 + number))
    make_agreement(make_institution("Hidden", "BG"), is_public=False)


@pytest.mark.parametrize(
    ("query", "heading", "title"),
    [
        ("", "4 agreements with 4 partners in 2 countries", "4 agreements"),
        ("sort=-date&size=25", "4 agreements with 4 partners in 2 countries", "4 agreements"),
        ("country=TR", "2 of 4 agreements", "Türkiye (2)"),
        ("country=TR&year=2020", "1 of 4 agreements", "Türkiye, 2020 (1)"),
        ("q=kazan", "1 of 4 agreements", "kazan (1)"),
        ("q=oxford", "0 of 4 agreements", "oxford (0)"),
        ("on=2021-12-31", "2 agreements with 2 partners in 1 country", "31 December 2021 (2)"),
        ("on=2021-12-31&country=TR&year=2020", "1 of 2 agreements", "Türkiye, 2020, 31 December 2021 (1)"),
    ],
)
def test_heading_and_title_say_the_result(client, four, query, heading, title):
    text = client.get(f"/?{query}").text

    assert re.findall("<h1[^>]*>([^<]*)<", text) == [heading]
    assert re.findall("<title>([^<]*)</title>", text)[0].startswith(f"{title} – ")


def test_the_head_says_of_which_day_the_list_is(client, four):
    assert f"As of {in_words(timezone.localdate())}." in client.get("/").text
    assert re.findall("As of [^<]*", client.get("/?on=2021-12-31").text)[0] == "As of 31 December 2021."


def facet(numbers, *, name="country", chosen="", unknown=0):
    """Return a filter whose values are counted as `numbers` say, named by letters."""
    options = [Option(text, text, number, text in chosen) for text, number in zip("abcdefghijk", numbers, strict=False)]
    return Facet(name, name, options + ([Option("unknown", "not recorded", unknown, False)] if unknown else []))


@pytest.mark.parametrize(
    ("numbers", "options", "shown", "more"),
    [
        ([1, 3, 2], {}, "bca", ""),
        ([1, 3, 2], {"unknown": 9}, "bca", ""),
        ([1, 3, 2], {"name": "year"}, "abc", ""),
        ([9] * 9, {}, "abcdefghi", ""),
        ([9] * 10, {}, "abcdefgh", "ij"),
        ([9] * 10, {"chosen": "j"}, "abcdefghij", ""),
        ([9] * 11, {"chosen": "j"}, "abcdefghj", "ik"),
        ([None] * 3, {}, "abc", ""),
    ],
)
def test_eight_values_are_shown_and_those_that_are_chosen(numbers, options, shown, more):
    found = shown_facet(facet(numbers, **options))

    assert ["".join(option.text for option in each) for each in (found.shown, found.more)] == [shown, more]
    assert [option.label for option in found.unknown] == ["not recorded"] * ("unknown" in options)


@pytest.mark.parametrize(
    ("name", "chosen", "is_closed"), [("type", "", True), ("type", "a", False), ("country", "", False)]
)
def test_filters_that_are_used_are_open(name, chosen, is_closed):
    assert shown_facet(facet([1, 2], name=name, chosen=chosen)).is_closed is is_closed


def test_values_beyond_the_eighth_are_counted_in_words(client):
    for number, country in enumerate("TR RU BG BY DE CN GE IN KR LV PL".split()):
        make_agreement(make_institution(country, country), number=number)

    text = client.get("/").text

    assert re.findall("<summary>([^<]*)</summary>", text)[0] == "3 more countries"
    assert text.count('name="country"') == 11


@pytest.mark.parametrize(("query", "names"), [("", ["country"]), ("?kind=unknown", ["kind", "country"])])
def test_a_filter_of_which_nothing_is_known_is_shown_only_where_it_is_used(client, query, names):
    make_agreement(make_institution("Ankara", "TR"), signed=None, agreement_type=None)

    shown = [facet.name for facet in client.get(f"/{query}").context["shown_facets"]()]

    assert [name for name in shown if name != "status"] == names


@pytest.mark.parametrize(
    ("query", "order", "label"),
    [("", "no", "number"), ("?sort=-date", "-date", "newest first"), ("?sort=-no", "", "number")],
)
def test_the_menu_says_how_the_list_is_sorted_and_offers_the_other_orders(client, four, query, order, label):
    context = client.get(f"/{query}").context

    assert [each["query"].removeprefix("sort=") for each in context["sorts"] if each["is_now"]] == [order] * bool(order)
    assert context["sort_now"] == label
    assert len(context["sorts"]) == 6

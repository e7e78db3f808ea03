"""Kinds of cooperation, and types in the reader's language, on the public site."""

import csv
import io
import json

import pytest

from partnerships.models import Agreement, AgreementType, AgreementTypeName, CooperationKind
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BOTH = "|double-degree|student-exchange|"


@pytest.fixture
def three():
    """Make an agreement with two kinds, one with one and one with none."""
    make_agreement(make_institution("Ankara University", "TR"), number=1, kinds=BOTH)
    make_agreement(make_institution("Varna University", "BG"), number=2, kinds="|student-exchange|")
    make_agreement(make_institution("Opole University", "PL"), number=3)


def numbers(client, query):
    return [row.number for _heading, _count, rows in client.get(f"/?{query}").context["groups"] for row in rows]


def options(response):
    (facet,) = (facet for facet in response.context["facets"].facets if facet.name == "kind")
    return [tuple(option) for option in facet.options]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=student-exchange", [1, 2]),
        ("kind=double-degree", [1]),
        ("kind=double-degree&kind=student-exchange", [1, 2]),
        ("kind=unknown", [3]),
        ("kind=unknown&kind=double-degree", [1, 3]),
        ("kind=summer-school", []),
        ("kind=student-exchange&country=BG", [2]),
        ("kind=student-exchange&q=university", [1, 2]),
        ("kind=student-exchange&sort=-country", [1, 2]),
    ],
)
def test_the_list_is_filtered_by_kinds(client, three, query, found):
    assert numbers(client, query) == found


def test_each_kind_is_counted_for_every_agreement_that_has_it(client, three):
    counted = [
        ("student-exchange", "Student exchange", 2, False),
        ("double-degree", "Double degree", 1, False),
        ("unknown", "not recorded", 1, False),
    ]

    assert options(client.get("/")) == counted
    assert options(client.get("/?q=university")) == counted
    assert options(client.get("/?country=TR&kind=double-degree")) == [
        ("student-exchange", "Student exchange", 1, False),
        ("double-degree", "Double degree", 1, True),
    ]


def test_a_kind_that_is_none_is_refused(client, three):
    sentence = "Kind of cooperation: the list knows no “magic”."

    assert [each.sentence for each in client.get("/?kind=magic").context["unknown"]] == [sentence]
    assert client.get("/agreements.json?kind=magic").status_code == 400


def test_files_hold_the_kinds_and_are_filtered_by_them(client, three):
    found = json.loads(client.get("/agreements.json?kind=double-degree").getvalue())["results"]
    text = client.get("/agreements.csv").getvalue().decode("utf-8-sig")

    assert [each["kinds"] for each in found] == [["double-degree", "student-exchange"]]
    assert [row["Kinds of cooperation"] for row in csv.DictReader(io.StringIO(text))] == [
        "double-degree; student-exchange",
        "student-exchange",
        "",
    ]


def test_the_list_and_the_page_of_an_institution_show_kinds_and_types_in_the_language_of_the_reader(client, three):
    AgreementType.objects.update(name_ru="Меморандум")

    for address in ("/ru/", "/ru/institutions/ankara-university/"):
        text = client.get(address).text
        assert "Меморандум" in text
        assert "Обмен студентами" in text
        assert "Двойной диплом" in text
        assert "MoU" not in text.partition("<main")[2].replace('value="mou"', "")


def test_the_page_of_an_agreement_says_what_its_type_is_and_what_it_covers(client, three):
    AgreementType.objects.update(sentence_ru="Общий документ.")
    CooperationKind.objects.filter(slug="double-degree").update(sentence_ru="Два диплома.")

    text = client.get(f"/ru{Agreement.objects.get(number=1).get_absolute_url()}").text

    assert '<span lang="en">MoU</span></a><br><span class="quiet">Общий документ.</span>' in text
    assert '<a href="/ru/?kind=student-exchange">Обмен студентами</a>' in text
    assert '<a href="/ru/?kind=double-degree">Двойной диплом</a><br><span class="quiet">Два диплома.</span>' in text


def test_the_filters_say_in_which_language_a_name_stands(client, three):
    assert '<span lang="en">MoU</span> <b>3</b>' in client.get("/ru/").text
    assert "<span>MoU</span> <b>3</b>" in client.get("/").text


def test_what_has_no_name_in_the_language_says_so(client, three):
    CooperationKind.objects.filter(slug="double-degree").update(name_ru="")

    for address in ("/ru/", "/ru/institutions/ankara-university/"):
        text = client.get(address).text
        assert '<span lang="en">MoU</span>' in text
        assert '<span lang="en">Double degree</span>' in text


@pytest.mark.parametrize(
    "change",
    [
        lambda: CooperationKind.objects.filter(slug="double-degree").update(name_en="Two degrees"),
        lambda: CooperationKind.objects.get(slug="summer-school").delete(),
        lambda: Agreement.objects.filter(number=3).update(kinds=BOTH),
        lambda: AgreementTypeName.objects.create(agreement_type=AgreementType.objects.get(), name="Memo"),
    ],
)
def test_whatever_changes_kinds_makes_another_version(three, change):
    before = refresh_listing()

    change()

    assert refresh_listing() != before

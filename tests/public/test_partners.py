"""The partners from A to Z."""

import re

import pytest
from django.utils.translation import override

from partnerships.models import InstitutionName
from partnerships.public import partners
from partnerships.public.partner_names import in_order, initial
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def groups(response):
    return [(letter, [partner.name for partner in found]) for letter, _anchor, found in response.context["groups"]]


@pytest.fixture
def register():
    """Return partners whose names are sorted in other ways than computers do."""
    for name, country in (
        ("The Physical Institute", "BY"),
        ("Politehnica", "RO"),
        ("İzmir University", "TR"),
        ("Isparta University", "TR"),
        ("istanbul University", "TR"),
        ("Çankaya University", "TR"),
        ("Dicle University", "TR"),
        ("1 December University", "RO"),
    ):
        make_agreement(make_institution(name, country))
    make_agreement(make_institution("Çankaya University", "TR"), title="Protocol")
    make_agreement(make_institution("Hidden University", "TR"), is_public=False)


def test_partners_stand_under_their_letters_without_the_article(client, register):
    assert groups(client.get("/institutions/")) == [
        ("#", ["1 December University"]),
        ("C", ["Çankaya University"]),
        ("D", ["Dicle University"]),
        ("I", ["Isparta University", "istanbul University", "İzmir University"]),
        ("P", ["The Physical Institute", "Politehnica"]),
    ]


def test_a_language_with_letters_of_its_own_uses_them(client, register):
    assert [letter for letter, _found in groups(client.get("/tr/institutions/"))] == ["#", "Ç", "D", "I, İ", "P"]
    assert [letter for letter, _found in groups(client.get("/az/institutions/"))] == ["#", "Ç", "D", "I, İ", "P"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Elazig", "Əhmədov", "Ənvər", "Fatih", "Казань", "Xəzər", "Yalova"]),
        ("az", ["Elazig", "Ənvər", "Əhmədov", "Fatih", "Xəzər", "Казань", "Yalova"]),
        ("ru", ["Elazig", "Əhmədov", "Ənvər", "Fatih", "Xəzər", "Yalova", "Казань"]),
    ],
)
def test_names_are_sorted_in_the_alphabet_of_the_language(language, names):
    with override(language):
        found = in_order(reversed(names), str)

    assert [initial(name, language) for name in found] == sorted(
        (initial(name, language) for name in found), key=[initial(name, language) for name in found].index
    )
    assert set(found) == set(names)
    if language == "ru":
        assert found[-1] == "Казань"
    if language == "az":
        assert [name for name in found if name[0] in "EƏF"] == ["Elazig", "Əhmədov", "Ənvər", "Fatih"]


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("The Hague University", "en", "H"),
        ("Theatre Academy", "en", "T"),
        ("“Quoted” Academy", "en", "Q"),
        ("ı", "en", "I"),
        ("ı", "tr", "I, İ"),
        ("Ədəbiyyat", "en", "E"),
        ("Ədəbiyyat", "az", "Ə"),
        ("Казань", "tr", "K"),
        ("Казань", "ru", "К"),
        ("3M", "en", "#"),
    ],
)
def test_a_name_stands_under_its_first_letter(name, language, letter):
    assert initial(name, language) == letter


def test_each_letter_leads_to_a_heading_whose_id_has_no_space(client, register):
    text = client.get("/tr/institutions/").text

    headings = re.findall(r'<h2 id="(letter-.+?)"', text)
    assert headings == ["letter-other", "letter-Ç", "letter-D", "letter-I-İ", "letter-P"]
    assert set(re.findall(r'<a href="#(letter-.+?)">', text)) == set(headings)


def test_the_search_of_partners_is_sent_to_their_page_and_left_again(client, register):
    text = client.get("/az/institutions/?q=izmir").text

    assert 'role="search" action="/az/institutions/"' in text
    assert '<a href="/az/institutions/">' in text.partition("<main")[2]


def test_letters_without_a_partner_have_no_link(client, register):
    text = client.get("/institutions/").text
    letters = re.search(r'class="az-letters".*?</nav>', text, re.DOTALL)[0]

    assert re.findall(r'<a href="#letter-(.+?)">', letters) == ["C", "D", "I", "P", "other"]
    assert len(re.findall(r"<span>[A-Z]</span>", letters)) == 22


def test_the_number_of_agreements_is_given_where_there_is_more_than_one(client, register):
    assert re.findall(r"<span>([^<]*agreement[^<]*)</span>", client.get("/institutions/").text) == [
        "Türkiye · 2 agreements"
    ]


def test_the_page_opens_with_how_many_there_are(client, register):
    text = client.get("/institutions/").text

    assert ("<h1>8 partners from A to Z</h1>" in text, "In 3 countries." in text) == (True, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("izmir", ["İzmir University"]),
        (
            "university turk",
            ["Çankaya University", "Dicle University", "Isparta University", "istanbul University", "İzmir University"],
        ),
        ("minsk", ["The Physical Institute"]),
        ("fti", ["The Physical Institute"]),
        ("zmir", []),
        ("hidden", []),
        ("***", ["1 December University"]),
    ],
)
def test_partners_are_found_by_the_beginnings_of_words(client, register, text, names):
    institution = make_institution("The Physical Institute", "BY")
    institution.city = "Minsk"
    institution.save()
    InstitutionName.objects.create(institution=institution, name="FTI")

    found = [name for _letter, each in groups(client.get("/institutions/", {"q": text})) for name in each]

    assert found[:5] == names if text != "***" else len(found) == 8


def test_a_search_is_said_and_kept_out_of_indexes(client, register):
    response = client.get("/institutions/?q=<b>zmir")

    assert '<meta name="robots" content="noindex, follow">' in response.text
    assert ("No partner was found." in response.text, "<b>zmir" in response.text) == (True, False)


def test_a_long_list_shows_one_letter(client, register, monkeypatch):
    monkeypatch.setattr(partners, "MOST_ON_PAGE", 2)

    first, second = client.get("/institutions/?letter=I"), client.get("/institutions/?letter=I&page=2")

    assert groups(first) == [("I", ["Isparta University", "istanbul University"])]
    assert groups(second) == [("I", ["İzmir University"])]
    assert 'href="?letter=P"' in first.text
    assert client.get("/institutions/?letter=I&page=3").status_code == 404
    assert client.get("/institutions/?letter=W").context["groups"][0][0] == "#"


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        make_agreement(make_institution(f"University {number}", city="Varna"))
    client.get("/")

    with django_assert_num_queries(2):
        client.get("/institutions/")


def test_an_empty_register_says_so(client):
    assert "No agreements yet." in client.get("/institutions/").text


def test_the_page_is_in_the_sitemap(client, register):
    assert "<loc>http://testserver/institutions/</loc>" in client.get("/sitemap-1.xml").text


def test_a_filtered_list_tells_the_pages_of_partners_how_it_is_filtered(client, register):
    text = client.get("/?country=TR&q=izmir").text

    assert '<a href="/institutions/izmir-university/?q=izmir&amp;country=TR">' in text
    assert '<a href="/institutions/izmir-university/">' in client.get("/").text

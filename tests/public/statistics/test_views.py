"""The page of statistics."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.text import slugify

from partnerships.colours import light_accents
from partnerships.models import CooperationKind, HomeInstitution
from partnerships.public.listing.refreshing import refresh_listing
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


@pytest.fixture
def in_june_2022(monkeypatch):
    """Let today be a day in the year after the last agreement."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2022, 6, 1))


def charts(response):
    return {chart.key: chart for chart in (response.context["map"], *response.context["charts"])}


def rows(response, key):
    return [(row.label, *row.in_words) for row in charts(response)[key].rows]


def pictures(response):
    """Return the SVGs of a page that are no decoration, by the first part of their title's id."""
    found = [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", response.text, re.DOTALL)]
    titles = {svg: svg.find("{*}title") for svg in found if not svg.get("aria-hidden")}
    return {title.get("id").removesuffix("-title"): svg for svg, title in titles.items()}


def test_tables_say_what_the_register_holds(client, register, in_june_2022):
    response = client.get("/statistics/")

    assert {key: rows(response, key) for key in charts(response)} == {
        "countries": [
            ("Türkiye", "3", "1"),
            ("Antarctica", "1", "1"),
            ("Malta", "1", "1"),
            ("not recorded", "1", "1"),
        ],
        "years": [("2019", "1"), ("2020", "0"), ("2021", "4"), ("2022", "0"), ("not recorded", "1")],
        "in-force": [("2019", "0", "1"), ("2020", "0", "1"), ("2021", "1", "4"), ("2022", "1", "4")],
        "types": [("MoU", "3"), ("MoU & more", "1"), ("Protocol", "1"), ("not recorded", "1")],
        "statuses": [("in force", "1"), ("end not recorded", "5")],
    }


def test_the_page_opens_with_how_many_there_are(client, register):
    context = client.get("/statistics/").context

    assert context["heading"] == "Half of our agreements are with Türkiye"
    assert context["numbers"] == [("6", "agreements"), ("4", "partners"), ("3", "countries"), ("1", "in force")]


def test_every_row_leads_to_the_list_that_it_counts(client, register, in_june_2022):
    found = charts(client.get("/statistics/"))

    assert [row.address for key in ("countries", "years", "types", "statuses") for row in found[key].rows] == [
        "/?country=TR",
        "/?country=AQ",
        "/?country=MT",
        "/?country=unknown",
        "/?year=2019",
        "/?year=2020",
        "/?year=2021",
        "/?year=2022",
        "/?year=unknown",
        "/?type=mou",
        "/?type=mou-more",
        "/?type=protocol",
        "/?type=unknown",
        "/?status=in-force",
        "/?status=end-not-recorded",
    ]


def test_the_filters_of_the_list_are_followed(client, register):
    response = client.get("/statistics/?country=TR&type=mou")

    assert response.context["heading"] == "2 agreements with 1 partner in 1 country"
    assert rows(response, "types") == [("MoU", "2")]
    assert charts(response)["types"].rows[0].address == "/?country=TR&type=mou"
    assert "Country: Türkiye" in response.text
    assert '<meta name="robots" content="noindex, follow">' in response.text
    assert 'href="/statistics/types.csv?country=TR&amp;type=mou"' in response.text


def test_what_no_filter_knows_is_said(client, register):
    response = client.get("/statistics/?country=XX")

    assert ("“XX”" in response.text, response.context["total"], "noindex" in response.text) == (True, 6, False)


def test_types_with_equal_numbers_follow_the_alphabet_of_the_language(client):
    for name in ("Zirve", "Çerçeve", "Cari", "Dahi"):
        make_agreement(title=name)

    assert [row[0] for row in rows(client.get("/tr/statistics/"), "types")] == ["Cari", "Çerçeve", "Dahi", "Zirve"]


def test_countries_of_the_map_are_links_with_their_numbers(client, register):
    links = pictures(client.get("/statistics/"))["map"].findall("{*}g/{*}a")

    assert [(link.get("href"), link.find("{*}title").text, link.get("aria-label")) for link in links] == [
        ("/?country=TR", "Türkiye: 3 agreements", "Türkiye: 3 agreements"),
        ("/?country=MT", "Malta: 1 agreement", "Malta: 1 agreement"),
    ]


def test_a_map_that_is_cut_leads_to_the_whole_world_and_back(client, register):
    for number in range(40):
        make_agreement(make_institution("Ankara", "TR"), signed=str(1980 + number))
    make_agreement(make_institution("Rio", "BR"))

    cut, whole = client.get("/statistics/"), client.get("/statistics/?map=world")

    assert "Outside this part of the map: Brazil and Malta." in cut.text
    assert 'href="?map=world#by-countries"' in cut.text
    assert ("Outside this part" in whole.text, "Cut to most of the agreements" in whole.text) == (False, True)


def test_what_is_not_on_the_map_is_named(client, register):
    assert "Not on the map: Antarctica and not recorded." in client.get("/statistics/").text


def test_what_is_not_dated_is_named(client, register):
    said = 'The year of <a href="/?year=unknown">1 agreement</a> is not recorded; it is missing from the picture.'

    assert client.get("/statistics/").text.count(said) == 2


def test_a_picture_says_the_same_as_its_table(client, register):
    response = client.get("/statistics/")
    titles = [each.find("{*}title").text for each in pictures(response)["years"].findall("{*}g")]

    assert titles == [
        f"{label}: {number}" for label, number in rows(response, "years") if number != "0" and label.isdigit()
    ]


def test_bars_are_as_long_as_their_numbers(client, register):
    assert [row.length for row in charts(client.get("/statistics/"))["types"].rows] == [
        "100",
        "33.33",
        "33.33",
        "33.33",
    ]


def test_every_picture_has_a_title_and_a_description(client, register):
    for key, svg in pictures(client.get("/statistics/")).items():
        title, description = svg.find("{*}title"), svg.find("{*}desc")
        named_by = f"{svg.get('aria-labelledby')} {svg.get('aria-describedby', '')}".split()
        assert (title.get("id"), description.get("id")) == (f"{key}-title", f"{key}-description")
        assert (named_by, bool(title.text.strip() and description.text.strip())) == (
            [f"{key}-title", f"{key}-description"],
            True,
        )


def test_the_descriptions_say_what_is_to_be_seen(client, register, in_june_2022):
    drawn = pictures(client.get("/statistics/"))

    assert {key: svg.find("{*}desc").text for key, svg in drawn.items()} == {
        "map": "Each country is shaded by its number of agreements. Most: Türkiye (3), Malta (1).",
        "years": "Columns from 2019 to 2022. The highest year is 2021, with 4.",
        "in-force": "From 2019 to 2022. Now 1 are in force; 4 have no end on record.",
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

    assert list(pictures(client.get("/statistics/"))) == ["map"]


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        institution = make_institution(f"University {number}", ["TR", "MT", "BG"][number])
        make_agreement(institution, f"Type {number}", signed=f"{2000 + number}")

    refresh_listing()

    with django_assert_num_queries(10):
        client.get("/statistics/")


def test_the_page_is_small(client, register):
    assert len(client.get("/statistics/").content) < 200_000


@pytest.mark.parametrize(
    ("language", "names"), [("az", ["Türkiyə", "Malta"]), ("ru", ["Турция", "Мальта"]), ("tr", ["Türkiye", "Malta"])]
)
def test_countries_are_named_in_the_language_of_the_moment(client, register, language, names):
    response = client.get(f"/{language}/statistics/")

    assert [row.label for row in response.context["map"].rows if row.value in ("TR", "MT")] == names


def test_markup_in_a_name_is_shown_as_text(client):
    make_agreement(title="<script>alert(1)</script>")

    assert "<script>alert" not in client.get("/statistics/").text


def test_the_page_names_the_one_address_that_it_has(client, register):
    text = client.get("/tr/statistics/?map=world").text

    assert re.findall('rel="canonical" href="([^"]*)"', text) == ["http://testserver/tr/statistics/"]


def body(response):
    return response.content.decode("utf-8-sig").split("\r\n")


def test_each_chart_is_a_file_with_codes_names_and_numbers(client, register):
    found = {key: body(client.get(f"/tr/statistics/{key}.csv")) for key in ("countries", "types", "statuses")}

    assert found == {
        "countries": [
            "country,name,agreements,partners",
            "TR,Türkiye,3,1",
            "AQ,Antarktika,1,1",
            "MT,Malta,1,1",
            "unknown,kayıtlı değil,1,1",
            "",
        ],
        "types": [
            "type,name,agreements",
            "mou,MoU,3",
            "mou-more,MoU & more,1",
            "protocol,Protocol,1",
            "unknown,kayıtlı değil,1",
            "",
        ],
        "statuses": [
            "status,name,agreements",
            "in-force,yürürlükte,1",
            "end-not-recorded,bitiş tarihi kayıtlı değil,5",
            "",
        ],
    }


def test_files_over_time_have_every_year(client, register, in_june_2022):
    assert body(client.get("/statistics/years.csv")) == [
        "year,agreements",
        "2019,1",
        "2020,0",
        "2021,4",
        "2022,0",
        "unknown,1",
        "",
    ]
    assert body(client.get("/statistics/in-force.csv"))[:3] == [
        "year,in_force,end_not_recorded",
        "2019,0,1",
        "2020,0,1",
    ]


def test_files_follow_the_filters(client, register):
    assert body(client.get("/statistics/types.csv?country=MT")) == ["type,name,agreements", "mou-more,MoU & more,1", ""]


def test_files_may_be_fetched_by_other_sites_and_are_not_indexed(client, register):
    response = client.get("/statistics/types.csv")

    assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")


@pytest.mark.parametrize("key", ["countries", "years", "in-force", "types", "statuses"])
def test_each_picture_is_a_file_that_needs_no_style_sheet(client, register, key):
    response = client.get(f"/statistics/{key}.svg")
    svg = ElementTree.fromstring(response.text)

    assert (response["Content-Type"], svg.tag) == ("image/svg+xml; charset=utf-8", "{http://www.w3.org/2000/svg}svg")
    assert (svg.find(".//{*}rect").get("fill"), "var(" in response.text, "<a " in response.text) == (
        "#fff",
        False,
        False,
    )


def test_a_formula_in_a_name_is_harmless_in_a_file(client):
    make_agreement(title="=1+1")

    assert body(client.get("/statistics/types.csv"))[1].split(",")[1] == "'=1+1"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("flights.csv", 404),
        ("flights.svg", 404),
        ("types.csv?country=XX", 400),
        ("types.svg?country=XX", 400),
        ("years.svg", 404),
    ],
)
def test_what_there_is_no_file_of_is_said(client, path, status):
    assert client.get(f"/statistics/{path}").status_code == status


def test_the_country_of_the_university_is_marked_and_named(client, register):
    before = client.get("/statistics/").text
    HomeInstitution.objects.create(country="BG", accent="#8a1f3d")
    after = client.get("/statistics/").text

    assert ('class="star"' in before, 'class="star"' in after) == (False, True)
    assert "the star is in Bulgaria." in after


def test_files_have_the_colours_of_the_university(client, register):
    HomeInstitution.objects.create(accent="#8a1f3d")

    found = {key: client.get(f"/statistics/{key}.svg").text for key in ("countries", "years", "types")}

    assert {key: "#8a1f3d" in text for key, text in found.items()} == dict.fromkeys(found, True) | {"countries": False}
    assert light_accents("#8a1f3d")["step-1"] in found["countries"]


def test_kinds_of_cooperation_are_counted_each_once_for_an_agreement(client):
    for name in ("Student exchange", "Joint research", "Summer school"):
        CooperationKind.objects.get_or_create(name=name, defaults={"slug": slugify(name)})
    make_agreement(kinds="|joint-research|student-exchange|")
    for _number in range(4):
        make_agreement(kinds="|student-exchange|")
    make_agreement()

    response = client.get("/statistics/")
    chart = charts(response)["kinds"]

    assert [(row.value, row.numbers, row.address) for row in chart.rows] == [
        ("student-exchange", [5], "/?kind=student-exchange"),
        ("joint-research", [1], "/?kind=joint-research"),
        ("unknown", [1], "/?kind=unknown"),
    ]
    assert chart.heading == "Student exchange is agreed on most often"
    assert "Nothing is recorded for 1." in response.text


def test_a_register_without_kinds_has_no_chart_of_them(client, register):
    assert "kinds" not in charts(client.get("/statistics/"))


def test_another_day_is_counted_as_the_register_knows_it_today(client, register):
    make_agreement(make_institution("Varna"), signed="2015", ends="2019-06-30")
    make_agreement(make_institution("Varna"), signed="2016", ends="2020-06-30")

    response = client.get("/statistics/?on=2019-12-31")
    assert response.text.count("31 December 2019, as the register") == 1
    assert "As of: 31 December 2019" not in response.text

    assert rows(response, "statuses") == [("in force", "1"), ("end not recorded", "2"), ("ended", "1")]
    assert rows(response, "in-force")[-2:] == [("2018", "2", "0"), ("2019", "1", "1")]
    assert "31 December 2019" in response.text
    assert body(client.get("/statistics/statuses.csv?on=2019-12-31"))[1] == "in-force,in force,1"

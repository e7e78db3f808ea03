"""The public pages."""

import re

import pytest
from django.utils import timezone

from partnerships.middleware import POLICY
from partnerships.models import HomeInstitution, Institution, Validity
from partnerships.partial_dates import PartialDate
from partnerships.public.listing import finding, rows
from partnerships.public.values_filters import ValuesFilter
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def names(response):
    return [row.institution for row in response.context.get("page_obj", ())]


@pytest.fixture
def three():
    make_agreement(make_institution("Boğaziçi University", "TR"), signed="2021", number=3)
    make_agreement(make_institution("Kazan Federal University", "RU"), title="Protocol", signed=None, number=1)
    make_agreement(make_institution("Ankara University", "TR"), signed="2020-05-06", ends="2199", number=2)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Kazan Federal University", "Ankara University", "Boğaziçi University"]),
        ("q=bogazici", ["Boğaziçi University"]),
        ("q=university+kazan", ["Kazan Federal University"]),
        ("q=protocol", ["Kazan Federal University"]),
        ("country=TR", ["Ankara University", "Boğaziçi University"]),
        ("country=RU&country=TR&q=ankara", ["Ankara University"]),
        ("type=protocol", ["Kazan Federal University"]),
        ("status=in-force", ["Ankara University"]),
        ("status=end-not-recorded", ["Kazan Federal University", "Boğaziçi University"]),
        ("year=2020", ["Ankara University"]),
        ("year=2021&year=unknown", ["Kazan Federal University", "Boğaziçi University"]),
        ("sort=institution", ["Ankara University", "Boğaziçi University", "Kazan Federal University"]),
        ("sort=-no", ["Boğaziçi University", "Ankara University", "Kazan Federal University"]),
        ("sort=date", ["Ankara University", "Boğaziçi University", "Kazan Federal University"]),
        ("sort=-date", ["Boğaziçi University", "Ankara University", "Kazan Federal University"]),
        ("sort=country", ["Kazan Federal University", "Ankara University", "Boğaziçi University"]),
    ],
)
def test_list_shows_what_its_address_asks_for(client, three, query, found):
    assert names(client.get(f"/?{query}")) == found


@pytest.mark.parametrize(
    "query",
    [
        "country=XX",
        "country=%00",
        "type=none",
        "status=x",
        "year=abc",
        "year=0000",
        "year=20²0",
        "sort=x",
        "size=51",
        f"q={'a' * 10_000}",
        "&".join(f"year={year}" for year in range(1000, 1061)),
    ],
)
def test_an_address_that_asks_for_the_unknown_gets_a_clear_page(client, three, query):
    response = client.get(f"/?{query}")

    assert (response.status_code, len(names(response))) == (200, 3)
    assert "What else the address asks for is shown below." in response.text


@pytest.mark.parametrize("page", ["9", "0", "-1", "x", "9" * 50, "%00"])
def test_a_page_that_is_not_there_is_not_found(client, three, page):
    response = client.get(f"/?page={page}")

    assert response.status_code == 404
    assert "<h1>There is no page at this address</h1>" in response.text


def test_of_a_parameter_that_is_given_twice_the_last_one_counts(client, three):
    assert names(client.get("/?q=kazan&q=ankara&sort=no&sort=-no&page=7&page=1")) == ["Ankara University"]


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("", []),
        ("sort=-no&size=25", []),
        ("q=ankara", [("Search", "ankara", "")]),
        (
            "country=TR&country=RU&year=unknown&sort=date",
            [
                ("Country", "Türkiye", "country=RU&year=unknown&sort=date"),
                ("Country", "Russia", "country=TR&year=unknown&sort=date"),
                ("Year of signing or start", "not recorded", "country=TR&country=RU&sort=date"),
            ],
        ),
        (
            "status=in-force&type=mou&size=100",
            [("Type", "MoU", "status=in-force&size=100"), ("Status", "in force", "type=mou&size=100")],
        ),
    ],
)
def test_a_chip_removes_one_filter(client, three, query, chips):
    assert [tuple(chip) for chip in client.get(f"/?{query}").context["facets"].chips] == chips


def test_the_chips_of_many_values_do_not_look_up_all_for_each(client, three, monkeypatch):
    looked_up, text = [], ValuesFilter.text
    monkeypatch.setattr(ValuesFilter, "text", lambda each, value: looked_up.append(value) or text(each, value))

    answer = client.get("/?" + "&".join(f"year={year}" for year in range(1960, 2020)))

    assert len(answer.context["facets"].chips) == 60
    assert len(looked_up) < 3 * 60


def options(response):
    return {
        facet.name: [(option.text, option.label, option.number, option.is_chosen) for option in facet.options]
        for facet in response.context["facets"].facets
    }


def test_facets_count_each_value_under_the_other_filters(client, three):
    assert options(client.get("/?country=TR&type=mou")) == {
        "country": [("TR", "Türkiye", 2, True)],
        "type": [("mou", "MoU", 2, True)],
        "status": [("in-force", "in force", 1, False), ("end-not-recorded", "end not recorded", 1, False)],
        "year": [("2021", "2021", 1, False), ("2020", "2020", 1, False)],
        "kind": [("unknown", "not recorded", 2, False)],
    }


def test_a_chosen_value_stays_though_the_others_leave_nothing_of_it(client, three):
    assert options(client.get("/?country=TR&type=protocol"))["country"] == [
        ("RU", "Russia", 1, False),
        ("TR", "Türkiye", 0, True),
    ]


def test_unknown_is_a_value_of_its_own(client):
    make_agreement(make_institution("Net", ""), signed=None, agreement_type=None)

    response = client.get("/?country=unknown&type=unknown&year=unknown&kind=unknown")

    assert names(response) == ["Net"]
    assert {name: found[0][:3] for name, found in options(response).items() if name != "status"} == dict.fromkeys(
        ("country", "type", "year", "kind"), ("unknown", "not recorded", 1)
    )


def test_a_list_by_country_has_a_heading_for_each(client, three):
    response = client.get("/?sort=country&size=25")

    assert [(heading, number, len(found)) for heading, number, found in response.context["groups"]] == [
        ("Russia", 1, 1),
        ("Türkiye", 2, 2),
    ]
    assert [view["query"] for view in response.context["list_views"]] == ["size=25", None]


def test_more_than_is_sorted_has_no_headings_of_countries(client, three, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)

    response = client.get("/?q=university&sort=country")

    assert [(heading, number, len(found)) for heading, number, found in response.context["groups"]] == [(None, None, 3)]


WAYS = [
    ("", False),
    ("page=1", False),
    ("utm_source=x", False),
    ("year=2020", True),
    ("q=a", True),
    ("sort=-date", True),
    ("size=25", True),
    ("size=25&page=1", True),
    ("country=XX", False),
]


@pytest.mark.parametrize(("query", "is_kept_out"), WAYS)
def test_combinations_of_filters_are_kept_out_of_search_engines(client, three, query, is_kept_out):
    text = client.get(f"/az/?{query}").text

    assert ('content="noindex, follow"' in text) == is_kept_out
    assert re.findall('rel="canonical" href="([^"]*)"', text) == ([] if is_kept_out else ["http://testserver/az/"])


def test_a_search_that_finds_nothing_says_so(client, three):
    text = client.get("/?q=oxford&country=TR").text

    assert re.findall("<h[12][^>]*>([^<]*)<", text)[:2] == [
        "0 of 3 agreements",
        "No agreement matches “oxford”, Türkiye",
    ]
    assert re.findall(r'<a href="/\?country=(..)">', text) == ["TR", "RU"]


@pytest.mark.parametrize("query", ["", "sort=country", "sort=-date", "country=BG&country=TR", "q=un"])
@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.either_database
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count, query):
    for number in range(count):
        country = ("BG", "TR", "")[number % 3]
        institution = make_institution(f"University {number}", country)
        make_agreement(institution, title=f"Type {number}", number=number, signed=str(1990 + number % 30))
    client.get("/?sort=-no")  # brings the listing up to date
    rows.known_rows.cache_clear()

    # A search asks for its matches and the names of types and kinds, too.
    with django_assert_num_queries(7 if query == "q=un" else 3):
        client.get(f"/?{query}")


def test_a_page_asks_only_for_rows_that_were_not_shown_before(client, three, django_assert_num_queries):
    client.get("/?country=TR")

    with django_assert_num_queries(3):  # the version, the keys, and the row of Kazan
        three_rows = client.get("/?country=TR&country=RU&sort=-no")
    with django_assert_num_queries(2):
        client.get("/?country=TR&country=RU&sort=institution")

    assert [row.number for row in three_rows.context["page_obj"]] == [3, 2, 1]


def test_fifty_stand_on_a_page(client):
    institution = make_institution()
    for number in range(51):
        make_agreement(institution, number=number)

    assert [len(names(client.get(f"/?page={page}"))) for page in (1, 2)] == [50, 1]


@pytest.mark.parametrize(
    ("signed", "shown"), [("2003-06-30", "30 Jun 2003"), ("2020-10", "October 2020"), ("2008", "2008")]
)
def test_a_date_is_shown_as_precisely_as_known(client, signed, shown):
    make_agreement(signed=signed)

    assert re.findall(r"<time[^>]*>([^<]*)</time>", client.get("/").text) == [shown]


def test_what_is_not_public_appears_nowhere(client):
    public = make_agreement(make_institution("Open University"), notes="secret note", title="MoU")
    make_agreement(make_institution("Hidden University"), title="Hidden protocol", is_public=False)
    make_agreement(public.institution, title="Hidden MoU", is_public=False)
    pages = ["/", "/?q=hidden", "/?sort=-no", public.get_absolute_url()]

    shown = "".join(client.get(page).text for page in pages)

    assert "Open University" in shown
    assert re.findall("Hidden|secret note", shown) == []
    assert client.get("/institutions/hidden-university/").status_code == 404


@pytest.mark.either_database
def test_markup_in_a_name_is_shown_as_text(client):
    make_agreement(make_institution("<script>alert(1)</script>"), title="<b>MoU</b>")

    text = client.get("/").text

    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.either_database
def test_website_is_linked_by_its_host(client):
    make_agreement(make_institution("Varna", website="https://www.varna.example/a/long/path"))

    assert '<a href="https://www.varna.example/a/long/path" rel="noopener">varna.example</a>' in client.get("/").text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://varna.example/", "https://[broken"])
@pytest.mark.either_database
def test_what_is_no_web_address_is_not_linked(client, address):
    make_agreement(make_institution("Varna", website=address))

    assert address not in client.get("/").text


@pytest.mark.parametrize("address", ["/", "/nowhere", "/admin/login/"])
@pytest.mark.either_database
def test_every_page_has_the_policy(client, address):
    assert client.get(address)["Content-Security-Policy"] == POLICY


def test_open_ended_is_said_only_where_it_is_recorded(client):
    make_agreement(validity=Validity.OPEN_ENDED)

    assert re.findall(r'class="status[^>]*>([^<]*)<', client.get("/").text) == ["in force"]


def test_the_exact_wording_stands_below_the_type_where_it_says_more(client):
    kind = make_agreement(title="Cooperation agreement").agreement_type
    make_agreement(title="Cooperation Agreement", signed="2021")
    make_agreement(title="Agreement on metrology", signed="2022", agreement_type=kind)

    assert re.findall(r'class="exact"><bdi>([^<]*)<', client.get("/").text) == ["Agreement on metrology"]


def test_the_list_says_of_which_day_it_is_and_when_it_changed_last(client, three):
    HomeInstitution.objects.create(office_email="office@example.org")
    today = f"{timezone.localdate():%-d %B %Y}"

    text = client.get("/?q=ankara").text

    assert re.findall(r"As of ([^<]*?)\.|last changed on ([^<]*?)\.", text) == [(today, ""), ("", today)]
    assert "“End not recorded” means" in text
    assert 'href="mailto:office@example.org?subject=http%3A%2F%2Ftestserver%2F%3Fq%3Dankara"' in text
    assert 'href="/agreements.csv?q=ankara"' in text


def test_without_an_address_nothing_asks_for_reports(client, three):
    assert "mailto:" not in client.get("/").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"signed": "2020-10", "starts": PartialDate(2021)}, '<time datetime="2020-10">October 2020</time>'),
        ({"signed": None, "starts": PartialDate(2021)}, '<time datetime="2021">from 2021</time>'),
        ({"signed": None}, '<span class="quiet">not recorded</span>'),
    ],
)
@pytest.mark.django_db
def test_the_list_says_from_where_only_the_start_is_known(client, fields, words):
    make_agreement(**fields)

    cell = client.get("/").content.decode().split('class="date"')[2].split("</td>")[0]

    assert words in cell


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"ends": "2199-05-15"}, ("15 May 2199", "in force")),
        ({"ends": "2015-10"}, ("October 2015", "ended")),
        ({"validity": Validity.OPEN_ENDED}, ("open-ended", "in force")),
        ({"signed": "2199"}, ("not recorded", "not started")),
        ({"ends": "2199", "terminated_on": "2022-05-03"}, ("3 May 2022", "terminated")),
        ({}, ("", "end not recorded")),
    ],
)
def test_a_row_says_until_when_its_agreement_is_valid(client, fields, shown):
    make_agreement(**{"signed": "2010"} | fields)

    [row] = client.get("/").context["page_obj"]

    assert (row.until_in_words, row.status_in_words) == shown


def test_a_row_is_drawn_once_and_links_back_to_each_list_that_it_stands_in(client, three, monkeypatch):
    whole = client.get("/").text
    monkeypatch.setattr(rows, "names_in_html", None)  # what was drawn is not drawn again

    of_turkey = client.get("/?country=TR&sort=-no").text

    assert '/institutions/ankara-university/"><bdi>' in whole
    assert '/institutions/ankara-university/?country=TR&amp;sort=-no"><bdi>' in of_turkey
    assert "<list-query>" not in whole + of_turkey


def test_a_row_is_drawn_anew_in_another_language_on_another_day_and_after_a_change(client):
    make_agreement(make_institution("Ankara University", "TR"), signed="2019", ends="2021", number=3)
    texts = [client.get(address).text for address in ("/?country=TR", "/az/?country=TR", "/?country=TR&on=2020-12-31")]
    Institution.objects.update(city="Bebek")

    after = client.get("/?country=TR").text

    assert ['class="second"><span>Türkiyə<' in text for text in texts] == [False, True, False]
    assert ['"status status-ended"' in text for text in texts] == [True, True, False]
    assert "<span>Bebek</span>" in after


def test_no_typed_name_is_taken_for_the_mark_of_the_query(client):
    make_agreement(make_institution("<list-query>", "TR"))

    assert "<bdi>&lt;list-query&gt;</bdi>" in client.get("/?country=TR").text


def test_a_row_says_where_its_partner_is(client):
    make_agreement(make_institution("Net", "BG", city="Varna"))

    second = client.get("/").text.split('class="second">')[1].split("</td>")[0]

    assert re.findall("<span>([^<]+)</span>", second) == ["Bulgaria", "Varna"]
    assert "Bulgaria" not in client.get("/?sort=country").text.split('class="second">')[1].split("</td>")[0]


@pytest.mark.parametrize(("with_logo", "shown"), [(2, 2), (1, 0)])
def test_logos_are_shown_where_half_of_the_rows_have_one(client, with_logo, shown):
    for number in range(4):
        institution = make_institution(f"University {number}", logo="logos/x.png" if number < with_logo else "")
        make_agreement(institution, number=number)

    assert client.get("/").text.count("<img") == shown
    assert client.get("/?q=0").text.count("<img") == 1  # the same row, with its logo where it was drawn without


@pytest.mark.django_db
def test_an_agreement_that_is_not_signed_is_found_and_sorted_by_its_start(client):
    for number, signed, starts in ((1, None, PartialDate(2019)), (2, "2020", None), (3, None, None)):
        make_agreement(number=number, signed=signed, starts=starts)

    numbers = {
        query: [row.number for row in client.get(f"/?{query}").context["page_obj"]]
        for query in ("year=2019", "year=unknown", "sort=-date")
    }

    assert numbers == {"year=2019": [1], "year=unknown": [3], "sort=-date": [2, 1, 3]}


def test_a_search_can_be_sorted_by_relevance_which_is_its_usual_order(client, three):
    sorts = {query: client.get(f"/?{query}").context["sorts"] for query in ("", "q=university", "q=university&sort=no")}

    assert [each["is_now"] for each in sorts["q=university"]][:2] == [True, False]
    assert sorts["q=university&sort=no"][0]["query"] == "q=university&sort=relevance"
    assert sorts[""][0]["is_now"] and len(sorts[""]) == len(sorts["q=university"]) - 1

"""What crawlers ask."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime

import pytest

from partnerships.models import Agreement, Institution
from partnerships.public import site_files
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SITE = "https://register.example.org"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.BASE_URL = SITE


def entries(response):
    """Return the addresses of a sitemap without a language's prefix, with their last change: {path: moment or None}."""
    root = ElementTree.fromstring(response.content)
    found = {
        entry.find("s:loc", NAMES).text.removeprefix(SITE): entry.findtext("s:lastmod", None, NAMES) for entry in root
    }
    return {path: moment for path, moment in found.items() if not path.startswith(("/az/", "/ru/", "/tr/"))}


def test_robots_may_read_what_says_itself_that_it_is_not_to_be_found(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow:",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_robots_name_the_host_of_the_request_where_no_other_is_set(client, settings, base):
    settings.BASE_URL = base

    assert client.get("/robots.txt").text.splitlines()[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_sitemap_of_an_empty_register_has_the_list(client):
    assert entries(client.get("/sitemap.xml")) == {"/sitemap-1.xml": None}
    pages = ["/", "/institutions/", "/statistics/", "/data/", "/about/"]
    assert entries(client.get("/sitemap-1.xml")) == dict.fromkeys(pages)


def changed(record, day):
    """Return dates the last line of a record's history."""
    record.history.filter(history_id=record.history.first().history_id).update(history_date=day)


def test_sitemap_has_public_institutions_with_their_last_change(client):
    one = make_agreement(make_institution("One"), register_number=7)
    two = make_agreement(make_institution("Two"), register_number=5)
    make_institution("Without agreement")
    make_agreement(make_institution("Hidden"), is_public=False)
    later = datetime(2031, 1, 1, tzinfo=UTC)
    Agreement.history.update(history_date=datetime(2030, 1, 1, tzinfo=UTC))
    Institution.history.update(history_date=datetime(2029, 1, 1, tzinfo=UTC))
    changed(two.institution, later)
    changed(make_agreement(one.institution, is_public=False), later)

    found = entries(client.get("/sitemap-1.xml"))

    assert found == {
        "/": "2031-01-01T04:00:00+04:00",
        "/institutions/": "2031-01-01T04:00:00+04:00",
        "/statistics/": "2031-01-01T04:00:00+04:00",
        "/data/": "2031-01-01T04:00:00+04:00",
        "/about/": "2031-01-01T04:00:00+04:00",
        "/institutions/one/": "2030-01-01T04:00:00+04:00",
        "/institutions/two/": "2031-01-01T04:00:00+04:00",
    }
    assert entries(client.get("/sitemap-2.xml")) == dict.fromkeys(
        ["/agreements/5/", "/agreements/7/"], "2030-01-01T04:00:00+04:00"
    )


def test_sitemap_of_an_institution_without_history_has_no_date(client):
    make_agreement(make_institution("One"), register_number=5)
    Agreement.history.all().delete()
    Institution.history.all().delete()

    pages = ("/", "/institutions/", "/statistics/", "/data/", "/about/", "/institutions/one/", "/agreements/5/")
    assert entries(client.get("/sitemap-1.xml")) | entries(client.get("/sitemap-2.xml")) == dict.fromkeys(pages)


@pytest.mark.parametrize("lost", [Agreement, Institution])
def test_sitemap_takes_the_history_that_there_is(client, lost):
    make_agreement(make_institution("One"))
    lost.history.all().delete()

    assert entries(client.get("/sitemap-1.xml"))["/institutions/one/"] is not None


def test_sitemap_is_parted_and_each_part_has_its_institutions(client, monkeypatch):
    monkeypatch.setattr(site_files, "PER_SITEMAP", 2)
    for number in range(5):
        make_agreement(make_institution(f"University {number}"), register_number=10 - number)

    parts = list(entries(client.get("/sitemap.xml")))
    found = [list(entries(client.get(part))) for part in parts]

    assert parts == [f"/sitemap-{number}.xml" for number in range(1, 7)]
    assert found == [
        [
            "/",
            "/institutions/",
            "/statistics/",
            "/data/",
            "/about/",
            "/institutions/university-0/",
            "/institutions/university-1/",
        ],
        ["/institutions/university-2/", "/institutions/university-3/"],
        ["/institutions/university-4/"],
        ["/agreements/6/", "/agreements/7/"],
        ["/agreements/8/", "/agreements/9/"],
        ["/agreements/10/"],
    ]


@pytest.mark.parametrize("number", ["0", "3", "50001", "9" * 30])
def test_a_part_that_does_not_exist_is_not_found(client, number):
    make_agreement()

    assert client.get(f"/sitemap-{number}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    for number in range(count):
        make_agreement(make_institution(f"University {number}"))

    refresh_listing()

    with django_assert_num_queries(6):
        client.get("/sitemap-1.xml")
    with django_assert_num_queries(3):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml"])
def test_machines_only_ask(client, address):
    assert client.post(address).status_code == 405


def test_sitemap_has_each_page_in_each_language(client):
    make_agreement(make_institution("One"))

    root = ElementTree.fromstring(client.get("/sitemap-1.xml").content)

    names = NAMES | {"x": "http://www.w3.org/1999/xhtml"}
    paths = {code: f"{SITE}{'' if code == 'en' else f'/{code}'}/institutions/one/" for code in ("az", "en", "ru", "tr")}
    found = {entry.findtext("s:loc", None, names): entry.findall("x:link", names) for entry in root}
    assert set(paths.values()) <= set(found)
    for address in paths.values():
        links = [(link.get("rel"), link.get("hreflang"), link.get("href")) for link in found[address]]
        assert links == [("alternate", code, path) for code, path in (paths | {"x-default": paths["en"]}).items()]


@pytest.mark.parametrize("address", ["/?country=BG", "/?page=1&size=25", "/agreements.json", "/admin/login/"])
def test_nothing_is_both_kept_from_crawlers_and_to_be_read_by_them(client, address):
    response = client.get(address)

    said = response.headers.get("X-Robots-Tag", "") + response.getvalue().decode()
    assert "noindex" in said or "NONE,NOARCHIVE" in said
    assert "Disallow: /" not in client.get("/robots.txt").text

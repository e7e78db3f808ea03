"""The language of an answer, and the addresses that a page has."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import RequestFactory

from partnerships.middleware import no_body_for_head
from partnerships.models import Institution, Preferences

from .factories import make_agreement

pytestmark = pytest.mark.django_db
CODES = ["az", "en", "ru", "tr"]
PREFIXES = [("az", "/az"), ("en", ""), ("ru", "/ru"), ("tr", "/tr")]
PAGES = ["/", "/?country=BG&sort=-no&page=1", "/institutions/technical-university-of-varna/", "/nowhere/"]


def language_of(response):
    """Return the language that the page claims, in its markup and in its header."""
    return re.search(r'<html lang="([^"]*)"', response.text)[1], response.headers["Content-Language"]


@pytest.mark.parametrize(("code", "prefix"), PREFIXES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.either_database
def test_each_page_has_an_address_in_each_language(client, page, code, prefix):
    make_agreement()

    assert language_of(client.get(prefix + page)) == (code, code)


@pytest.mark.parametrize(("_code", "prefix"), PREFIXES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.either_database
def test_the_switch_keeps_the_page_and_its_filters(client, page, _code, prefix):
    make_agreement()

    text = client.get(prefix + page).text

    switch = text[text.index('<nav class="languages"') : text.index("</nav>", text.index('<nav class="languages"'))]
    links = re.findall(r'<a href="([^"]*)" lang="(..)" hreflang="\2"', switch)
    assert [(unescape(address), code) for address, code in links] == [
        (prefix + page, code) for code, prefix in PREFIXES
    ]


def test_the_switch_names_the_language_of_the_page(client):
    found = re.findall(r'lang="(..)" hreflang=".." aria-current="true"', client.get("/ru/").text)
    assert found == ["ru", "ru", "ru"]  # in the header, in its menu on phones, in the footer


@pytest.mark.either_database
def test_search_engines_are_told_every_language(client, settings):
    settings.BASE_URL = "https://register.example.org"

    text = client.get("/tr/institutions/").text

    told = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', text)
    assert told == [
        ("az", "https://register.example.org/az/institutions/"),
        ("en", "https://register.example.org/institutions/"),
        ("x-default", "https://register.example.org/institutions/"),
        ("ru", "https://register.example.org/ru/institutions/"),
        ("tr", "https://register.example.org/tr/institutions/"),
    ]


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("/en/?q=varna&year=2020", "/?q=varna&year=2020"),
        ("/en/institutions/varna/", "/institutions/varna/"),
        ("/en//evil.example/", "/%2Fevil.example/"),
        ("/en", "/"),
    ],
)
@pytest.mark.either_database
def test_the_default_language_has_one_address(client, asked, sent_to):
    response = client.get(asked)

    assert (response.status_code, response.headers["Location"]) == (301, sent_to)
    assert "Content-Security-Policy" in response.headers


def test_a_register_in_another_language_has_its_first_page_in_it(client, settings):
    settings.LANGUAGE_CODE = "az"

    assert [language_of(client.get(page))[0] for page in ("/", "/en/", "/ru/")] == ["az", "en", "ru"]
    assert client.get("/az/?q=a").headers["Location"] == "/?q=a"


@pytest.mark.parametrize("page", ["/", "/nowhere/"])
@pytest.mark.either_database
def test_a_visitors_browser_does_not_change_what_an_address_shows(client, page):
    client.cookies["django_language"] = "ru"

    response = client.get(page, headers={"Accept-Language": "tr"})

    assert language_of(response) == ("en", "en")
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(("_code", "prefix"), PREFIXES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.either_database
def test_no_page_sets_a_cookie(client, page, _code, prefix):
    make_agreement()

    client.get(prefix + page)

    assert client.cookies == {}


@pytest.mark.parametrize("prefix", ["/az", "/ru", "/tr"])
@pytest.mark.parametrize("address", ["/admin/", "/institutions/technical-university-of-varna/logo", "/calendar/x.ics"])
@pytest.mark.either_database
def test_what_is_no_page_has_one_address(client, prefix, address):
    make_agreement()

    assert client.get(prefix + address).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "code"), [("az", "az"), ("tr-TR,en;q=0.5", "tr"), ("de, ru;q=0.3", "ru"), ("de", "en"), ("", "en")]
)
@pytest.mark.either_database
def test_the_office_answers_in_the_language_of_the_browser(client, accepted, code):
    response = client.get("/admin/login/", headers={"Accept-Language": accepted})

    assert response.headers["Content-Language"] == code
    assert f'<html lang="{code}"' in response.text
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.either_database
def test_the_office_answers_in_the_persons_own_language(admin_client, monkeypatch):
    preferences = Preferences()
    monkeypatch.setattr(get_user_model(), "preferences", preferences, raising=False)

    codes = []
    for preferences.language in ("az", "", "xx"):
        response = admin_client.get("/admin/", headers={"Accept-Language": "tr"})
        codes.append((response.headers["Content-Language"], re.search(r'<html lang="([^"]*)"', response.text)[1]))

    assert codes == [("az", "az"), ("tr", "tr"), ("tr", "tr")]


def test_a_page_after_one_in_another_language_is_not_in_that_language(client):
    client.get("/ru/")

    assert language_of(client.get("/"))[0] == "en"


def test_a_refused_host_is_told_in_the_language_of_the_address(client):
    response = client.get("/tr/", headers={"Host": "evil.example"})

    assert (response.status_code, *language_of(response)) == (400, "tr", "tr")


def test_an_institution_links_to_itself_in_the_language_of_the_page(client):
    make_agreement()

    text = client.get("/az/").text

    assert f'href="/az/institutions/{Institution.objects.get().slug}/"' in text


@pytest.mark.django_db(transaction=True)  # closing an answer gives the connection back
@pytest.mark.parametrize("address", ["/", "/statistics/", "/agreements.json", "/robots.txt", "/nowhere/"])
def test_head_is_answered_like_get_without_a_body(client, address):
    make_agreement()
    shown = client.get(address)
    body = shown.getvalue()
    shown.close()
    request = RequestFactory().head(address)

    answer = no_body_for_head(lambda request: client.get(address))(request)
    sent = answer.getvalue()
    answer.close()

    assert (answer.status_code, sent) == (shown.status_code, b"")
    assert answer["Content-Type"] == shown["Content-Type"]
    assert answer.get("Content-Length") in {None if shown.streaming else str(len(body)), str(len(body))}


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_its_connection_to_sqlite(client):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lends its connections")
    client.get("/")
    kept = connection.connection

    answer = client.get("/")
    answer.close()  # and with it the request

    assert kept is connection.connection is not None


def test_what_is_streamed_is_not_made_for_head():
    made = []

    def parts():
        made.append("part")
        yield "part"

    answer = no_body_for_head(lambda request: StreamingHttpResponse(parts()))(RequestFactory().head("/"))

    assert (answer.getvalue(), made) == (b"", [])


FILES = ["/agreements.json", "/agreements.csv", "/agreements.xlsx", "/agreements.schema.json"]


@pytest.mark.parametrize("address", [*FILES, "/agreements.json?country=XX", "/agreements.xml", "/agreements/9.json"])
def test_other_sites_may_read_files_and_what_says_why_there_is_none(client, address):
    response = client.get(address, headers={"Origin": "https://other.example"})
    assert response.getvalue()  # which closes the file

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert not response.cookies


def test_other_sites_may_read_that_a_file_has_not_changed(client):
    etag = client.get("/agreements.schema.json")["ETag"]

    response = client.get("/agreements.schema.json", headers={"If-None-Match": etag})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("address", FILES)
def test_a_preflight_is_answered(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True

    response = client.options(address, headers={"Access-Control-Request-Method": "GET"})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/", "/admin/login/", "/statistics/", "/documents/x.json", "/healthz"])
@pytest.mark.either_database
def test_pages_are_not_open_to_other_sites(client, address):
    assert "Access-Control-Allow-Origin" not in client.get(address)


@pytest.mark.parametrize("address", ["/?page=1", "/?country=TR", "/?nosuch=1", "/agreements/9/", "/nosuch/"])
@pytest.mark.either_database
def test_only_the_address_that_a_page_is_indexed_under_names_the_other_languages(client, address):
    assert 'rel="alternate" hreflang' in client.get("/").text
    assert 'rel="alternate" hreflang' not in client.get(address).text

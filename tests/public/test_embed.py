"""The list for a frame on another page."""

import re

import pytest

from partnerships.models import HomeInstitution
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def agreements():
    make_agreement(make_institution("Ankara University", "TR"), number=1)
    for number in range(26):
        make_agreement(make_institution(f"University {number}", "RU"), number=2 + number)


def test_it_is_the_list_under_the_same_filters_without_the_frame_of_the_site(client):
    text = client.get("/ru/embed/?country=TR").text

    assert re.findall("<bdi>(.*?)</bdi>", text) == ["Ankara University"]
    assert "site-header" not in text
    assert '<a href="/ru/?country=TR">' in text


def test_its_links_open_in_the_whole_window_but_those_of_its_pages(client):
    text = client.get("/embed/?country=RU&size=25").text

    assert '<base target="_top">' in text
    assert '<a href="?country=RU&amp;size=25&amp;page=2" target="_self"' in text
    assert text.count("<bdi>") == 25
    assert client.get("/embed/?country=RU&size=25&page=2").text.count("<bdi>") == 1


def test_only_this_site_and_those_that_the_home_institution_names_may_frame_it(client):
    for _time in ("made", "kept"):
        response = client.get("/embed/")
        assert "frame-ancestors 'self';" in response["Content-Security-Policy"] + ";"
        assert "X-Frame-Options" not in response
    assert client.get("/")["X-Frame-Options"] == "DENY"

    HomeInstitution.objects.create(frame_ancestors="https://www.baku.example\nhttps://*.baku.example:8080")

    policy = client.get("/embed/")["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.baku.example https://*.baku.example:8080" in policy


def test_it_is_not_indexed(client):
    assert client.get("/embed/")["X-Robots-Tag"] == "noindex"


def test_what_is_not_known_is_said_and_a_page_that_is_not_there_is_not_found(client):
    assert "Country: the list knows no “XX”." in client.get("/embed/?country=XX").text
    assert client.get("/embed/?page=9").status_code == 404
    assert "No agreement was found." in client.get("/embed/?q=oxford").text


def test_a_row_says_since_when_and_until_when(client):
    make_agreement(make_institution("Kazan University", "RU"), signed="2010-10-15", ends="2020-06-30")

    text = re.sub(r"<[^>]+>", "", client.get("/embed/?country=RU").text)
    assert "15 Oct 2010 – 30 Jun 2020 ended" in text

"""The university's name, logo and colour on every public page."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from PIL import Image

from partnerships.models import AgreementType, CooperationKind, HomeInstitution, Institution
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def make_home(**fields):
    """Return the home institution with a logo and all that a page can show of it."""
    file = io.BytesIO()
    Image.new("RGBA", (60, 30), "#008000ff").save(file, "PNG")
    usual = {
        "name_en": "University of Baku",
        "name_ru": "Бакинский университет",
        "short_name_en": "UB",
        "office_name_en": "International Office",
        "office_email": "office@baku.example",
        "office_phone": "+994 12 345",
        "website": "https://www.baku.example/",
        "address": "1 Sea Street, Baku",
        "ror": "00hx57361",
        "accent": "#8a1f3d",
        "about_en": "Who we are.\n\nWhat we do.",
    }
    home = HomeInstitution(**usual | fields)
    home.logo.save("logo.png", ContentFile(file.getvalue()))
    return home


def parts(text, name):
    """Return the text of an element of a page, without tags and blanks."""
    inner = re.search(rf"<{name}\b.*?</{name}>", text, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inner).split())


@pytest.mark.parametrize("address", ["/", "/statistics/", "/about/", "/nowhere/"])
def test_header_and_footer_name_the_university(client, address):
    make_home()

    text = client.get(address).text

    assert parts(text, "header").startswith("UB University of Baku International agreements Agreements")
    footer = parts(text, "footer")
    for said in (
        "University of Baku",
        "1 Sea Street, Baku",
        "baku.example",
        "ROR 00hx57361",
        "International Office",
    ):
        assert said in footer
    for said in ("office@baku.example", "+994 12 345", "Report an error", "CC BY 4.0", "Accessibility", "Privacy"):
        assert said in footer
    assert "/accent-8a1f3d-" in text


def test_without_a_name_the_pages_do_without(client):
    text = client.get("/").text

    assert parts(text, "header").startswith("International agreements Agreements")
    assert "mailto:" not in text


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/statistics/", "Statistics – International agreements – University of Baku"),
        ("/about/", "About the register – International agreements – University of Baku"),
        ("/nowhere/", "Page not found – International agreements – University of Baku"),
        ("/institutions/varna/", "Varna – International agreements – University of Baku"),
    ],
)
def test_a_title_says_page_register_and_university(client, address, title):
    make_home()
    make_agreement(make_institution("Varna"))

    text = client.get(address).text

    assert re.findall(r"<title>(.*?)</title>", text)[:1] == [title]
    assert re.findall(r'<meta property="og:title" content="(.*?)">', text) == [title]
    assert 'property="og:site_name" content="International agreements – University of Baku"' in text


def test_a_title_is_escaped_once(client):
    make_home(name_en='A & B "<script>"')

    text = client.get("/about/").text

    assert "A &amp; B &quot;&lt;script&gt;&quot;</title>" in text
    assert 'A &amp; B &quot;&lt;script&gt;&quot;">' in text
    assert "&amp;amp;" not in text


def test_a_change_of_the_university_changes_every_kept_page(client):
    home = make_home()
    addresses = ["/", "/statistics/", "/about/", "/manifest.webmanifest", "/favicon.ico"]
    before = [client.get(address)["ETag"] for address in addresses]

    home.name_en, home.accent = "University of Ganja", "#0a558c"
    home.save()

    assert not set(before) & {client.get(address)["ETag"] for address in addresses}
    assert "University of Ganja" in client.get("/").text


def test_one_query_asks_for_it_in_each_version(client, django_assert_num_queries):
    make_home()
    client.get("/about/")

    with django_assert_num_queries(1):  # the version
        client.get("/about/?another")


def test_the_logo_is_kept_for_ever_under_its_key(client):
    home = make_home()

    response = client.get(f"/logo-{home.logo_key}")

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert "immutable" in response["Cache-Control"]
    assert response.getvalue() == Path(home.logo.path).read_bytes()
    assert client.get("/logo-other").status_code == 404


def test_a_logo_that_is_gone_is_not_found(client):
    home = make_home()
    home.logo.storage.delete(home.logo.name)

    assert client.get(f"/logo-{home.logo_key}").status_code == 404


@pytest.mark.parametrize("has_logo", [True, False])
def test_icons_show_the_logo_or_the_colour(client, has_logo):
    home = make_home()
    if not has_logo:
        home.logo = ""
        home.save()

    icons = {path: client.get(path) for path in ("/favicon.ico", "/apple-touch-icon.png", "/icon-512.png")}
    with Image.open(io.BytesIO(icons["/apple-touch-icon.png"].content)) as picture:
        corner, size = picture.getpixel((2, 2)), picture.size

    assert [icon["Content-Type"] for icon in icons.values()] == ["image/x-icon", "image/png", "image/png"]
    assert (corner, size) == ((255, 255, 255) if has_logo else (0x8A, 0x1F, 0x3D), (180, 180))


def test_no_other_size_is_made(client):
    assert client.get("/icon-9999.png").status_code == 404


def test_the_manifest_is_in_the_language_of_the_page(client):
    make_home()

    found = json.loads(client.get("/ru/manifest.webmanifest").content)

    assert found["name"] == "Международные соглашения – Бакинский университет"
    assert (found["start_url"], found["theme_color"]) == ("/ru/", "#8a1f3d")
    assert [client.get(icon["src"]).status_code for icon in found["icons"]] == [200, 200, 200]


def test_the_page_about_the_register_says_it_in_the_words_of_the_office(client):
    make_home()

    text = client.get("/about/").text

    assert "<p>Who we are.</p>" in text
    assert "<p>What we do.</p>" in text
    assert [f'id="{name}"' in text for name in ("words", "accessibility", "privacy")] == [True] * 3


def test_the_page_about_the_register_explains_types_and_kinds_that_somebody_has_explained(client):
    AgreementType.objects.create(name="MoU", sentence_ru="Общий документ.")
    AgreementType.objects.create(name="Protocol")
    CooperationKind.objects.filter(slug="double-degree").update(sentence_ru="Два диплома.")

    text = client.get("/ru/about/").text

    assert "<dd>Общий документ.</dd>" in text
    assert "<strong>Двойной диплом</strong></dt><dd>Два диплома.</dd>" in text
    assert "Protocol" not in text


def test_the_page_about_the_register_tells_machines_whose_it_is(client, settings):
    settings.BASE_URL = "https://register.example"
    home = make_home()

    text = client.get("/about/").text
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])

    assert found == {
        "@context": "https://schema.org",
        "@type": "CollegeOrUniversity",
        "name": "University of Baku",
        "alternateName": ["Бакинский университет"],
        "url": "https://www.baku.example/",
        "logo": f"https://register.example/logo-{home.logo_key}",
        "sameAs": ["https://ror.org/00hx57361"],
        "email": "office@baku.example",
        "telephone": "+994 12 345",
        "address": {"@type": "PostalAddress", "streetAddress": "1 Sea Street, Baku"},
    }


@pytest.mark.parametrize(
    ("address", "current"), [("/", "page"), ("/?q=varna", "page"), ("/institutions/varna/", None), ("/about/", None)]
)
def test_the_navigation_says_where_one_is(client, address, current):
    make_agreement(make_institution("Varna"))

    found = re.findall(r'<nav class="site-nav".*?</nav>', client.get(address).text, re.DOTALL)[0]

    assert re.findall(r'href="/" aria-current="(\w+)"', found) == ([current] if current else [])


def test_an_error_of_the_server_is_in_the_frame_and_in_the_language_of_the_address(client, monkeypatch):
    make_home()
    client.raise_request_exception = False
    monkeypatch.setattr("partnerships.public.frame.home_data", lambda *_arguments: 1 / 0)

    response = client.get("/ru/about/")

    assert response.status_code == 500
    assert '<html lang="ru">' in response.text
    assert "Бакинский университет" in parts(response.text, "header")


def test_an_address_that_is_not_understood_is_in_the_frame(client):
    make_home()

    response = client.get("/ru/", headers={"Host": "evil example"})

    assert response.status_code == 400
    assert "Бакинский университет" in parts(response.text, "header")


def test_an_error_of_the_database_shows_the_university_that_is_known(client, monkeypatch):
    make_home()
    client.get("/")
    client.raise_request_exception = False

    def fail(*_arguments, **_keywords):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Institution.objects, "filter", fail)
    response = client.get("/institutions/varna/")

    assert response.status_code == 503
    assert "University of Baku" in parts(response.text, "header")

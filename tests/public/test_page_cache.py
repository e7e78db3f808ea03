"""Public pages are kept until the register changes, and not a moment longer."""

import datetime
import gzip
import os
import time
from pathlib import Path
from unittest.mock import Mock

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from partnerships.middleware import POLICY
from partnerships.models import Agreement, AgreementType, HomeInstitution, Institution, ListedAgreement
from partnerships.public import page_cache
from partnerships.public.listing.database import look
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
CONTENT_TYPE = "text/html; charset=utf-8"


def etag_now():
    """Return the ETag that public pages have at this moment."""
    return page_cache.etag_of(refresh_listing(), timezone.localdate(), page_cache.code_version())


@pytest.fixture
def varna():
    return make_agreement(make_institution("Varna"), ends="2030-06-30")


def test_a_page_that_is_kept_costs_one_query(client, varna, django_assert_num_queries):
    first = client.get("/")

    with django_assert_num_queries(1):
        second = client.get("/")

    ids = {response.headers.pop("X-Request-ID") for response in (first, second)}
    assert (second.content, second.headers) == (first.content, first.headers)
    assert len(ids) == 2


CHANGES = {
    "an agreement": lambda: Agreement.objects.update(register_number=77),
    "an institution": lambda: Institution.objects.update(name="Burgas"),
    "a type": lambda: AgreementType.objects.update(name="Treaty"),
    "a new agreement": lambda: make_agreement(make_institution("Burgas")),
    "the home institution": lambda: HomeInstitution.objects.create(name_en="University of Baku"),
    "none left": lambda: Agreement.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_no_old_page_is_shown(client, varna, change):
    before = client.get("/")

    CHANGES[change]()
    after = client.get("/", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert (after["ETag"] == before["ETag"], after.content == before.content) == (False, False)


def test_what_the_browser_has_is_not_sent_again(client, varna):
    etag = client.get("/")["ETag"]

    response = client.get("/", headers={"If-None-Match": f'"other", {etag}'})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


def test_another_day_makes_another_page(client, varna, monkeypatch):
    pages = []
    for day in (datetime.date(2030, 6, 30), datetime.date(2030, 7, 1)):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        pages.append(client.get("/"))

    assert pages[0]["ETag"] != pages[1]["ETag"]
    assert ["status-ended" in page.text for page in pages] == [False, True]


def test_another_version_of_the_code_makes_another_etag(client, varna, monkeypatch):
    before = client.get("/")["ETag"]

    monkeypatch.setattr(page_cache, "code_version", lambda: "updated")

    assert client.get("/")["ETag"] != before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "https://register.example"),
        ("LANGUAGE_CODE", "az"),
        ("WARNING_DAYS", 10),
        ("TIME_ZONE", "Europe/Berlin"),
        ("HTTPS", True),
    ],
)
def test_another_setting_that_pages_show_makes_another_etag(settings, name, value):
    before = page_cache.code_version.__wrapped__()

    setattr(settings, name, value)

    assert page_cache.code_version.__wrapped__() != before


def test_a_page_is_zipped_for_browsers_that_take_it(client, varna):
    plain, packed = (client.get("/", headers={"Accept-Encoding": way}) for way in ("identity", "br, gzip"))

    assert gzip.decompress(packed.content) == plain.content
    assert [
        (page.get("Content-Encoding"), int(page["Content-Length"]) == len(page.content)) for page in (plain, packed)
    ] == [
        (None, True),
        ("gzip", True),
    ]
    assert (packed["Vary"], packed["Cache-Control"]) == ("Accept-Encoding", "public, no-cache")


@pytest.mark.parametrize("address", ["/", "/agreements.json", "/agreements.csv"])
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("deflate, GZIP;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q = 0.000, identity", None),
        ("x-gzip", None),
    ],
)
def test_nothing_is_zipped_for_browsers_that_refuse_it(client, varna, address, accepted, coding):
    response = client.get(address, headers={"Accept-Encoding": accepted})

    assert (response.get("Content-Encoding"), response["Vary"]) == (coding, "Accept-Encoding")
    content = response.getvalue()
    assert b"Varna" in (gzip.decompress(content) if coding else content)


def test_each_address_has_its_own_page(client, varna):
    make_agreement(make_institution("Oxford", "GB"))

    found = [client.get(f"/?country={code}").context["found"].total for code in ("BG", "GB", "FR")]

    assert found == [1, 1, 0]


@pytest.mark.parametrize("address", ["/?page=9", "/nowhere/"])
def test_what_is_not_there_is_not_kept(client, varna, address):
    responses = [client.get(address) for _ in range(2)]

    assert [(response.status_code, response.has_header("ETag")) for response in responses] == [(404, False)] * 2


def test_pages_of_the_office_are_never_kept(client, varna):
    client.force_login(get_user_model().objects.create_superuser("admin"))

    response = client.get("/admin/")

    assert (response.status_code, response.has_header("ETag")) == (200, False)


def test_a_visitor_gets_no_cookie(client, varna):
    for address in ("/", "/?q=varna", varna.get_absolute_url(), "/nowhere/"):
        client.get(address)

    assert client.cookies == {}


@pytest.mark.django_db(transaction=True)
def test_connections_that_were_lost_are_made_again_at_once(client):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    pooled = [connection, *(connection.copy() for _number in range(5))]
    for each in pooled:
        each.ensure_connection()
    pids = [each.connection.info.backend_pid for each in pooled]
    for each in pooled:
        each.close()  # to the pool
    with psycopg.connect(**connection.get_connection_params()) as other:
        for pid in pids:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    started = time.monotonic()

    assert client.get("/").status_code == 200
    assert time.monotonic() - started < 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/", "/agreements.json", "/agreements.csv?sort=date", "/readyz", "/nowhere/"])
def test_an_answer_keeps_no_connection_while_it_is_sent(client, address):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has as many connections as are asked for")

    answer = client.get(address)
    kept = connection.connection
    answer.close()

    assert kept is None


def test_a_host_that_is_not_ours_is_refused(client, varna, settings):
    settings.ALLOWED_HOSTS = ["register.example"]

    pages = [client.get("/", headers={"Host": host}) for host in ("register.example", "other.example")]

    assert [page.status_code for page in pages] == [200, 400]
    assert pages[0]["Content-Security-Policy"] == pages[1]["Content-Security-Policy"]


def test_letters_that_were_not_encoded_are_kept_apart(client, varna):
    client.get("/", QUERY_STRING="q=ü".encode().decode("latin-1"))  # as WSGI gives bytes

    page = client.get("/?q=%C3%83%C2%BC")

    assert 'value="Ã¼"' in page.text


def test_a_page_over_https_is_kept_apart(client, varna, settings):
    settings.SECURE_HSTS_SECONDS = 60

    pages = [client.get("/", secure=secure) for secure in (True, False, True)]

    assert [page.headers.get("Strict-Transport-Security") for page in pages] == ["max-age=60", None, "max-age=60"]


def test_a_register_that_cannot_be_read_says_to_try_again(client, monkeypatch):
    monkeypatch.setattr(page_cache, "shown_version", Mock(side_effect=OperationalError("database is locked")))

    response = client.get("/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "<h1>The register is busy at the moment; please try again in a minute.</h1>" in response.text
    assert "<h1>Reyestr hazırda məşğuldur; bir dəqiqədən sonra yenidən cəhd edin.</h1>" in client.get("/az/").text


def test_the_page_of_a_lost_database_names_the_university_that_is_known(client, monkeypatch):
    HomeInstitution.objects.create(name_en="University of Baku")
    client.get("/")

    def fail(*_arguments):
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(fail):
        response = client.get("/statistics/")

    assert (response.status_code, "University of Baku" in response.text) == (503, True)


def test_every_kind_of_template_of_a_page_counts_for_the_etag():
    kinds = {path.suffix for path in Path(settings.BASE_DIR, "templates").rglob("*") if path.is_file()}

    assert kinds - {pattern.removeprefix("*") for pattern in page_cache.CODE} == {".txt"}  # of messages


def answers(response, headers):
    """Return what a page of the middleware answers to two requests in a row, with how often it was made."""
    made = []

    def get_response(request):
        made.append(request)
        return response(len(made))

    middleware = page_cache.cache_public_pages(get_response)
    return [middleware(RequestFactory().get("/page/", headers=headers)) for _ in range(2)], len(made)


def with_cookie(number):
    response = HttpResponse(f"number {number}")
    response.set_cookie("visitor", str(number))
    return response


@pytest.mark.parametrize(
    ("response", "made"),
    [
        (lambda number: HttpResponse(f"number {number}"), 1),
        (lambda number: HttpResponse(f"number {number}", headers={"Vary": "Accept-Language"}), 1),
        (lambda number: HttpResponse(f"number {number}", headers={"Vary": "Cookie"}), 2),
        (lambda number: HttpResponse(f"number {number}", headers={"Vary": "Accept, cookie"}), 2),
        (with_cookie, 2),
        (lambda number: HttpResponse(f"number {number}", status=404), 2),
        (lambda number: HttpResponse(f"number {number}", status=302), 2),
        (lambda number: StreamingHttpResponse([f"number {number}"]), 2),
    ],
    ids=["plain", "another Vary", "looked at the session", "session among others", "cookie", "404", "302", "streamed"],
)
def test_only_what_says_the_same_to_everybody_is_kept(response, made):
    both, times = answers(response, {})

    assert times == made
    assert both[1].getvalue().decode() == f"number {made}"


def test_a_streamed_page_has_its_tag_and_what_is_not_for_everybody_has_none():
    streamed, _times = answers(lambda number: StreamingHttpResponse(["text"]), {})
    personal, _times = answers(lambda number: HttpResponse("text", headers={"Vary": "Cookie"}), {})

    assert [page.get("ETag") == etag_now() for page in streamed] == [True, True]
    assert [dict(page.items()) for page in personal] == [{"Content-Type": CONTENT_TYPE, "Vary": "Cookie"}] * 2


def test_a_page_is_kept_with_its_own_headers():
    tag = etag_now()
    own = {"Cache-Control": "no-store", "Content-Length": "9999", "X-Own": "yes"}

    both, _times = answers(lambda number: HttpResponse("x" * 199, headers=own), {"Accept-Encoding": "gzip"})

    headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store", "X-Own": "yes", "ETag": tag}
    headers |= {"Vary": "Accept-Encoding", "Content-Length": "199"}
    assert [dict(page.items()) for page in both] == [headers] * 2


@pytest.mark.parametrize(("size", "is_zipped"), [(199, False), (200, True)])
def test_a_page_of_200_bytes_is_zipped(size, is_zipped):
    both, _times = answers(lambda number: HttpResponse("x" * size), {"Accept-Encoding": "gzip"})

    assert [page.get("Content-Encoding") for page in both] == ["gzip" if is_zipped else None] * 2
    assert [page["Content-Length"] for page in both] == [str(len(page.content)) for page in both]


@pytest.mark.parametrize(("size", "made"), [(64_000, 1), (64_001, 2)])
def test_a_large_page_is_not_kept(size, made):
    both, times = answers(lambda number: HttpResponse("x" * size), {})

    assert times == made
    assert [len(page.content) for page in both] == [size] * 2


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_what_is_asked_for_is_kept(method):
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse("done"))

    assert not middleware(RequestFactory().generic(method, "/page/")).has_header("ETag")


def test_what_is_asked_for_without_its_text_is_kept_too():
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse("done"))

    assert middleware(RequestFactory().head("/page/"))["ETag"] == etag_now()


@pytest.mark.parametrize("folder", ["/admin/", "/static/", "/calendar/", "/documents/"])
def test_these_addresses_are_left_alone(folder, django_assert_num_queries):
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse("done"))

    with django_assert_num_queries(0):
        response = middleware(RequestFactory().get(f"{folder}x"))

    assert dict(response.items()) == {"Content-Type": CONTENT_TYPE}


def test_what_a_request_wrote_is_listed_before_it_is_answered():
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse(str(make_agreement().pk)))

    response = middleware(RequestFactory().post("/page/"))

    assert not look()[2]
    assert ListedAgreement.objects.get().pk == int(response.content)


def test_a_file_is_sent_as_it_is(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"x" * 1000)
    both, _times = answers(lambda number: FileResponse((tmp_path / "logo.png").open("rb")), {"Accept-Encoding": "gzip"})

    assert [(page.get("Content-Encoding"), page.getvalue()) for page in both] == [(None, b"x" * 1000)] * 2
    for page in both:
        page.close()


def test_a_page_that_the_browser_has_says_how_to_keep_it():
    tag = etag_now()
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse("done"))

    response = middleware(RequestFactory().get("/page/", headers={"If-None-Match": tag}))

    headers = {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding"}
    assert (response.status_code, dict(response.items())) == (304, headers)


def test_pages_are_kept_apart_by_site_path_and_question(settings):
    settings.ALLOWED_HOSTS = ["*"]
    middleware = page_cache.cache_public_pages(lambda request: HttpResponse(request.build_absolute_uri()))
    asked = [("a.example", "/x/", "q=1"), ("b.example", "/x/", "q=1"), ("a.example", "/y/", "q=1")]
    asked.append(("a.example", "/x/", "q=2"))

    pages = [
        middleware(RequestFactory(SERVER_NAME=host).get(path, QUERY_STRING=question)).content.decode()
        for host, path, question in asked
    ]

    assert pages == [f"http://{host}{path}?{question}" for host, path, question in asked]


def test_the_tag_is_a_weak_one_of_32_digits():
    assert page_cache.etag_of("mark", datetime.date(2030, 6, 30), "code") == 'W/"534e43878d712c4f90b614432d9de23c"'


def test_a_busy_register_is_said_in_plain_text_where_a_file_was_asked_for(monkeypatch):
    monkeypatch.setattr(page_cache, "shown_version", Mock(side_effect=OperationalError("database is locked")))

    response = page_cache.cache_public_pages(None)(RequestFactory().get("/agreements.csv"))

    assert response.text == "The register is busy at the moment; please try again in a minute."
    assert dict(response.items()) == {
        "Content-Type": "text/plain; charset=utf-8",
        "Retry-After": "60",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
    }


@pytest.mark.parametrize("folder", ["partnerships", "templates", "config"])
def test_a_file_of_the_code_that_changes_makes_another_stamp(tmp_path, settings, folder):
    settings.BASE_DIR = tmp_path
    file = tmp_path / folder / "inner" / "page.html"
    file.parent.mkdir(parents=True)
    file.write_text("text")
    stamps = []
    for name, text in (("page.html", "a"), ("page.html", "b"), ("other.html", "b"), ("notes.txt", "b")):
        file = file.rename(file.with_name(name))
        file.write_text(text)
        stamps.append(page_cache.code_version.__wrapped__())

    assert len(set(stamps)) == 4


def test_the_same_code_has_the_same_stamp_on_each_machine(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    file = tmp_path / "templates" / "page.html"
    file.parent.mkdir()
    file.write_text("text")
    before = page_cache.code_version.__wrapped__()

    os.utime(file, ns=(1, 1))  # as when it was copied there

    assert page_cache.code_version.__wrapped__() == before


@pytest.mark.parametrize("suffix", ["py", "html", "xml", "mo", "css", "js", "json"])
def test_each_kind_of_file_counts_for_the_stamp(tmp_path, settings, suffix):
    settings.BASE_DIR = tmp_path
    before = page_cache.code_version.__wrapped__()
    folder = tmp_path / "partnerships"
    folder.mkdir()

    (folder / f"page.{suffix}").write_text("text")

    assert page_cache.code_version.__wrapped__() != before


def test_what_is_beside_the_code_does_not_count_for_the_stamp(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    before = page_cache.code_version.__wrapped__()

    (tmp_path / "page.html").write_text("text")

    assert page_cache.code_version.__wrapped__() == before


def test_the_stamp_does_not_hang_on_the_language_of_the_moment(settings):
    before = page_cache.code_version.__wrapped__()

    with override("az"):
        assert page_cache.code_version.__wrapped__() == before

"""A page of another site that reads the open data and frames the list, in a real browser."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from partnerships.models import HomeInstitution
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READ = """
async address => {
    const headers = {"X-Asked-By": "another site"};  // so that the browser asks for permission first
    const response = await fetch(address, {headers});
    return [response.status, (await response.json()).count ?? null, response.headers.get("ETag") !== null];
}
"""


class OtherSite(BaseHTTPRequestHandler):
    """A site whose pages frame the list of the register."""

    frame = ""

    def do_GET(self):
        body = f'<!doctype html><title>Other</title><iframe src="{self.frame}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def other_site(frame):
    """Serve a page that frames an address, on another port; yield its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Site", (OtherSite,), {"frame": frame}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def agreements():
    make_agreement(make_institution("Ankara University", "TR"), number=1)
    make_agreement(make_institution("Kazan University", "RU"), number=2)


def test_a_page_of_another_site_reads_the_json_and_why_there_is_none(chromium, live_server, agreements):
    with other_site("about:blank") as origin:
        page = chromium.new_page()
        page.goto(origin)
        found = page.evaluate(READ, f"{live_server.url}/agreements.json?country=TR")
        refused = page.evaluate(READ, f"{live_server.url}/agreements.json?country=XX")
        page.close()

    assert (found, refused) == ([200, 1, True], [400, None, False])


@pytest.mark.parametrize("is_named", [True, False])
def test_a_page_that_is_named_frames_the_list_and_no_other(chromium, live_server, agreements, is_named):
    with other_site(f"{live_server.url}/embed/?country=TR") as origin:
        HomeInstitution.objects.create(frame_ancestors=origin if is_named else "https://www.example.org")
        page = chromium.new_page()
        page.goto(origin)
        page.wait_for_load_state("networkidle")
        shown = page.frame_locator("iframe").locator("bdi").all_inner_texts()
        page.close()

    assert shown == (["Ankara University"] if is_named else [])


def test_a_link_of_the_frame_opens_in_the_whole_window(chromium, live_server, agreements):
    with other_site(f"{live_server.url}/embed/?country=TR") as origin:
        HomeInstitution.objects.create(frame_ancestors=origin)
        page = chromium.new_page()
        page.goto(origin)
        page.frame_locator("iframe").locator("bdi").first.click()
        page.wait_for_url(f"{live_server.url}/**")
        heading = page.locator("h1").inner_text()
        page.close()

    assert heading == "Ankara University"

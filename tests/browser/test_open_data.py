"""The pages of the open data in a real browser."""

import pytest

from partnerships.importing.resources import AgreementResource
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/data/", "/embed/", "/?country=ru&type=Protocoll&colour=1", "/?on=2010-12-31")


@pytest.fixture
def imported(source_table):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)


@pytest.mark.parametrize("width", LOOKS)
def test_no_page_keeps_anybody_out(chromium, live_server, imported, width):
    page = chromium.new_page(base_url=live_server.url, viewport={"width": width, "height": 900})
    wrong = {}
    for path in PAGES:
        page.goto(path)
        if faults := violations(page, LOOKS[width]):
            wrong[path] = faults
    page.close()

    assert wrong == {}


@pytest.mark.parametrize("language", ["", "/az", "/ru", "/tr"])
def test_no_page_is_wider_than_the_window(page, imported, language):
    too_wide = []
    for path in PAGES[:2]:
        page.goto(language + path)
        for width in (320, 390, 640, 768, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((path, width))

    assert too_wide == []

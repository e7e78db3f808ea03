"""An agreement's page in a real browser: it fits the screen, keeps nobody out, and no part of it breaks the policy."""

from datetime import date

import pytest

from partnerships.models import Validity
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import renew
from tests.browser.axe import LOOKS, violations
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [f"{language}/agreements/{number}/" for language in ("", "/az", "/ru", "/tr") for number in (61, 62, 63, 64)]


@pytest.fixture
def agreements():
    """Make agreements of which much is known, with words too long for a phone, and little; one was withdrawn."""
    institution = make_institution(
        "Donau" + "dampfschifffahrts" * 5 + " </script> University", website="https://u.example/"
    )
    title = "Cooperation" * 9 + " agreement on everything"
    one = make_agreement(institution, title=title, signed="2008-11-28", ends="2018-11-28", register_number=61)
    renew(one, PartialDate(2150), date(2018, 10, 2))
    make_agreement(institution, signed=None, register_number=62, supersedes=one)
    make_agreement(institution, validity=Validity.OPEN_ENDED, register_number=63)
    withdrawn = make_agreement(institution, signed="2019", register_number=64)
    withdrawn.is_public = False
    withdrawn.save()


def test_pages_fit_the_screen_in_every_language(chromium, live_server, agreements):
    page, overflow = chromium.new_page(base_url=live_server.url), {}
    for path in PAGES:
        page.goto(path)
        for width in (320, 390, 768, 1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            if over := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
                overflow[path, width] = over
    page.close()

    assert overflow == {}


@pytest.mark.parametrize("width", LOOKS)
def test_pages_keep_nobody_out(chromium, live_server, agreements, width):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    page = context.new_page()

    wrong = {}
    for path in PAGES[:4]:
        page.goto(path)
        if faults := violations(page, LOOKS[width]):
            wrong[path] = faults

    context.close()
    assert wrong == {}


def test_today_stands_on_the_line_of_the_terms(page, agreements):
    page.goto("/agreements/61/")

    line, today = (page.locator(of).bounding_box() for of in ("svg.agr-line", "rect.agr-today"))
    assert line["x"] < today["x"] < line["x"] + line["width"]
    data = page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)")
    assert (data["url"], page.locator("link[rel=canonical]").get_attribute("href")) == (page.url, page.url)

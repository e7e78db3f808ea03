"""The page of statistics on a screen and on a phone, in the light and in the dark."""

import pytest

from partnerships.importing.resources import AgreementResource
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imported(source_table):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)


@pytest.mark.parametrize("width", LOOKS)
def test_the_page_keeps_nobody_out(chromium, live_server, imported, width):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto("/statistics/")

    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = violations(page, LOOKS[width])
    context.close()

    assert (found, is_wider) == ({}, False)


@pytest.mark.parametrize("width", [390, 800, 1100, 1280])
def test_words_in_the_pictures_can_be_read(page, imported, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/statistics/")
    heights = page.eval_on_selector_all(
        ".chart text", "texts => texts.map(text => text.getBoundingClientRect().height)"
    )

    assert (min(heights) >= 12, max(heights) <= 24) == (True, True)


def test_no_word_leaves_its_picture(page, imported):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/statistics/")
    leaving = page.evaluate("""[...document.querySelectorAll(".chart text")].filter(text => {
        const word = text.getBoundingClientRect(), chart = text.ownerSVGElement.getBoundingClientRect();
        return word.left < chart.left - 1 || word.right > chart.right + 1;
    }).map(text => text.textContent)""")

    assert leaving == []


def test_a_country_of_the_map_leads_to_its_list(page, imported):
    page.goto("/statistics/")
    page.get_by_label("Kazakhstan: 5 agreements").click()
    page.wait_for_url("**/?country=KZ")

    assert page.locator(".count").inner_text() == "5 agreements"


def test_a_phone_shows_most_countries_larger(page, imported):
    page.goto("/statistics/")
    on_screen = page.locator(".closer").is_visible()
    page.set_viewport_size({"width": 390, "height": 900})

    assert (on_screen, page.locator(".closer").is_visible()) == (False, True)


def test_the_tables_are_printed_as_a_whole(page, imported):
    page.goto("/statistics/")
    page.emulate_media(media="print")
    hidden = page.eval_on_selector_all(
        ".scroll", "boxes => boxes.filter(box => box.scrollHeight > box.clientHeight + 1).length"
    )

    assert hidden == 0

"""The page of statistics on a screen and on a phone, in the light and in the dark."""

import pytest

from partnerships.importing.resources import AgreementResource

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imported(source_table):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)


@pytest.mark.parametrize("width", [390, 800, 1100, 1280])
def test_words_in_the_pictures_can_be_read(page, imported, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/statistics/")
    heights = page.eval_on_selector_all(
        ".columns text", "texts => texts.map(text => text.getBoundingClientRect().height).filter(height => height)"
    )

    assert (min(heights) >= 12, max(heights) <= 24) == (True, True)


def test_no_word_leaves_its_picture(page, imported):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/statistics/")
    leaving = page.evaluate("""[...document.querySelectorAll(".columns text, .labels text")].filter(text => {
        const word = text.getBoundingClientRect(), chart = text.ownerSVGElement.getBoundingClientRect();
        return word.width && (word.left < chart.left - 1 || word.right > chart.right + 1);
    }).map(text => text.textContent)""")

    assert leaving == []


def test_a_country_of_the_map_leads_to_its_list(page, imported):
    page.goto("/statistics/")
    page.get_by_label("Kazakhstan: 5 agreements").click()
    page.wait_for_url("**/?country=KZ")

    assert "5 of 121 agreements" in page.locator("main").inner_text()


@pytest.mark.parametrize(("width", "labels"), [(390, 4), (600, 5), (768, 5), (1280, 5)])
def test_labels_of_the_map_can_be_read_on_every_screen(page, imported, width, labels):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/statistics/")
    heights = page.eval_on_selector_all(
        ".labels text", "texts => texts.map(text => text.getBoundingClientRect().height).filter(height => height)"
    )

    assert (len(heights), min(heights) >= 12, max(heights) <= 24) == (labels, True, True)


def test_a_table_opens_below_its_picture(page, imported):
    page.goto("/statistics/")
    page.click("#by-years ~ .take summary")

    assert page.locator("#by-years ~ .take tbody tr").first.is_visible()


def test_the_tables_are_printed_as_a_whole(page, imported):
    page.goto("/statistics/")
    page.emulate_media(media="print")

    assert page.locator(".figures tr").count() > 60
    assert (
        page.eval_on_selector_all(".figures tr", "rows => rows.filter(row => !row.getClientRects().length).length") == 0
    )

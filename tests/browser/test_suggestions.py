"""The list of suggestions under the search box, by keys and by pointer."""

import pytest

from tests.browser.axe import violations
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def typed(page):
    """Return the page of the list with a word typed that has two suggestions."""
    for name in ("Ankara University", "Ankara Yıldırım Beyazıt University", "Gazi University"):
        make_agreement(make_institution(name, "TR"))
    page.goto("/")
    page.locator("#id_q").press_sequentially("ankar")
    page.wait_for_selector("[role=option]")
    return page


def test_an_option_is_chosen_by_keys(typed):
    field = typed.locator("#id_q")
    assert (field.get_attribute("aria-expanded"), typed.locator("[role=option]").count()) == ("true", 2)

    field.press("ArrowDown")
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert typed.locator(f"#{active}").inner_text().startswith("Ankara Yıldırım")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    field.press("Enter")

    typed.wait_for_url("**/?q=Ankara+University")
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("Ankara University", "false")


def test_an_option_is_chosen_by_a_click(typed):
    typed.click("[role=option] >> nth=1")

    typed.wait_for_url("**/?q=Ankara+Y%C4%B1ld%C4%B1r%C4%B1m+Beyaz%C4%B1t+University")


def test_escape_closes_the_list_and_keeps_what_was_typed(typed):
    field = typed.locator("#id_q")

    field.press("Escape")

    assert (field.input_value(), typed.locator("[role=listbox]").is_visible()) == ("ankar", False)
    field.press("Enter")
    typed.wait_for_url("**/?q=ankar")


def test_the_open_list_is_accessible(typed):
    assert violations(typed, ["light", "dark"]) == {}

"""The partners from A to Z in a real browser."""

import pytest

from partnerships.importing.resources import AgreementResource

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imported(source_table):
    """Import the source table."""
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)


@pytest.mark.parametrize(("width", "columns"), [(1280, 3), (800, 2), (390, 1)])
def test_partners_stand_in_as_many_columns_as_have_room(page, imported, width, columns):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/institutions/")
    lefts = page.eval_on_selector_all(
        ".az-columns li a", "links => links.map(link => link.getBoundingClientRect().left)"
    )

    assert len(set(map(round, lefts))) == columns


def test_a_letter_leads_to_its_partners(page, imported):
    page.goto("/institutions/")
    page.click(".az-letters a:text-is('T')")

    assert page.locator("h2:text-is('T')").bounding_box()["y"] < 900

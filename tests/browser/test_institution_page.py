"""An institution's page in a real browser: it fits the screen, prints, and no part of it breaks the policy."""

from datetime import date

import pytest

from partnerships.models import InstitutionName
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import renew
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def institution():
    """Return one whose names would end its linked data, and with words too long for a phone."""
    institution = make_institution("</script><b>University</b> & sons", website="https://www.varna.example/")
    InstitutionName.objects.create(institution=institution, name="Donau" + "dampfschifffahrts" * 6)
    agreement = make_agreement(institution, title="Cooperation" * 9, ends="2021-05-31", starts=PartialDate(2018, 6, 1))
    renew(agreement, PartialDate(2150), date(2021, 5, 3))
    return institution


def test_linked_data_is_read_and_breaks_no_policy(page, institution):
    page.goto(institution.get_absolute_url())

    data = page.evaluate("JSON.parse(document.querySelector('[type=\"application/ld+json\"]').textContent)")
    assert (data["@type"], data["name"]) == ("CollegeOrUniversity", institution.name)
    assert page.locator("h1").inner_text() == institution.name
    assert page.locator("link[rel=canonical]").get_attribute("href") == page.url


def test_page_prints_the_facts_without_the_ways_elsewhere(page, institution):
    page.goto(f"{institution.get_absolute_url()}?country=BG")
    assert page.locator(".inst-back").is_visible()
    page.emulate_media(media="print")

    assert page.locator(".inst-back").is_hidden()
    assert page.locator(".inst-rows li").is_visible()


def test_the_way_back_leads_to_the_filtered_list(page, institution):
    page.goto(f"{institution.get_absolute_url()}?country=BG&sort=date")
    page.click(".inst-back a")
    page.wait_for_url("**/?country=BG&sort=date")

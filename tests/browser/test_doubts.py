"""Warnings while somebody types, in a real browser."""

import pytest

from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_doubtful_is_said_while_typing_and_goes_with_its_reason(office):
    agreement = make_agreement(make_institution(website="https://tu-varna.example/"), signed="2020-10")
    office.goto("/admin/partnerships/institution/add/")
    region = office.locator("[data-doubts]")
    assert (region.get_attribute("aria-live"), region.inner_text()) == ("polite", "")

    office.fill("#id_name", "Tehnical University of Varna")
    office.select_option("#id_country", "BG")
    region.get_by_text("An institution like this one is registered").wait_for()
    assert region.get_by_role("link").inner_text() == "Technical University of Varna, Bulgaria"
    office.fill("#id_name", "University of Ruse")
    region.get_by_text("An institution like this one").wait_for(state="detached")

    office.goto(f"/admin/partnerships/agreement/add/?institution={agreement.institution_id}")
    office.fill("#id_signed", "05.10.2020")
    office.select_option("#id_agreement_type", str(agreement.agreement_type_id))
    region.get_by_text("The same agreement seems to be registered").wait_for()

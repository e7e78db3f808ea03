"""Statistics, partners from A to Z and the page of a partner fit every screen, and keep nobody out."""

import pytest
from django.conf import settings

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Institution, InstitutionName
from partnerships.partial_dates import PartialDate
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [*range(320, 1441, 80), 375, 390, 761, 768, 834, 1001, 1100, 1366]
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }");
    document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture
def paths(source_table):
    """Return the paths of the pages of a register of which something has ended, and with a partner of many facts."""
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)
    partner = Institution.objects.get(name="Middle East Technical University")
    Institution.objects.filter(pk=partner.pk).update(
        city="Ankara", ror="00hx57361", erasmus_code="TR ANKARA04", pic="999876543"
    )
    InstitutionName.objects.create(institution=partner, name="Orta Doğu Teknik Üniversitesi" * 3, language="tr")
    agreement = partner.agreements.first()
    agreement.ends, agreement.validity = PartialDate(2020), "fixed"
    agreement.save()
    Agreement.objects.exclude(institution=partner).filter(signed_on__year=2019).update(validity="open-ended")
    return ["/statistics/", "/institutions/", f"{partner.get_absolute_url()}?country=TR"]


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_page_scrolls_sideways(page, paths, language):
    too_wide = []
    for path in paths:
        page.goto(path if language == settings.LANGUAGE_CODE else f"/{language}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            too_wide += [(path, width, over)] if over > 0 else []
        page.set_viewport_size({"width": 320, "height": 900})
        page.evaluate(SPACING)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        too_wide += [(path, "spaced", over)] if over > 0 else []

    assert too_wide == []


@pytest.mark.parametrize("width", LOOKS)
def test_no_page_keeps_anybody_out(chromium, live_server, paths, width):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    page, wrong = context.new_page(), {}
    for path in [*paths, "/institutions/?q=nowhere", "/statistics/?country=TR&map=world"]:
        page.goto(path)
        if faults := violations(page, LOOKS[width]):
            wrong[path] = faults
    context.close()

    assert wrong == {}


@pytest.mark.parametrize(("width", "columns"), [(1280, 3), (800, 2), (390, 1)])
def test_partners_stand_in_as_many_columns_as_have_room(page, paths, width, columns):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/institutions/")
    lefts = page.eval_on_selector_all(
        ".az-columns li a", "links => links.map(link => link.getBoundingClientRect().left)"
    )

    assert len(set(map(round, lefts))) == columns


def test_a_letter_leads_to_its_partners(page, paths):
    page.goto("/institutions/")
    page.click(".az-letters a:text-is('T')")

    assert page.locator("h2:text-is('T')").bounding_box()["y"] < 900

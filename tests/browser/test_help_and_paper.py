"""Help, first steps, invitations and lists for paper in a real browser."""

import io

import pdfplumber
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from partnerships.importing.resources import AgreementResource
from partnerships.models import ImportRun, Preferences
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import sign_in
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/partnerships/agreement/"


@pytest.fixture
def paths():
    """Return the addresses of the pages, with an import that changed something."""
    for day in (b"2020", b"05.10.2020"):
        AgreementResource().import_file(b"University,Country,Type,Date\nVarna,Bulgaria,MoU," + day, "list.csv")
    changes = f"/admin/partnerships/importrun/{ImportRun.objects.first().pk}/changes/"
    return [
        "/admin/",
        LIST,
        f"{LIST}paper/",
        changes,
        "/admin/first-steps/",
        "/admin/auth/user/",
        "/admin/auth/user/add/",
    ]


@pytest.fixture
def opened(chromium, live_server):
    """Return a function that opens a page on which a member of staff is signed in, with or without script."""
    contexts = []

    def page(width, **options):
        options |= {"base_url": live_server.url, "viewport": {"width": width, "height": 900}}
        contexts.append(chromium.new_context(**options))
        sign_in(contexts[-1], live_server)
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_help_opens_without_script_and_fits_the_screen_in_each_language(opened, paths, width):
    page, wrong = opened(width, java_script_enabled=False), []
    for language, _name in settings.LANGUAGES:
        Preferences.objects.update_or_create(user_id=page_owner(), defaults={"language": language})
        for path in paths:
            page.goto(path)
            page.click(".office-help summary")
            box = page.locator(".office-help > div").bounding_box()
            if box["x"] < 0 or box["x"] + box["width"] > width:
                wrong.append((language, path, box))
            if (across := page.locator("html").evaluate("html => html.scrollWidth")) > width:
                wrong.append((language, path, across))

    assert wrong == []


def page_owner():
    """Return the key of the account that is signed in."""
    return get_user_model().objects.get(username="office").pk


@pytest.mark.parametrize("width", LOOKS)
def test_the_pages_keep_nobody_out_also_with_open_help(opened, paths, width):
    page, wrong = opened(width, bypass_csp=True), {}
    for path in paths:
        page.goto(path)
        page.click(".office-help summary")
        if faults := violations(page, LOOKS[width]):
            wrong[path] = faults
    page.goto(f"{LIST}paper/")
    page.click("[value=print]")
    if faults := violations(page, LOOKS[width]):
        wrong["print"] = faults

    assert wrong == {}


def test_a_printed_list_has_its_header_on_each_page_and_lies_on_its_side(opened):
    for number in range(60):
        make_agreement(make_institution(f"University of City {number}"))
    page = opened(1280)
    page.goto(f"{LIST}paper/")
    page.check("input[value=notes]")
    page.click("[value=print]")
    page.locator("#print").wait_for()

    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as file:
        texts = [sheet.extract_text() for sheet in file.pages]
        sizes = {sheet.width > sheet.height for sheet in file.pages}

    assert len(texts) > 1
    assert sizes == {True}
    assert all("Institution" in text and f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert not any("Ctrl+P" in text for text in texts)

"""The office's work in a real browser: a proposed term, a renewal with its scan, a bulk change, a kept view."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import Agreement, AgreementType, Document, Renewal, SavedView
from tests.browser.conftest import sign_in
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/partnerships/agreement/"


@pytest.fixture
def types():
    AgreementType.objects.create(name="MoU", usual_term_months=60)
    AgreementType.objects.create(name="Student exchange", usual_term_months=36)


def test_choosing_a_type_proposes_its_usual_term_until_one_is_typed(office, types):
    office.goto(f"{LIST}add/")
    term = office.locator("#id_term_months")

    office.select_option("#id_agreement_type", label="MoU")
    assert term.input_value() == "60"
    assert office.locator(".proposal").inner_text() == "Proposed: the usual term of this type."
    office.select_option("#id_agreement_type", label="Student exchange")
    assert term.input_value() == "36"
    term.fill("24")
    office.select_option("#id_agreement_type", label="MoU")
    assert (term.input_value(), office.locator(".proposal").inner_text()) == ("24", "")


def test_without_a_script_a_button_proposes_it_and_the_agreement_is_saved(chromium, live_server, types):
    institution = make_institution()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(f"{LIST}add/?institution={institution.pk}")
    page.select_option("#id_agreement_type", label="MoU")

    page.click("[name=_propose_term]")
    assert page.locator("#id_term_months").input_value() == "60"
    assert Agreement.objects.count() == 0
    page.click("[name=_save]")

    assert Agreement.objects.get().term_months == 60
    context.close()


def test_an_agreement_is_renewed_with_its_scan_from_the_worklist(office, tmp_path):
    agreement = make_agreement(signed="2016-10-01", ends=(timezone.localdate() - timedelta(days=3)).isoformat())
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    office.goto("/admin/")

    office.click(".work-section >> text=renew")
    office.set_input_files("[type=file]", scan)
    button = office.locator("input.default")
    assert button.input_value().startswith("Renew until ")
    office.fill("[data-read-date]", "2093")
    expect(button).to_have_value("Renew until 2093")
    button.click()

    assert str(agreement.renewals.get().after) == "2093"
    assert (Renewal.objects.count(), Document.objects.get().renewal) == (1, agreement.renewals.get())
    assert office.locator(".timeline a").inner_text() == "signed.pdf"


def test_an_agreement_is_snoozed_from_the_worklist(office):
    make_agreement(ends="2015")
    office.goto("/admin/")

    office.click(".work-do summary")
    office.click(".work-do >> text=snooze")
    office.fill("#id_snoozed_until", (timezone.localdate() + timedelta(days=9)).isoformat())
    office.fill("#id_snooze_reason", "they asked for time")
    office.click("text=Keep it off the worklist")

    assert "Ended without a decision (" not in office.locator(".work").inner_text()


def test_several_agreements_are_changed_after_a_page_that_names_what_changes(office):
    for name in ("Varna", "Ankara"):
        make_agreement(make_institution(name, "TR"))
    office.goto(LIST)
    office.check("#action-toggle")
    office.click(".list-bar summary:has-text('Set…')")
    office.click(".list-bar button:has-text('Set the notice period…')")
    office.fill("#id_notice_months", "6")
    office.click("text=Show what changes")
    office.wait_for_selector(".bulk-changes")
    assert office.locator(".bulk-changes tbody tr").count() == 2
    assert office.locator(".bulk-changes td").first.inner_text() == "Notice period in months: – → 6"
    assert Agreement.objects.filter(notice_months=6).count() == 0

    office.click("[name=confirm]")
    office.wait_for_selector(".messagelist")

    assert Agreement.objects.filter(notice_months=6).count() == 2


def test_a_view_is_kept_from_the_list(office):
    make_agreement(make_institution("Ankara", "TR"))
    office.goto(f"{LIST}?country=TR")

    office.click("text=Keep this view")
    office.fill("#saved-view-name", "In Turkey")
    office.click(".saved-views details button")

    assert office.locator(".saved-views [aria-current]").inner_text() == "In Turkey"
    assert SavedView.objects.get().query == "country=TR"


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_office_is_wider_than_the_window(office, width):
    agreement = make_agreement(make_institution("The University of a Rather Long Name and Two Cities"), ends="2015")
    other = make_agreement(make_institution("Institute for Advanced Studies in Sustainable Energy " * 4), ends="2016")
    office.set_viewport_size({"width": width, "height": 900})
    paths = [
        "/admin/",
        LIST,
        f"{LIST}?country=BG&missing=end",
        f"{LIST}{agreement.pk}/change/",
        f"{LIST}{agreement.pk}/history/",
    ]
    paths += [
        f"{LIST}renew/?ids={agreement.pk}",
        f"{LIST}renew/?ids={agreement.pk},{other.pk}",
        "/admin/calendar/",
        f"{LIST}{agreement.pk}/snooze/",
        f"{LIST}{agreement.pk}/rest/",
        "/admin/preferences/",
    ]
    paths += [
        "/admin/search/?q=university",
        "/admin/search/?q=x",
        "/admin/password_change/",
        "/admin/password_reset/",
    ]

    wide = []
    for path in paths:
        office.goto(path)
        if (across := office.evaluate("document.documentElement.scrollWidth")) > width:
            wide.append((path, across))

    assert wide == []


@pytest.mark.parametrize("width", [1280, 800])
def test_the_buttons_of_a_record_do_not_lie_over_its_heading(office, width):
    agreement = make_agreement(make_institution("Institute for Advanced Studies in Sustainable Energy " * 4))
    office.set_viewport_size({"width": width, "height": 900})

    office.goto(f"{LIST}{agreement.pk}/change/")

    heading, tools = office.locator(".record-name h1").bounding_box(), office.locator(".record-tools").bounding_box()
    assert heading["x"] + heading["width"] <= tools["x"] or heading["y"] + heading["height"] <= tools["y"]


def test_the_box_of_a_new_end_is_no_taller_for_a_long_title(office):
    agreement = make_agreement(make_institution("Institute for Advanced Studies in Sustainable Energy " * 4))

    office.goto(f"{LIST}renew/?ids={agreement.pk}")

    box, day = office.locator(f"#id_end-{agreement.pk}").bounding_box(), office.locator("#id_renewed_on").bounding_box()
    assert box["height"] == day["height"]


def test_what_is_due_first_is_on_the_first_screen_of_a_phone(office):
    for number in range(4):
        make_agreement(make_institution(f"University of City {number}"), ends="2015")
    office.set_viewport_size({"width": 390, "height": 844})
    office.goto("/admin/")

    box = office.locator(".work-row >> nth=2").bounding_box()

    assert box["y"] + box["height"] < 844


def test_a_partner_is_searched_and_the_list_comes_back_from_its_agreement(office):
    for number in range(12):
        make_agreement(make_institution(f"Politechnika {number}", "PL"), ends="2030-12-31")
    office.goto("/admin/preferences/")

    office.fill("#office-q", "poland")
    office.press("#office-q", "Enter")
    office.locator(".search-page").wait_for()
    assert "31 Dec 2030" in office.locator(".search-page section").first.inner_text()
    office.click(".search-page li a >> nth=0")
    office.click(".breadcrumbs a >> nth=1")
    office.wait_for_selector("#result_list")

    assert office.url.endswith("/admin/partnerships/agreement/?q=poland")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("has_script", [True, False])
def test_a_filter_opens_closes_the_other_and_is_taken_off(chromium, live_server, width, has_script):
    make_agreement(make_institution("Ankara", "TR"))
    make_agreement(make_institution("Opole", "PL"), unit="Law")
    viewport = {"width": width, "height": 844}
    context = chromium.new_context(base_url=live_server.url, viewport=viewport, java_script_enabled=has_script)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(LIST)

    if width == 390:
        page.click(".list-all > summary")
    page.click(".list-filters summary:has-text('Country')")
    page.click(".list-filters summary:has-text('Unit')")
    assert page.locator(".list-filters details[open]").count() == 1
    page.click(".list-filters [open] a:has-text('Law')")
    page.locator(".list-chips a").first.wait_for()
    assert page.locator("#result_list tbody tr").count() == 1
    page.click(".list-chips a >> nth=0")
    page.locator("#result_list tbody tr >> nth=1").wait_for()
    if width == 390:
        page.click(".list-all > summary")
    page.click(".list-filters summary:has-text('Country')")
    for box in page.locator(".list-filters [open] input[type=checkbox]").all():
        box.check()
    page.click(".list-filters [open] button")
    page.locator(".list-chips b >> nth=1").wait_for()

    assert page.locator(".list-chips b").all_inner_texts() == ["Poland", "Türkiye"]
    assert page.locator("#result_list tbody tr").count() == 2
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_navigation_folds_on_small_screens(office, width):
    office.set_viewport_size({"width": width, "height": 844})
    office.goto("/admin/preferences/")
    if width == 390:
        assert not office.locator(".office-nav").is_visible()
        office.click(".office-menu > summary")

    office.locator(".office-groups a:visible", has_text="Institutions").click()

    assert office.url.endswith("/admin/partnerships/institution/")


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_the_frame_the_list_and_a_form_fit_in_every_language_and_at_every_width(office, language):
    later = make_agreement(make_institution("The University of a Rather Long Name and Two Cities", "TR"), ends="2015")
    ends = (timezone.localdate() + timedelta(days=9)).isoformat()
    agreement = make_agreement(
        later.institution, title="Cooperation agreement", supersedes=later, unit="Law", ends=ends, notice_months=1
    )
    office.goto("/admin/preferences/")
    office.locator(f".office-head > .office-tools button[value={language}]").click()
    office.locator(f".office-head > .office-tools button[value={language}][aria-current]").wait_for()
    wide = []
    for path in (f"{LIST}{agreement.pk}/change/", f"{LIST}?country=TR&group=country"):
        office.goto(path)
        for width in range(320, 1400, 40):
            office.set_viewport_size({"width": width, "height": 844})
            if (across := office.evaluate("document.documentElement.scrollWidth")) > width:
                wide.append((path, width, across))

    assert wide == []


def test_what_the_office_is_asked_takes_few_clicks(office):
    today = timezone.localdate()
    poland, turkey = make_institution("Opole", "PL"), make_institution("Ankara", "TR")
    soon = make_agreement(poland, kinds="|student-exchange|", ends=(today + timedelta(days=90)).isoformat(), unit="Law")
    soon.documents.create(file="signed.pdf", sha256="0", size=8)
    make_agreement(turkey, signed="2018", ends=f"{today.year + 5}", unit="Medicine")
    ways = {
        "ends in six months in Law": [
            "text=Ends within six months",
            "summary:has-text('Unit')",
            "[open] a:has-text('Law')",
        ],
        "no scan": ["summary:has-text('Missing')", "[open] a:has-text('scan')"],
        "in force at the end of 2019, by country": ["summary:has-text('Status')", f"[open] a:text-is('{2019}')"],
        "exchange in Poland": ["summary:has-text('Country')", "[open] a:has-text('Poland')"],
    }

    found = {}
    for question, clicks in ways.items():
        office.goto("/admin/")
        for click in [".office-nav a:has-text('Agreements')", *clicks]:
            office.click(click)
        office.locator("#result_list").wait_for()
        office.wait_for_load_state()
        found[question] = office.locator("#result_list .field-institution").all_inner_texts()
        last = office.locator("#result_list .field-ends").last.bounding_box()
        assert last["y"] + last["height"] < 900

    assert found == {
        "ends in six months in Law": ["Opole"],
        "no scan": ["Ankara"],
        "in force at the end of 2019, by country": ["Ankara"],
        "exchange in Poland": ["Opole"],
    }


@pytest.mark.parametrize(("width", "height", "rows"), [(1280, 720, 10), (390, 844, 6)])
def test_the_list_shows_many_rows_on_the_first_screen(office, width, height, rows):
    for number in range(12):
        make_agreement(make_institution(f"University of City {number}", "TR"), ends="2050")
    office.set_viewport_size({"width": width, "height": height})
    office.goto(f"{LIST}?country=TR")
    if width == 1280:
        office.check(".action-select >> nth=0")

    boxes = [row.bounding_box() for row in office.locator("#result_list tbody tr").all()]
    bar = office.locator(".list-bar").bounding_box()
    end = bar["y"] if bar else height

    assert sum(box["y"] + box["height"] <= end for box in boxes) >= rows
    assert width == 390 or max(box["height"] for box in boxes) <= 37

"""The form of a record in a real browser: how tall it is, what stays in sight, what it says of dates and of changes."""

from datetime import date

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement
from tests.browser.conftest import sign_in
from tests.factories import make_agreement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/partnerships/agreement/"
HIDDEN = """() => {  // how far what has the focus reaches behind what stays on the screen; "" where it does not
    const one = document.activeElement, form = one.closest(".record-form"), box = one.getBoundingClientRect();
    if (!form || one.closest(".save-bar")) return "";
    const [head, bar] = [document.querySelector(".record-head"), document.querySelector(".save-bar")];
    const low = getComputedStyle(bar).display === "contents" ? bar.querySelector(".save-main") : bar;
    const above = getComputedStyle(head).position === "sticky" ? head.getBoundingClientRect().bottom : 0;
    const gap = Math.min(box.top - above, low.getBoundingClientRect().top - box.bottom);
    return gap < -1 ? `${one.name || one.className || one.tagName}: ${gap}` : "";
}"""


@pytest.fixture
def listed(source_table):
    """Return an agreement of the source table, with all that its row says and a next review."""
    rows = b"".join(source_table.read_bytes().splitlines(keepends=True)[:8])
    AgreementResource().import_file(rows, source_table.name)
    Agreement.objects.update(review_on=date(2026, 6, 1))
    return Agreement.objects.get(number=1)


@pytest.mark.parametrize(("width", "height", "tallest"), [(1280, 900, 1600), (390, 844, 3000)])
def test_a_form_is_short_and_what_has_the_focus_is_never_covered(office, listed, width, height, tallest):
    office.set_viewport_size({"width": width, "height": height})
    office.goto(f"{LIST}{listed.pk}/change/")
    office.wait_for_load_state("networkidle")
    assert office.evaluate("document.documentElement.scrollHeight") <= tallest

    office.focus(".record-sections a >> nth=-1")
    hidden = []
    for _press in range(60):
        office.keyboard.press("Tab")
        hidden += filter(None, [office.evaluate(HIDDEN)])

    assert hidden == []
    office.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert office.locator(".record-sections").is_visible()
    assert (office.locator(".record-sections").bounding_box()["y"] > 0) == (width == 1280)  # a phone has no room for it
    save = office.locator("[name=_save]").bounding_box()
    assert save["y"] + save["height"] <= height


def test_the_form_says_how_a_date_is_read_and_what_is_not_saved_and_asks_before_it_is_left(office):
    agreement = make_agreement()
    asked = []
    office.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    office.goto(f"{LIST}{agreement.pk}/change/")
    office.wait_for_load_state("networkidle")

    for text, said in (
        ("Oktyabr 2021", "October 2021"),
        ("30.06.2003", "30 June 2003, to the day"),
        ("31.06.2003", "“31.06.2003” is no date; write it as 30.06.2003, 10.2020 or 2008."),
    ):
        office.click("#id_ends")
        office.keyboard.press("Control+A")
        office.keyboard.type(text)
        office.locator("#id_ends_read", has_text=said).wait_for()
    assert office.locator(".save-state").inner_text() == "Not saved: End"
    assert office.locator(".field-ends .was").inner_text() == "was nothing"
    office.click("text=Worklist >> visible=true")
    assert (asked, office.url.endswith("/change/")) == (["beforeunload"], True)

    office.click("[name=_continue]")
    office.click(".mistakes a")
    assert office.evaluate("document.activeElement.id") == "id_ends"
    assert office.input_value("#id_ends") == "31.06.2003"
    office.fill("#id_ends", "30.06.2103")
    office.click("[name=_save]")
    office.locator(".messagelist").wait_for()

    assert str(Agreement.objects.get().ends) == "30 June 2103"
    assert asked == ["beforeunload"]


def test_documents_and_contacts_are_added_and_changed_in_place(office):
    agreement = make_agreement()
    office.goto(f"{LIST}{agreement.pk}/change/")
    office.click("#contacts-group .add-row a")
    office.fill("#id_contacts-0-name", "Dr. Selin Demir")
    office.click("[name=_continue]")
    office.locator(".messagelist").wait_for()
    office.click("#contacts-group summary")
    office.fill("#id_contacts-0-email", "demir@ytu.example")

    office.click("[name=_continue]")
    office.locator("#contacts-group a", has_text="demir@ytu.example").wait_for()

    assert agreement.contacts.get().email == "demir@ytu.example"


def test_without_a_script_the_form_is_saved(chromium, live_server):
    agreement = make_agreement()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(f"{LIST}{agreement.pk}/change/")

    page.fill("#id_ends", "10.2103")
    page.click("[name=_save]")
    page.locator(".messagelist").wait_for()

    assert str(Agreement.objects.get().ends) == "October 2103"
    context.close()


@pytest.mark.parametrize(("width", "height", "tallest"), [(1280, 900, 1600), (390, 844, 3000)])
def test_warnings_keep_the_form_short_and_the_end_is_taken_with_a_click(office, listed, width, height, tallest):
    Agreement.objects.filter(pk=listed.pk).update(term_months=60)
    for _copy in range(3):
        make_agreement(listed.institution, listed.title, signed=listed.signed.isoformat())
    office.set_viewport_size({"width": width, "height": height})
    office.goto(f"{LIST}{listed.pk}/change/")
    office.wait_for_load_state("networkidle")

    end = office.get_attribute(".take-end button", "data-take-end")
    office.click(".take-end button")
    office.locator(".take-end").wait_for(state="detached")

    assert end
    assert office.input_value("#id_ends") == end
    assert office.input_value("#id_change_reason") == "end = signing or start + 60 months"
    assert office.locator(".doubts li").count() == 3
    assert office.evaluate("document.documentElement.scrollHeight") <= tallest

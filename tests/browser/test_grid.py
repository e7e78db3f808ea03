"""The table that fills gaps in a real browser: its keys, paste from a spreadsheet, and without a script."""

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ChangeSet
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import sign_in
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/partnerships/agreement/"
GRID = f"{LIST}grid/"
PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(paste);
}"""


def column(page, name):
    """Return the boxes of a column of the grid."""
    return page.locator(f'.cell[name^="{name}-"]')


def values(page, name):
    return [box.input_value() for box in column(page, name).all()]


@pytest.fixture
def three():
    make_unit("Law")
    return [make_agreement(make_institution(name, "TR"), signed="2020-04-24") for name in ("Ankara", "Bursa", "Izmir")]


def test_the_ends_of_the_source_table_are_filled_by_paste(office, source_table):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)
    ends = [f"{number % 28 + 1:02}.06.{2027 + number % 5}" for number in range(121)]
    pressed = 0

    office.goto(LIST)
    with office.expect_navigation():  # until its script is there
        office.click("text=Fill gaps >> nth=0")
    for first in (0, 50, 100):
        column(office, "ends").first.focus()
        office.evaluate(PASTE, "\n".join(ends[first : first + 50]) + "\n")
        assert office.locator("#grid-count").inner_text() == f"Changed cells: {min(50, 121 - first)}"
        office.click("[name=look]")
        office.fill("#id_change_reason", "from the binders")
        office.click("[name=confirm]")
        office.wait_for_selector(".messagelist .success")
        pressed += 5  # into the box, paste, look, into the reason, save
        if first < 100:
            with office.expect_navigation():  # the page before has the same boxes
                office.click(f".paginator >> text='{first // 50 + 2}'")
            pressed += 1

    assert pressed <= 60
    found = Agreement.objects.order_by("register_number")
    assert [agreement.ends.isoformat() for agreement in found] == ["-".join(reversed(end.split("."))) for end in ends]
    assert ChangeSet.objects.count() == 3


def test_a_block_is_pasted_over_several_columns_and_taken_back_with_a_key(office, three):
    office.goto(GRID)

    column(office, "validity").first.focus()
    office.evaluate(PASTE, 'until its end date\t30.06.2030\t36\r\nOpen-ended\t\t"1\n2"\r\n')
    assert values(office, "validity") == ["fixed", "open-ended", "not-recorded"]
    assert values(office, "ends") == ["30.06.2030", "", ""]
    assert values(office, "term_months") == ["36", "1 2", ""]
    assert office.locator("td.changed").count() == 5
    office.keyboard.press("Control+z")

    assert values(office, "validity") == ["not-recorded"] * 3
    assert office.locator("td.changed").count() == 0


def test_what_does_not_fit_or_cannot_be_chosen_is_said(office, three):
    office.goto(GRID)

    column(office, "validity").last.focus()
    office.evaluate(PASTE, "for ever\nopen-ended\n")

    said = office.locator("#grid-said").inner_text()
    assert said == "Values that did not fit on this page: 1 Pasted values that cannot be chosen: for ever"
    office.click("[name=look]")
    assert "“for ever” is none of these" in office.locator(".errornote").inner_text()
    assert column(office, "validity").last.input_value() == "for ever"


def test_arrows_enter_and_tab_move_and_a_key_fills_down(office, three):
    office.goto(GRID)

    column(office, "unit").first.focus()
    office.keyboard.type("Law")
    office.keyboard.press("Enter")
    assert office.evaluate("document.activeElement.name") == f"unit-{three[1].pk}"
    office.keyboard.press("Control+d")
    office.keyboard.press("Control+d")
    assert values(office, "unit") == ["Law", "Law", "Law"]
    office.keyboard.press("ArrowLeft")
    office.keyboard.press("ArrowLeft")
    assert office.evaluate("document.activeElement.name") == f"notice_months-{three[2].pk}"
    office.keyboard.type("6")
    office.keyboard.press("ArrowUp")
    office.keyboard.press("ArrowUp")
    office.keyboard.type("12")
    office.keyboard.press("Shift+ArrowDown")
    office.keyboard.press("Shift+ArrowDown")
    office.keyboard.press("Control+d")

    assert values(office, "notice_months") == ["12", "12", "12"]


def test_a_term_proposes_an_end_that_is_taken_with_one_press(office, three):
    office.goto(GRID)

    column(office, "term_months").nth(1).fill("60")
    assert office.locator(".take >> visible=true").inner_text().split()[0] == "23.04.2025"
    assert values(office, "ends") == ["", "", ""]
    office.click(".take >> visible=true")

    assert values(office, "ends") == ["", "23.04.2025", ""]
    assert office.locator(".take >> visible=true").count() == 0


def test_unsaved_changes_ask_before_the_page_is_left(office, three):
    asked = []
    office.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    office.goto(GRID)
    column(office, "unit").first.fill("Law")

    office.click("text=Change the filter")
    office.wait_for_url(f"**{LIST}*")

    assert asked == ["beforeunload"]


def test_it_is_a_plain_form_without_a_script(chromium, live_server, three):
    three[0].term_months = 60
    three[0].save()
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    page.goto(GRID)

    page.get_by_label(f"Unit, No {three[1].register_number}", exact=True).fill("Law")
    page.get_by_label(f"Ends, No {three[2].register_number}", exact=True).fill("10.2031")
    page.click(".take >> visible=true >> nth=0")
    assert values(page, "ends") == ["23.04.2025", "", "10.2031"]
    page.press(f"#unit-{three[1].pk}", "Enter")
    page.click("[name=confirm]")

    found = Agreement.objects.order_by("register_number")
    assert [str(agreement.ends or "") for agreement in found] == ["23 April 2025", "", "October 2031"]
    assert [agreement.unit_name for agreement in found] == ["", "Law", ""]
    context.close()


@pytest.mark.parametrize("width", LOOKS)
def test_the_grid_and_its_pages_fit_and_keep_nobody_out(chromium, live_server, three, width):
    three[0].term_months = 60
    three[0].save()
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    sign_in(context, live_server)
    page = context.new_page()
    wrong = {}

    def look(name):
        if faults := violations(page, LOOKS[width]):
            wrong[name] = faults
        if (across := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong[f"{name} is wide"] = across

    page.goto(GRID)
    column(page, "unit").first.fill("Law")
    look("grid")
    column(page, "ends").last.fill("30.02.2027")
    page.click("[name=look]")
    look("errors")
    column(page, "ends").last.fill("2031")
    page.click("[name=look]")
    look("preview")
    page.click("[name=confirm]")
    page.click("text=Look at it or take it back")
    look("undo")
    page.goto(f"{LIST}changes/")
    look("changes")
    context.close()

    assert wrong == {}

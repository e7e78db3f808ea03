"""The import in a real browser: a pasted table, columns changed, a held row decided, the import taken back."""

import time

import pytest

from partnerships.admin import imports
from partnerships.admin.import_progress import teller
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, SourceRow
from tests.browser.conftest import sign_in
from tests.factories import make_institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADER = "No\tUniversity\tCountry\tType\tDate\tEnd date\tStatus\tWebsite\n"
PASTED = "University\tCountry\tDate\nVarna\tBulgaria\t2020\n\tPoland\t12.05.2021\n"


def test_a_pasted_table_is_corrected_decided_on_and_taken_back(office):
    office.goto("/admin/import/")
    office.fill("#id_pasted", PASTED)
    office.click("text=Show the preview")
    office.click("text=What the columns mean")
    office.select_option("select[name=column-0-2]", "starts")
    office.click("[name=confirm]")
    assert "Your choices were taken" in office.locator(".messagelist").inner_text()
    office.click("[name=confirm]")
    office.wait_for_url("**/admin/partnerships/**")
    assert Agreement.objects.get().starts.isoformat() == "2020"

    office.click("#result_list >> text=Decide")
    office.fill("#id_institution", "Opole")
    office.click("text=Register as an agreement")
    office.locator(".messagelist").wait_for()
    assert (Agreement.objects.count(), SourceRow.objects.waiting().count()) == (2, 0)

    office.goto(f"/admin/partnerships/importrun/{ImportRun.objects.get().pk}/change/")
    office.click("text=Take this import back")
    assert "A person registered it from a held row." in office.content()
    office.click("[type=submit][value='Take the import back']")
    assert list(Agreement.objects.values_list("institution__name", flat=True)) == ["Opole"]


def preview(page, pasted=PASTED):
    """Paste a table into the import page of a browser's `page`, and lead to its preview."""
    page.goto("/admin/import/")
    page.fill("#id_pasted", pasted)
    page.click(".submit-row [type=submit]")
    page.wait_for_url("**/admin/import/*-*/**")


def test_an_unknown_institution_is_pointed_at_a_registered_one_by_typing(office):
    york = make_institution("York University", "CA")
    for number in range(30):  # more than the box suggests at once
        make_institution(f"A college no. {number}", "US")
    preview(office)

    office.click(".import-names .select2-selection")
    office.locator(".select2-results__option:first-child:has-text('is a new institution')").wait_for()
    office.keyboard.type("york cana")
    office.click(".select2-results__option:has-text('York University, Canada')")
    office.click("[name=confirm]")
    office.locator(".import-names .select2-selection__rendered:has-text('is York University, Canada')").wait_for()
    office.click("[name=confirm]")
    office.wait_for_url("**/sourcerow/**")

    assert Agreement.objects.get().institution == york


def test_the_box_of_an_unknown_institution_works_by_keyboard_and_has_a_name(office):
    make_institution("York University", "CA")
    preview(office)

    office.locator(".import-names .select2-selection").first.focus()
    assert office.evaluate("document.activeElement.getAttribute('aria-label')") == "What “Varna” is"
    office.keyboard.press("Enter")
    office.locator(".select2-search__field:focus").wait_for()
    office.keyboard.type("york")
    office.locator(".select2-results__option:only-child:has-text('York University, Canada')").wait_for()
    office.keyboard.press("Enter")

    assert office.locator(".import-names .select2-selection__rendered").inner_text() == "York University, Canada"


def test_a_long_list_of_unknown_institutions_stays_quick(office):
    preview(office, "University\tCountry\n" + "".join(f"College no. {n}\tBulgaria\n" for n in range(90)))

    office.click(".office-tabs a:has-text('New institutions')")
    office.locator(".select2-container").first.wait_for()
    made = office.locator(".select2-container").count()
    office.locator(".import-names > li").last.scroll_into_view_if_needed()
    office.locator(".import-names > li").last.locator(".select2-container").wait_for()

    assert made < 40


def test_without_a_script_a_registered_institution_is_typed_in_full(chromium, live_server):
    york = make_institution("York University", "CA")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    preview(page)

    page.fill("input[name='typed-varna|BG']", "York University, Canada")
    page.click("[name=confirm]")
    page.click("[name=confirm]")
    page.wait_for_url("**/sourcerow/**")

    assert Agreement.objects.get().institution == york
    context.close()


def test_without_a_script_the_tabs_and_boxes_of_the_preview_work(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, live_server)
    page = context.new_page()
    preview(page)

    page.click(".office-tabs a:has-text('New 1')")
    page.uncheck("[name=kept]")
    page.click("[name=confirm]")
    assert page.locator(".import-will").inner_text() == "1 held, 1 left out"
    page.click(".office-tabs a:has-text('Skipped')")
    page.check("[name=kept]")
    page.click("[name=apply]:visible >> nth=-1")
    page.click("text=Import 1 agreement")
    page.wait_for_url("**/sourcerow/**")

    assert Agreement.objects.get().institution.name == "Varna"
    context.close()


def test_what_a_list_lacks_ends_on_the_day_that_is_written(office):
    AgreementResource().import_file(b"University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n", "old.csv")
    preview(office, "University\tCountry\tDate\nVarna\tBulgaria\t2020\n")

    office.select_option("#lacking .import-names select", "end")
    office.fill("[name=ending_on]", "2020-12-31")
    office.fill("[name=ending_reason]", "gone")
    office.click("[name=confirm]")
    assert "lies before the signing (2021)" in office.locator("#lacking .import-error").inner_text()
    office.fill("[name=ending_on]", "2026-01-31")
    office.click("[name=confirm]")
    office.locator(".import-will:has-text('1 terminated')").wait_for()
    office.click("[name=confirm]")
    office.wait_for_url("**/agreement/**")

    assert Agreement.objects.get(institution__name="Ruse").terminated_on.isoformat() == "2026-01-31"


def test_a_link_of_the_preview_keeps_what_was_chosen(office):
    preview(office)

    office.click(".office-tabs a:has-text('New 1')")
    office.locator("[name=kept]").uncheck()
    office.click(".office-tabs a:has-text('Held')")
    office.wait_for_url("**outcome=held**")
    office.click(".office-tabs a:has-text('All rows')")

    office.locator("[name=kept]:not(:checked)").wait_for()
    assert office.locator(".import-will").inner_text() == "1 held, 1 left out"


@pytest.mark.parametrize("width", [390, 768, 1024, 1280])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_rows_of_a_preview_need_no_scrolling_sideways(chromium, live_server, width, language):
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        extra_http_headers={"Accept-Language": language},
    )
    sign_in(context, live_server)
    page = context.new_page()
    address = "https://international.office.of-a-far-away.example/cooperation/agreements/1234567890"
    name = "Государственный университет международных отношений"
    preview(page, f"{HEADER}1\t{name}\tBulgaria\tMoU\t01.09.2022\t31.08.2027\tdraft\t{address}\n")
    page.goto(f"{page.url.partition('?')[0]}?outcome=all")

    scroll = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.import-scroll'))")
    assert scroll[0] == scroll[1]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    sizes = page.evaluate(
        """[...document.querySelectorAll(".import-rows label, .import-rows .import-cell, .import-rows .import-remark")]
        .map(e => getComputedStyle(e).fontSize)"""
    )
    assert set(sizes) == {"14px", "13px"}
    beyond = page.evaluate(
        """[...document.querySelectorAll(".import-bar button, .import-part *, .office-tabs li:first-child")]
        .filter(e => e.getBoundingClientRect().right > innerWidth && getComputedStyle(e).display !== "none").length"""
    )
    assert beyond == 0
    context.close()


def test_the_link_to_decide_on_a_held_row_is_seen_without_scrolling(office):
    AgreementResource().import_file(PASTED.encode(), "a-list-with-a-rather-long-name.tsv")
    office.goto("/admin/partnerships/sourcerow/?decision=waiting")

    edges = office.evaluate(
        """[document.querySelector(".field-decision a"), document.querySelector(".results")]
        .map(e => e.getBoundingClientRect().right)"""
    )
    assert edges[0] <= edges[1]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_an_import_is_wider_than_the_screen(office, width):
    office.set_viewport_size({"width": width, "height": 800})
    office.goto("/admin/import/")
    office.fill("#id_pasted", PASTED)
    office.click("text=Show the preview")
    office.wait_for_load_state()
    widths = [office.evaluate("document.documentElement.scrollWidth")]
    office.click("[name=confirm]")
    office.wait_for_load_state()
    row, run = SourceRow.objects.waiting().get(), ImportRun.objects.get()
    for path in (f"sourcerow/{row.pk}/decide/", f"sourcerow/{row.pk}/change/", f"importrun/{run.pk}/undo/"):
        office.goto(f"/admin/partnerships/{path}")
        widths.append(office.evaluate("document.documentElement.scrollWidth"))

    assert widths == [width] * 4


def test_the_page_says_how_far_a_long_file_is_read(office, tmp_path, monkeypatch):
    def slow_teller(*arguments):
        tell = teller(*arguments)

        def tell_slowly(*step):
            tell(*step)
            time.sleep(2)

        return tell_slowly

    monkeypatch.setattr(imports, "teller", slow_teller)
    file = tmp_path / "list.csv"
    file.write_text("University,Country,Type,Date\nVarna,Bulgaria,MoU,2020\n")
    office.goto("/admin/import/")
    office.set_input_files("[type=file]", file)

    said = []
    office.expose_function("noted", lambda sentence: said.append(sentence))
    office.evaluate(
        """() => {
          const note = document.getElementById("import-progress");
          new MutationObserver(() => window.noted(note.textContent)).observe(note, { childList: true });
        }"""
    )

    office.click("text=Show the preview")
    office.wait_for_url("**/admin/import/*-*/**")

    assert list(dict.fromkeys(filter(None, said))) == [
        "Reading the file…",
        "Looking for the list in 2 rows…",
        "0 of 1 rows read…",
    ]

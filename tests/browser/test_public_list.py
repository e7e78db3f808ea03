"""The public list in a browser: with script and without, at both widths, and for a screen reader."""

from collections import Counter

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, AgreementType, HomeInstitution
from tests.browser.axe import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imported(source_table):
    AgreementType.objects.create(name="MoU")
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)
    Agreement.objects.filter(number=1).update(validity="fixed", ends_on="2020-12-31", ends_precision="year")


@pytest.fixture
def plain(chromium, live_server):
    """Yield a page of a browser that runs no script."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


ALL = "121 agreements with 111 partners in 24 countries"


def count(page):
    return page.locator(".count").inner_text()


def shows(page, text):
    """Wait until the list counts what `text` says."""
    page.wait_for_selector(f".count:text-is('{text}')")


def number_of(page, label):
    """Return the number that stands beside a value of a facet."""
    return page.locator(f".facet label:has-text('{label}') b").first.inner_text()


def test_without_script_the_form_searches_and_filters(plain, imported):
    plain.goto("/")
    assert (count(plain), plain.locator("tbody tr").count()) == (ALL, 50)

    plain.check(".facet label:has-text('Türkiye') input")
    plain.click(".facet > summary:has-text('Year')")
    plain.check(".facet label:has-text('2018') input")
    plain.click("button.apply")
    assert (count(plain), number_of(plain, "2023")) == ("3 of 121 agreements", "5")
    plain.click(".chips a:has-text('2018')")
    assert count(plain) == "37 of 121 agreements"
    plain.fill("[name=q]", "oxford")
    plain.click(".search button")
    assert count(plain) == "0 of 121 agreements"
    plain.click("li:has-text('Without the search') a")
    assert count(plain) == "37 of 121 agreements"


def test_with_script_a_filter_applies_at_once_and_keeps_the_history(page, imported):
    page.goto("/")
    page.evaluate("window.kept = true")

    page.check(".facet label:has-text('Türkiye') input")
    shows(page, "37 of 121 agreements")
    assert page.evaluate("document.activeElement.value") == "TR"
    page.fill("[name=q]", "yildiz")
    page.press("[name=q]", "Enter")
    shows(page, "2 of 121 agreements")
    assert page.url.endswith("/?q=yildiz&country=TR")
    page.go_back()
    shows(page, "37 of 121 agreements")
    assert (page.url.rpartition("/")[2], page.input_value("[name=q]")) == ("?country=TR", "")
    page.click(".chips a")
    shows(page, ALL)
    assert not page.is_checked(".facet label:has-text('Türkiye') input")
    assert page.evaluate("window.kept") is True  # the page was never loaded again


def test_pages_and_views_are_changed_without_a_reload(page, imported):
    page.goto("/")
    page.evaluate("window.kept = true")

    page.click(".pages a:has-text('3')")
    page.wait_for_selector("tbody tr:nth-child(21):last-child")
    page.click("text=By country")
    page.wait_for_selector(".group")
    assert page.locator(".group").first.inner_text() == "Belarus 4 agreements"
    assert page.evaluate("window.kept") is True


def test_the_filters_are_worked_by_keyboard(page, imported):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    number = page.locator(".facet label b").first.text_content()
    page.focus("[name=q]")
    for key in ("Tab", "Tab", "Enter", "Tab", "Space"):  # the button, that of the filters, the first value
        page.keyboard.press(key)
    page.wait_for_selector(f"text=/Show {number} agreements?/")
    assert page.is_hidden(".agreements")

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText.split(/\\s+/)") == ["Filters", "1"]
    assert page.is_visible(".agreements")


def test_on_a_phone_the_filters_fill_the_page_until_the_button_that_says_how_many_there_are(page, imported):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.click("#filters > summary")
    page.check(".facet label:has-text('Russia') input")
    page.wait_for_selector("text=Show 25 agreements")
    page.click("text=16 more countries")
    page.check(".facet label:has-text('Poland') input")
    page.wait_for_selector("text=Show 26 agreements")
    assert page.locator("details.more[open]").count() == 1

    page.click("text=Show 26 agreements")
    page.wait_for_selector(".agreements", state="visible")
    assert count(page) == "26 of 121 agreements"
    page.click(".sort summary")
    page.click(".sort a:has-text('newest first')")
    page.wait_for_selector(".sort summary:has-text('newest first')")
    assert page.evaluate("document.activeElement.innerText.trim()") == "Sort: newest first\N{NO-BREAK SPACE}▾"


def test_without_script_a_phone_opens_and_closes_the_filters(plain, imported):
    plain.set_viewport_size({"width": 390, "height": 844})
    plain.goto("/")
    plain.click("#filters > summary")
    assert plain.is_hidden(".agreements")

    plain.check(".facet label:has-text('Russia') input")
    plain.click("text=Show agreements")

    assert (count(plain), plain.is_visible(".agreements")) == ("25 of 121 agreements", True)


def test_what_is_found_is_read_out_from_an_element_that_stays(page, imported):
    page.goto("/")
    page.evaluate("window.announced = document.querySelector('[role=status]')")
    assert page.evaluate("window.announced.textContent") == ""

    page.check(".facet label:has-text('Türkiye') input")
    shows(page, "37 of 121 agreements")

    assert page.evaluate("[window.announced.isConnected, window.announced.textContent]") == [
        True,
        "37 of 121 agreements",
    ]


def focused(page):
    return page.evaluate("[document.activeElement.id, document.activeElement.textContent.trim().split(/\\s+/)[0]]")


def test_the_focus_stays_where_a_link_was_followed(page, imported):
    page.goto("/?country=TR&country=RU&size=25")
    followed = []
    for link, then in (
        (".agreements th:nth-child(2) a", "[aria-sort=ascending]:nth-child(2)"),
        (".pages a", ".pages strong:text-is('2')"),
        (".chips a", ".chips:not(:has(li:nth-child(2)))"),
        (".chips a", ".results:not(:has(.chips))"),
    ):
        page.focus(link)
        page.keyboard.press("Enter")
        page.wait_for_selector(then)
        page.wait_for_function("document.activeElement !== document.body")
        followed.append(focused(page))

    assert [focus or word for focus, word in followed] == ["Partner", "results", "Remove", "results"]


def test_another_position_on_the_same_page_requests_nothing(page, imported):
    page.goto("/?country=TR")
    page.fill("[name=q]", "half a wo")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "country" in request.url else None)

    page.focus(".skip")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?country=TR#first")
    page.wait_for_timeout(300)

    assert (asked, page.input_value("[name=q]")) == ([], "half a wo")


def test_the_same_filters_again_make_no_step_of_the_history(page, imported):
    page.goto("/")
    steps = page.evaluate("history.length")

    with page.expect_response("**/"):
        page.click(".search button")
    page.wait_for_selector(".results:not([aria-busy])")

    assert page.evaluate("history.length") == steps


def test_the_report_of_an_error_names_the_list_that_is_shown(page, imported):
    HomeInstitution.objects.create(office_email="office@example.org")
    page.goto("/")

    page.check(".facet label:has-text('Türkiye') input")
    shows(page, "37 of 121 agreements")

    assert page.get_attribute(".site-footer a[href^=mailto][href*=subject]", "href").endswith("%2F%3Fcountry%3DTR")


@pytest.mark.parametrize("width", LOOKS)
def test_nothing_keeps_anybody_out_and_nothing_is_clipped(chromium, live_server, imported, width):
    """Look at lists; test_layout.py looks at other pages, and at lists that say what was not understood."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    page = context.new_page()
    wrong = {}
    for path in (
        "/",
        "/?sort=country&status=ended",
        "/?sort=country&country=TR&size=25",
        "/?country=TR&year=2018",
        "/az/?size=25",
        "/ru/?q=oxfrod&year=2018",
        "/tr/?sort=country&country=TR&size=25",
    ):
        schemes = LOOKS[width][: 1 if path.startswith(("/az/", "/ru/", "/tr/")) else 2]  # colours are the same there
        page.goto(path)
        across = page.evaluate("document.documentElement.scrollWidth")
        found = violations(page, schemes)
        if width < 1000 and page.locator("#filters > summary").count():
            page.emulate_media(color_scheme="light")
            page.locator("#filters > summary").click()
            found |= violations(page, schemes)
        if found or across > width:
            wrong[path] = (across, found)
    context.close()

    assert wrong == {}


def test_the_list_prints_as_a_table_with_its_filters(page, imported):
    page.goto("/?country=TR&year=2018")
    page.emulate_media(media="print")

    assert page.is_hidden(".list-form")
    assert page.is_hidden(".site-nav")
    assert page.locator(".chips a").all_inner_texts()[:2] == ["Country: Türkiye", "Year of signing or start: 2018"]
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.agreements thead')).display") == "table-header-group"
    )


def test_on_paper_the_list_is_a_table_in_black_on_white_whatever_the_screen(page, imported):
    page.goto("/?country=TR")
    page.set_viewport_size({"width": 640, "height": 900})  # an A4 page between its margins is narrower than a table
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("getComputedStyle(document.querySelector('.agreements tbody tr')).display") == "table-row"
    assert page.evaluate("getComputedStyle(document.querySelector('.agreements td'), '::before').content") == "none"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_on_a_phone_a_screen_reader_finds_the_whole_table_but_its_heads_also_below_the_screen(page, imported):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")

    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]

    roles = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
    assert [roles[role] for role in ("table", "row", "columnheader", "cell")] == [1, 50, 0, 250]

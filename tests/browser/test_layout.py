"""How the public pages fit screens of every width: nothing scrolls sideways, and the first one holds results."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Institution, InstitutionName
from tests.browser.axe import LOOKS, violations
from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BANS = {"x-frame-options", "content-security-policy"}
LANGUAGES = {"az": "/az", "en": "", "ru": "/ru", "tr": "/tr"}
WIDTHS = sorted({*range(320, 1921, 20), 375, 390, 412, 761, 768, 834, 1024, 1366, 1536})
NARROW = [320, 390, 768, 1024]  # at which the filters are opened
ADDRESSES = [  # one of each kind of public page; {institution} and {agreement} stand for the addresses of one
    "/",
    "/?sort=country",
    "/?country=RU&type=unknown&year=2018&q=state",
    "/?q=oxfrod&country=TR",
    "/?country=XX&type=Protocoll&colour=1",
    "/nowhere/",
    "/?on=2019-12-31",
    "/statistics/",
    "{institution}",
    "/institutions/",
    "{agreement}",
    "/about/",
    "/data/",
    "/embed/",
]
# A frame takes a new width in a tenth of the time that a window does.
OVERFLOWS = """async ([address, widths, narrow, spacing]) => {
    const frame = document.createElement("iframe");
    frame.style.cssText = "position: fixed; inset: 0; height: 900px; border: 0";
    frame.src = address;
    document.body.append(frame);
    await new Promise(loaded => frame.addEventListener("load", loaded));
    const wrong = [], page = () => frame.contentDocument.documentElement;
    const look = (width, what) => {
        frame.style.width = `${width}px`;
        if (page().scrollWidth > width) wrong.push([address, what, width, page().scrollWidth - width]);
    };
    for (const width of widths) look(width, "");
    frame.contentDocument.querySelector("#filters > summary")?.click();
    for (const width of narrow) look(width, "filters");
    frame.contentDocument.querySelector("#filters")?.removeAttribute("open");
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync(spacing);
    frame.contentDocument.adoptedStyleSheets = [sheet];
    look(widths[0], "text spacing");
    frame.remove();
    return wrong;
}"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }"""  # WCAG 2.2, 1.4.12
ROWS = """() => {
    const rows = [...document.querySelectorAll("tbody tr:not(.group)")].map(row => row.getBoundingClientRect());
    const heights = rows.map(row => row.height).sort((a, b) => a - b);
    return {
        whole: rows.filter(row => row.bottom <= innerHeight).length,
        median: heights[heights.length >> 1],
        largest: heights.at(-1),
        page: document.documentElement.scrollHeight,
    };
}"""
SEEN = """() => {  // whether what has the focus can be seen on the screen
    const element = document.activeElement, box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && box.width > 3 && box.height > 3 && box.right > 0 && box.bottom > 0
        && box.left < innerWidth && box.top < innerHeight;
}"""


@pytest.fixture
def imported(source_table):
    """Import the source table, give its first agreements one status each, and the first one a partner of many facts."""
    call_command("loaddata", "fixtures/agreement_types.json", verbosity=0)
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)
    today = timezone.localdate()
    for number, fields in enumerate(
        [
            {"ends_on": "2199-12-31"},
            {"ends_on": "2020-12-31"},
            {"ends_on": "2020-12-31", "renewal": "automatic", "renewal_months": 12},
            {"ends_on": today + datetime.timedelta(days=10)},
            {"ends_on": "2199-12-31", "terminated_on": "2022-05-03"},
            {"ends_on": "2199-12-31", "starts_on": "2198-12-31", "starts_precision": "day"},
        ],
        1,
    ):
        Agreement.objects.filter(number=number).update(validity="fixed", ends_precision="day", **fields)
    partner = Institution.objects.get(agreements__number=1)
    partner.city, partner.ror, partner.erasmus_code, partner.pic = "Ankara", "00hx57361", "TR ANKARA04", "999876543"
    partner.save()
    InstitutionName.objects.create(institution=partner, name="Orta Doğu Teknik Üniversitesi" * 3, language="tr")


@pytest.fixture
def open_page(chromium, live_server):
    """Return a function that opens a page of a browser of its own, which runs script."""
    contexts = []

    def opened(width=1280, height=900, **options):
        contexts.append(
            chromium.new_context(
                base_url=live_server.url, viewport={"width": width, "height": height}, bypass_csp=True, **options
            )
        )
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def large_letters(chromium, live_server):
    """Yield the context of a browser whose reader has set its letters to 32 pixels."""
    arguments = [*CHROMIUM_ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=arguments)
    yield browser.new_context(base_url=live_server.url, viewport={"width": 1920, "height": 900}, bypass_csp=True)
    browser.close()


def addresses(language):
    """Return the address of each kind of public page in a language."""
    agreement = Agreement.objects.get(number=1)
    known = {"agreement": agreement.get_absolute_url(), "institution": agreement.institution.get_absolute_url()}
    return [LANGUAGES[language] + each.format(**known) for each in ADDRESSES]


def let_frame(page):
    """Let the pages stand in a frame of a page of the same site."""

    def without_ban(route):
        response = route.fetch()
        headers = {name: value for name, value in response.headers.items() if name not in BANS}
        route.fulfill(response=response, headers=headers)

    page.route(lambda address: "/static/" not in address and ".css" not in address, without_ban)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_at_any_width(open_page, imported, language):
    page = open_page(1920)
    let_frame(page)
    page.goto("/robots.txt")

    wrong = [
        each for address in addresses(language) for each in page.evaluate(OVERFLOWS, [address, WIDTHS, NARROW, SPACING])
    ]

    assert wrong == []


def test_no_page_scrolls_sideways_in_large_letters(large_letters, imported):
    page = large_letters.new_page()
    let_frame(page)
    page.goto("/robots.txt")
    widths = [640, 768, 1024, 1280, 1920]

    wrong = []
    for language in ("az", "ru"):  # whose words are the longest
        for address in addresses(language):
            wrong += page.evaluate(OVERFLOWS, [address, widths, widths, ""])

    assert page.evaluate("matchMedia('(max-width: 60em)').matches")  # 1,920 pixels are 60 letters wide
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "width", "height", "least"),
    [
        ("/", 1280, 720, 6),
        ("/ru/", 1280, 720, 5),
        ("/", 390, 844, 4),
        ("/ru/", 390, 844, 3),
        ("/", 768, 1024, 8),
        ("/ru/", 1024, 768, 4),
    ],
)
def test_so_many_whole_rows_stand_on_the_first_screen(open_page, imported, path, width, height, least):
    page = open_page(width, height)
    page.goto(path)

    assert page.evaluate(ROWS)["whole"] >= least


@pytest.mark.parametrize("path", ["/", "/ru/"])
def test_cards_of_a_phone_are_low(open_page, imported, path):
    page = open_page(390, 844)
    page.goto(path)
    found = page.evaluate(ROWS)

    assert found["median"] <= 110
    assert found["largest"] <= 155
    assert found["page"] <= 7200


def presses(page, end="tbody .institution a", most=60):
    """Press Tab until the first result has the focus; return how often, and what had it but cannot be seen."""
    hidden = []
    for number in range(1, most + 1):
        page.keyboard.press("Tab")
        if not page.evaluate(SEEN):
            hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 100)"))
        if page.evaluate("end => document.activeElement === document.querySelector(end)", end):
            return number, hidden
    return None, hidden


@pytest.mark.parametrize(("width", "most"), [(1280, 50), (390, 12)])
def test_the_first_result_is_few_presses_away_and_all_of_them_can_be_seen(open_page, imported, width, most):
    page = open_page(width, 844)
    page.goto("/")
    number, hidden = presses(page)

    assert hidden == []
    assert number <= most


@pytest.mark.parametrize("width", [1280, 390])
def test_the_skip_link_leads_to_the_first_result(open_page, imported, width):
    page = open_page(width, 844)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#first tr').contains(document.activeElement)")


def test_the_bar_of_the_filters_never_hides_what_has_the_focus(open_page, imported):
    page = open_page(390, 844)
    page.goto("/")
    page.click("#filters > summary")
    hidden = []
    for _press in range(16):
        page.keyboard.press("Tab")
        if not page.evaluate(
            """() => document.activeElement.closest(".filters-bar")
            || document.activeElement.getBoundingClientRect().bottom
                <= document.querySelector(".filters-bar").getBoundingClientRect().top"""
        ):
            hidden.append(page.evaluate("document.activeElement.outerHTML"))

    assert hidden == []


def test_nothing_scrolls_inside_the_page(open_page, imported):
    page = open_page(1280)
    page.goto("/?country=RU")
    inner = """() => [...document.querySelectorAll("body *")].filter(each => ["auto", "scroll"].includes(
        getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight).map(each => each.className)"""

    assert page.evaluate(inner) == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("en", 390), ("az", 1280), ("ru", 390), ("tr", 390)])
def test_no_public_page_keeps_anybody_out_in_any_language(open_page, imported, language, width):
    page, wrong = open_page(width), {}
    schemes = LOOKS[width][: 2 if language == "en" else 1]  # colours are the same in every language
    like_others = {f"{LANGUAGES[language]}{each}" for each in ("/", "/?sort=country", "/?on=2019-12-31")}
    others = ["/?country=DE&country=BY", "/institutions/?q=nowhere", "/statistics/?country=TR&map=world"]
    for address in [*addresses(language), *(f"{LANGUAGES[language]}{each}" for each in others)]:
        if address in like_others:
            continue
        page.goto(address)
        if faults := violations(page, schemes):
            wrong[address] = faults

    assert wrong == {}


def test_each_page_has_one_heading_of_the_first_rank_and_one_frame(open_page, imported):
    page = open_page()
    counted = "names => names.map(name => document.querySelectorAll(name).length)"
    for address in set(addresses("en")) - {"/embed/"}:
        page.goto(address)

        assert page.evaluate(counted, ["h1", "main", "body > header", "body > footer"]) == [1, 1, 1, 1], address


def test_marks_of_statuses_differ_in_shape_and_stay_in_forced_colours(open_page, imported):
    page = open_page(forced_colors="active")
    page.goto("/")
    marks = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".status")].map(mark => {
            const style = getComputedStyle(mark, "::before");
            const pictures = style.backgroundImage.split("linear").length - 1;
            return [mark.innerText, [style.borderRadius, style.borderStyle, pictures, style.forcedColorAdjust]];
        }))"""
    )

    assert marks == {
        "in force": ["50%", "none", 0, "none"],
        "renewed automatically": ["50%", "none", 0, "none"],
        "ended": ["0px", "none", 0, "none"],
        "ending": ["50%", "solid", 1, "none"],
        "terminated": ["0px", "none", 2, "none"],
        "not started": ["50%", "solid", 0, "none"],
        "end not recorded": ["50%", "dotted", 0, "none"],
    }


def test_the_page_and_what_it_loads_are_small(open_page, imported):
    page, texts, others = open_page(), [], []
    page.on("response", lambda each: (texts if "text/html" in each.headers["content-type"] else others).append(each))
    page.goto("/ru/?sort=country")
    page.wait_for_load_state("networkidle")

    assert sum(len(each.body()) for each in texts) < 100_000
    assert 0 < sum(len(each.body()) for each in others if "svg" not in each.headers["content-type"]) < 40_000

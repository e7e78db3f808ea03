"""The header, the footer and the colours of the university in a real browser."""

import pytest

from partnerships.colours import contrast
from partnerships.models import HomeInstitution
from tests.browser.axe import LOOKS, violations
from tests.factories import make_agreement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTRASTS = """selectors => {
    const digits = part => (+part).toString(16).padStart(2, "0");
    const colour = value => "#" + value.match(/\\d+/g).slice(0, 3).map(digits).join("");
    const ground = element => {
        for (let each = element; each; each = each.parentElement) {
            const found = getComputedStyle(each).backgroundColor;
            if (!found.startsWith("rgba")) return colour(found);
        }
    };
    return selectors.map(selector => {
        const element = document.querySelector(selector);
        return [colour(getComputedStyle(element).color), ground(element)];
    });
}"""


@pytest.fixture
def home():
    """Return the home institution with a name in each language, and an agreement."""
    make_agreement()
    return HomeInstitution.objects.create(
        name_az="Azərbaycandakı texniki universitet",
        name_en="Technical university in Azerbaijan",
        name_ru="Технический университет в Азербайджане",
        name_tr="Azerbaycan'daki teknik üniversite",
        office_email="office@example.org",
    )


@pytest.mark.parametrize("prefix", ["/az", "", "/ru", "/tr"])
def test_the_header_is_low_on_a_phone_and_nothing_is_cut(page, home, prefix):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{prefix}/about/")

    box = page.locator(".site-header").bounding_box()
    links = page.locator(".site-header a:visible, .site-header summary").all()

    assert box["y"] + box["height"] <= 100
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert min(link.bounding_box()["height"] for link in links) >= 24


def test_the_languages_are_a_menu_on_a_phone(page, home):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/about/?q=varna")
    page.click(".language-menu summary")
    page.click(".language-menu >> text=Русский")

    assert page.url.endswith("/ru/about/?q=varna")
    assert page.get_attribute("html", "lang") == "ru"


def test_the_languages_are_a_line_on_a_wide_screen(page, home):
    page.goto("/ru/about/")

    names = [" ".join(text.split()) for text in page.locator(".languages a").all_inner_texts()]
    assert names == ["AZ Azərbaycanca", "EN English", "RU Русский", "TR Türkçe"]
    assert page.locator(".languages [aria-current]").inner_text().startswith("RU")
    assert not page.locator(".language-menu").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#0a558c", "#8a1f3d", "#16603a"])
def test_words_in_any_accent_can_be_read(page, home, accent, scheme):
    HomeInstitution.objects.update(accent=accent)
    page.emulate_media(color_scheme=scheme)
    page.goto("/about/")
    where = [".frame-page a", ".site-footer a", ".languages [aria-current]", ".languages a", ".site-home", ".site-name"]

    found = {name: contrast(*pair) for name, pair in zip(where, page.evaluate(CONTRASTS, where), strict=True)}

    assert {name: ratio for name, ratio in found.items() if ratio < 4.5} == {}


def test_an_accent_changes_what_it_colours_and_nothing_else(page, home):
    names = ["--accent", "--tint", "--step-1", "--ink", "--in-force", "--error", "--note"]
    read = "names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue(name))"
    page.goto("/about/")
    before = page.evaluate(read, names)

    HomeInstitution.objects.update(accent="#8a1f3d")
    page.goto("/about/")
    after = page.evaluate(read, names)

    changed = [name for name, old, new in zip(names, before, after, strict=True) if old != new]
    assert changed == ["--accent", "--tint", "--step-1"]
    assert page.evaluate("getComputedStyle(document.body).borderTopColor") == "rgb(138, 31, 61)"


@pytest.mark.parametrize("width", LOOKS)
def test_the_log_in_keeps_nobody_out(chromium, live_server, home, width):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("/admin/")
    found = violations(page, LOOKS[width])
    context.close()

    assert found == {}

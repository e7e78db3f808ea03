"""What axe finds on a page (WCAG 2.2 A and AA), in the light and in the dark."""

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
LOOKS = {1280: ["light", "dark"], 390: ["light", "dark"]}
LOW_FONT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { font-size: 10px !important; line-height: 1 !important; }");
document.adoptedStyleSheets = [sheet];
"""
# What a bar that sticks to the screen lies over depends on how far the page is scrolled.
UNSTICK = """for (const each of document.querySelectorAll("body *"))
    if (getComputedStyle(each).position === "sticky") each.style.position = "static";
"""
# What passes is neither described nor handed over, which takes longer than to find what does not. Nothing is loaded
# again for it: no rule of these needs that, and axe asks for what a style sheet imports beside the page, not beside it.
RUN = """async rules => {
    document.getAnimations().forEach(animation => animation.finish());  // colours that are still changing
    const results = await axe.run({runOnly: rules, resultTypes: ["violations"], preload: false});
    return results.violations.map(each => [each.id, each.nodes.slice(0, 3).map(node => node.target)]);
}"""


def violations(page, schemes):
    """Return what axe finds on a page in each colour scheme: {rule: where}; sizes of targets also under a font that is
    lower than any.

    The first scheme is looked at by all rules, the second by those about colours: nothing else differs in the dark.
    """
    page.wait_for_load_state()  # a click returns before the style sheets of the next page are there
    page.evaluate(AXE_SCRIPT)
    page.evaluate(UNSTICK)
    found = {}
    for scheme, rules in zip(schemes, (TAGS, COLOURS), strict=False):
        page.emulate_media(color_scheme=scheme)
        found |= page.evaluate(RUN, rules)
    page.evaluate(LOW_FONT)
    return found | dict(page.evaluate(RUN, ["target-size"]))

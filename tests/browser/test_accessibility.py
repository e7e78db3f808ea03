"""Nothing on the pages of the office and of the public keeps anybody out (WCAG 2.2 A and AA, by axe)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, SourceRow
from partnerships.partial_dates import PartialDate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOW_FONT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { font-size: 10px !important; line-height: 1 !important; }");
document.adoptedStyleSheets = [sheet];
"""
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]
if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
    LOOKS = [LOOKS[0], LOOKS[3]]  # the pages are those of SQLite, where each look is tried


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def office(request, chromium, live_server, source_table):
    """Yield a member of staff's page.

    Not the one that watches the policy, which axe itself breaks while it measures.
    """
    scheme, width = request.param
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    AgreementResource().carry_out(source_table.read_bytes(), source_table.name)
    AgreementResource().carry_out(b"University,Country\n,Poland\nOpole,Poland\n", "held.csv")
    agreement = Agreement.objects.first()
    agreement.ends, agreement.validity = PartialDate(2020), "fixed"
    agreement.save()
    get_user_model().objects.create_superuser("office", password="a long password")
    page.goto("/admin/")
    page.fill("#id_username", "office")
    page.fill("#id_password", "a long password")
    page.click("[type=submit]")
    yield page
    context.close()


def found(page):
    """Return what axe finds on a page: {rule: where}; sizes of targets also under a font that is lower than any."""
    violations = Axe().run(page, options=RULES).response["violations"]
    if page.evaluate("matchMedia('(prefers-color-scheme: light)').matches"):  # they are the same in the dark
        page.evaluate(LOW_FONT)
        violations += Axe().run(page, options={"runOnly": ["target-size"]}).response["violations"]
    return {violation["id"]: [node["target"] for node in violation["nodes"]][:3] for violation in violations}


def test_no_page_keeps_anybody_out(office):
    agreement = Agreement.objects.filter(agreement_type__isnull=False).first()
    run = ImportRun.objects.last()
    paths = [
        "/",
        "/?country=TR&sort=country&size=25",
        "/?q=universty",
        "/statistics/",
        agreement.get_absolute_url(),
        "/admin/",
        "/admin/partnerships/agreement/",
        f"/admin/partnerships/agreement/{agreement.pk}/change/",
        f"/admin/partnerships/agreement/renew/?ids={agreement.pk}",
        f"/admin/partnerships/agreement/{agreement.pk}/terminate/",
        f"/admin/partnerships/agreement/{agreement.pk}/snooze/",
        f"/admin/partnerships/agreement/{agreement.pk}/history/",
        "/admin/partnerships/agreement/add/",
        "/admin/partnerships/agreement/?country=TR&_facets=True",
        "/admin/partnerships/agreementtype/",
        f"/admin/partnerships/agreementtype/{agreement.agreement_type_id}/change/",
        "/admin/preferences/",
        "/admin/partnerships/institution/",
        f"/admin/partnerships/institution/{agreement.institution_id}/change/",
        "/admin/import/",
        f"/admin/partnerships/importrun/{run.pk}/undo/",
        f"/admin/partnerships/sourcerow/{SourceRow.objects.waiting().get().pk}/decide/",
        "/admin/calendar/",
    ]
    wrong = {}
    for path in paths:
        office.goto(path)
        if faults := found(office):
            wrong[path] = faults
    for key in ("notice", "hide"):
        office.goto("/admin/partnerships/agreement/")
        office.check("input.action-select >> nth=0")
        office.select_option("[name=action]", f"bulk_{key}")
        office.click("button[name=index]")
        if faults := found(office):
            wrong[key] = faults
    office.goto("/admin/import/")
    office.fill("#id_pasted", "University\tCountry\nOpole University\tPoland\n\tPoland\n")
    office.click("text=Show the preview")
    office.wait_for_load_state()
    if faults := found(office):
        wrong["preview"] = faults

    assert wrong == {}, "\n".join(f"{path}: {faults}" for path, faults in wrong.items())

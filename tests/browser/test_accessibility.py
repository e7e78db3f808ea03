"""Nothing on the pages of the office keeps anybody out (WCAG 2.2 A and AA, by axe)."""

from datetime import date

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, JournalEntry, NotSame, SourceRow
from partnerships.partial_dates import PartialDate
from tests.browser.axe import LOOKS, violations
from tests.browser.conftest import sign_in
from tests.factories import make_institution, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(width, chromium, live_server, source_table):
    """Yield a member of staff's page.

    Not the one that watches the policy, which axe itself breaks while it measures.
    """
    context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
    some_rows = b"".join(source_table.read_bytes().splitlines(keepends=True)[:40])  # more are of the same kind
    AgreementResource().import_file(some_rows, source_table.name)
    AgreementResource().import_file(b"University,Country\n,Poland\nOpole,Poland\n", "held.csv")
    agreement = Agreement.objects.first()
    agreement.ends, agreement.validity = PartialDate(2020), "fixed"
    agreement.save()
    make_institution(f"{agreement.institution.name} University", agreement.institution.country)
    NotSame.objects.create(kind="agreement", first=1, second=2, names=["MoU, No 1", "MoU, No 2"])
    JournalEntry.objects.create(agreement=agreement, text="Ask the dean", follow_up_on=date(2020, 1, 1))
    Agreement.objects.last().delete()
    sign_in(context, live_server)
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("width", LOOKS)
def test_no_page_keeps_anybody_out(office, width):
    schemes = LOOKS[width]
    agreement = Agreement.objects.filter(agreement_type__isnull=False).first()
    run = ImportRun.objects.last()
    paths = [
        "/admin/",
        "/admin/partnerships/agreement/",
        f"/admin/partnerships/agreement/{agreement.pk}/change/",
        f"/admin/partnerships/agreement/renew/?ids={agreement.pk}",
        f"/admin/partnerships/agreement/{agreement.pk}/terminate/",
        f"/admin/partnerships/agreement/{agreement.pk}/snooze/",
        f"/admin/partnerships/agreement/{agreement.pk}/rest/",
        f"/admin/partnerships/agreement/{agreement.pk}/history/",
        "/admin/partnerships/agreement/documents/",
        f"/admin/partnerships/agreement/{agreement.pk}/history/?show=journal",
        "/admin/partnerships/agreement/deleted/",
        "/admin/partnerships/journalentry/",
        "/admin/partnerships/agreement/add/",
        "/admin/partnerships/agreement/?country=TR&group=country&unit=none",
        "/admin/partnerships/agreementtype/",
        f"/admin/partnerships/agreementtype/{agreement.agreement_type_id}/change/",
        "/admin/partnerships/unit/",
        f"/admin/partnerships/unit/{make_unit().pk}/change/",
        "/admin/partnerships/homeinstitution/add/",
        "/admin/preferences/",
        "/admin/partnerships/institution/",
        f"/admin/partnerships/institution/{agreement.institution_id}/change/",
        "/admin/same/",
        "/admin/import/",
        f"/admin/partnerships/importrun/{run.pk}/undo/",
        f"/admin/partnerships/sourcerow/{SourceRow.objects.waiting().get().pk}/decide/",
        "/admin/calendar/",
        "/admin/no-such-page/",
        "/admin/search/?q=university",
        "/admin/search/?q=oxfrod",
        "/admin/password_change/",
        "/admin/my-log-in/",
        "/admin/second-factor/",
        "/admin/partnerships/login/",
        "/admin/password_reset/",
    ]
    wrong = {}
    for path in paths:
        office.goto(path)
        if faults := violations(office, schemes):
            wrong[path] = faults
    office.goto("/admin/partnerships/agreement/")
    for menu in (".list-all", ".list-signed", ".list-more"):
        office.eval_on_selector(menu, "menu => { menu.open = true; }")
        if faults := violations(office, schemes):
            wrong[menu] = faults
    for key, menu, label in (("notice", "Set…", "Set the notice period…"), ("hide", "More", "Hide from the public")):
        office.goto("/admin/partnerships/agreement/?q=siegen")  # where the bar lies over nothing
        office.check("input.action-select >> nth=0")
        office.click(f".list-bar summary:has-text('{menu}')")
        if faults := violations(office, schemes):
            wrong[f"menu {menu}"] = faults
        office.click(f".list-bar button:has-text('{label}')")
        if faults := violations(office, schemes):
            wrong[key] = faults
    for model, action in (("institution", "merge_chosen"), ("agreementtype", "merge_into_another")):
        office.goto(f"/admin/partnerships/{model}/")
        for index in (0, 1):
            office.check(f"input.action-select >> nth={index}")
        office.select_option("[name=action]", action)
        office.click("button[name=index]")
        if faults := violations(office, schemes):
            wrong[action] = faults
        office.click("input[type=submit].default")
        office.goto("/admin/partnerships/merge/")
        if faults := violations(office, schemes):
            wrong[f"merges of {model}"] = faults
        office.click("#result_list .field-state a >> nth=0")
        if faults := violations(office, schemes):
            wrong[f"taking back of {action}"] = faults

    assert wrong == {}, "\n".join(f"{path}: {faults}" for path, faults in wrong.items())


@pytest.mark.parametrize("width", LOOKS)
def test_no_preview_of_an_import_keeps_anybody_out(office, width):
    schemes, wrong = LOOKS[width], {}
    office.goto("/admin/import/")
    office.fill("#id_pasted", "University\tCountry\nOpole University\tPoland\n\tPoland\n")
    office.click("text=Show the preview")
    office.wait_for_load_state()
    for part in office.locator(".import-preview details:not([open]) > summary").all()[::-1]:
        part.click()
    office.evaluate("scrollTo(0, document.body.scrollHeight)")  # where the bar of buttons lies over nothing
    if faults := violations(office, schemes):
        wrong["preview"] = faults
    office.click(".import-names .select2-selection >> nth=0")
    office.locator(".select2-results__option[aria-selected]").first.wait_for()
    if faults := violations(office, schemes):
        wrong["search in the preview"] = faults

    assert wrong == {}, "\n".join(f"{path}: {faults}" for path, faults in wrong.items())

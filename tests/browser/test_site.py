"""The whole register in a real browser: no script error, no console error, no breach of the policy on any page."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, AgreementType, Institution, InstitutionName, Preferences

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imported(source_table):
    call_command("loaddata", "fixtures/agreement_types.json", verbosity=0)
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)


def test_a_member_of_staff_signs_in(page):
    get_user_model().objects.create_superuser("office", password="a long password")
    page.goto("/admin/")
    page.fill("#id_username", "office")
    page.fill("#id_password", "a long password")
    page.click("[type=submit]")

    assert page.locator(".office-head > .office-tools").is_visible()


def test_a_list_is_imported_from_upload_to_confirm(office, source_table):
    office.goto("/admin/partnerships/agreement/")
    office.click(".object-tools >> text=Import")
    office.set_input_files("[type=file]", source_table)
    office.click("text=Show the preview")
    office.wait_for_url("**/admin/import/*-*/**")

    office.click(".office-tabs a:has-text('New 121')")
    assert office.locator(".import-will strong").inner_text() == "121 new"
    assert office.locator(".import-rows tbody tr").count() == 121
    assert Agreement.objects.count() == 0
    office.click("text=Import these 121")
    assert "121 new, 0 changed, 0 unchanged, 0 rows held" in office.locator(".messagelist").inner_text()
    assert Agreement.objects.count() == 121


def test_every_office_page_keeps_the_policy(office, imported):
    agreement = Agreement.objects.get(number=1)
    agreement.number = 1000
    agreement.save()
    pages = [
        "",
        "partnerships/agreement/",
        "partnerships/agreement/?status=end-not-recorded&q=istanbul",
        f"partnerships/agreement/{agreement.pk}/change/",
        f"partnerships/agreement/{agreement.pk}/history/",
        f"partnerships/agreement/{agreement.pk}/history/{agreement.history.first().pk}/",
        f"partnerships/agreement/{agreement.pk}/delete/",
        "partnerships/agreement/add/",
        "partnerships/agreement/export/",
        "partnerships/agreement/paper/",
        "first-steps/",
        "partnerships/institution/",
        f"partnerships/institution/{Institution.objects.first().pk}/change/",
        f"partnerships/institution/{Institution.objects.first().pk}/delete/",
        "partnerships/agreementtype/",
        f"partnerships/agreementtype/{AgreementType.objects.first().pk}/change/",
        "partnerships/importrun/",
        "partnerships/sourcerow/",
        "auth/user/",
        "auth/user/add/",
        "password_change/",
        "import/",
    ]

    statuses = {path: office.goto(f"/admin/{path}").status for path in pages}

    assert statuses == dict.fromkeys(pages, 200)


def test_all_columns_are_visible_at_1280(office, imported):
    office.goto("/admin/partnerships/agreement/")

    right_edge = office.evaluate("document.querySelector('#result_list').getBoundingClientRect().right")
    assert office.locator("#result_list thead th").count() == 9
    assert right_edge <= 1280


def labels(page, cells):
    """Return what stands before the chosen `cells` by their style, each once."""
    said = page.eval_on_selector_all(
        cells,
        "cells => cells.filter(cell => cell.checkVisibility())"
        ".map(cell => [getComputedStyle(cell, '::before').content, cell.dataset.label])",
    )
    return list(dict.fromkeys(label for content, label in said if content == f'"{label}: "'))


def test_values_name_their_columns_on_a_phone(office, imported):
    institution = Agreement.objects.get(number=1).institution
    InstitutionName.objects.create(institution=institution, name="Universität Siegen")
    Preferences.objects.create(user=get_user_model().objects.get(), list_columns=["country", "ends", "source_number"])
    office.set_viewport_size({"width": 390, "height": 800})

    said = {}
    for path, cells in (
        ("agreement/", "#result_list tbody tr:first-child > *"),
        (f"institution/{institution.pk}/change/", "#agreements-group tr.has_original > td"),
        (f"institution/{institution.pk}/change/", "#other_names-group tr.has_original > td"),
    ):
        office.goto(f"/admin/partnerships/{path}")
        said[cells] = labels(office, cells)

    assert list(said.values()) == [
        ["Country", "Number in the source"],  # the others stand where one looks for them
        ["Agreement", "Type", "Signed", "End", "Status"],
        ["Name", "Language", "Country in lists", "Delete?"],
    ]


def test_the_preview_names_its_columns_on_a_phone(office):
    office.set_viewport_size({"width": 390, "height": 800})
    office.goto("/admin/import/")
    office.fill(
        "#id_pasted", "No\tUniversity\tCountry\tDate\n1\tVarna\tBulgaria\tOktyabr 2020\n2\tOpole\tPoland\t2021\n"
    )
    office.click("text=Show the preview")
    office.wait_for_load_state()
    office.click(".office-tabs a:has-text('New 2')")
    office.locator(".import-rows").first.wait_for()

    values = office.locator(".import-rows tbody tr").first.locator(".import-cell").all_inner_texts()
    named = [
        "Institution: Varna",
        "Country: Bulgaria",
        "Number in the source list: 1",
        "Signed: October 2020 Oktyabr 2020",
    ]
    assert [" ".join(text.split()) for text in values] == named
    assert office.locator(".import-remark:visible").count() == 1


MOST_LINES = """cells => Math.max(...cells.map(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return new Set([...text.getClientRects()].map(line => Math.round(line.bottom / 4))).size;
}))"""


@pytest.mark.parametrize(
    ("path", "cells"),
    [("institution/", "td:text-is('Uzbekistan')"), ("agreement/", "#result_list .field-signed")],
)
def test_words_are_not_broken_where_there_is_room(office, imported, path, cells):
    office.goto(f"/admin/partnerships/{path}")

    assert office.eval_on_selector_all(cells, MOST_LINES) == 1

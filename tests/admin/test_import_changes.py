"""What an import changed, before and after."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.admin import import_changes
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

FIRST = "University,Country,Type,Date,Website\nVarna,Bulgaria,MoU,10.2020,\nOpole,Poland,MoU,2021,opole.example.org\n"
SECOND = (
    "University,Country,Type,Date,Website\nVarna,Bulgaria,MoU,05.10.2020,varna.example.org\n"
    "Opole,Poland,MoU,2021,opole.example.org\nAnkara,Türkiye,MoU,2022,\n"
)
FOUND = [("2", "Signed", "October 2020", "5 October 2020"), ("2", "Website", "–", "https://varna.example.org")]


def imported(text, name="list.csv"):
    return AgreementResource().import_file(text.encode(), name).run


@pytest.fixture
def run():
    imported(FIRST)
    return imported(SECOND, "later.csv")


def words(difference):
    return difference.row, difference.field, difference.before, difference.after


def test_each_field_says_what_it_was_and_what_it_is_dates_as_known(run):
    assert sorted(map(words, import_changes.differences(run))) == FOUND


def test_the_page_is_one_click_from_the_first_page_and_two_from_the_imports(admin_client, run):
    address = reverse("admin:partnerships_importrun_changes", args=[run.pk])

    first, imports = admin_client.get("/admin/"), admin_client.get("/admin/partnerships/importrun/")
    page = admin_client.get(address)

    assert f'href="{address}"' in first.text and f'href="{address}"' in imports.text
    text = re.sub(r"\s+", " ", page.text)
    assert "It changed 2 records that were in the register before." in text
    assert "1 agreement was new." in text
    assert "<td><del>October 2020</del></td> <td><ins>5 October 2020</ins></td>" in text


def test_the_last_import_has_an_address_of_its_own(admin_client, run):
    response = admin_client.get("/admin/partnerships/importrun/last/changes/")

    assert response.url == reverse("admin:partnerships_importrun_changes", args=[run.pk])
    ImportRun.objects.update(undone_at=timezone.now())
    response = admin_client.get("/admin/partnerships/importrun/last/changes/")
    assert response.url == reverse("admin:partnerships_importrun_changelist")


def test_the_changes_come_as_a_workbook_without_formulas(admin_client, run):
    row = run.rows.exclude(changes={}).get()
    row.changes["agreement"]["title"] = ["MoU", "=1+1"]
    row.save()

    response = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/changes/?as=xlsx")

    rows = list(openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    assert rows[0] == ("Row", "No", "Institution", "Type of agreement", "Field", "Before", "After")
    agreement = Agreement.objects.get(institution__name="Varna")
    assert ("2", agreement.register_number, "Varna", "MoU", "Title", "MoU", "'=1+1") in rows


def test_an_import_that_changed_nothing_says_so(admin_client):
    run = imported(FIRST)

    page = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/changes/")

    assert "It changed nothing that was in the register before." in page.text
    assert f"/importrun/{run.pk}/changes/" not in admin_client.get("/admin/partnerships/importrun/").text


def test_what_an_import_ended_is_told_too(run):
    agreement = Agreement.objects.get(institution__name="Opole")
    run.created["ended"] = {str(agreement.pk): {"terminated_on": [None, "2026-05-04"]}}

    assert words(list(import_changes.differences(run))[-1]) == ("", "Terminated on", "–", "4 May 2026")


def test_no_more_rows_are_listed_than_a_page_holds(admin_client, run, monkeypatch):
    monkeypatch.setattr(import_changes, "LISTED", 1)

    page = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/changes/")

    assert page.text.count("<del>") == 1
    assert "1 more change is in the workbook." in page.text

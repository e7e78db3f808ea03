"""What a person chose in the preview."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    ColumnChoice,
    Institution,
    InstitutionName,
)
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_choices_survive_being_stored():
    choices = Choices({"a key": {0: Column.INSTITUTION, 3: None}}, {"|2|ends"}, {"varna|BG": 7})

    assert Choices.from_json(choices.as_json()) == choices


def test_a_column_that_is_chosen_is_read_so_and_remembered():
    text = b"University,Xxx,Date\nVarna,Bulgaria,2020\n"
    key = AgreementResource().plan_import(text, "list.csv").tables[0].key
    chosen = Choices(columns={key: {0: Column.INSTITUTION, 1: Column.CITY, 2: Column.SIGNED}})
    AgreementResource().import_file(text, "list.csv", choices=chosen)

    later = AgreementResource().import_file(b"University,Xxx,Date\nRuse,Varna,2021\n", "other.csv")

    assert list(Institution.objects.order_by("name").values_list("name", "city", "country")) == [
        ("Ruse", "Varna", ""),
        ("Varna", "Bulgaria", ""),
    ]
    assert later.tables[0].columns_by_index == {0: Column.INSTITUTION, 1: Column.CITY, 2: Column.SIGNED}


def test_a_name_that_is_said_to_be_a_registered_institution_is_known_from_then_on():
    varna = make_institution("Technical University of Varna", "BG")
    text = b"University,Country,Date\nTechn. Univ. Varna,Bulgaria,2020\n"

    AgreementResource().import_file(text, "list.csv", choices=Choices(same={"techn univ varna|BG": varna.pk}))
    later = AgreementResource().import_file(text.replace(b"2020", b"2021"), "other.csv")

    assert set(Agreement.objects.values_list("institution", flat=True)) == {varna.pk}
    assert InstitutionName.objects.get().name == "Techn. Univ. Varna"
    assert later.plan.new_institutions == []


def test_a_name_of_another_country_that_is_said_to_be_the_same_is_known_beside_that_country_alone():
    varna = make_institution("Varna University", "BG")
    text = b"University,Country,Date\nVarna University,Poland,2020\n"

    AgreementResource().import_file(text, "list.csv", choices=Choices(same={"varna university|PL": varna.pk}))
    later = AgreementResource().import_file(text.replace(b"2020", b"2021"), "other.csv")
    elsewhere = AgreementResource().plan_import(text.replace(b"Poland", b"Italy"), "third.csv")

    assert set(Agreement.objects.values_list("institution", flat=True)) == {varna.pk}
    assert later.plan.new_institutions == []
    assert [institution.country for institution in elsewhere.plan.new_institutions] == ["IT"]


def test_remembered_columns_that_do_not_fit_a_list_are_left_out():
    text = b"University,Country\nVarna,Bulgaria\n"
    key = AgreementResource().plan_import(text, "list.csv").tables[0].key
    ColumnChoice.objects.create(key=key, columns={"0": "", "1": "country"})

    assert AgreementResource().plan_import(text, "list.csv").plan.counts["new"] == 1


def test_columns_chosen_for_a_list_that_changes_nothing_are_remembered():
    text = b"University,Xxx,Date\nVarna,Bulgaria,2020\n"
    key = AgreementResource().import_file(text, "list.csv").tables[0].key
    chosen = {key: {0: Column.INSTITUTION, 1: None, 2: Column.SIGNED}}

    AgreementResource().import_file(text, "list.csv", choices=Choices(columns=chosen))

    assert ColumnChoice.objects.get().columns == {"0": "institution", "1": "", "2": "signed"}


def test_rows_that_a_person_leaves_out_are_skipped_also_by_the_next_import():
    text = b"University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n"

    AgreementResource().import_file(text, "list.csv", choices=Choices(left_out={"|3"}))

    assert list(Institution.objects.values_list("name", flat=True)) == ["Varna"]
    again = AgreementResource().plan_import(text, "list.csv")
    assert [row.outcome.value for row in again.plan.rows] == ["unchanged", "skipped"]
    taken = AgreementResource().plan_import(text, "list.csv", choices=Choices(taken={"|3"}))
    assert [row.outcome.value for row in taken.plan.rows] == ["unchanged", "new"]


def test_a_skipped_row_is_taken_in_and_known_from_then_on():
    text = b"University,Country,Date\nVarna,Bulgaria,2020\nTotal,,2\n"
    skipped = AgreementResource().plan_import(text, "list.csv").plan.rows[-1]
    assert skipped.outcome == "skipped"

    AgreementResource().import_file(text, "list.csv", choices=Choices(taken={"|3"}))

    assert sorted(Institution.objects.values_list("name", flat=True)) == ["Total", "Varna"]
    again = AgreementResource().plan_import(text, "list.csv")
    assert [row.outcome.value for row in again.plan.rows] == ["unchanged", "unchanged"]


def test_a_wording_that_is_said_to_be_a_registered_type_is_known_until_the_import_is_taken_back(admin_user):
    kind = AgreementType.objects.create(name="Erasmus")
    text = b"University,Country,Type,Date\nVarna,Bulgaria,E+ paper,2020\n"

    done = AgreementResource().import_file(text, "list.csv", choices=Choices(types={"e paper": kind.pk}))

    assert Agreement.objects.get().agreement_type == kind
    assert AgreementTypeName.objects.get().name == "E+ paper"
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)
    assert AgreementTypeName.objects.count() == 0

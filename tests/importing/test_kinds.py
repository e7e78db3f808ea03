"""Kinds of cooperation on their way from a list to the register, and back."""

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing import held
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.kinds import slugs_in
from partnerships.models import Agreement, CooperationKind, ImportRun, SourceRow
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEADER = "University,Country,Type of agreement,Date"
BOTH = "|staff-exchange|student-exchange|"


def imported(rows, header=HEADER, name="list.csv"):
    return AgreementResource().import_file(f"{header}\n{rows}\n".encode(), name)


def codes(done):
    return [remark.code for row in done.plan.rows for remark in row.remarks]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Student exchange agreement", "|student-exchange|"),
        ('"MoU, Student exchange"', "|student-exchange|"),
        ("MoU", ""),
        ("Sports weeks", "|sports|"),
    ],
)
def test_a_title_that_says_a_kind_gives_it(title, kinds):
    CooperationKind.objects.create(name="Sports", slug="sports", other_names="Sports weeks")

    done = imported(f"Varna,Bulgaria,{title},2020")

    assert Agreement.objects.get().kinds == kinds
    assert done.plan.rows[0].values["kinds"] == slugs_in(kinds)
    assert SourceRow.objects.get().values["kinds"] == done.plan.rows[0].values["kinds"]
    assert Agreement.history.get().kinds == kinds


def test_a_column_of_kinds_and_one_of_the_scope_give_them():
    imported(
        "Varna,Bulgaria,MoU,2020,Staff exchange; double-degree,joint research", f"{HEADER},Kinds of cooperation,Scope"
    )

    assert Agreement.objects.get().kinds == "|double-degree|joint-research|staff-exchange|"
    assert Agreement.objects.get().scope == "joint research"


def test_crosses_and_a_column_of_kinds_beside_them_both_give_them():
    imported(
        "Varna,Bulgaria,MoU,2020,x,,joint research\nSofia,Bulgaria,MoU,2020,,x,",
        f"{HEADER},Student exchange,Staff exchange,Kinds of cooperation",
    )

    kinds = Agreement.objects.order_by("register_number").values_list("kinds", flat=True)
    assert [set(slugs_in(text)) for text in kinds] == [{"student-exchange", "joint-research"}, {"staff-exchange"}]


def test_an_unknown_kind_asks_for_a_look():
    done = imported('Varna,Bulgaria,MoU,2020,"Student exchange, Choir"', f"{HEADER},Kinds of cooperation")

    assert Agreement.objects.get().kinds == "|student-exchange|"
    (remark,) = [each for each in done.plan.rows[0].remarks if each.code == "kind-unknown"]
    assert remark.message == "“Choir” is no kind of cooperation that the register knows; it is left out."


def test_a_kind_that_the_office_has_deleted_is_not_given():
    CooperationKind.objects.get(slug="student-exchange").delete()

    imported("Varna,Bulgaria,Student exchange agreement,2020")

    assert Agreement.objects.get().kinds == ""


def test_a_later_list_completes_kinds_and_its_undo_removes_them(admin_user):
    imported("Varna,Bulgaria,MoU,2020")
    imported("Varna,Bulgaria,MoU,2020,staff exchange; student exchange", f"{HEADER},Scope", "better.csv")
    agreement = Agreement.objects.get()
    assert agreement.kinds == BOTH
    assert [line.kinds for line in agreement.history.all()] == [BOTH, ""]

    run = ImportRun.objects.latest("pk")
    undo_run(run, admin_user, plan_undo(run).fingerprint)

    agreement.refresh_from_db()
    assert agreement.kinds == ""


def test_the_kinds_of_a_person_stay():
    imported("Varna,Bulgaria,MoU,2020")
    Agreement.objects.update(kinds="|traineeship|")

    done = imported("Varna,Bulgaria,MoU,2020,student exchange", f"{HEADER},Kinds of cooperation", "better.csv")

    assert done.plan.counts["unchanged"] == 1
    assert Agreement.objects.get().kinds == "|traineeship|"


def test_a_kind_that_a_person_removed_does_not_come_back():
    agreement = make_agreement(title="Student exchange", signed="2020")
    row = "Technical University of Varna,Bulgaria,Student exchange,2020"

    imported(row)
    imported(row, f"{HEADER}", "again.csv")
    imported(f"{row},Law", f"{HEADER},Unit", "more.csv")

    agreement.refresh_from_db()
    assert (agreement.kinds, agreement.unit_name) == ("", "Law")


def test_a_held_row_keeps_its_kinds_until_it_is_registered(admin_user):
    imported(",Bulgaria,MoU,2020,student exchange", f"{HEADER},Kinds of cooperation")
    row = SourceRow.objects.get()
    assert row.values["kinds"] == ["student-exchange"]

    held.register(row, row.texts | {"institution": "Varna"}, admin_user)

    assert Agreement.objects.get().kinds == "|student-exchange|"


def test_a_type_is_found_by_its_name_in_another_language():
    agreement_type = make_agreement(title="Letter").agreement_type
    agreement_type.name_ru = "Письмо"
    agreement_type.save()

    done = imported("Sofia,Bulgaria,Письмо,2020")

    assert Agreement.objects.latest("pk").agreement_type == agreement_type
    assert "new-type" not in codes(done)

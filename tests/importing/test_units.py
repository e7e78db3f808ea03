"""Units of the home university in lists: found by any name, added where they are new, and taken back."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.held import register
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, SourceRow, Unit, UnitName
from tests.factories import make_agreement, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEADER = "University,Country,Type,Date,Unit\n"


def imported(*rows, name="list.csv", **options):
    return AgreementResource().import_file((HEADER + "\n".join(rows) + "\n").encode(), name, **options)


def planned(*rows):
    return AgreementResource().plan_import((HEADER + "\n".join(rows) + "\n").encode(), "list.csv").plan


def undo(file_import, user=None):
    return undo_run(file_import.run, user, plan_undo(file_import.run).fingerprint)


def units():
    return list(Unit.objects.values_list("name", flat=True))


def test_an_unknown_text_becomes_a_unit_and_the_plan_says_so():
    plan = planned("Varna,Bulgaria,MoU,2020,Law", "Ruse,Bulgaria,MoU,2021,LAW", "Sofia,Bulgaria,MoU,2021,")

    assert [unit.name for unit in plan.new_units] == ["Law"]
    said = [remark.message for row in plan.rows for remark in row.remarks if remark.code == "new-unit"]
    assert said == ["“Law” becomes a new unit."]
    assert not Unit.objects.exists()


def test_rows_of_one_unit_get_one(admin_user):
    imported("Varna,Bulgaria,MoU,2020,Law", "Ruse,Bulgaria,MoU,2021,LAW", user=admin_user)

    assert set(Agreement.objects.values_list("unit__name", flat=True)) == {"Law"}
    assert units() == ["Law"]
    line = Unit.history.get()
    assert (line.history_user, line.history_change_reason) == (admin_user, "import of list.csv")


@pytest.mark.parametrize("text", ["faculty of LAW", "Hüquq fakültəsi", "FoL", "School of Law"])
def test_a_unit_is_known_by_each_of_its_names(text):
    law = make_unit("Faculty of Law", name_az="Hüquq fakültəsi", short_name="FoL")
    UnitName.objects.create(unit=law, name="School of Law")

    imported(f"Varna,Bulgaria,MoU,2020,{text}")

    assert (Agreement.objects.get().unit, Unit.objects.count()) == (law, 1)


def test_the_undo_takes_new_units_away_with_their_agreements(admin_user):
    done = imported("Varna,Bulgaria,MoU,2020,Law")
    assert [unit.name for unit in plan_undo(done.run).units] == ["Law"]

    undo(done, admin_user)

    assert (units(), Agreement.objects.count()) == ([], 0)
    assert Unit.history.first().history_change_reason == "import of list.csv taken back"


def test_the_undo_takes_a_unit_away_that_completed_a_registered_agreement():
    imported("Varna,Bulgaria,MoU,2020,")
    done = imported("Varna,Bulgaria,MoU,2020,Law", name="better.csv")
    unit = Unit.objects.get()
    assert done.run.rows.get().changes["agreement"] == {"unit_id": [None, unit.pk]}
    assert Agreement.objects.get().history.first().unit == unit

    undo(done)

    assert (units(), Agreement.objects.get().unit) == ([], None)


@pytest.mark.parametrize(
    "use",
    [
        lambda unit: make_agreement(unit=unit),
        lambda unit: make_unit("Civil law", parent=unit),
        lambda unit: UnitName.objects.create(unit=unit, name="School of Law"),
        lambda unit: Unit.objects.get(pk=unit.pk).save() or setattr(unit, "short_name", "L") or unit.save(),
    ],
    ids=["agreement", "part", "other name", "edited"],
)
def test_the_undo_leaves_a_unit_that_is_in_use_or_was_edited(use):
    done = imported("Varna,Bulgaria,MoU,2020,Law")
    use(Unit.objects.get(name="Law"))

    undo(done)

    assert "Law" in units()


def test_what_is_set_already_stays_and_adds_no_unit():
    imported("Varna,Bulgaria,MoU,2020,Law")

    again = imported("Varna,Bulgaria,MoU,2020,Arts", name="other.csv")

    assert (Agreement.objects.get().unit.name, units()) == ("Law", ["Law"])
    assert again.plan.new_units == []


def test_a_held_row_adds_its_unit_when_it_is_registered(admin_user):
    imported(",Bulgaria,MoU,2020,Law")
    held = SourceRow.objects.waiting().get()
    assert units() == []

    register(held, {Column(n): t for n, t in held.texts.items()} | {Column.INSTITUTION: "Varna"}, admin_user)

    assert (Agreement.objects.get().unit.name, units()) == ("Law", ["Law"])


def test_a_text_without_a_letter_is_no_unit():
    imported("Varna,Bulgaria,MoU,2020,...")

    assert (Agreement.objects.get().unit, units()) == (None, [])

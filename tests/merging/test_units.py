"""Units made one, and that taken back."""

import pytest

from partnerships.merging.taking_back import plan_take_back, take_back
from partnerships.merging.vocabularies import merge_units, plan_entry_merge
from partnerships.models import Merge, Unit, UnitName
from tests.factories import make_agreement, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return make_unit("Faculty of Law")


@pytest.fixture
def gone():
    """Return a unit with an agreement, a part, and names of each sort."""
    unit = make_unit("School of Law", name_az="Hüquq", short_name="SL")
    UnitName.objects.create(unit=unit, name="Law School")
    make_agreement(unit=unit)
    make_unit("Civil law", parent=unit)
    return unit


def merge(target, *others, user=None):
    plan = plan_entry_merge(target, [target, *others])
    return merge_units([each.pk for each in others], target.pk, user, plan.fingerprint, "one and the same")


def undo(user=None):
    recorded = Merge.objects.get()
    return take_back(recorded, user, plan_take_back(recorded).fingerprint)


def state():
    """Return all that a merge may change of units."""
    units = Unit.objects.order_by("pk").values_list("name", "name_az", "short_name", "parent__name")
    names = UnitName.objects.order_by("pk").values_list("name", "unit__name")
    return list(units), list(names)


def test_agreements_parts_and_names_move(kept, gone, admin_user):
    agreement, part, key = gone.agreements.get(), gone.parts.get(), gone.pk

    merge(kept, gone, user=admin_user)

    for record in (agreement, part, kept):
        record.refresh_from_db()
    assert (agreement.unit, part.parent, list(Unit.objects.all())) == (kept, kept, [part, kept])
    assert (kept.name_az, kept.short_name) == ("Hüquq", "SL")
    assert [other.name for other in kept.other_names.all()] == ["Law School", "School of Law"]
    lines = [Unit.history.filter(id=key).first(), kept.history.first(), agreement.history.first(), part.history.first()]
    assert [(line.history_type, line.history_change_reason) for line in lines] == [
        ("-", "merged into “Faculty of Law”: one and the same"),
        ("~", "“School of Law” merged into it: one and the same"),
        ("~", "units merged into Faculty of Law: one and the same"),
        ("~", "units merged into Faculty of Law: one and the same"),
    ]


def test_a_unit_merged_with_its_parent_gets_the_parent_of_that(kept, gone):
    rectorate = make_unit("Rectorate")
    Unit.objects.filter(pk=gone.pk).update(parent=rectorate)
    Unit.objects.filter(pk=kept.pk).update(parent=gone)
    kept.refresh_from_db()

    merge(kept, Unit.objects.get(pk=gone.pk))

    kept.refresh_from_db()
    assert kept.parent == rectorate


def test_a_merge_is_taken_back(kept, gone, admin_user):
    agreement, before = gone.agreements.get(), state()
    merge(kept, gone)
    assert state() != before

    undo(admin_user)

    agreement.refresh_from_db()
    assert (state(), agreement.unit) == (before, gone)
    assert agreement.history.first().history_change_reason == "merge of “School of Law” taken back"


def test_a_merge_with_the_parent_is_taken_back(kept, gone):
    Unit.objects.filter(pk=kept.pk).update(parent=gone)
    kept.refresh_from_db()
    before = state()
    merge(kept, gone)

    undo()

    assert state() == before


def test_a_unit_does_not_come_back_beside_one_of_its_name(kept, gone):
    merge(kept, gone)
    UnitName.objects.filter(name="School of Law").delete()
    make_unit("School of Law")

    assert plan_take_back(Merge.objects.get()).refusal == "None of what was merged can come back."


def test_a_unit_does_not_come_back_as_a_part_of_its_part(kept, gone):
    part = gone.parts.get()
    Unit.objects.filter(pk=gone.pk).update(parent=kept)
    gone.refresh_from_db()
    merge(kept, gone)
    Unit.objects.filter(pk=kept.pk).update(parent=part)
    Unit.objects.filter(pk=part.pk).update(parent=None)

    plan = plan_take_back(Merge.objects.get())

    assert ("Civil law", "It was changed since, so it keeps what it has now.") in [
        (label.partition(":")[0], why) for label, why in plan.staying
    ]
    undo()
    assert Unit.objects.get(pk=gone.pk).parent == kept

"""What the last list had and a new one lacks."""

from datetime import date

import pytest

from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, SourceRow

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BEFORE = b"University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n"
AFTER = b"University,Country,Date\nVarna,Bulgaria,2020\n"


@pytest.fixture
def ruse():
    AgreementResource().import_file(BEFORE, "before.csv")
    return Agreement.objects.get(institution__name="Ruse")


def test_what_the_last_list_of_these_headers_had_is_lacking(ruse):
    assert AgreementResource().plan_import(AFTER, "after.csv").plan.lacking.keys == (ruse.pk,)
    other = b"Partner,Country,Signed on\nVarna,Bulgaria,2020\n"
    assert AgreementResource().plan_import(other, "other.csv").plan.lacking.keys == ()


def test_what_was_terminated_is_not_lacking(ruse):
    Agreement.objects.filter(pk=ruse.pk).update(terminated_on=date(2022, 5, 1), termination_reason="Merged")

    assert AgreementResource().plan_import(AFTER, "after.csv").plan.lacking.keys == ()


def test_what_is_lacking_is_put_on_the_worklist_until_the_import_is_taken_back(ruse, admin_user):
    choices = Choices(lacking={str(ruse.pk): "review"})

    done = AgreementResource().import_file(AFTER, "after.csv", choices=choices)

    row = SourceRow.objects.to_look_at().get()
    assert (row.agreement, row.remarks[-1]["code"]) == (ruse, "row-lacking")
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)
    assert SourceRow.objects.to_look_at().count() == 0


def test_a_row_that_is_no_longer_marked_as_lacking_is_as_it_was_before(admin_user):
    doubtful = b"University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,32.13.2021\nSofia,Bulgaria,32.13.2021\n"
    AgreementResource().import_file(doubtful, "before.csv")
    SourceRow.objects.filter(agreement__institution__name="Sofia").look(admin_user)
    before = list(SourceRow.objects.order_by("pk").values())
    marked = dict.fromkeys(map(str, Agreement.objects.values_list("pk", flat=True)), "review")

    done = AgreementResource().import_file(AFTER, "after.csv", choices=Choices(lacking=marked))
    marked_rows = SourceRow.objects.to_look_at().filter(run__file_name="before.csv").count()
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)

    assert marked_rows == 2
    assert list(SourceRow.objects.exclude(run=done.run).order_by("pk").values()) == before


def test_a_look_at_what_is_lacking_stays_when_the_import_is_taken_back(ruse, admin_user):
    done = AgreementResource().import_file(AFTER, "after.csv", choices=Choices(lacking={str(ruse.pk): "review"}))

    SourceRow.objects.look(admin_user)
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)

    assert SourceRow.objects.filter(looked_by=admin_user, agreement=ruse).exists()


def test_what_is_lacking_ends_until_the_import_is_taken_back(ruse, admin_user):
    choices = Choices(lacking={str(ruse.pk): "end"}, ending={"on": "2026-01-31", "reason": "not listed"})

    done = AgreementResource().import_file(AFTER, "after.csv", choices=choices)

    ruse.refresh_from_db()
    assert (ruse.terminated_on.isoformat(), ruse.termination_reason) == ("2026-01-31", "not listed")
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)
    ruse.refresh_from_db()
    assert (ruse.terminated_on, ruse.termination_reason) == (None, "")


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ({}, "Write the full day on which it ends, such as 30.06.2003."),
        ({"on": "2026", "reason": "gone"}, "Write the full day on which it ends, such as 30.06.2003."),
        ({"on": "2026-01-31", "reason": ""}, "Write why it ends."),
        ({"on": "31.12.2020", "reason": "gone"}, "The termination (31 December 2020) lies before the signing (2021)."),
    ],
)
def test_what_a_termination_may_not_be_ends_nothing_and_is_said(ruse, ending, sentence):
    plan = AgreementResource().plan_import(
        AFTER, "after.csv", choices=Choices(lacking={str(ruse.pk): "end"}, ending=ending)
    )

    assert (plan.plan.ended, plan.plan.refused_endings) == ({}, {ruse.pk: sentence})


def test_one_agreement_ends_on_a_day_of_its_own(ruse):
    choices = Choices(lacking={str(ruse.pk): "end"}, ending={"on": "2026-01-31", "reason": "not listed"})
    choices.endings = {str(ruse.pk): {"on": "28.02.2026", "reason": ""}}

    AgreementResource().import_file(AFTER, "after.csv", choices=Choices.from_json(choices.as_json()))

    ruse.refresh_from_db()
    assert (ruse.terminated_on.isoformat(), ruse.termination_reason) == ("2026-02-28", "not listed")

"""What a list says of the state of a registered agreement: offered, and taken by a person only."""

from datetime import date

import pytest

from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, SourceRow
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
OTHERS = b"Ruse,Bulgaria,MoU,2018,active\nSofia,Bulgaria,MoU,2018,active\n"
HEADER = b"University,Country,Type,Date,Status\n"
OVER = HEADER + b"Varna,Bulgaria,MoU,2019,terminated on 22.03.2020\n" + OTHERS
DRAFT = HEADER + b"Varna,Bulgaria,MoU,2019,draft\n" + OTHERS
BOTH = {"|2|terminated_on", "|2|is_public"}


@pytest.fixture
def agreement():
    return make_agreement(make_institution("Varna", "BG"), signed="2019")


def planned(content, accepted=()):
    file_import = AgreementResource().plan_import(content, "list.csv", choices=Choices(accepted=set(accepted)))
    return file_import.plan.rows[0]


def checks(row):
    return [remark.code for remark in row.remarks if remark.level == "check"]


def test_a_termination_in_the_list_is_offered_and_the_register_stays_as_it_is(agreement):
    done = AgreementResource().import_file(OVER, "list.csv")

    row = done.plan.rows[0]
    assert row.offers == {"terminated_on": ("–", "2020-03-22"), "is_public": ("yes", "no")}
    assert checks(row) == ["status-differs"]
    agreement.refresh_from_db()
    assert (agreement.terminated_on, agreement.is_public) == (None, True)
    assert SourceRow.objects.to_look_at().get().agreement == agreement


def test_an_accepted_status_is_taken_with_its_words_and_can_be_taken_back(agreement, admin_user):
    done = AgreementResource().import_file(OVER, "list.csv", choices=Choices(accepted=BOTH))

    assert (done.plan.rows[0].outcome, checks(done.plan.rows[0])) == ("changed", [])
    columns = Agreement.objects.filter(pk=agreement.pk).values_list("terminated_on", "termination_reason", "is_public")
    assert columns.get() == (date(2020, 3, 22), "Status in the list: terminated on 22.03.2020", False)
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)
    assert columns.get() == (None, "", True)


def test_a_draft_that_is_registered_as_public_is_offered_as_not_public(agreement):
    assert planned(DRAFT).offers == {"is_public": ("yes", "no")}
    assert checks(planned(DRAFT)) == ["status-differs"]


def test_what_the_register_says_already_is_neither_offered_nor_remarked(agreement):
    Agreement.objects.update(terminated_on=date(2020, 3, 22))
    assert (planned(OVER).offers, checks(planned(OVER))) == ({}, [])

    Agreement.objects.update(terminated_on=None, is_public=False)
    assert (planned(DRAFT).offers, checks(planned(DRAFT))) == ({}, [])


def test_a_day_before_the_signing_is_not_offered(agreement):
    Agreement.objects.update(signed_on=date(2021, 1, 1))
    early = OVER.replace(b"2019", b"2021")

    assert planned(early).offers == {"is_public": ("yes", "no")}


def test_the_same_list_again_offers_it_without_a_remark(agreement):
    AgreementResource().import_file(OVER, "list.csv")

    again = planned(OVER + b"Plovdiv,Bulgaria,MoU,2020,\n")

    assert (set(again.offers), checks(again)) == ({"terminated_on", "is_public"}, [])


def test_a_status_in_a_new_column_asks_for_a_look_although_the_row_is_known(agreement):
    AgreementResource().import_file(b"University,Country,Type,Date\nVarna,Bulgaria,MoU,2019\n", "list.csv")

    assert checks(planned(DRAFT)) == ["status-differs"]

"""What a list says of the rest of an agreement: its own columns are taken, a status is offered."""

from datetime import date

import pytest

from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, SourceRow
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
OTHERS = "Ruse,Bulgaria,MoU,2018,active\nSofia,Bulgaria,MoU,2018,active\n"
REST = Agreement.objects.values_list("rests_from", "rests_until", "rest_reason")
SINCE = date(2022, 3, 14)


def listed(status):
    return f"University,Country,Type,Date,Status\nVarna,Bulgaria,MoU,2019,{status}\n{OTHERS}".encode()


def columns(*cells):
    header = "University,Country,Type,Date,Suspended since,Suspended until,Reason for suspension"
    return f"{header}\nVarna,Bulgaria,MoU,2019,{','.join(cells)}\nRuse,Bulgaria,MoU,2018,,,\n".encode()


def imported(content, accepted=()):
    """Import a list; return the run, and the codes of the checks of its first row."""
    done = AgreementResource().import_file(content, "list.csv", choices=Choices(accepted=set(accepted)))
    return done, [remark.code for remark in done.plan.rows[0].remarks if remark.level == "check"]


@pytest.fixture
def varna():
    return make_agreement(make_institution("Varna", "BG"), signed="2019")


def of_varna():
    return REST.get(institution__name="Varna")


def test_a_new_agreement_rests_from_the_day_that_the_status_states():
    _done, checks = imported(listed("suspended since 14.03.2022"))

    agreement = Agreement.objects.get(institution__name="Varna")
    assert of_varna() == (SINCE, None, "suspended since 14.03.2022")
    assert (agreement.is_public, agreement.status, checks) == (True, "resting", ["status-rests"])
    assert "Status in the list: suspended since 14.03.2022" in agreement.notes


def test_a_day_that_is_not_stated_is_asked_for_and_never_made_up():
    _done, checks = imported(listed("suspended"))

    agreement = Agreement.objects.get(institution__name="Varna")
    assert of_varna() == (None, None, "")
    assert (agreement.is_public, checks) == (False, ["status-rests-undated"])
    assert SourceRow.objects.to_look_at().get().agreement == agreement


def test_a_rest_of_a_registered_agreement_is_offered_and_the_register_stays_as_it_is(varna):
    done, checks = imported(listed("suspended since 14.03.2022"))

    assert done.plan.rows[0].offers == {"rests_from": ("–", "2022-03-14")}
    assert (of_varna(), checks) == ((None, None, ""), ["status-differs"])


def test_an_accepted_rest_is_taken_with_its_words_and_can_be_taken_back(varna, admin_user):
    done, checks = imported(listed("suspended 14.03.2022 - 31.12.2027"), ["|2|rests_from"])

    assert of_varna() == (SINCE, date(2027, 12, 31), "suspended 14.03.2022 - 31.12.2027")
    assert checks == []
    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)
    assert of_varna() == (None, None, "")


def test_a_registered_agreement_whose_rest_has_no_day_is_offered_as_not_public(varna):
    done, checks = imported(listed("приостановлено"))

    assert (done.plan.rows[0].offers, checks) == ({"is_public": ("yes", "no")}, ["status-differs"])


def test_what_the_register_says_already_is_neither_offered_nor_remarked(varna):
    Agreement.objects.filter(pk=varna.pk).update(rests_from=SINCE, rest_reason="war")

    done, checks = imported(listed("suspended"))

    assert (done.plan.rows[0].offers, checks) == ({}, [])


def test_columns_of_their_own_are_taken():
    _done, checks = imported(columns("14.03.2022", "31.12.2027", "no exchange"))

    assert (of_varna(), checks) == ((SINCE, date(2027, 12, 31), "no exchange"), [])


def test_columns_of_their_own_complete_a_registered_agreement(varna):
    imported(columns("14.03.2022", "", ""))
    assert of_varna() == (SINCE, None, "The list says that it rests.")

    imported(columns("14.03.2022", "31.12.2027", "no exchange"))
    assert of_varna() == (SINCE, date(2027, 12, 31), "The list says that it rests.")


def test_a_rest_that_the_register_has_otherwise_stays(varna):
    Agreement.objects.filter(pk=varna.pk).update(rests_from=date(2020, 1, 1), rest_reason="illness")

    imported(columns("14.03.2022", "31.12.2027", "no exchange"))

    assert of_varna() == (date(2020, 1, 1), None, "illness")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("", "31.12.2027", "no exchange"), "rest-without-day"),
        (("14.03.2022", "31.12.2021", "no exchange"), "rest-in-disorder"),
        (("March 2022", "", "no exchange"), "day-unknown"),
    ],
)
def test_a_rest_that_cannot_be_is_left_out_with_a_remark(cells, code):
    _done, checks = imported(columns(*cells))

    assert (of_varna(), checks) == ((None, None, ""), [code])


def test_a_status_beside_the_day_in_a_column_of_its_own_is_the_reason():
    content = (
        b"University,Country,Type,Date,Status,Rests from\nVarna,Bulgaria,MoU,2019,suspended,14.03.2022\n"
        b"Ruse,Bulgaria,MoU,2018,active,\n"
    )

    _done, checks = imported(content)

    assert (of_varna(), checks) == ((SINCE, None, "suspended"), [])
    assert Agreement.objects.get(institution__name="Varna").is_public


def test_the_end_of_a_rest_is_asked_for_where_the_list_says_that_it_holds_and_once(varna):
    Agreement.objects.filter(pk=varna.pk).update(rests_from=SINCE, rest_reason="war")

    _done, checks = imported(listed("active"))
    _again, later = imported(listed("active") + b"Kazan,Russia,MoU,2018,active\n")

    assert (checks, later) == (["status-rests-no-more"], [])
    assert of_varna() == (SINCE, None, "war")

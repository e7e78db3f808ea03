"""Held rows: registered or dismissed."""

import pytest

from partnerships.importing.headers import Column
from partnerships.importing.held import AlreadyDecided, dismiss, register
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Institution, SourceRow

pytestmark = pytest.mark.django_db

TEXT = "University,Country,Type,Date\n,Poland,MoU,12.05.2020\nVarna,Bulgaria,MoU,2021\n"


@pytest.fixture
def held():
    AgreementResource().carry_out(TEXT.encode(), "list.csv")
    return SourceRow.objects.waiting().get()


def test_a_held_row_keeps_the_texts_of_its_columns(held):
    assert held.texts == {"country": "Poland", "title": "MoU", "signed": "12.05.2020"}


def test_a_corrected_row_becomes_an_agreement(held, admin_user):
    texts = {Column(name): text for name, text in held.texts.items()} | {Column.INSTITUTION: "Opole University"}

    agreement = register(held, texts, admin_user)

    assert (agreement.institution.name, agreement.institution.country) == ("Opole University", "PL")
    assert (agreement.signed.isoformat(), agreement.history.get().history_user) == ("2020-05-12", admin_user)
    held.refresh_from_db()
    assert (held.agreement, held.decided_by, held.outcome) == (agreement, admin_user, "held")
    assert not SourceRow.objects.waiting().exists()


def test_a_row_that_still_names_no_institution_is_not_registered(held):
    with pytest.raises(FileRefused, match="Name the institution"):
        register(held, {Column.COUNTRY: "Poland"}, None)

    assert (Agreement.objects.count(), SourceRow.objects.waiting().count()) == (1, 1)


def test_a_dismissed_row_is_kept_and_left_out_of_the_next_import(held, admin_user):
    dismiss(held, "a line of the footer", admin_user)

    done = AgreementResource().prepare(TEXT.encode() + b"Ruse,Bulgaria,MoU,2022\n", "list.csv")

    assert [row.outcome.value for row in done.plan.rows] == ["skipped", "unchanged", "new"]
    assert done.plan.rows[0].remarks[0].message == "This row was dismissed before: “a line of the footer”."
    held.refresh_from_db()
    assert (held.dismissed_because, held.decided_by) == ("a line of the footer", admin_user)


def test_a_row_is_decided_on_once(held):
    dismiss(held, "twice", None)

    with pytest.raises(AlreadyDecided):
        register(held, {Column.INSTITUTION: "Opole"}, None)
    with pytest.raises(AlreadyDecided):
        dismiss(held, "again", None)
    assert Institution.objects.count() == 1

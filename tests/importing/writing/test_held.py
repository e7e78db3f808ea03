"""Held rows: registered or dismissed."""

import io

import openpyxl
import pytest

from partnerships.importing.fields import Column
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.held import AlreadyDecided, dismiss, register
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, Institution, SourceRow
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db

TEXT = "University,Country,Type,Date\n,Poland,MoU,12.05.2020\nVarna,Bulgaria,MoU,2021\n"


@pytest.fixture
def held():
    AgreementResource().import_file(TEXT.encode(), "list.csv")
    return SourceRow.objects.waiting().get()


def test_a_held_row_keeps_the_texts_of_its_columns(held):
    assert held.texts == {"country": "Poland", "title": "MoU", "signed": "12.05.2020"}


def test_a_corrected_row_becomes_an_agreement(held, admin_user):
    texts = {Column(name): text for name, text in held.texts.items()} | {Column.INSTITUTION: "Opole University"}

    agreement = register(held, texts, admin_user).agreement

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

    registered = AgreementResource().plan_import(TEXT.encode() + b"Ruse,Bulgaria,MoU,2022\n", "list.csv")

    assert [row.outcome.value for row in registered.plan.rows] == ["skipped", "unchanged", "new"]
    assert registered.plan.rows[0].remarks[0].message == "This row was dismissed before: “a line of the footer”."
    held.refresh_from_db()
    assert (held.dismissed_because, held.decided_by) == ("a line of the footer", admin_user)


def test_a_row_is_decided_on_once(held):
    dismiss(held, "twice", None)

    with pytest.raises(AlreadyDecided):
        register(held, {Column.INSTITUTION: "Opole"}, None)
    with pytest.raises(AlreadyDecided):
        dismiss(held, "again", None)
    assert Institution.objects.count() == 1


def test_a_held_row_that_comes_again_waits_once(held):
    run = AgreementResource().import_file(TEXT.encode() + b"Ruse,Bulgaria,MoU,2022\n", "later.csv").run

    waiting = SourceRow.objects.waiting().get()
    undo_run(run, None, plan_undo(run).fingerprint)

    assert (waiting.run, SourceRow.objects.waiting().get()) == (run, held)


def test_a_decision_on_a_row_holds_for_what_it_came_from(held, admin_user):
    text = f"University,Country,Date,Held because\n,Poland,13.05.2020,[{held.pk}] no name\n"
    AgreementResource().import_file(text.encode(), "held.csv")

    dismiss(SourceRow.objects.waiting().get(), "a footer", admin_user)
    again = AgreementResource().plan_import(TEXT.encode(), "list.csv")

    held.refresh_from_db()
    assert (held.dismissed_because, again.plan.rows[0].outcome) == ("a footer", "skipped")


def test_held_rows_of_a_file_that_was_taken_back_wait_again_when_it_is_imported_again():
    text = b"University,Country,Date\n,Poland,2020\n"
    run = AgreementResource().import_file(text, "list.csv").run
    undo_run(run, None, plan_undo(run).fingerprint)

    again = AgreementResource().import_file(text, "list.csv").run

    assert SourceRow.objects.waiting().get().run == again


def unclear():
    text = "University,Country,Type,Date\nVarna,Bulgaria,MoU,14.05.2022\nVarna,Bulgaria,MoU,15.05.2022\n"
    AgreementResource().import_file(text.encode(), "list.csv")
    AgreementResource().import_file(b"University,Country,Type,Date\nVarna,Bulgaria,MoU,2022\n", "later.csv")
    row = SourceRow.objects.waiting().get()
    return row, {Column(name): text for name, text in row.texts.items()}


def test_a_row_that_could_be_two_agreements_becomes_the_one_that_its_completed_date_tells(admin_user):
    row, texts = unclear()

    registered = register(row, texts | {Column.SIGNED: "15.05.2022"}, admin_user)

    assert (registered.agreement.signed, Agreement.objects.count()) == (PartialDate(2022, 5, 15), 2)
    row.refresh_from_db()
    assert (row.agreement, row.decided_by) == (registered.agreement, admin_user)


def test_a_row_that_could_still_be_two_agreements_waits_on():
    row, texts = unclear()

    with pytest.raises(FileRefused, match="More than one registered agreement can be meant"):
        register(row, texts, None)

    assert (Agreement.objects.count(), SourceRow.objects.waiting().get()) == (2, row)


def test_a_repeated_row_can_be_registered_as_another_agreement():
    text = b"University,Country,Type,Date\nVarna,Bulgaria,MoU,2022\nVarna,Bulgaria,MoU,2022\n"
    AgreementResource().import_file(text, "list.csv")
    row = SourceRow.objects.waiting().get()

    register(row, {Column(name): text for name, text in row.texts.items()}, None)

    assert Agreement.objects.count() == 2


def test_a_held_row_of_a_list_without_types_doubles_no_agreement_that_has_one():
    varna = make_institution("Varna", "BG")
    make_agreement(varna, title="MoU", signed="2019-05-04")
    protocol = make_agreement(varna, title="Protocol", signed="2020")
    AgreementResource().import_file(b"University,Country,Date\nVarna,Bulgaria,\n", "list.csv")
    row = SourceRow.objects.waiting().get()

    texts = {Column.INSTITUTION: "Varna", Column.COUNTRY: "Bulgaria", Column.SIGNED: "2020"}

    assert register(row, texts, None).agreement == protocol


def test_a_hidden_row_stays_off_the_public_list_and_needs_a_look_when_it_is_registered(admin_user):
    book = openpyxl.Workbook()
    for cells in (["University", "Country"], ["Varna", "Bulgaria"], ["", "Poland"]):
        book.active.append(cells)
    book.active.row_dimensions[3].hidden = True
    file = io.BytesIO()
    book.save(file)
    AgreementResource().import_file(file.getvalue(), "list.xlsx")
    row = SourceRow.objects.waiting().get()

    agreement = register(row, {Column.INSTITUTION: "Opole", Column.COUNTRY: "Poland"}, admin_user).agreement

    row.refresh_from_db()
    assert (agreement.is_public, row.needs_look) == (False, True)
    assert [remark["code"] for remark in row.remarks] == ["row-hidden", "institution-missing"]


def test_a_corrected_row_without_a_doubt_needs_no_look(held, admin_user):
    register(held, {Column.INSTITUTION: "Opole", Column.COUNTRY: "Poland"}, admin_user)

    held.refresh_from_db()
    assert not held.needs_look

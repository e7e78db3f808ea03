"""Register numbers: each given once, to whatever becomes an agreement, and never again."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from partnerships.admin.restoring import restore
from partnerships.bulk_insert import insert, made
from partnerships.confirming import register_locked
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, ImportRun, RegisterNumber
from tests.factories import make_agreement, make_institution

LIST = b"No\tUniversity\tCountry\tDate\n9\tVarna\tBG\t2001\n2\tOxford\tUK\t2002\n5\tAnkara\tTR\t2003\n"


def numbers(**conditions):
    """Return the register numbers of agreements by the names of their institutions, in the order of the numbers."""
    found = Agreement.objects.filter(**conditions).order_by("register_number")
    return dict(found.values_list("institution__name", "register_number"))


@pytest.mark.django_db
def test_a_saved_agreement_gets_the_next_number_and_keeps_it():
    one, two = make_agreement(), make_agreement(signed="2021")
    first = one.register_number

    one.title = "Treaty"
    one.save()
    one.refresh_from_db()

    assert (one.register_number, two.register_number) == (first, first + 1)
    assert set(one.history.values_list("register_number", flat=True)) == {first}


@pytest.mark.django_db
def test_an_import_numbers_in_the_order_of_its_rows_whatever_their_own_numbers():
    AgreementResource().import_file(LIST, "list.tsv")

    first = min(numbers().values())
    assert list(numbers().items()) == [("Varna", first), ("Oxford", first + 1), ("Ankara", first + 2)]
    assert set(Agreement.history.values_list("register_number", flat=True)) == set(numbers().values())


@pytest.mark.django_db
def test_many_at_once_are_numbered_but_for_those_that_have_a_number():
    institution = make_institution()
    RegisterNumber.objects.create(pk=61)
    records = [made(Agreement, institution_id=institution.pk, register_number=number) for number in (None, 61, None)]

    with transaction.atomic():
        insert(Agreement, records)

    stored = [Agreement.objects.get(pk=record.pk).register_number for record in records]
    assert stored == [record.register_number for record in records]
    assert (stored[1], stored[2] - stored[0]) == (61, 1)


@pytest.mark.django_db
def test_the_number_of_an_agreement_that_was_deleted_is_not_given_again():
    gone = make_agreement().register_number
    Agreement.objects.all().delete()

    assert make_agreement().register_number == gone + 1
    assert RegisterNumber.objects.filter(pk=gone).exists()


@pytest.mark.django_db
def test_an_import_that_was_taken_back_gives_its_numbers_never_again():
    AgreementResource().import_file(LIST, "list.tsv")
    before = set(numbers().values())
    run = ImportRun.objects.get()

    undo_run(run, None, plan_undo(run).fingerprint)
    AgreementResource().import_file(LIST, "list.tsv")

    assert Agreement.objects.count() == 3
    assert min(numbers().values()) == max(before) + 1


@pytest.mark.django_db
def test_an_earlier_version_has_the_number_of_today():
    agreement = make_agreement()
    number, earlier = agreement.register_number, agreement.history.get()
    agreement.title = "Treaty"
    agreement.save()

    restore(earlier, get_user_model().objects.create_user("anna"))

    agreement.refresh_from_db()
    assert (agreement.title, agreement.register_number) == ("MoU", number)


@pytest.mark.django_db
def test_an_agreement_that_is_brought_back_has_its_number_again():
    agreement = make_agreement()
    number = agreement.register_number
    agreement.delete()

    Agreement.history.filter(history_type="-").get().instance.save()

    assert Agreement.objects.get().register_number == number


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [("61", [61, 7]), ("No 61", [61]), ("№61", [61]), ("no. 61 ", [61]), ("#61", [61]), ("No 7", [7]), ("No 62", [])],
)
def test_staff_find_an_agreement_by_its_number(text, found):
    make_agreement(register_number=61)
    make_agreement(register_number=7, signed="2021", reference="2020/61")

    shown = Agreement.objects.matching(text).order_by("-register_number")

    assert list(shown.values_list("register_number", flat=True)) == found


def in_threads(*writers):
    """Run functions at the same time, each with a connection of its own; return what they raised."""
    faults = []

    def run(writer):
        try:
            writer()
        except Exception as error:  # whatever it is, the test shows it
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[writer]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_neither_wait_in_a_circle_nor_get_one_number():
    institution, start = make_agreement().institution, threading.Barrier(3)

    def save(signed):
        for day in range(1, 21):
            with transaction.atomic():
                make_agreement(institution, signed=f"{signed}-01-{day:02}")

    def first():
        start.wait()
        save(2001)

    def second():
        start.wait()
        save(2002)

    def imported():
        start.wait()
        AgreementResource().import_file(LIST, "list.tsv")

    assert in_threads(first, second, imported) == []
    given = list(Agreement.objects.values_list("register_number", flat=True))
    assert (len(given), len(set(given))) == (44, 44)


@pytest.mark.django_db(transaction=True)
def test_who_holds_a_number_does_not_keep_an_import_from_its_own():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    institution, is_given, is_locked = make_institution(), threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            number = RegisterNumber.objects.create()  # as the save of an agreement does first
            is_given.set()
            is_locked.wait(10)
            Agreement.objects.create(institution=institution, register_number=number.pk)

    def imported():
        is_given.wait(10)
        with register_locked():
            is_locked.set()
            with transaction.atomic():
                insert(Agreement, [made(Agreement, institution_id=institution.pk)])

    assert in_threads(save, imported) == []
    assert Agreement.objects.count() == 2

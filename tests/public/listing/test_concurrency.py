"""Many who write and read at the same time, on PostgreSQL; SQLite lets one writer in at a time."""

import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from partnerships.confirming import register_locked
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Institution, ListedAgreement
from partnerships.public.listing import refreshing
from partnerships.public.listing.database import look
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db(transaction=True)
LIST = (
    "University\tCountry\tType of agreement\tDate\nVarna\tBG\tMoU\t2001\nRuse\tBG\tMoU\t2001\nCity {}\tBG\tMoU\t2002\n"
)


@pytest.fixture
def beside():
    """Yield another connection to the same database, with a transaction begun."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    execute(connection, "SET lock_timeout = '10s'")  # a test that waits for itself fails
    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        yield other
    connection.close()


def execute(connection, statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def hide(connection, agreement):
    execute(connection, "UPDATE partnerships_agreement SET is_public = false WHERE id = %s", agreement.pk)


def listed():
    return set(ListedAgreement.objects.values_list("pk", flat=True))


def test_a_change_that_is_committed_after_one_with_a_later_number_makes_a_new_version(beside):
    one, two, three = (make_agreement(make_institution(name)) for name in ("Varna", "Ruse", "Sofia"))
    before = refresh_listing()
    hide(beside, one)  # its note has the lower number, and nobody sees it yet
    hide(connection, two)
    between = refresh_listing()
    assert (between != before, look()[2], listed()) == (True, False, {one.pk, three.pk})

    beside.commit()

    assert look()[2]
    assert refresh_listing() not in {before, between}
    assert (look()[2], listed()) == (False, {three.pk})


def test_a_note_that_is_committed_while_others_are_taken_is_left_for_the_next(beside, monkeypatch):
    one, two = make_agreement(make_institution("Varna")), make_agreement(make_institution("Ruse"))
    refresh_listing()
    hide(beside, one)
    hide(connection, two)
    list_again = refreshing.list_again

    def commit_meanwhile(keys, on):
        list_again(keys, on)
        beside.commit()

    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "list_again", commit_meanwhile)
        refresh_listing()
    refresh_listing()

    assert (look()[2], listed()) == (False, set())


def test_an_agreement_that_is_added_while_its_institution_changes_is_listed_as_that_is_then(beside):
    institution = make_institution("Varna")
    make_agreement(institution)
    refresh_listing()
    execute(beside, "UPDATE partnerships_institution SET city = 'Burgas' WHERE id = %s", institution.pk)
    make_agreement(institution, signed="1999")  # which the other transaction does not see
    refresh_listing()

    beside.commit()
    refresh_listing()

    assert set(ListedAgreement.objects.values_list("search_text", flat=True)) == {" varna burgas mou "}


def test_two_writers_hold_nothing_in_common(beside):
    one, two = make_agreement(make_institution("Varna")), make_agreement(make_institution("Ruse"))
    hide(beside, one)

    with transaction.atomic():
        execute(connection, "SET LOCAL lock_timeout = '500ms'")
        hide(connection, two)

    beside.commit()
    refresh_listing()
    assert listed() == set()


def test_two_who_write_the_same_two_in_one_order_wait_and_do_not_lose():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    agreements = [make_agreement(make_institution(name)) for name in ("Varna", "Ruse")]
    faults = []

    def write(scope, order):
        try:
            for _ in range(20):
                with register_locked():
                    for agreement in order:
                        Agreement.objects.filter(pk=agreement.pk).update(scope=scope)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=each) for each in (("a", agreements), ("b", agreements[::-1]))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)

    assert faults == []
    assert not look()[2]


def test_a_save_of_one_record_does_not_wait_for_that_of_another(beside):
    one, two = make_agreement(make_institution("Varna")), make_agreement(make_institution("Ruse"))
    execute(beside, "SET lock_timeout = '500ms'")

    with register_locked(one):
        execute(beside, "LOCK TABLE partnerships_institution, partnerships_agreement IN ROW EXCLUSIVE MODE")
        hide(beside, two)
        with pytest.raises(OperationalError):
            execute(beside, "LOCK TABLE partnerships_agreement IN SHARE ROW EXCLUSIVE MODE")
    beside.rollback()


def test_saves_beside_one_another_and_beside_an_import_do_not_lose(admin_user):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    AgreementResource().import_file(LIST.format(1).encode(), "list.csv")
    keys, statuses, faults = list(Agreement.objects.values_list("pk", flat=True)), [], []

    def save(turn):
        client = Client()
        client.force_login(admin_user)
        agreement = Agreement.objects.get(pk=keys[turn % 2])
        form = {f"{name}-{part}_FORMS": 0 for name in ("documents", "contacts") for part in ("TOTAL", "INITIAL")}
        form |= {"institution": agreement.institution_id, "agreement_type": agreement.agreement_type_id, "signed": 2001}
        form |= {"title": agreement.title, "validity": "not-recorded", "renewal": "none", "number": turn}
        form["version"] = agreement.history.first().history_id
        address = reverse("admin:partnerships_agreement_change", args=[agreement.pk])
        statuses.append(client.post(address, form).status_code)

    def load(turn):
        AgreementResource().import_file(LIST.format(turn + 2).encode(), "list.csv")

    def repeated(act):
        try:
            for turn in range(8):
                act(turn)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=repeated, args=[act]) for act in (save, save, load)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    assert faults == []
    assert len(statuses) == 16
    assert {302} <= set(statuses) <= {200, 302}  # 200 where somebody else saved it in between
    assert not look()[2]


def test_where_nothing_has_changed_a_reader_waits_for_nobody(beside, client):
    make_agreement()
    refresh_listing()
    execute(beside, "SELECT FROM partnerships_listingstate FOR UPDATE")

    assert client.get("/").status_code == 200


def test_a_reader_who_would_wait_for_somebody_else_is_told_to_come_again(beside, client):
    make_agreement()
    refresh_listing()
    execute(beside, "SELECT FROM partnerships_listingstate FOR UPDATE")
    make_agreement(signed="1999")

    answer = client.get("/")
    beside.rollback()

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert client.get("/").context["paginator"].count == 2


def test_readers_who_wait_for_the_same_work_go_on_together_when_it_is_done(beside):
    make_agreement()
    refresh_listing()
    execute(beside, "SELECT FROM partnerships_listingstate FOR UPDATE")
    make_agreement(signed="1999")
    answers = []

    def read():
        answers.append(Client().get("/").status_code)
        connection.close()

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    time.sleep(0.3)  # in which all of them wait
    execute(beside, "DELETE FROM partnerships_registerchange")
    execute(beside, "UPDATE partnerships_listingstate SET version = 'theirs'")
    beside.commit()
    for reader in readers:
        reader.join(60)

    assert answers == [200] * 6
    assert look()[0] == "theirs"  # none did it once more


def test_a_reader_tries_nothing_again_but_what_somebody_else_holds(monkeypatch):
    tries = []

    def fail(*_arguments):
        tries.append(1)
        raise OperationalError("the disk is full")

    monkeypatch.setattr(refreshing, "brought_up_to_date", fail)
    make_agreement()
    with pytest.raises(OperationalError):
        refresh_listing(patience=1)

    assert tries == [1]


def test_whoever_locks_the_register_brings_the_listing_up_to_date_with_the_commit():
    refresh_listing()

    with register_locked():
        agreement = make_agreement()
        Institution.objects.update(country="PL")

    assert (look()[2], listed()) == (False, {agreement.pk})
    assert ListedAgreement.objects.get().country == "PL"

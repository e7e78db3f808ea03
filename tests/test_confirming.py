"""Plan, show, confirm: one lock, one transaction, one fingerprint."""

import threading
from contextlib import nullcontext
from datetime import date

import pytest
from django.db import DatabaseError, OperationalError, connection

from partnerships import confirming
from partnerships.confirming import PlanChanged, carry_out, fingerprint_of, register_locked, version_of
from partnerships.models import Agreement, Institution, Renewal
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import renew
from tests.factories import make_agreement, make_institution


class Plan:
    """A plan that gives an institution a name."""

    fingerprint = "as shown"


def test_a_fingerprint_tells_plans_apart():
    assert fingerprint_of([1], "a") == fingerprint_of([1], "a")
    assert fingerprint_of([1], "a") != fingerprint_of([1], "b")
    assert fingerprint_of(date(2020, 1, 2)) == fingerprint_of("2020-01-02")


@pytest.mark.django_db
def test_the_version_of_records_grows_with_each_change():
    agreement, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    before = version_of(Agreement, [agreement.pk])

    other.save()
    assert version_of(Agreement, [agreement.pk]) == before
    agreement.save()
    assert version_of(Agreement, [agreement.pk]) > before
    assert version_of(Agreement, []) == 0


@pytest.mark.django_db
def test_what_was_shown_is_written():
    plan = carry_out(Plan, "as shown", lambda plan: make_institution("Varna"))

    assert isinstance(plan, Plan)
    assert Institution.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("fingerprint", ["something else", ""])
def test_what_was_not_shown_is_not_written(fingerprint):
    with pytest.raises(PlanChanged, match="so nothing was done"):
        carry_out(Plan, fingerprint, lambda plan: make_institution("Varna"))

    assert Institution.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_where_a_copy_cannot_be_brought_up_to_date_nothing_is_written_half_way(monkeypatch, caplog):
    def fail():
        raise DatabaseError("no such table")

    monkeypatch.setattr(confirming, "BEFORE_COMMIT", [fail])
    is_separate = connection.vendor == "postgresql"  # where the copy is brought up to date in a savepoint
    with nullcontext() if is_separate else pytest.raises(DatabaseError, match="no such table"):
        carry_out(Plan, "as shown", lambda plan: make_institution("Varna"))

    assert Institution.objects.count() == is_separate
    assert ("A copy of the records was not brought up to date" in caplog.text) == is_separate


@pytest.mark.django_db
def test_a_plan_that_fails_half_way_writes_nothing():
    def fail(plan):
        make_institution("Varna")
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        carry_out(Plan, None, fail)

    assert Institution.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_where_the_connection_is_lost_before_the_commit_whoever_writes_is_told(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connection to lose")

    def lose_the_connection():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(confirming, "BEFORE_COMMIT", [lose_the_connection])
    try:
        with pytest.raises(OperationalError), register_locked():
            make_institution("Kazan Federal University")
    finally:
        connection.close()

    assert Institution.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_writers_do_not_wait_for_each_other():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time.")
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    faults = []

    def renew_meanwhile():
        try:
            renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    beside = threading.Thread(target=renew_meanwhile)
    with register_locked():
        beside.start()
        beside.join(1)
        Agreement.objects.filter(pk=agreement.pk).update(scope="students")
    beside.join(10)

    agreement.refresh_from_db()
    assert (faults, Renewal.objects.count(), agreement.scope) == ([], 1, "students")

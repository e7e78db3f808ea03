"""A start is a start: what becomes of lists that do not say when an agreement was signed."""

import json

import pytest
from django.core.management import call_command

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

LIST = "University,Country,Type,{header}\nVarna University,Bulgaria,MoU,01.10.2020\nLviv University,Ukraine,MoU,2018\n"


def imported(text):
    return AgreementResource().import_file(text.encode(), "list.csv")


@pytest.mark.parametrize("header", ["Valid from", "Start Date", "From"])
def test_a_start_is_registered_as_the_start(header):
    imported(LIST.format(header=header))

    found = Agreement.objects.order_by("starts_on")
    assert [(one.signed, one.starts) for one in found] == [(None, PartialDate(2018)), (None, PartialDate(2020, 10, 1))]


def test_the_start_of_a_period_in_one_cell_is_the_start():
    imported("University,Country,Type,Date\nVarna University,Bulgaria,MoU,01.10.2020 - 30.09.2025\n")

    found = Agreement.objects.get()
    assert (found.signed, found.starts, found.ends) == (None, PartialDate(2020, 10, 1), PartialDate(2025, 9, 30))


def test_the_report_of_an_import_tells_the_start():
    assert [row.values["starts"] for row in imported(LIST.format(header="Start date")).plan.rows] == [
        "2020-10-01",
        "2018",
    ]


def test_the_same_starts_in_another_file_change_nothing():
    imported(LIST.format(header="Start date"))

    again = imported(LIST.format(header="Start date") + "\n")

    assert (again.plan.counts["unchanged"], Agreement.objects.count()) == (2, 2)


def test_agreements_that_differ_in_their_start_alone_are_kept_apart():
    both = (
        "University,Country,Type,Start date\nVarna University,Bulgaria,MoU,2015\nVarna University,Bulgaria,MoU,2020\n"
    )
    imported(both)
    Agreement.objects.all().first().save()

    again = imported(both.replace("Start date", "Valid from"))

    assert (again.plan.counts["unchanged"], Agreement.objects.count()) == (2, 2)


def test_a_start_that_was_registered_as_the_signing_is_found_again_and_said():
    earlier = make_agreement(make_institution("Varna University", "BG"), signed="2020-10-01")

    found = imported(LIST.format(header="Start date")).plan.rows[0]

    assert (found.agreement_pk, found.outcome.value) == (earlier.pk, "changed")
    assert [remark.code for remark in found.remarks] == ["start-as-signing"]
    assert found.offers == {"signed": ("2020-10-01", "–")}
    earlier.refresh_from_db()
    assert (earlier.signed, earlier.starts) == (PartialDate(2020, 10, 1), PartialDate(2020, 10, 1))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_start_without_a_signing_comes_back_from_an_export(kind, tmp_path):
    make_agreement(make_institution("Varna University", "BG"), signed=None, starts=PartialDate(2020, 10))
    path = tmp_path / f"export.{kind}"
    call_command("export_agreements", "--format", kind, "--output", str(path))
    if kind == "json":
        assert [(one["signed"], one["starts"]) for one in json.loads(path.read_text())] == [(None, "2020-10")]
        return
    Agreement.objects.all().delete()

    AgreementResource().import_file(path.read_bytes(), path.name)

    assert [(one.signed, one.starts) for one in Agreement.objects.all()] == [(None, PartialDate(2020, 10))]

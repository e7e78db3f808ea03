"""The source table back cell by cell."""

import csv
import json

import pytest
from django.core.management import call_command

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEADER = ["No", "Logo", "University", "Country", "Type of agreement", "Date", "Website"]


@pytest.fixture
def rows(tmp_path):
    """Return the function that gives the rows of an export as in the source."""

    def rows(kind="csv"):
        path = tmp_path / f"export.{kind}"
        call_command("export_agreements", "--as-in-source", "--format", kind, "--output", str(path))
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text) if kind == "json" else list(csv.reader(text.splitlines()))

    return rows


def cells_of(path):
    """Return the cells of the source table by number, a web address joined with its rest in the next line."""
    found, last = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0].isdigit():
            last = found[cells[0]] = (cells + [""] * 7)[:7]
        elif last and any(cells):
            last[6] += "".join(cells)
    return found


def test_each_cell_of_the_source_table_comes_back(source_table, rows):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)

    header, *exported = rows()

    expected = cells_of(source_table)
    assert (header, len(exported)) == (HEADER, 121)
    assert [row for row in exported if row != expected[row[0]]] == []
    assert exported[6][3:6] == ["Bulgaria", "MoU", "Oktyabr, 2020"]


def test_what_a_person_changed_since_does_not_change_the_source(rows):
    AgreementResource().import_file(
        b'No,University,Country,Type of agreement,Date\n1,ODTU,Turkey,MOU,"Oktyabr, 2020"\n', "list.csv"
    )
    agreement = Agreement.objects.get()
    agreement.signed = PartialDate(2020, 10, 5)
    agreement.save()

    assert rows()[1] == ["1", "", "ODTU", "Turkey", "MOU", "Oktyabr, 2020", ""]


def test_an_agreement_without_a_source_row_is_told_in_the_words_of_the_register(rows):
    make_agreement(make_institution("ODTU", "TR", website="https://odtu.example/"), signed="2020-10", number=3)

    assert rows()[1] == ["3", "", "ODTU", "Türkiye", "MoU", "2020-10", "https://odtu.example/"]


def test_the_first_of_several_rows_is_the_source(rows):
    for date in ("2020", "14.05.2020"):
        text = f"No,University,Country,Type of agreement,Date\n1,Varna,Bulgaria,MoU,{date}\n"
        AgreementResource().import_file(text.encode(), "list.csv")

    assert rows()[1][5] == "2020"


def test_json_gives_the_cells_under_their_headers(rows):
    make_agreement(make_institution("ODTU", "TR"), signed=None, number=3)

    assert rows("json") == [dict(zip(HEADER, ["3", "", "ODTU", "Türkiye", "MoU", "", ""], strict=True))]


def test_the_export_as_in_source_changes_nothing_in_the_register(source_table, tmp_path, rows):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)
    rows("csv")

    done = AgreementResource().plan_import((tmp_path / "export.csv").read_bytes(), "export.csv")

    assert done.plan.counts["unchanged"] == 121

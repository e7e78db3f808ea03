"""The table of import fields: each part of the register knows each field of it."""

import csv
import io

import openpyxl
import pytest

from partnerships.admin.import_preview import CHANGED, grouped, shown_rows, used_columns
from partnerships.admin.import_runs import held_workbook
from partnerships.admin.source_rows import HeldRowForm
from partnerships.exporting.columns import ALL
from partnerships.importing.cells.parsing import parse_text
from partnerships.importing.cells.records import READERS, CellReaders, Record, parse_record
from partnerships.importing.fields import FIELDS, HEADERS, IN_REPORT, LABELS, Column, completions
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource, values_of
from partnerships.importing.spellings.headers import SPELLINGS
from partnerships.importing.tables.headers import meaning
from partnerships.models import Agreement, Institution, SourceRow

# A cell of each column that says something.
SAMPLES = {
    Column.NUMBER: "7",
    Column.INSTITUTION: "Varna Free University",
    Column.COUNTRY: "Bulgaria",
    Column.CITY: "Varna",
    Column.TITLE: "Protocol",
    Column.KINDS: "Student exchange",
    Column.REFERENCE: "2020/17",
    Column.ERASMUS_CODE: "BG VARNA03",
    Column.SIGNED: "14.05.2020",
    Column.STARTS: "01.09.2020",
    Column.ENDS: "31.08.2025",
    Column.DURATION: "5 years",
    Column.RENEWAL: "automatic",
    Column.NOTICE: "3 months",
    Column.STATUS: "active",
    Column.WEBSITE: "https://vfu.example/",
    Column.CONTACT: "A. Petrova",
    Column.UNIT: "Faculty of Law",
    Column.RESPONSIBLE: "Orkhan Aliyev",
    Column.SCOPE: "exchange of students",
    Column.NOTES: "two copies",
    Column.TYPE: "Agreement on exchange",
    Column.VALIDITY: "open-ended",
    Column.TERM_MONTHS: "60",
    Column.RENEWAL_MONTHS: "12",
    Column.REVIEW: "2031-03-14",
    Column.TERMINATED: "2021-05-14",
    Column.TERMINATION_REASON: "no exchange",
    Column.RESTS_FROM: "2022-03-01",
    Column.RESTS_UNTIL: "2027-12-31",
    Column.REST_REASON: "by decision of the senate",
    Column.PUBLIC: "no",
    Column.SUPERSEDED_BY: "2024/3",
    Column.REGISTER_NUMBER: "61",
    Column.HELD: "[0] The row names no institution.",
}
# Columns of which a row is told apart, without making a value: it says which held row came back.
WITHOUT_VALUE = {Column.HELD}
# Columns of lists whose values the register keeps under others: an end and a term, notes, a held row.
NOT_EXPORTED = {Column.DURATION, Column.CONTACT, Column.HELD}
every_column = pytest.mark.parametrize("column", list(Column))


@pytest.fixture
def orkhan(django_user_model):
    """Return the member of staff that the samples name."""
    return django_user_model.objects.create(username="oa", first_name="Orkhan", last_name="Aliyev", is_staff=True)


def list_of(cells):
    """Return a .csv with one row of `cells` ({Column: text}) under the headers that the register writes."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([HEADERS[column] for column in cells])
    writer.writerow(cells.values())
    return file.getvalue().encode()


def test_the_table_and_the_samples_name_every_column_in_its_order():
    assert list(FIELDS) == list(Column) == list(SAMPLES)


@every_column
def test_the_header_that_the_register_writes_is_known_again(column):
    assert column in SPELLINGS
    assert meaning(HEADERS[column]) == column
    assert str(LABELS[column])


@every_column
def test_a_cell_of_each_column_says_something_of_a_record(column):
    others = {Column.INSTITUTION: "Opole", Column.COUNTRY: "Poland"}
    without, _remarks = parse_record(others, CellReaders({}))

    record, _remarks = parse_record(others | {column: SAMPLES[column]}, CellReaders({}))

    assert (record == without) == (column in WITHOUT_VALUE)


def test_what_a_column_says_and_completes_are_values_and_columns_of_records():
    said = {name for field in FIELDS.values() for name in field.says}
    completed = {"agreement": Agreement, "institution": Institution}

    assert said <= set(Record._fields)
    assert {column.value for column in READERS} <= set(Record._fields)
    assert all(completed[c.record]._meta.get_field(c.name) for of in completed for c in completions(of))
    assert {f.completion.value.split(".")[0] for f in FIELDS.values() if f.completion} <= said
    changes = {c.name for c in completions("agreement")} | {f"institution.{c.name}" for c in completions("institution")}
    assert changes <= set(CHANGED)


@every_column
def test_a_text_as_long_as_the_record_holds_is_kept(column):
    field, models = FIELDS[column], {"agreement": Agreement, "institution": Institution}
    if READERS.get(column) is parse_text and field.completion:
        kept = models[field.completion.record]._meta.get_field(field.completion.name).max_length
        assert kept is None or field.longest <= kept


@pytest.mark.django_db
def test_the_preview_shows_every_column():
    file_import = AgreementResource().plan_import(list_of(SAMPLES), "list.csv")

    (row,) = shown_rows(file_import.plan.rows, grouped(used_columns(file_import)), Choices())

    cells = [cell for _label, group in row["groups"] for cell in group]
    assert file_import.tables[0].ignored == ()
    assert sorted(cell["column"] for cell in cells) == sorted(column.value for column in Column)
    assert all(cell["value"] for cell in cells)


def test_exports_have_every_column():
    columns = {Column(column.key) for column in ALL if column.key != "logo"}
    assert columns == set(Column) - NOT_EXPORTED


@pytest.mark.django_db
def test_the_report_tells_the_same_keys_of_a_row_and_of_a_registered_agreement(orkhan):
    file_import = AgreementResource().import_file(list_of(SAMPLES), "list.csv")

    values = file_import.plan.rows[0].values
    assert list(values) == list(values_of(Agreement.objects.get()))
    assert set(values) == {column.value for column in IN_REPORT} | {"type"}
    assert values == values_of(Agreement.objects.get())
    assert all(values.values())


@pytest.mark.django_db
def test_a_held_row_comes_back_from_its_form_and_its_workbook_as_it_was():
    cells = SAMPLES | {Column.INSTITUTION: ""}
    del cells[Column.HELD]
    AgreementResource().import_file(list_of(cells), "list.csv")
    held = SourceRow.objects.waiting().get()

    book = openpyxl.load_workbook(io.BytesIO(held_workbook(held.run)))
    again = AgreementResource().plan_import(held_workbook(held.run), "held.xlsx")

    assert held.texts == {column.value: text for column, text in cells.items() if text}
    assert [column.value for column in HeldRowForm(held).columns] == [column.value for column in cells]
    assert [cell.value for cell in book.active[1]] == [HEADERS[column] for column in Column]
    (row,) = (row for row in again.plan.rows if row.held_before == held.pk)
    assert {c: text for c, text in row.source.values.items() if c != Column.HELD} == {
        c: text for c, text in cells.items() if text
    }


@pytest.mark.django_db
def test_a_later_list_completes_whatever_the_register_does_not_know(orkhan):
    known = {column: SAMPLES[column] for column in (Column.INSTITUTION, Column.COUNTRY, Column.TITLE, Column.SIGNED)}
    AgreementResource().import_file(list_of(known), "list.csv")
    found = {"agreement": Agreement.objects.get(), "institution": Institution.objects.get()}
    for of, record in found.items():
        assert [c.name for c in completions(of) if getattr(record, c.name)] == []

    AgreementResource().import_file(list_of(SAMPLES), "better.csv")

    for of, record in found.items():
        record.refresh_from_db()
        assert [c.name for c in completions(of) if not getattr(record, c.name)] == []

"""The source table through AgreementResource: what comes in, what goes out, and what never happens."""

import csv
import io
from collections import Counter

import openpyxl
import pytest
import tablib
from django.core.management import call_command
from django.utils import translation

from partnerships.confirming import PlanChanged
from partnerships.importing.failures import ImportFailed
from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource, KnownImport
from partnerships.importing.writing import writer
from partnerships.importing.writing.held import dismiss
from partnerships.models import Agreement, AgreementType, ImportRun, Institution, InstitutionName, SourceRow
from partnerships.partial_dates import PartialDate
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

HEADER = "No,University,Country,Type of agreement,Date,End date,Website\n"


def import_text(text, **options):
    return AgreementResource().import_file(text.encode(), "list.csv", **options)


def outcomes(file_import):
    return [row.outcome.value for row in file_import.plan.rows]


def codes(file_import):
    return [[remark.code for remark in row.remarks] for row in file_import.plan.rows]


def everything():
    models = (Agreement, Institution, AgreementType, ImportRun, SourceRow)
    histories = (Agreement.history, Institution.history, AgreementType.history)
    return [list(model.objects.order_by("pk").values()) for model in models] + [list(h.values()) for h in histories]


@pytest.fixture
def types(db):
    call_command("loaddata", "fixtures/agreement_types.json", verbosity=0)


@pytest.fixture
def imported(source_table):
    return AgreementResource().import_file(source_table.read_bytes(), source_table.name)


def number(no):
    return Agreement.objects.get(number=no)


class TestSourceTable:
    def test_every_row_becomes_an_agreement(self, imported):
        assert imported.plan.counts == {"new": 121, "changed": 0, "unchanged": 0, "held": 0, "skipped": 0}
        assert Agreement.objects.count() == 121
        assert Institution.objects.count() == 111
        assert Institution.objects.values("country").distinct().count() == 24

    def test_titles_fold_to_26(self, imported):
        titles = Counter(Agreement.objects.values_list("title", flat=True))

        assert (len(titles), titles["MoU"], titles["Student exchange agreement"]) == (26, 50, 3)

    def test_dates_are_as_precise_as_known(self, imported):
        precisions = Counter(Agreement.objects.values_list("signed_precision", flat=True))
        unknown = Agreement.objects.filter(signed_on=None).values_list("number", flat=True)

        assert precisions == {"day": 93, "month": 2, "year": 20, "": 6}
        assert set(unknown) == {21, 23, 54, 71, 103, 104}
        assert [number(no).signed.isoformat() for no in (7, 66)] == ["2020-10", "2018-09"]

    def test_websites(self, imported):
        rows = [row for row in imported.plan.rows if not row.record.website]

        assert [row.record.number for row in rows] == [11, 12, 43, 54, 55, 97]
        assert number(65).institution.website == "https://www.mcbu.edu.tr/"
        assert number(93).institution.website == "https://donntu.edu.ua/en/donetsk-national-technical-university"
        assert number(42).institution.website.endswith(
            "University%20named%20after%20Alexander%20and%20Nikolay%20Stoletovs"
            ".-Home%20Universities%20Vladimir&text=The%20foundation%20of%20the"
            "%20University,into%20the%20Vladimir%20Polytechnical%20Institute."
        )

    def test_an_institution_has_the_website_of_whichever_row_has_one(self, imported):
        assert number(54).institution == number(51).institution
        assert number(54).institution.website == "https://eng.kpfu.ru/"

    def test_of_two_websites_the_first_stays_and_the_later_row_says_so(self, imported):
        remarks = SourceRow.objects.get(agreement__number=121).remarks

        assert number(121).institution.website == "https://www.metu.edu.tr/"
        assert [(remark["code"], remark["level"]) for remark in remarks] == [("website-differs", "check")]

    def test_rows_that_need_a_look(self, imported):
        assert [row.record.number for row in imported.plan.rows if row.needs_a_look] == [65, 121]

    def test_rusiya_is_russia(self, imported):
        assert number(41).institution.country == "RU"

    def test_similar_is_not_equal(self, imported):
        assert number(38).institution != number(47).institution

    def test_with_the_fixture_ten_types_are_in_use(self, types, imported):
        assert Agreement.objects.values("agreement_type").distinct().count() == 10
        assert imported.plan.new_types == []

    def test_without_the_fixture_each_title_is_a_type(self, imported):
        assert AgreementType.objects.count() == 26
        assert set(AgreementType.objects.values_list("name")) == set(Agreement.objects.values_list("title"))

    def test_each_row_is_kept_as_it_was(self, imported):
        kept = SourceRow.objects.get(agreement__number=82)

        assert SourceRow.objects.count() == 121
        assert (kept.row, kept.outcome, [remark["code"] for remark in kept.remarks]) == (94, "new", ["title-spelling"])
        assert kept.cells == [
            "82",
            "",
            "İstanbul University",
            "Turkey",
            "MOU",
            "2021",
            "https://www.istanbul.edu.tr/en/",
        ]

    def test_history_says_where_each_record_came_from(self, imported):
        reasons = {
            model.history.get_queryset().values_list("history_change_reason").distinct().get()
            for model in (Agreement, Institution, AgreementType)
        }

        assert reasons == {("import of partner-agreements.txt",)}
        assert (Agreement.history.count(), Institution.history.count()) == (121, 111)

    def test_a_second_import_writes_nothing(self, imported, source_table):
        before = everything()

        file_import = AgreementResource().import_file(source_table.read_bytes(), source_table.name)

        assert file_import.plan.counts == {"new": 0, "changed": 0, "unchanged": 121, "held": 0, "skipped": 0}
        assert everything() == before

    def test_queries_do_not_grow_with_the_rows(self, source_table, django_assert_max_num_queries):
        with django_assert_max_num_queries(41):
            AgreementResource().import_file(source_table.read_bytes(), source_table.name)

    def test_searches_find_any_spelling(self, imported):
        found = [Agreement.objects.matching(q).count() for q in ("istanbul", "İSTANBUL", "Yildiz", "bogazici")]

        assert found == [5, 5, 2, 2]


def as_csv(rows, delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (",", "utf-16"), (";", "cp1254")]
)
def test_the_table_as_csv_is_the_same_list(imported, source_table, delimiter, encoding):
    rows = [line.split("\t") for line in source_table.read_text(encoding="utf-8").splitlines()]
    content = as_csv(rows, delimiter).replace("ș", "ş").encode(encoding)

    file_import = AgreementResource().plan_import(content, "list.csv")

    assert file_import.plan.counts == {"new": 0, "changed": 0, "unchanged": 121, "held": 0, "skipped": 0}


def test_the_table_as_xlsx_is_the_same_list(imported, source_table):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in source_table.read_text(encoding="utf-8").splitlines():
        book.active.append(line.split("\t"))
    book.save(file)

    file_import = AgreementResource().plan_import(file.getvalue(), "list.xlsx")

    assert file_import.plan.counts["unchanged"] == 121


def test_the_library_imports_the_same_records(source_table):
    rows = [line.split("\t") for line in source_table.read_text(encoding="utf-8").splitlines() if line.strip()]
    width = len(rows[0])
    dataset = tablib.Dataset(*[(row + [""] * width)[:width] for row in rows[1:]], headers=rows[0])

    result = AgreementResource().import_data(dataset, dry_run=False)

    assert (result.totals["new"], Agreement.objects.count(), Institution.objects.count()) == (121, 121, 111)


def test_a_dry_run_through_the_library_writes_nothing():
    dataset = tablib.Dataset(["Varna", "Bulgaria"], headers=["University", "Country"])

    result = AgreementResource().import_data(dataset, dry_run=True)

    assert (result.totals["new"], Agreement.objects.count()) == (1, 0)


def test_a_row_without_an_institution_is_held_and_the_others_go_in():
    file_import = import_text(HEADER + "1,,Poland,MoU,2020,,\n2,Varna,Bulgaria,MoU,2020,,\n")

    assert (outcomes(file_import), codes(file_import)) == (["held", "new"], [["institution-missing"], ["new-type"]])
    assert list(SourceRow.objects.values_list("outcome", "agreement__number")) == [("held", None), ("new", 2)]


def test_with_strict_a_held_row_stops_all():
    import_text(HEADER + "1,,Poland,MoU,2020,,\n2,Varna,Bulgaria,MoU,2020,,\n", strict=True)

    assert (Agreement.objects.count(), SourceRow.objects.count()) == (0, 0)


def test_an_impossible_date_is_left_empty_and_quoted():
    file_import = import_text(HEADER + "1,Varna,Bulgaria,MoU,31.02.2020,,\n")

    assert (number(1).signed, outcomes(file_import)) == (None, ["new"])
    assert [remark.message for remark in file_import.plan.rows[0].remarks if remark.level == "check"] == [
        "“31.02.2020” is no date that can be read, so the date is left empty."
    ]


def test_a_better_date_refines_the_record():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")

    file_import = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n")

    assert (outcomes(file_import), number(1).signed.isoformat()) == (["changed"], "2022-05-14")
    assert file_import.plan.rows[0].changes == {"signed": ("2022", "14 May 2022")}
    assert Agreement.history.count() == 2


def test_a_coarser_date_changes_nothing():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n")

    file_import = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")

    assert (outcomes(file_import), number(1).signed.isoformat()) == (["unchanged"], "2022-05-14")


def test_another_date_is_another_agreement():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")

    file_import = import_text(HEADER + "2,Varna,Bulgaria,MoU,2023,,\n")

    assert (outcomes(file_import), Institution.objects.count(), Agreement.objects.count()) == (["new"], 1, 2)


def test_what_a_person_changed_stays_when_the_same_row_comes_again():
    text = HEADER + "1,Varna,Bulgaria,MoU,2022,,https://varna.example/\n"
    import_text(text)
    agreement = number(1)
    agreement.title, agreement.signed = "Protocol", None
    agreement.save()

    file_import = import_text(text)

    assert (outcomes(file_import), Agreement.objects.count(), number(1).title) == (["unchanged"], 1, "Protocol")


def test_an_end_that_nobody_edited_follows_the_list_and_the_row_says_so():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2025,\n")

    file_import = import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2027,\n")

    assert (codes(file_import), number(1).ends.isoformat()) == ([["end-changed"]], "2027-12-31")


def test_an_end_that_a_person_edited_stays_unless_it_is_ticked():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2025,\n")
    agreement = number(1)
    agreement.ends = PartialDate(2026, 6, 30)
    agreement.save()
    text = HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2027,\n"

    kept = import_text(text)
    assert (codes(kept), number(1).ends.isoformat()) == ([["end-differs"]], "2026-06-30")
    taken = import_text(text.replace("1,Varna", "01,Varna"), choices=Choices(accepted={"|2|ends"}))

    assert (outcomes(taken), number(1).ends.isoformat()) == (["changed"], "2027-12-31")


def test_an_end_makes_the_validity_fixed():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,2025,\n")

    assert (number(1).validity, str(number(1).ends_on)) == ("fixed", "2025-12-31")


def test_a_repeated_row_is_held():
    file_import = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n2,VARNA,Bulgaria,MOU,2022,,\n")

    assert (outcomes(file_import), codes(file_import)[1]) == (["new", "held"], ["title-spelling", "row-repeated"])


def test_a_row_that_fits_two_agreements_is_held():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n2,Varna,Bulgaria,MoU,15.05.2022,,\n")

    file_import = import_text(HEADER + ",Varna,Bulgaria,MoU,2022,,\n")

    assert (outcomes(file_import), codes(file_import)) == (["held"], [["agreement-unclear"]])


def test_a_known_other_name_resolves_the_institution():
    institution = Institution.objects.create(name="Technical University of Varna", country="BG")
    InstitutionName.objects.create(institution=institution, name="ТУ Варна")

    import_text(HEADER + "1,ТУ-ВАРНА,Bulgaria,MoU,2022,,\n")

    assert number(1).institution == institution


def test_the_same_name_in_two_countries_is_two_institutions():
    import_text(
        HEADER + "1,National Aviation University,Ukraine,MoU,2022,,\n2,National Aviation University,Poland,MoU,2022,,\n"
    )

    assert Institution.objects.count() == 2


def test_a_country_that_becomes_known_completes_the_institution():
    import_text("University,Date\nVarna,2020\n")

    file_import = import_text(HEADER + ",Varna,Bulgaria,,2020,,\n")

    assert (outcomes(file_import), Institution.objects.get().country) == (["changed"], "BG")


def test_a_plan_that_no_longer_holds_writes_nothing():
    text = HEADER + "1,Varna,Bulgaria,MoU,2022,,\n"
    shown = AgreementResource().plan_import(text.encode(), "list.csv").plan.fingerprint
    Institution.objects.create(name="VARNA", country="BG")

    with pytest.raises(PlanChanged):
        import_text(text, fingerprint=shown)

    assert (Agreement.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_a_plan_that_still_holds_is_carried_out():
    text = HEADER + "1,Varna,Bulgaria,MoU,2022,,\n"
    shown = AgreementResource().plan_import(text.encode(), "list.csv").plan.fingerprint

    import_text(text, fingerprint=shown)

    assert Agreement.objects.count() == 1


def test_a_failure_while_writing_leaves_nothing(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(writer, "source_row", fail)

    with pytest.raises(ImportFailed):
        import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")

    assert (Agreement.objects.count(), Institution.objects.count()) == (0, 0)


def test_an_export_is_the_source_table_again(imported, source_table):
    exported = AgreementResource().export()

    assert exported.headers == ["No", "Logo", "University", "Country", "Type of agreement", "Date", "Website"]
    assert [row[0] for row in exported] == [str(no) for no in range(1, 122)]
    file_import = AgreementResource().plan_import(exported.csv.encode(), "export.csv")
    facts = [row.values | {"website": None} for row in file_import.plan.rows]
    assert facts == [row.values | {"website": None} for row in imported.plan.rows]
    assert file_import.plan.counts["unchanged"] == 121
    assert not file_import.plan.writes_records


def test_control_characters_are_kept_out_of_the_record():
    file_import = import_text(HEADER + "1,Var\x00na\x07,Bulgaria,MoU,2020,,\n")

    assert (number(1).institution.name, codes(file_import)[0][0]) == ("Varna", "control-characters")
    assert SourceRow.objects.get().cells[1] == "Var\ufffdna\x07"


def test_very_long_wordings_become_types_that_are_found_again():
    text = HEADER + f"1,Varna,Bulgaria,{'a' * 50_000},2020,,\n2,Gabrovo,Bulgaria,{'a' * 400},2021,,\n"
    import_text(text)

    file_import = import_text(text + "3,Varna,Bulgaria,MoU,2022,,\n")

    assert outcomes(file_import) == ["unchanged", "unchanged", "new"]
    assert [len(name) for name in AgreementType.objects.order_by("pk").values_list("name", flat=True)] == [300, 3]


def test_an_alias_of_an_unknown_country_does_not_move_onto_a_namesake():
    make_institution("Varna", "BG")
    known = make_institution("Varna", "")
    InstitutionName.objects.create(institution=known, name="TU Varna")

    import_text(HEADER + "1,TU Varna,Bulgaria,MoU,2020,,\n")

    assert (number(1).institution, number(1).institution.country) == (known, "")


def test_a_repeated_row_is_held_in_the_next_import_too():
    text = HEADER + "1,Varna,Bulgaria,MoU,2022,,\n2,Varna,Bulgaria,MoU,2022,,\n"
    first = outcomes(import_text(text))

    again = outcomes(import_text(text))

    assert (first, again) == (["new", "held"], ["unchanged", "held"])


@pytest.mark.parametrize(
    "edit",
    [
        {"signed": PartialDate(2021, 3, 1)},
        {"title": "Protocol"},
        {"signed": PartialDate(2021, 3, 1), "title": "Protocol"},
    ],
)
def test_an_agreement_that_a_person_edited_is_known_again_in_a_list_with_other_numbers(edit):
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    agreement = number(1)
    for name, value in edit.items():
        setattr(agreement, name, value)
    agreement.save()

    file_import = import_text(HEADER + "1,Ruse,Bulgaria,MoU,2022,,\n2,Varna,Bulgaria,MoU,2022,,\n")

    assert outcomes(file_import) == ["new", "unchanged"]
    agreement.refresh_from_db()
    assert {name: getattr(agreement, name) for name in edit} == edit


def test_an_institution_that_a_person_renamed_is_known_again_in_a_list_with_other_numbers():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    institution = number(1).institution
    institution.name = "Technical University of Varna"
    institution.save()

    file_import = import_text(HEADER + "2,Varna,Bulgaria,MoU,2022,,\n")

    assert (outcomes(file_import), Institution.objects.count()) == (["unchanged"], 1)


def test_what_a_person_took_out_is_not_filled_in_again_unless_it_is_ticked():
    row = "Varna,Bulgaria,MoU,14.05.2022,31.12.2025,https://varna.example/\n"
    import_text(HEADER + "1," + row)
    agreement = number(1)
    agreement.signed, agreement.ends, agreement.validity = PartialDate(2022), None, "not-recorded"
    agreement.save()
    agreement.institution.website = ""
    agreement.institution.save()

    kept = import_text(HEADER + "2," + row)
    facts = [number(1).signed, number(1).ends, number(1).institution.website]
    import_text(HEADER + "3," + row, choices=Choices(accepted={"|2|signed", "|2|ends"}))

    assert (outcomes(kept), facts) == (["unchanged"], [PartialDate(2022), None, ""])
    assert kept.plan.rows[0].offers == {"signed": ("2022", "2022-05-14"), "ends": ("–", "2025-12-31")}
    assert (number(1).signed, number(1).ends) == (PartialDate(2022, 5, 14), PartialDate(2025, 12, 31))


def test_the_same_list_with_one_more_column_chosen_completes_its_agreements():
    text = "University,Country,Qqq,Www\nVarna,Bulgaria,2020,A-7\n"
    key = AgreementResource().plan_import(text.encode(), "list.csv").tables[0].key
    chosen = {0: Column.INSTITUTION, 1: Column.COUNTRY, 2: Column.SIGNED, 3: None}
    first = import_text(text, choices=Choices(columns={key: chosen}))
    again = import_text(text, choices=Choices(columns={key: chosen | {3: Column.REFERENCE}}))

    assert (outcomes(first), outcomes(again)) == (["new"], ["changed"])
    assert Agreement.objects.get().reference == "A-7"


def test_a_list_without_a_header_is_known_again_in_another_language():
    text = (
        "Varna College,Bulgaria,01.02.2020,www.varna.example\nRuse College,Bulgaria,13.02.2019,www.ruse.example\n"
        "Opole College,Poland,12.02.2018,www.opole.example\n"
    )
    with translation.override("en"):
        import_text(text)
    Institution.objects.filter(name="Ruse College").update(website="")

    with translation.override("tr"):
        again = AgreementResource().plan_import(text.encode(), "list.csv")

    assert outcomes(again) == ["unchanged"] * 3


def test_an_older_list_does_not_take_back_what_a_later_one_said():
    older = HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2025,\n"
    import_text(older)
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2027,\n")

    file_import = import_text(older + "2,Ruse,Bulgaria,MoU,2020,,\n")

    assert (outcomes(file_import), number(1).ends.isoformat()) == (["unchanged", "new"], "2027-12-31")


@pytest.mark.parametrize("cell", ["9" * 5000, "²²²²", "٢٠١٩" * 3])
@pytest.mark.parametrize("header", ["No", "Date", "Valid for", "Remarks", "?"])
def test_digits_that_are_no_number_stop_nothing(header, cell):
    file_import = AgreementResource().plan_import(
        f"University,Country,{header}\nOpole,Poland,{cell}\n".encode(), "list.csv"
    )

    assert file_import.plan.counts["new"] == 1


def test_a_file_that_another_version_of_the_code_read_is_read_again():
    content = b"University,Country,Date\nVarna,Bulgaria,2020\n"
    AgreementResource().import_file(content, "list.csv")
    assert isinstance(AgreementResource().import_file(content, "list.csv"), KnownImport)
    ImportRun.objects.update(reading_version="of before")

    assert not isinstance(AgreementResource().import_file(content, "list.csv"), KnownImport)


def test_the_report_of_a_known_file_says_how_it_was_read_and_which_rows_are_in_no_list():
    content = b"Our agreements,,\nUniversity,Country,Type\nVarna,Bulgaria,MoU\nRuse,Bulgaria,MoU\n"
    AgreementResource().import_file(content, "list.csv")

    known = AgreementResource().import_file(content, "list.csv")

    told = known.report(dry_run=False)
    planned = AgreementResource().plan_import(content, "list.csv").report(dry_run=False)
    assert isinstance(known, KnownImport)
    assert [(row["row"], row["reason"]) for row in told["others"]] == [(1, "title"), (2, "header")]
    assert {name: told[name] for name in ("read_as", "counts", "others")} == {
        name: planned[name] for name in ("read_as", "counts", "others")
    }
    assert list(told["read_as"]["sheets"][0]["columns"]) == ["University", "Country", "Type"]


WAITING = (
    b"University,Country,Type of agreement,Date\nVarna,Bulgaria,MoU,2020\nVarna,Bulgaria,MoU,2020\n,Bulgaria,MoU,2021\n"
)


def is_known(content):
    """Return whether a file is known without being read, and means what it would if it were read."""
    read = AgreementResource().plan_import(content, "list.csv")
    file_import = AgreementResource().import_file(content, "list.csv")
    assert file_import.plan.counts == read.plan.counts
    return isinstance(file_import, KnownImport)


def test_a_file_of_which_rows_wait_is_known_while_nothing_has_changed():
    AgreementResource().import_file(WAITING, "list.csv")

    assert is_known(WAITING)


def test_a_file_of_which_rows_wait_is_read_again_once_the_register_has_changed():
    AgreementResource().import_file(WAITING, "list.csv")
    institution = Institution.objects.get()
    institution.name = "Varna Free University"
    institution.save()

    assert not is_known(WAITING)


def test_a_file_of_which_rows_wait_is_read_again_once_an_agreement_has_changed():
    AgreementResource().import_file(WAITING, "list.csv")
    agreement = Agreement.objects.get()
    agreement.scope = "Law"
    agreement.save()

    assert not is_known(WAITING)


def test_a_file_of_which_rows_wait_is_read_again_once_one_of_them_is_decided(django_user_model):
    AgreementResource().import_file(WAITING, "list.csv")
    dismiss(SourceRow.objects.waiting().last(), "No partner.", django_user_model.objects.create(username="office"))

    assert not is_known(WAITING)


def test_a_file_of_which_rows_wait_is_read_again_once_another_was_imported():
    AgreementResource().import_file(WAITING, "list.csv")
    AgreementResource().import_file(b"University,Country,Date\n,Poland,2021\n", "other.csv")

    assert not is_known(WAITING)


def test_a_file_of_which_a_row_fits_two_agreements_is_read_again():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n2,Varna,Bulgaria,MoU,15.05.2022,,\n")
    text = (HEADER + ",Varna,Bulgaria,MoU,2022,,\n").encode()
    AgreementResource().import_file(text, "list.csv")

    assert not is_known(text)

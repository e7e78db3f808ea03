"""What becomes of each row of a list, where a mistake would go to another record without a sound."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from partnerships.importing.cells.parsing import check
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.planning.planner import forget_known, make_plan
from partnerships.importing.planning.plans import PlannedRow
from partnerships.importing.resources import AgreementResource
from partnerships.importing.tables.finding import Table
from partnerships.importing.tables.rows import TableRow
from partnerships.models import Agreement, Institution, SourceRow
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db

HEADER = "No,University,Country,Type,Date,Start,End date,Renewal\n"


def carry_out(rows, header=HEADER):
    return AgreementResource().import_file((header + rows).encode(), "list.csv")


def told(file_import):
    """Return what is said of each row: its outcome, the primary key of its agreement, the codes of its remarks."""
    return [
        (row.outcome.value, row.agreement_pk, [f"{remark.level}: {remark.code}" for remark in row.remarks])
        for row in file_import.plan.rows
    ]


def test_a_row_without_a_country_goes_to_neither_of_two_namesakes():
    namesakes = [make_institution("National University", country) for country in ("BG", "PL")]

    file_import = carry_out("1,National University,,MoU,2020,,,\n")

    agreement = Agreement.objects.get()
    assert told(file_import) == [
        ("new", agreement.pk, ["check: country-missing", "check: country-of-namesake", "info: new-type"])
    ]
    assert agreement.institution not in namesakes
    assert (agreement.institution.name, agreement.institution.country) == ("National University", "")


def test_a_row_without_a_country_goes_to_the_only_one_of_its_name():
    varna = make_institution("Varna University", "BG")

    file_import = carry_out("1,Varna University,,MoU,2020,,,\n")

    agreement = Agreement.objects.get()
    assert told(file_import) == [
        ("new", agreement.pk, ["check: country-missing", "check: country-from-register", "info: new-type"])
    ]
    assert agreement.institution == varna


def test_rows_of_equal_dates_go_to_the_agreements_of_their_numbers():
    varna = make_institution("Varna")
    first, second = [make_agreement(varna, signed="2020", number=number) for number in (1, 2)]

    file_import = carry_out("2,Varna,Bulgaria,MoU,2020,,,\n1,Varna,Bulgaria,MoU,2020,,,\n")

    assert told(file_import) == [("unchanged", second.pk, []), ("unchanged", first.pk, [])]


def test_a_finer_date_goes_to_the_agreement_of_its_number():
    varna = make_institution("Varna")
    first, second = [make_agreement(varna, signed="2020", number=number) for number in (1, 2)]

    file_import = carry_out("2,Varna,Bulgaria,MoU,14.05.2020,,,\n")

    assert told(file_import) == [("changed", second.pk, [])]
    assert [Agreement.objects.get(pk=one.pk).signed.isoformat() for one in (first, second)] == ["2020", "2020-05-14"]


def test_of_two_equal_rows_one_is_the_registered_agreement_and_the_other_is_held():
    carry_out("1,Varna,Bulgaria,MoU,2020,,,\n")
    agreement = Agreement.objects.get()

    file_import = carry_out("1,Varna,Bulgaria,MoU,2020,,,\n1,Varna,Bulgaria,MoU,2020,,,\n")

    assert told(file_import) == [("unchanged", agreement.pk, []), ("held", None, ["check: row-repeated"])]
    assert Agreement.objects.get() == agreement


def test_of_two_equal_rows_of_an_edited_agreement_one_is_held():
    carry_out("1,Varna,Bulgaria,MoU,2020,,,\n")
    agreement = Agreement.objects.get()
    agreement.signed = None
    agreement.save()

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,,\n8,Varna,Bulgaria,MoU,2020,,,\n")

    assert [row[:2] for row in told(file_import)] == [("unchanged", agreement.pk), ("held", None)]


def test_an_edited_agreement_is_known_again_in_a_list_with_another_end():
    carry_out("1,Varna,Bulgaria,MoU,2020,,2025,\n")
    agreement = Agreement.objects.get()
    agreement.title = "Protocol"
    agreement.save()

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,2027,\n")

    assert told(file_import) == [("changed", agreement.pk, ["check: end-changed"])]
    assert Agreement.objects.get().ends.isoformat() == "2027"


def test_of_two_edited_agreements_none_is_known_again_by_another_end():
    carry_out("1,Varna,Bulgaria,MoU,2020,,2025,\n2,Varna,Bulgaria,MoU,2020,,2026,\n")
    for agreement in Agreement.objects.all():
        agreement.title = "Protocol"
        agreement.save()

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,2027,\n")

    assert [outcome for outcome, _pk, _codes in told(file_import)] == ["new"]


def test_a_number_is_filled_in_where_there_was_none():
    varna = make_institution("Varna")
    agreement = make_agreement(varna, signed="2020")

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,,\n")

    assert told(file_import) == [("changed", agreement.pk, [])]
    assert file_import.plan.rows[0].changes == {"number": ("", "7")}
    assert Agreement.objects.get().number == 7


def test_a_number_that_is_registered_stays():
    varna = make_institution("Varna")
    agreement = make_agreement(varna, signed="2020", number=3)

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,,\n")

    assert told(file_import) == [("unchanged", agreement.pk, [])]
    assert Agreement.objects.get().number == 3


def test_an_automatic_renewal_is_taken_from_a_later_list():
    varna = make_institution("Varna")
    agreement = make_agreement(varna, signed="2020", ends="2030")

    file_import = carry_out(",Varna,Bulgaria,MoU,2020,,2030,automatic\n")

    assert [row[:2] for row in told(file_import)] == [("changed", agreement.pk)]
    assert file_import.plan.rows[0].changes == {"renewal": ("", "automatic")}
    assert Agreement.objects.get().renewal == "automatic"


def test_a_renewal_on_request_that_is_registered_stays():
    varna = make_institution("Varna")
    make_agreement(varna, signed="2020", ends="2030", renewal="on-request")

    file_import = carry_out(",Varna,Bulgaria,MoU,2020,,2030,automatic\n")

    assert file_import.plan.rows[0].changes == {}
    assert Agreement.objects.get().renewal == "on-request"


@pytest.mark.parametrize(("start", "day"), [("2030", "2030-01-01"), ("30.12.2030", "2030-12-30")])
def test_a_start_inside_the_last_year_is_taken(start, day):
    make_agreement(make_institution("Varna"), signed="2020", ends="2030")

    file_import = carry_out(f",Varna,Bulgaria,MoU,2020,{start},,\n")

    assert (file_import.plan.rows[0].outcome.value, file_import.plan.rows[0].remarks) == ("changed", [])
    assert str(Agreement.objects.get().starts_on) == day


@pytest.mark.parametrize("start", ["2031", "01.01.2031"])
def test_a_start_behind_the_registered_end_is_left_out_and_the_row_says_so(start):
    agreement = make_agreement(make_institution("Varna"), signed="2020", ends="2030")

    file_import = carry_out(f",Varna,Bulgaria,MoU,2020,{start},,\n")

    assert told(file_import) == [("unchanged", agreement.pk, ["check: start-behind-end"])]
    assert file_import.plan.rows[0].remarks[0].column == "starts"
    assert Agreement.objects.get().starts_on is None


@pytest.mark.parametrize(("end", "outcome"), [("2021", "unchanged"), ("31.12.2021", "unchanged"), ("2022", "changed")])
def test_an_end_before_the_registered_start_is_left_out_and_the_row_says_so(end, outcome):
    agreement = make_agreement(
        make_institution("Varna"), signed="2020", starts_on=date(2022, 1, 1), starts_precision="day"
    )

    file_import = carry_out(f",Varna,Bulgaria,MoU,2020,,{end},\n")

    is_left_out = outcome == "unchanged"
    assert told(file_import) == [(outcome, agreement.pk, ["check: end-differs"] if is_left_out else [])]
    assert (Agreement.objects.get().ends_on is None, Agreement.objects.get().starts.isoformat()) == (
        is_left_out,
        "2022-01-01",
    )


def test_an_end_before_the_registered_start_is_not_taken_where_it_is_ticked_either():
    make_agreement(make_institution("Varna"), signed="2020", starts_on=date(2022, 1, 1), starts_precision="day")

    file_import = AgreementResource().import_file(
        f"{HEADER},Varna,Bulgaria,MoU,2020,,2021,\n".encode(), "list.csv", choices=Choices(accepted={"|2|ends"})
    )

    assert [row[0] for row in told(file_import)] == ["unchanged"]
    assert Agreement.objects.get().ends_on is None


def messages(file_import):
    return [(remark.code, remark.message) for row in file_import.plan.rows for remark in row.remarks]


def test_progress_is_told_every_thousand_rows():
    table = Table(None, None, {}, {}, tuple(TableRow(number, {}, ()) for number in range(1, 2003)))
    told_of = []

    make_plan([table], progress=told_of.append)

    assert told_of == [0, 1000, 2000]


def test_a_row_knows_its_sheet():
    tables = [Table("Asia", 1, {}, {}, (TableRow(2, {Column.INSTITUTION: "Varna"}, ("Varna",)),))]

    assert [row.sheet for row in make_plan(tables).rows] == ["Asia"]


def test_a_signing_in_the_future_is_remarked():
    year = timezone.localdate().year + 2

    file_import = carry_out(f"1,Varna,Bulgaria,,{year},,,\n")

    assert [code for code, _message in messages(file_import)] == ["date-future"]


def test_what_is_dismissed_new_or_different_is_said_in_a_sentence():
    carry_out("1,Varna,Bulgaria,Treaty,2020,,,\n", HEADER)
    SourceRow.objects.update(dismissed_because="not ours")

    again = carry_out("1,Varna,Bulgaria,Treaty,2020,,,\n,Ruse,Bulgaria,Pact,2020,,,\n")

    assert messages(again) == [
        ("row-dismissed", "This row was dismissed before: “not ours”."),
        ("new-type", "“Pact” becomes a new agreement type."),
    ]


def test_another_web_address_is_said_and_offered():
    varna = make_institution("Varna", website="https://varna.example/")
    make_agreement(varna, signed="2020")

    file_import = carry_out(
        "Varna,Bulgaria,MoU,2020,https://other.example/\n", "University,Country,Type,Date,Website\n"
    )

    sentence = "The institution's address stays “https://varna.example/”; this row has “https://other.example/”."
    assert messages(file_import) == [("website-differs", sentence)]
    assert file_import.plan.rows[0].offers == {"website": ("https://varna.example/", "https://other.example/")}


def test_an_agreement_that_is_just_as_the_row_says_comes_before_an_edited_one():
    carry_out("1,Varna,Bulgaria,MoU,2020,,2025,\n")
    edited = Agreement.objects.get()
    edited.ends = PartialDate(2026)
    edited.save()
    exact = make_agreement(edited.institution, signed="2020", ends="2025")

    file_import = carry_out("7,Varna,Bulgaria,MoU,2020,,2025,\n")

    assert [pk for _outcome, pk, _codes in told(file_import)] == [exact.pk]


DOUBTS = ["several-partners", "document-in-name", "country-missing", "country-of-namesake", "date-future"]
DOUBTS += ["end-before-signing", "responsible-unknown", "other"]


@pytest.mark.parametrize(
    ("said", "registered", "kept"),
    [
        ({}, {}, "other"),
        ({"institution": "Ruse"}, {}, "several-partners document-in-name other"),
        ({"country": "BG"}, {}, "country-missing country-of-namesake other"),
        ({}, {"country": "BG"}, "country-missing country-of-namesake other"),
        ({"country": "BG"}, {"country": "BG"}, "country-missing country-of-namesake other"),
        ({"signed": PartialDate(2021)}, {}, "date-future end-before-signing other"),
        ({"ends": PartialDate(2021)}, {}, "date-future end-before-signing other"),
        ({"responsible": "Boris"}, {}, "responsible-unknown other"),
        ({"responsible": ""}, {}, "responsible-unknown other"),
        ({"responsible": "anna@example.org"}, {}, "other"),
        ({"responsible": "Anna Ay"}, {}, "other"),
        ({"responsible": "anna"}, {"person": None}, "responsible-unknown other"),
    ],
)
def test_a_doubt_about_what_is_registered_just_so_is_forgotten(said, registered, kept):
    anna = User(username="anna", email="anna@example.org", first_name="Anna", last_name="Ay")
    institution = Institution(name="Varna", country=registered.get("country", ""))
    agreement = Agreement(responsible=registered.get("person", anna))
    agreement.signed = PartialDate(2020)
    record = Record(None, "Varna", "", "", PartialDate(2020), None, "", responsible="anna")._replace(**said)
    row = PlannedRow(None, TableRow(1, {}, ()), record, [check(Column.SIGNED, code) for code in DOUBTS])
    row.institution, row.agreement = institution, agreement

    forget_known(row)

    assert [remark.code for remark in row.remarks] == kept.split()


def test_what_is_skipped_held_or_dismissed_by_the_table_stays_so():
    source = {Column.INSTITUTION: "Varna", Column.HELD: "[12] why"}
    rows = (
        TableRow(1, source, ("a",), skipped="blank"),
        TableRow(2, source, ("b",), held="why"),
        TableRow(3, source, ("c",)),
    )
    file_import = make_plan([Table(None, None, {}, {}, rows)])

    assert [(row.outcome.value, row.held_before) for row in file_import.rows] == [
        ("skipped", 12),
        ("held", 12),
        ("new", 12),
    ]
    assert (file_import.rows[0].remarks, file_import.counts["skipped"]) == ([], 1)


def test_a_row_that_was_dismissed_is_skipped_and_one_that_may_be_two_is_held_in_a_sentence():
    varna = make_institution("Varna")
    for signed in ("2020-05", "2020-06"):
        make_agreement(varna, signed=signed)

    file_import = carry_out("9,Varna,Bulgaria,MoU,2020,,,\n")
    SourceRow.objects.update(dismissed_because="not ours")
    again = carry_out("9,Varna,Bulgaria,MoU,2020,,,\n8,Ruse,Bulgaria,MoU,2020,,,\n")

    sentence = "More than one registered agreement can be meant; complete the date of this row."
    assert messages(file_import) == [("agreement-unclear", sentence)]
    assert [row.outcome.value for row in again.plan.rows] == ["skipped", "new"]


def test_a_new_institution_has_the_country_of_its_row():
    file_import = carry_out("9,Varna,Bulgaria,MoU,2020,,,\n")

    assert [(one.name, one.country) for one in file_import.plan.new_institutions] == [("Varna", "BG")]


@pytest.mark.parametrize(("country", "listed"), [("Bulgaria", ""), ("Poland", "PL")])
def test_a_name_that_is_said_to_be_another_keeps_the_country_that_differs(country, listed):
    varna = make_institution("Technical University of Varna", "BG")
    key = f"tu varna|{ {'Bulgaria': 'BG', 'Poland': 'PL'}[country] }"

    text = f"University,Country,Date\nTU Varna,{country},2020\n"
    file_import = AgreementResource().import_file(text.encode(), "list.csv", choices=Choices(same={key: varna.pk}))

    assert [(name.name, name.institution, name.listed_country) for name in file_import.plan.new_names] == [
        ("TU Varna", varna, listed)
    ]


UNTYPED = "University,Country,Date\n"


@pytest.mark.parametrize(
    ("dates", "outcomes"),
    [
        (["2019-05-04"], [("unchanged", "MoU")]),
        ([""], [("held", None)]),
        (["2018"], [("new", "")]),
        (["2020-02-03"], [("changed", "Protocol")]),
        (["2020", "2019-05-04", "2018"], [("unchanged", "Protocol"), ("unchanged", "MoU"), ("new", "")]),
    ],
)
def test_a_row_of_a_list_without_types_stands_for_an_agreement_of_any_type(dates, outcomes):
    varna = make_institution("Varna", "BG")
    make_agreement(varna, title="MoU", signed="2019-05-04")
    make_agreement(varna, title="Protocol", signed="2020")

    file_import = carry_out("".join(f"Varna,Bulgaria,{text}\n" for text in dates), UNTYPED)

    found = [(row.outcome.value, row.agreement.title if row.agreement else None) for row in file_import.plan.rows]
    assert found == outcomes


def test_a_row_of_a_list_without_types_stands_first_for_an_agreement_without_one():
    carry_out("Varna,Bulgaria,2019\n", UNTYPED)
    bare = Agreement.objects.get()
    make_agreement(bare.institution, title="MoU", signed="2019-05-04")

    file_import = carry_out("Varna,Bulgaria,2019-05-04\n", UNTYPED)

    assert [(row.outcome.value, row.agreement_pk) for row in file_import.plan.rows] == [("changed", bare.pk)]


def test_a_row_without_a_type_in_a_list_of_types_is_another_agreement():
    make_agreement(make_institution("Varna", "BG"), title="MoU", signed="2019")

    file_import = carry_out("1,Varna,Bulgaria,,2019,,,\n2,Ruse,Bulgaria,MoU,2019,,,\n")

    assert [row.outcome.value for row in file_import.plan.rows] == ["new", "new"]


def test_an_agreement_stands_for_one_row_of_lists_with_and_without_types():
    make_agreement(make_institution("Varna", "BG"), title="MoU", signed="2019")

    file_import = carry_out(
        f"Varna,Bulgaria,MoU,2019\n\n{UNTYPED}Varna,Bulgaria,2019\n", "University,Country,Type,Date\n"
    )

    assert [row.outcome.value for row in file_import.plan.rows if not row.source.skipped] == ["unchanged", "new"]


def test_a_corrected_signing_is_offered_instead_of_doubling_the_agreement():
    carry_out("1,Varna,Bulgaria,MoU,14.05.2020,,,\n")
    corrected = "1,Varna,Bulgaria,MoU,14.06.2020,,,\n"

    file_import = carry_out(corrected)

    agreement = Agreement.objects.get()
    assert told(file_import) == [("unchanged", agreement.pk, ["check: signed-differs"])]
    assert agreement.signed.isoformat() == "2020-05-14"


def test_a_corrected_signing_that_is_accepted_is_taken():
    carry_out("1,Varna,Bulgaria,MoU,14.05.2020,,,\n")
    corrected = (HEADER + "1,Varna,Bulgaria,MoU,14.06.2020,,,\n").encode()

    AgreementResource().import_file(corrected, "list.csv", choices=Choices(accepted={"|2|signed"}))

    assert Agreement.objects.get().signed.isoformat() == "2020-06-14"


def test_unlimited_is_offered_against_a_registered_end():
    make_agreement(make_institution("Varna"), signed="2020", ends="2025", number=1)
    text = b"No,University,Country,Type,Date,Validity\n1,Varna,Bulgaria,MoU,2020,unlimited\n"

    offered = AgreementResource().import_file(text, "list.csv")

    assert "check: end-denied" in told(offered)[0][2]
    AgreementResource().import_file(text, "list.csv", choices=Choices(accepted={"|2|validity"}))
    agreement = Agreement.objects.get()
    assert (agreement.ends, agreement.validity) == (None, "open-ended")


@pytest.mark.parametrize(
    ("dates", "codes"),
    [
        (["10.2023", "2023"], ["row-less-precise", "row-less-precise"]),
        (["2023", "10.2023"], ["row-less-precise", "row-less-precise"]),
        (["10.2023", "2022"], []),
        (["10.2023", ""], []),
    ],
)
def test_two_rows_that_differ_only_in_precision_are_marked(dates, codes):
    file_import = carry_out("".join(f"{i},Varna,Bulgaria,MoU,{date},,,\n" for i, date in enumerate(dates, start=1)))

    marked = [remark.code for row in file_import.plan.rows for remark in row.remarks if remark.level == "check"]
    assert marked == codes


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999"])
def test_a_number_that_no_database_keeps_is_left_out_with_one_remark(number):
    file_import = carry_out(f"{number},Varna,Bulgaria,MoU,2020,,,\n")

    assert [remark.code for remark in file_import.plan.rows[0].remarks if remark.column == "number"] == [
        "number-too-large"
    ]
    assert Agreement.objects.get().number is None


@pytest.mark.parametrize(
    ("kept", "row", "doubted"),
    [
        ({"signed": "2015", "ends": "2190"}, "2020,2191", True),
        ({"signed": "2015", "ends": "2190"}, "2010,2012", False),
        ({"signed": "2015", "ends": "2016"}, "2020,2191", False),
        ({"signed": "2015"}, "2020,2191", False),
    ],
)
def test_a_new_row_beside_an_agreement_in_force_of_its_wording_asks_for_a_look(kept, row, doubted):
    make_agreement(**kept, register_number=7)
    text = f"University,Country,Type,Signed,End\nTechnical University of Varna,Bulgaria,MoU,{row}\n".encode()

    planned = AgreementResource().plan_import(text, "list.csv").plan.rows[0]

    said = [remark.message for remark in planned.remarks if remark.code == "second-in-force"]
    assert said == (
        ["No 7 of the same institution and wording is in force; if this one replaces it, say so there."]
        if doubted
        else []
    )

"""What a row says better of a registered agreement, and what it leaves as it is."""

from datetime import date

import pytest

from partnerships.importing.cells.parsing import check
from partnerships.importing.cells.records import Record
from partnerships.importing.cells.terms import StatedTerm
from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.planning.offers import date_columns, last_ends, offer_dates, take_or_offer
from partnerships.importing.planning.plans import Plan, PlannedRow
from partnerships.importing.planning.refining import new_agreement, only_columns, refine, without_known_values
from partnerships.importing.resources import AgreementResource
from partnerships.importing.tables.rows import TableRow
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, Institution
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

NOTHING = Record(None, "", "", "", None, None, "")
FULL = Record(
    number=7,
    institution="Varna",
    country="BG",
    title="MoU",
    signed=PartialDate(2020, 5),
    ends=PartialDate(2025),
    website="https://varna.example/",
    city="Varna",
    reference="A-1",
    erasmus_code="BG VARNA01",
    starts=PartialDate(2021),
    term=StatedTerm(PartialDate(2025), None, 48, False, True),
    scope="students",
    notes="a note",
)


def planned(record, **registered):
    """Return a row of a list, with its record and the agreement as it is registered."""
    dates = {name: registered.pop(name) for name in ("signed", "starts", "ends") if name in registered}
    agreement = Agreement(pk=5, institution=Institution(pk=3, name="Varna"), **registered)
    for name, iso in dates.items():
        setattr(agreement, name, PartialDate.fromisoformat(iso))
    row = PlannedRow("Asia", TableRow(9, {}, ()), record, [])
    row.agreement, row.institution = agreement, agreement.institution
    return row


def said(row):
    return [(remark.column, remark.level.value, remark.code, remark.message) for remark in row.remarks]


def test_news_are_only_what_stands_in_the_columns():
    dated = NOTHING._replace(starts=FULL.starts, ends=FULL.ends, term=FULL.term)

    assert only_columns(FULL, set()) == NOTHING
    assert only_columns(FULL, {Column.ENDS}) == dated
    assert only_columns(FULL, {Column.NUMBER, Column.WEBSITE}) == NOTHING._replace(number=7, website=FULL.website)
    assert only_columns(FULL, set(Column)) == FULL._replace(institution="", title="", notes="")


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (Column.NUMBER, {"number"}),
        (Column.COUNTRY, {"country"}),
        (Column.SIGNED, {"signed"}),
        (Column.STARTS, {"starts"}),
        (Column.ENDS, {"starts", "ends", "term"}),
        (Column.DURATION, {"starts", "ends", "term"}),
        (Column.RENEWAL, {"ends", "term"}),
        (Column.WEBSITE, {"website"}),
        (Column.CITY, {"city"}),
        (Column.REFERENCE, {"reference"}),
        (Column.ERASMUS_CODE, {"erasmus_code"}),
        (Column.SCOPE, {"scope"}),
        (Column.INSTITUTION, set()),
        (Column.TITLE, set()),
        (Column.NOTES, set()),
    ],
)
def test_what_is_learned_from_a_column(column, names):
    found = only_columns(FULL, {column})

    assert {name for name in Record._fields if getattr(found, name) != getattr(NOTHING, name)} == names


def test_what_the_last_list_said_already_is_not_said_again():
    before = {"country": "BG", "website": FULL.website, "number": "7", "signed": "2020-05", "ends": "2025"}
    nothing = {"country": "", "website": "", "number": None, "signed": None, "ends": None}

    assert without_known_values(FULL, before) == FULL._replace(**nothing)
    assert without_known_values(FULL, {}) == FULL
    assert without_known_values(NOTHING, {"country": None, "website": None, "number": None}) == NOTHING
    for name in before:
        one_new = FULL._replace(**nothing | {name: getattr(FULL, name)})
        assert without_known_values(FULL, before | {name: "2019"}) == one_new


@pytest.mark.parametrize(
    ("registered", "given", "offers"),
    [
        ({}, {}, {}),
        ({}, {"signed": "2020"}, {"signed": ("–", "2020")}),
        ({"signed": "2020"}, {"signed": "2020"}, {}),
        ({"signed": "2020-05"}, {"signed": "2020"}, {}),
        ({"signed": "2020"}, {"signed": "2020-05"}, {"signed": ("2020", "2020-05")}),
        ({"signed": "2020"}, {}, {}),
        ({"ends": "2025"}, {"signed": "2020", "ends": "2026"}, {"signed": ("–", "2020"), "ends": ("2025", "2026")}),
    ],
)
def test_dates_that_the_register_has_otherwise_are_offered_without_a_word(registered, given, offers):
    dates = {name: PartialDate.fromisoformat(iso) for name, iso in given.items()}
    row = planned(NOTHING._replace(**dates), **registered)

    offer_dates(row)

    assert (row.offers, row.quiet, row.remarks) == (offers, tuple(offers), [])


@pytest.mark.parametrize("told", ["offers", "changes"])
def test_a_date_that_is_told_already_is_not_offered_again(told):
    row = planned(NOTHING._replace(signed=PartialDate(2020)))
    getattr(row, told)["signed"] = ("a", "b")

    offer_dates(row)

    assert (getattr(row, told), row.quiet) == ({"signed": ("a", "b")}, ())


@pytest.mark.parametrize(
    ("registered", "is_told"),
    [
        ({"signed": "2020"}, True),
        ({"signed": "2020", "starts": "2020"}, True),
        ({"signed": "2020", "starts": "2021"}, False),
        ({"signed": "2019"}, False),
        ({}, False),
    ],
)
def test_a_start_that_is_registered_as_the_signing_is_said_and_offered(registered, is_told):
    row = planned(NOTHING._replace(starts=PartialDate(2020)), **registered)

    refine(row, row.record)

    assert row.offers == ({"signed": ("2020", "–")} if is_told else {})
    level = "info" if "starts" in registered else "check"
    assert [(remark.code, remark.level.value) for remark in row.remarks] == [("start-as-signing", level)] * is_told


def test_a_start_that_was_imported_as_the_signing_is_offered_without_a_remark():
    row = planned(NOTHING._replace(starts=PartialDate(2020)), signed="2020", starts="2020")

    offer_dates(row)

    assert (row.offers, row.quiet, row.remarks) == ({"signed": ("2020", "–")}, ("signed",), [])


def test_a_signing_is_never_taken_for_a_start():
    row = planned(NOTHING._replace(signed=PartialDate(2020), starts=PartialDate(2020)), signed="2020")

    offer_dates(row)

    assert row.offers == {}


DAY = {"signed_on": date(2020, 5, 14), "signed_precision": "day"}
FINER = PartialDate(2020, 5, 14)


@pytest.mark.parametrize(
    ("record", "registered", "changes", "columns"),
    [
        ({}, {"signed": "2020"}, {}, {}),
        ({"signed": FINER}, {"signed": "2020"}, {"signed": ("2020", "14 May 2020")}, DAY),
        ({"signed": FINER}, {}, {"signed": ("", "14 May 2020")}, DAY),
        ({"signed": PartialDate(2020)}, {"signed": "2020-05"}, {}, {}),
        (
            {"starts": PartialDate(2020, 5)},
            {"starts": "2020", "ends": "2025", "validity": "fixed"},
            {"starts": ("2020", "May 2020")},
            {"starts_on": date(2020, 5, 1), "starts_precision": "month"},
        ),
        (
            {"ends": PartialDate(2020, 2)},
            {"validity": "not-recorded"},
            {"ends": ("", "February 2020")},
            {"ends_on": date(2020, 2, 29), "ends_precision": "month", "validity": "fixed"},
        ),
        ({"number": 0}, {}, {"number": ("", "")}, {"number": 0}),
        ({"number": 7}, {"number": 0}, {}, {}),
        ({"reference": "A"}, {}, {"reference": ("", "A")}, {"reference": "A"}),
        ({"reference": "A"}, {"reference": "B"}, {}, {}),
        ({"scope": "A"}, {}, {"scope": ("", "A")}, {"scope": "A"}),
        ({"scope": "A"}, {"scope": "B"}, {}, {}),
        ({"term": StatedTerm(months=12)}, {}, {"term_months": ("", "12")}, {"term_months": 12}),
        ({"term": StatedTerm(months=12)}, {"term_months": 24}, {}, {}),
        ({"term": StatedTerm(is_open_ended=True)}, {}, {"validity": ("", "open-ended")}, {"validity": "open-ended"}),
        ({"term": StatedTerm(is_automatic=True)}, {}, {"renewal": ("", "automatic")}, {"renewal": "automatic"}),
        ({"term": StatedTerm(is_automatic=True)}, {"renewal": "on-request"}, {}, {}),
    ],
)
def test_what_is_taken_into_a_registered_agreement(record, registered, changes, columns):
    row = planned(NOTHING._replace(**record), **registered)
    before = {name: getattr(row.agreement, name) for name in columns}

    changed = refine(row, row.record)

    assert (row.changes, row.offers, row.remarks) == (changes, {}, [])
    assert changed == set(columns)
    assert {name: getattr(row.agreement, name) for name in columns} == columns
    undo = {name: [stored(before[name]), stored(value)] for name, value in columns.items()}
    assert row.undo.get("agreement", {}) == undo


@pytest.mark.parametrize(
    ("record", "registered", "offers"),
    [
        ({"signed": FINER}, {"signed": "2021"}, {"signed": ("2021", "2020-05-14")}),
        (
            {"term": StatedTerm(is_open_ended=True)},
            {"ends": "2025", "validity": "fixed"},
            {"validity": ("2025", "open-ended")},
        ),
    ],
)
def test_what_contradicts_a_registered_agreement_is_offered(record, registered, offers):
    row = planned(NOTHING._replace(**record), **registered)

    changed = refine(row, row.record)

    assert (changed, row.changes, row.offers) == (set(), {}, offers)


def stored(value):
    return value.isoformat() if isinstance(value, date) else value


def test_all_that_is_new_is_taken_at_once():
    row = planned(FULL)

    assert refine(row, FULL) == {
        *("signed_on", "signed_precision", "starts_on", "starts_precision", "ends_on", "ends_precision"),
        *("validity", "renewal", "reference", "scope", "term_months", "number"),
    }


@pytest.mark.parametrize(
    ("ends", "registered", "offers"),
    [
        ("2025", {"ends": "2025", "validity": "fixed"}, {}),
        ("2025", {"ends": "2025-06", "validity": "fixed"}, {}),
        ("2026", {"ends": "2025", "validity": "fixed"}, {"ends": ("2025", "2026")}),
        ("2026", {"validity": "open-ended"}, {"ends": ("open-ended", "2026")}),
        ("2020", {"validity": "not-recorded", "starts": "2021"}, {"ends": ("not recorded", "2020")}),
    ],
)
def test_another_end_is_only_offered(ends, registered, offers):
    row = planned(NOTHING._replace(ends=PartialDate.fromisoformat(ends)), **registered)

    assert refine(row, row.record) == set()
    assert (row.changes, row.offers, row.remarks) == ({}, offers, [])


def test_a_start_behind_the_end_is_left_out_in_a_sentence():
    row = planned(NOTHING._replace(starts=PartialDate(2026)), ends="2025", validity="fixed")

    assert refine(row, row.record) == set()
    sentence = "The start (2026) lies behind the registered end (2025), so it is left out."
    assert said(row) == [("starts", "check", "start-behind-end", sentence)]


def test_a_start_on_the_day_of_the_end_is_taken():
    row = planned(NOTHING._replace(starts=PartialDate(2025, 12, 31)), ends="2025", validity="fixed")

    assert refine(row, row.record) == {"starts_on", "starts_precision"}


def test_an_end_on_the_day_of_the_start_is_taken():
    row = planned(NOTHING._replace(ends=PartialDate(2025)), starts="2025-12-31", validity="not-recorded")

    assert refine(row, row.record) == {"ends_on", "ends_precision", "validity"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("signed", {"signed_on": date(2020, 2, 1), "signed_precision": "month"}),
        ("ends", {"ends_on": date(2020, 2, 29), "ends_precision": "month"}),
    ],
)
def test_the_columns_of_a_date(name, columns):
    assert date_columns(name, PartialDate(2020, 2)) == columns


SCHOOL_YEAR = {"signed": "2020", "ends": "2025", "validity": "fixed"}
STAYS = ("ends", "check", "end-differs", "The registered end stays (2025); this row has 2026.")
GOES = "The end goes from 2025 to 2026."


@pytest.mark.django_db
class TestTakeOrOffer:
    def settle(self, row, *accepted, last=None, monkeypatch=None):
        if monkeypatch:
            name = "partnerships.importing.planning.offers.last_ends"
            monkeypatch.setattr(name, lambda pks: dict.fromkeys(pks, last))
        plan = Plan([], [row])
        take_or_offer(plan, Choices(accepted={f"Asia|9|{name}" for name in accepted}))
        return plan

    def test_an_end_that_is_ticked_is_taken(self):
        row = planned(NOTHING._replace(ends=PartialDate(2026)), **SCHOOL_YEAR)
        row.offers["ends"] = ("2025", "2026")

        plan = self.settle(row, "ends")

        assert said(row) == [("ends", "info", "end-changed", GOES)]
        assert (row.changes, row.offers) == ({"ends": ("2025", "2026")}, {"ends": ("2025", "2026")})
        assert plan.changed_agreements == {row.agreement: {"ends_on", "ends_precision", "validity"}}
        assert (row.agreement.ends, row.agreement.validity) == (PartialDate(2026), "fixed")

    def test_an_end_that_the_last_list_said_is_replaced(self, monkeypatch):
        row = planned(NOTHING._replace(ends=PartialDate(2026)), **SCHOOL_YEAR)
        row.offers["ends"] = ("2025", "2026")

        plan = self.settle(row, last="2025", monkeypatch=monkeypatch)

        assert said(row) == [("ends", "check", "end-changed", GOES)]
        assert (row.changes, row.offers) == ({"ends": ("2025", "2026")}, {})
        assert plan.changed_agreements == {row.agreement: {"ends_on", "ends_precision", "validity"}}

    @pytest.mark.parametrize("last", [None, "2024", "2026"])
    def test_an_end_that_a_person_gave_stays(self, last, monkeypatch):
        row = planned(NOTHING._replace(ends=PartialDate(2026)), **SCHOOL_YEAR)
        row.offers["ends"] = ("2025", "2026")

        plan = self.settle(row, last=last, monkeypatch=monkeypatch)

        assert (said(row), row.changes, row.offers) == ([STAYS], {}, {"ends": ("2025", "2026")})
        assert (plan.changed_agreements, row.agreement.ends) == ({}, PartialDate(2025))

    def test_an_end_that_is_offered_without_a_word_waits_to_be_ticked(self, monkeypatch):
        row = planned(NOTHING._replace(ends=PartialDate(2026)), **SCHOOL_YEAR)
        row.offers["ends"], row.quiet = ("2025", "2026"), ("ends",)

        self.settle(row, last="2025", monkeypatch=monkeypatch)
        assert (said(row), row.changes) == ([], {})
        self.settle(row, "ends", last="2025", monkeypatch=monkeypatch)
        assert (said(row), row.offers) == ([("ends", "info", "end-changed", GOES)], {"ends": ("2025", "2026")})

    @pytest.mark.parametrize(("start", "is_taken"), [("2026-12-31", True), ("2027-01-01", False)])
    def test_an_end_before_the_start_stays_even_where_it_is_ticked(self, start, is_taken):
        registered = {"starts": start, "ends": "2028", "validity": "fixed"}
        row = planned(NOTHING._replace(ends=PartialDate(2026)), **registered)
        row.offers["ends"] = ("2028", "2026")

        self.settle(row, "ends")

        assert [code for _column, _level, code, _message in said(row)] == ["end-changed" if is_taken else "end-differs"]
        assert row.agreement.ends == PartialDate(2026 if is_taken else 2028)

    def test_an_open_end_is_named_in_words(self):
        row = planned(NOTHING._replace(ends=PartialDate(2026)), validity="open-ended")
        row.offers["ends"] = ("open-ended", "2026")

        self.settle(row)

        sentence = "The registered end stays (open-ended); this row has 2026."
        assert said(row) == [("ends", "check", "end-differs", sentence)]

    @pytest.mark.parametrize("is_accepted", [False, True])
    def test_a_signing_is_taken_where_it_is_ticked(self, is_accepted):
        row = planned(NOTHING._replace(signed=PartialDate(2021)), signed="2020")
        row.offers["signed"] = ("2020", "2021")

        plan = self.settle(row, *(["signed"] if is_accepted else []))

        assert row.changes == ({"signed": ("2020", "2021")} if is_accepted else {})
        changed = {row.agreement: {"signed_on", "signed_precision"}} if is_accepted else {}
        assert plan.changed_agreements == changed
        assert [remark.code for remark in row.remarks] == ([] if is_accepted else ["signed-differs"])

    def test_a_signing_that_is_a_start_is_taken_out_where_that_is_ticked(self):
        row = planned(NOTHING._replace(starts=PartialDate(2020)), signed="2020", starts="2020")
        row.offers["signed"] = ("2020", "–")

        self.settle(row, "signed")

        assert (row.agreement.signed, row.agreement.starts) == (None, PartialDate(2020))
        assert row.changes == {"signed": ("2020", "")}

    @pytest.mark.parametrize("is_accepted", [False, True])
    def test_a_web_address_is_taken_where_it_is_ticked(self, is_accepted):
        row = planned(NOTHING._replace(website="https://new.example/"))
        row.institution.website = "https://old.example/"
        both = "https://old.example/", "https://new.example/"
        row.offers["website"] = both

        plan = self.settle(row, *(["website"] if is_accepted else []))

        assert row.changes == ({"institution.website": both} if is_accepted else {})
        assert plan.changed_institutions == ({row.institution: {"website"}} if is_accepted else {})
        assert row.institution.website == both[is_accepted]
        assert row.undo == ({"institution": {"website": [*both]}} if is_accepted else {})


@pytest.mark.django_db
def test_the_last_ends_are_those_of_the_last_import():
    header = "University,Country,Date,End date\n"
    for end in ("2025", "2026"):
        AgreementResource().import_file(f"{header}Varna,Bulgaria,2020,{end}\n".encode(), "list.csv")
    pk = Agreement.objects.get().pk

    assert last_ends([pk]) == {pk: "2026"}
    assert last_ends([]) == {}


@pytest.mark.parametrize(
    ("record", "values"),
    [
        (
            NOTHING,
            {"number": None, "title": "", "validity": "not-recorded", "renewal": "none", "signed": None, "ends": None},
        ),
        (
            FULL,
            {
                "number": 7,
                "title": "MoU",
                "validity": "fixed",
                "renewal": "automatic",
                "term_months": 48,
                "reference": "A-1",
                "scope": "students",
                "notes": "a note",
                "signed": PartialDate(2020, 5),
                "starts": PartialDate(2021),
                "ends": PartialDate(2025),
            },
        ),
        (NOTHING._replace(term=StatedTerm(is_open_ended=True)), {"validity": "open-ended", "renewal": "none"}),
    ],
)
def test_a_new_agreement_has_what_the_row_says(record, values):
    row = PlannedRow(None, TableRow(1, {}, ()), record, [])

    agreement = new_agreement(row)

    assert {name: getattr(agreement, name) for name in values} == values


@pytest.mark.django_db
def test_what_the_office_adds_in_its_own_file_completes_the_agreement():
    make_agreement(make_institution("Varna", "BG"), signed="2019")
    header = "University,Country,Type,Signed,Kind of validity,Renewal,Renewal in months,Terminated on,"
    row = "Varna,Bulgaria,MoU,2019,not-recorded,automatic,24,2021-02-03,no students"
    text = f"{header}Reason of the termination\n{row}\n"

    file_import = AgreementResource().import_file(text.encode(), "list.csv")

    names = ("renewal", "renewal_months", "terminated_on", "termination_reason")
    assert Agreement.objects.values_list(*names).get() == ("automatic", 24, date(2021, 2, 3), "no students")
    assert set(file_import.plan.rows[0].changes) == set(names)
    undo_run(file_import.run, None, plan_undo(file_import.run).fingerprint)
    assert Agreement.objects.values_list(*names).get() == ("none", None, None, "")


@pytest.mark.django_db
def test_a_length_or_a_reason_without_what_it_belongs_to_is_left_out():
    make_agreement(make_institution("Varna", "BG"), signed="2019")
    header = "University,Country,Type,Signed,Kind of validity,Renewal in months,Reason of the termination\n"

    file_import = AgreementResource().import_file(
        f"{header}Varna,Bulgaria,MoU,2019,not-recorded,24,no students\n".encode(), "list.csv"
    )

    assert file_import.plan.counts["unchanged"] == 1


@pytest.mark.parametrize(("code", "is_public"), [("status-not-in-force", False), ("status-unknown", False)])
def test_an_agreement_that_its_list_calls_over_is_not_public(code, is_public):
    row = PlannedRow(None, TableRow(1, {}, ()), NOTHING, [check(Column.STATUS, code, status="x")])

    assert new_agreement(row).is_public is is_public

"""A row's cells to the values of one record."""

from datetime import date

import pytest

from partnerships.importing.cells.dates import NO_HABIT
from partnerships.importing.cells.records import CellReaders, parse_record
from partnerships.importing.fields import Column
from partnerships.models import Status
from partnerships.partial_dates import PartialDate


def codes(values):
    return [(remark.code, remark.level.value) for remark in parse_record(values, CellReaders({}))[1]]


ROW = {Column.INSTITUTION: "Opole", Column.COUNTRY: "Poland"}


@pytest.mark.parametrize(
    ("status", "remark"),
    [
        ("active", ("status-noted", "info")),
        ("سارية", ("status-noted", "info")),
        ("terminated", ("status-not-in-force", "check")),
        ("Ativo", ("status-noted", "info")),
        ("Encerrado", ("status-not-in-force", "check")),
        ("not signed", ("status-not-in-force", "check")),
        ("in negotiation", ("status-not-in-force", "check")),
        ("to be signed", ("status-not-in-force", "check")),
        ("unsigned", ("status-not-in-force", "check")),
        ("Invalid", ("status-not-in-force", "check")),
        ("ungültig", ("status-not-in-force", "check")),
        ("Inativo", ("status-not-in-force", "check")),
        ("неактивен", ("status-not-in-force", "check")),
        ("qüvvədən düşüb", ("status-not-in-force", "check")),
        ("yürürlükten kalktı", ("status-not-in-force", "check")),
        ("qüvvədədir", ("status-noted", "info")),
        ("noted by the senate", ("status-unknown", "check")),
        ("active until terminated", ("status-noted", "info")),
        ("目前有效", ("status-noted", "info")),
    ],
)
def test_a_status_is_kept_and_doubted_where_it_is_not_known(status, remark):
    assert codes(ROW | {Column.STATUS: status}) == [remark]


@pytest.mark.parametrize("status", Status.values)
def test_a_status_that_the_register_computes_is_no_note(status):
    values = {Column.INSTITUTION: "Sfax", Column.STATUS: status}

    record, remarks = parse_record(values, CellReaders({}))

    over = ["status-not-in-force"]
    codes_of = {"resting": ["status-rests-undated"], "ended": over, "terminated": over}
    assert bool(record.notes) == (status in codes_of)
    assert [remark.code for remark in remarks if remark.column == "status"] == codes_of.get(status, [])


def test_further_columns_feed_the_record():
    values = ROW | {
        Column.CITY: "Opole",
        Column.REFERENCE: "UOB-7",
        Column.ERASMUS_CODE: "pl opole01",
        Column.STARTS: "2019",
        Column.DURATION: "5 years",
        Column.CONTACT: "a@b.pl",
        Column.NOTES: "renewed once",
    }
    record, _remarks = parse_record(values, CellReaders({}))

    assert (record.city, record.reference, record.erasmus_code) == ("Opole", "UOB-7", "PL OPOLE01")
    assert (record.starts.isoformat(), record.term.months) == ("2019", 60)
    assert record.notes == "renewed once\nContact: a@b.pl"


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("D BREMEN01", "DE"),
        ("SF OULU01", "FI"),
        ("IRLDUBLIN01", "IE"),
        ("LUXLUX-VIL01", "LU"),
        ("PL OPOLE01", "PL"),
        ("CZBRNO01", "CZ"),
        ("BGENT01", ""),  # without its space, as those below
        ("GATHINE01", ""),
        ("IROMA01", ""),
        ("PLISBOA01", ""),
        ("D", ""),
    ],
)
def test_the_country_is_that_of_the_erasmus_code(code, country):
    record, _remarks = parse_record({Column.INSTITUTION: "Partner", Column.ERASMUS_CODE: code}, CellReaders({}))

    assert record.country == country


@pytest.mark.parametrize("name", ["• Sfax", "- Sfax", "Sfax*", "Sfax¹"])
def test_bullets_and_footnote_marks_are_no_part_of_a_name(name):
    record, remarks = parse_record({Column.INSTITUTION: name, Column.COUNTRY: "Tunisia"}, CellReaders({}))

    assert (record.institution, [remark.code for remark in remarks]) == ("Sfax", ["name-marked"])


def test_institutions_on_several_lines_of_a_cell_need_a_look():
    several = {Column.INSTITUTION: "Université Paris 1\nUniversité Lyon 2"}

    assert codes(ROW | several) == [("several-partners", "check")]
    assert codes(ROW | {Column.INSTITUTION: "University\nof Opole"}) == []


def test_an_end_before_the_signing_needs_a_look():
    values = ROW | {Column.SIGNED: "2020", Column.ENDS: "2018"}

    assert codes(values) == [("end-before-signing", "check")]


def test_the_country_beside_a_city_is_read():
    values = {Column.INSTITUTION: "Aarhus University", Column.CITY: "Aarhus, Denmark"}
    record, remarks = parse_record(values, CellReaders({}))

    assert (record.country, [remark.code for remark in remarks]) == ("DK", ["country-from-city"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chinese Foundation; Shanghai University", "several-partners"),
        ("University of A and University of B", "several-partners"),
        ("MoA (Articulation) School of Computing", "document-in-name"),
    ],
)
def test_a_name_that_is_more_than_a_name_needs_a_look(name, code):
    assert codes({Column.INSTITUTION: name, Column.COUNTRY: "China"}) == [(code, "check")]


@pytest.mark.parametrize(
    ("city", "country", "level"),
    [("Atlanta, Georgia, USA", "US", "info"), ("Beirut, Lebanon", "LB", "check"), ("Tbilisi, Georgia", "GE", "check")],
)
def test_the_last_part_of_a_city_is_the_country(city, country, level):
    record, remarks = parse_record({Column.INSTITUTION: "State University", Column.CITY: city}, CellReaders({}))

    assert (record.country, [remark.level.value for remark in remarks]) == (country, [level])


def test_the_start_of_a_period_is_no_signing():
    record, remarks = parse_record(ROW | {Column.DURATION: "2018–2023"}, CellReaders({Column.DURATION: NO_HABIT}))

    assert (record.signed, record.starts, record.ends) == (None, PartialDate(2018), PartialDate(2023))
    assert [remark.code for remark in remarks] == ["term-span"]


def test_a_period_under_a_signing_is_taken_apart_and_looked_at():
    readers = CellReaders({Column.SIGNED: NO_HABIT})
    record, remarks = parse_record(ROW | {Column.SIGNED: "12.05.2018 – 11.05.2023"}, readers)

    assert (record.signed, record.starts, record.ends) == (None, PartialDate(2018, 5, 12), PartialDate(2023, 5, 11))
    assert [(remark.code, remark.level.value) for remark in remarks] == [("term-span", "check")]


def test_a_quotation_mark_that_is_never_closed_is_taken_out_and_said():
    record, remarks = parse_record({Column.INSTITUTION: '"Opole University', Column.COUNTRY: "Poland"}, CellReaders({}))

    assert (record.institution, [remark.code for remark in remarks]) == ("Opole University", ["stray-quote"])


@pytest.mark.parametrize(
    ("title", "signed", "ends", "months"),
    [
        ("MoU signed on 12 May 2019 valid for 5 years", "2019-05-12", None, 60),
        ("Signed on 13/02/2020; valid up to 12.02.2025", "2020-02-13", "2025-02-12", None),
        ("Student exchange, signed in 2017", "2017", None, None),
    ],
)
def test_dates_in_a_sentence_are_taken_and_looked_at(title, signed, ends, months):
    record, remarks = parse_record(ROW | {Column.TITLE: title}, CellReaders({}))

    assert (record.signed.isoformat(), record.ends and record.ends.isoformat(), record.term.months) == (
        signed,
        ends,
        months,
    )
    assert {remark.level.value for remark in remarks} == {"check"}


def test_equal_cells_of_a_list_are_read_once():
    readers = CellReaders({})
    rows = [ROW | {Column.TITLE: "MoU", Column.SIGNED: "2020"}, ROW | {Column.TITLE: "MoU", Column.SIGNED: "2020"}]

    records = [parse_record(values, readers)[0] for values in rows]

    assert records[0] == records[1]
    assert [reader.cache_info().misses for reader in (readers.name, readers.country, readers.title)] == [1, 1, 1]
    assert readers.date.cache_info().misses == 2  # the signing, and the start that is not given


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("Rowan Academy University and Birch University", True),
        ("Heather University / Gorse Institute", True),
        ("1. Reed University 2. Rush University", True),
        ("Fern State University\nMoss Medical College", True),
        ("Yarrow Institute of Science and Technology", False),
        ("Institute for Research / Training", False),
    ],
)
def test_partners_in_one_cell_are_told_from_one_with_such_a_name(name, is_several):
    assert (("several-partners", "check") in codes(ROW | {Column.INSTITUTION: name})) is is_several


def test_a_status_that_the_end_says_already_needs_no_look():
    values = ROW | {Column.ENDS: "2022", Column.STATUS: "ended"}

    record, remarks = parse_record(values, CellReaders({}, date(2026, 5, 1)))

    assert (record.notes, remarks) == ("", ())


@pytest.mark.parametrize(
    ("cell", "name", "status"),
    [
        ("Alder Institute (expired)", "Alder Institute", "expired"),
        ("Alder Institute [CANCELLED]", "Alder Institute", "CANCELLED"),
        ("Alder Institute – terminated 2019", "Alder Institute", "terminated 2019"),
        ("Ege Üniversitesi (süresi doldu)", "Ege Üniversitesi", "süresi doldu"),
        ("東京大学（終了）", "東京大学", "終了"),
    ],
)
def test_a_status_behind_a_name_is_no_part_of_it(cell, name, status):
    record, remarks = parse_record(ROW | {Column.INSTITUTION: cell}, CellReaders({}))

    assert (record.institution, record.notes) == (name, f"Status in the list: {status}")
    assert [remark.code for remark in remarks] == ["status-not-in-force"]


@pytest.mark.parametrize(
    "name",
    [
        "University of the Ended",
        "Faculdade Peartree - FGP",
        "Risques, résilience",
        "Alder (Closed College)",
        "Alder Institute – Valid",
    ],
)
def test_a_name_that_only_sounds_like_a_status_stays(name):
    record, remarks = parse_record(ROW | {Column.INSTITUTION: name}, CellReaders({}))

    assert (record.institution, remarks) == (name, ())


def test_a_status_with_a_day_says_when_the_agreement_was_terminated():
    record, _remarks = parse_record(ROW | {Column.STATUS: "terminated on 22.03.2020"}, CellReaders({}))

    assert record.terminated_on == date(2020, 3, 22)


@pytest.mark.parametrize("name", [", Poland", "Poland", "POLAND."])
def test_a_name_that_is_only_the_country_is_none(name):
    record, remarks = parse_record(ROW | {Column.INSTITUTION: name}, CellReaders({}))

    assert (record.institution, [remark.code for remark in remarks]) == ("", ["name-is-country"])


@pytest.mark.parametrize(
    ("name", "country", "remark"),
    [
        ("Spain, Northport University", "ES", ("country-before-name", "info")),
        ("ITALY: Alder Institute", "IT", ("country-before-name", "info")),
        ("Poland - Sedge College", "PL", ("country-before-name", "info")),
        ("Japan – Korea Center", "JP", ("country-before-name", "check")),
        ("Georgia - Alder Institute", "", ("country-missing", "check")),
    ],
)
def test_the_country_before_a_name_is_that_of_a_row_without_one(name, country, remark):
    record, remarks = parse_record({Column.INSTITUTION: name}, CellReaders({}))

    assert (record.institution, record.country) == (name, country)
    assert [(said.code, said.level.value) for said in remarks] == [remark]


@pytest.mark.parametrize(
    "status", ["pas encore signé", "não vigente", "nem hatályos", "tidak berlaku", "being renewed"]
)
def test_a_denied_status_does_not_hold_in_any_language(status):
    assert ("status-not-in-force", "check") in codes(ROW | {Column.STATUS: status})


@pytest.mark.parametrize(
    "name",
    [
        "(expired) Alder Institute",
        "[CANCELLED] Alder Institute",
        "TERMINATED: Alder Institute",
        "(истёк) Alder Institute",
    ],
)
def test_a_status_before_a_name_is_none_of_it(name):
    record, remarks = parse_record(ROW | {Column.INSTITUTION: name}, CellReaders({}))

    assert record.institution == "Alder Institute"
    assert "status-not-in-force" in [remark.code for remark in remarks]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("日本：北大学", "JP"),
        ("مصر: جامعة الشمال", "EG"),
        ("Ελλάδα: Πανεπιστήμιο Βορρά", "GR"),
        ("Brazil | Alder Institute", "BR"),
    ],
)
def test_a_country_in_front_is_read_in_any_script(name, code):
    assert parse_record({Column.INSTITUTION: name}, CellReaders({}))[0].country == code


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("University at Albany, State University of New York", False),
        ("Alder Medical College and Research Institute", False),
        ("Univerzita Alder a Univerzita Birch", True),
        ("Alder Egyetem és Birch Egyetem", True),
    ],
)
def test_several_partners_are_told_from_one(name, is_several):
    found = [code for code, _level in codes(ROW | {Column.INSTITUTION: name})]

    assert ("several-partners" in found) is is_several


@pytest.mark.parametrize("name", [", Italien", "- Espagne", "，日本", ", Польша", "Slovensko"])
def test_a_name_that_is_a_country_names_no_institution_where_no_country_stands(name):
    record, remarks = parse_record({Column.INSTITUTION: name}, CellReaders({}))

    assert (record.institution, remarks[-1].code) == ("", "name-is-country")

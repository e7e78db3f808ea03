"""Cells to dates; no database."""

import time
from datetime import date

import pytest

from partnerships.importing.cells.dates import habit_of, parse_date
from partnerships.importing.cells.term_cells import parse_end
from partnerships.importing.fields import Column


def noticed(parsed):
    return [(remark.code, remark.level.value) for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("cell", "iso", "remarks"),
    [
        ("30.06.2003", "2003-06-30", []),
        ("Oktyabr, 2020", "2020-10", [("month-name", "info")]),
        ("Sentyabr, 2018", "2018-09", [("month-name", "info")]),
        ("2008", "2008", []),
        ("", None, []),
        ("-", None, []),
        ("30/06/03", "2003-06-30", [("two-digit-year", "info")]),
        ("31.02.2020", None, [("date-unread", "check")]),
        ("soon", None, [("date-unread", "check")]),
        ("04/05/2020", None, [("date-ambiguous", "check")]),
        ("30/00/2020", None, [("date-zero", "check")]),
        ("00.05.2020", None, [("date-zero", "check")]),
        ("5/0/2020", None, [("date-zero", "check")]),
        ("2020-00-00", None, [("date-zero", "check")]),
        ("00 May 2020", None, [("date-zero", "check")]),
        ("1/0/1900", None, [("date-empty", "info")]),
        ("00.00.0000", None, [("date-empty", "info")]),
        ("0000-00-00 00:00:00", None, [("date-empty", "info")]),
        ("30.12.1899", None, [("date-empty", "info")]),
        ("1899-12-31", None, [("date-empty", "info")]),
        ("1900-01-00", None, [("date-empty", "info")]),
        ("00:00:00", None, [("date-empty", "info")]),
        ("2020.0", "2020", []),
    ],
)
def test_date_is_read_as_far_as_it_is_known(cell, iso, remarks):
    parsed = parse_date(cell, Column.SIGNED)

    assert (parsed.value and parsed.value.isoformat(), noticed(parsed)) == (iso, remarks)


def test_zero_does_not_tell_the_order_of_a_column():
    assert habit_of(["30/00/2020", "04/05/2020"]).day_first is None


@pytest.mark.parametrize("cell", ["31.02.2020", "soon"])
def test_a_date_that_cannot_be_read_is_quoted(cell):
    message = parse_date(cell, Column.SIGNED).remarks[0].message

    assert message == f"“{cell}” is no date that can be read, so the date is left empty."


@pytest.mark.parametrize(
    ("others", "iso"),
    [(["13/05/2020"], "2020-05-04"), (["05/13/2020"], "2020-04-05"), (["13/5/2020", "5/13/2020"], None)],
)
def test_day_or_month_is_told_from_the_column(others, iso):
    parsed = parse_date("04/05/2020", Column.SIGNED, habit_of(["04/05/2020", *others]))

    assert (parsed.value and parsed.value.isoformat()) == iso


@pytest.mark.parametrize(
    ("cell", "iso", "remarks"),
    [
        ("Febrary 11, 2016", "2016-02-11", [("date-misspelt", "check")]),
        ("43221", "2018-05-01", [("date-serial", "check")]),
        ("20015", None, [("date-unread", "check")]),
        ("12 มีนาคม 2562", "2019-03-12", [("date-converted", "info")]),
        ("1398/02/12", "2019-05-02", [("date-converted-likely", "check")]),
        ("1440/05/12 هـ", "2019-01-19", [("date-islamic", "check")]),
        ("平成16年5月1日", "2004-05-01", [("date-converted", "info")]),
        ("107.05.12", "2018-05-12", [("date-converted-likely", "check")]),
        ("Spring 2023", "2023", [("date-about", "check")]),
        ("AY 2018/2019", "2018", [("date-academic", "check")]),
        ("3. listopada 2019.", None, [("date-ambiguous", "check")]),
        ("1999, 11/17/2008", None, [("date-several", "check")]),
        ("Sep-19", "2019-09", [("two-digit-year", "check")]),
        ("31.1.31", None, [("date-future-short", "check")]),
        ("31.01.2031", "2031-01-31", [("date-future", "check")]),
        ("31.1.13", "2013-01-31", [("two-digit-year", "info")]),
        ("renewal pending", None, [("date-unread", "check")]),
    ],
)
def test_an_unusual_date_is_read_or_left_to_a_person(cell, iso, remarks):
    parsed = parse_date(cell, Column.SIGNED, today=date(2026, 6, 1))

    assert (parsed.value and parsed.value.isoformat(), noticed(parsed)) == (iso, remarks)


def test_dots_follow_the_order_of_the_column():
    parsed = parse_date("04.05.2020", Column.SIGNED, habit_of(["05.14.2020", "06.30.2020", "04.05.2020"]))

    assert parsed.value.isoformat() == "2020-04-05"


@pytest.mark.parametrize("cell", ["19-05-12", "2020.1"])
def test_a_date_with_two_readings_is_left_to_a_person(cell):
    parsed = parse_date(cell, Column.SIGNED, habit_of([cell, "18-11-10", "20-12-25"]))

    assert (parsed.value, noticed(parsed)) == (None, [("date-ambiguous", "check")])


@pytest.mark.parametrize("cell", ["1." * 20_000, "1 " * 10_000 + "x", "aaaa 1, " * 5_000])
def test_a_very_long_cell_is_answered_at_once(cell):
    started = time.monotonic()

    assert (parse_date(cell, Column.SIGNED).value, parse_end(cell).value.ends) == (None, None)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("cell", "iso", "code"),
    [
        ("2021, pe 5 ani cu reînnoire tacită pentru încă 5 ani", "2021", "date-with-words"),
        ("12.05.2015 (original)", "2015-05-12", "date-with-words"),
        ("подписан 12.05.2015", "2015-05-12", "date-with-words"),
        ("1996. 1.23※", "1996-01-23", "date-marked"),
        ("12/05/2558", None, "date-other-calendar"),
        ("25/05/2558", "2015-05-25", "date-converted-likely"),
        ("25/11/2017 (Renewed on 12.3.2022)", None, "date-several"),
        ("2005 (MoU), 2010 (exchange)", None, "date-several"),
        ("№ 25 от 12.05.2015", "2015-05-12", "date-with-words"),
        ("Faculty of Law\n12.05.2015", "2015-05-12", "date-with-words"),
        ("25,05,2015", "2015-05-25", "date-misspelt"),
        ("expired 2015", None, "date-unread"),
    ],
)
def test_a_date_with_words_beside_it_is_looked_at(cell, iso, code):
    parsed = parse_date(cell, Column.SIGNED)

    assert (parsed.value and parsed.value.isoformat(), noticed(parsed)) == (iso, [(code, "check")])


def test_dots_do_not_follow_a_month_that_stands_first_between_slashes():
    habit = habit_of(["12/13/2015", "1/25/2018"])
    dotted = habit_of(["12.13.2015", "1.25.2018"])

    assert noticed(parse_date("11.05.2020", Column.SIGNED, habit)) == [("date-ambiguous", "check")]
    assert parse_date("11.05.2020", Column.SIGNED, dotted).value.isoformat() == "2020-11-05"


def test_two_digits_may_be_the_year_where_years_come_first():
    habit = habit_of(["2019.05.12", "2018. 3. 2"])

    assert noticed(parse_date("16.10.11", Column.SIGNED, habit)) == [("date-ambiguous", "check")]
    assert parse_date("16.10.11", Column.SIGNED, habit_of(["12.05.2019"])).value.isoformat() == "2011-10-16"


def test_numbers_of_a_spreadsheet_are_told_from_the_column():
    parsed = parse_date("43221", Column.SIGNED, habit_of(["43221", "43586", "2019"]))

    assert (parsed.value.isoformat(), noticed(parsed)) == ("2018-05-01", [("date-serial", "info")])


@pytest.mark.parametrize(
    ("header", "iso"),
    [("Signed (dd/mm/yyyy)", "2012-06-05"), ("Date mm/dd/yyyy", "2012-05-06"), ("Signed", None)],
)
def test_the_order_is_told_from_the_header_too(header, iso):
    parsed = parse_date("05/06/2012", Column.SIGNED, habit_of(["05/06/2012", "07/08/2013"], header))

    assert (parsed.value and parsed.value.isoformat()) == iso


def test_years_that_span_two_are_told_from_the_column():
    habit = habit_of(["2011-12", "2012-13"])

    assert noticed(parse_date("2011-12", Column.SIGNED, habit)) == [("date-academic", "check")]
    assert parse_date("2011-12", Column.SIGNED, habit_of(["2011-12", "2012-10"])).value.isoformat() == "2011-12"


def test_a_short_year_that_comes_first_is_of_the_century_of_other_short_years():
    habit = habit_of(["2017/05/06", "99/05/16", "18/05/16"])

    assert parse_date("99/05/16", Column.SIGNED, habit).value.isoformat() == "1999-05-16"


def test_equal_day_and_month_are_one_date_where_the_month_comes_first():
    habit = habit_of(["06/25/2017", "05.05.2017"])

    assert parse_date("05.05.2017", Column.SIGNED, habit).value.isoformat() == "2017-05-05"


@pytest.mark.parametrize(("cells", "is_first"), [(["2017/05/06"], True), (["2017/05/06", "06/05/2017"], False)])
def test_years_come_first_where_none_comes_last(cells, is_first):
    assert habit_of(cells).is_year_first == is_first


SWAPPED = ["2019-05-12", "25.06.2018", "2017-11-04", "30.10.2020"]


@pytest.mark.parametrize(
    ("cells", "cell", "iso", "codes"),
    [
        (SWAPPED, "2019-05-12", None, ["date-swapped"]),
        (SWAPPED, "25.06.2018", "2018-06-25", []),
        (SWAPPED, "2019-05-05", "2019-05-05", []),
        ([*SWAPPED, "2019-05-28"], "2019-05-12", "2019-05-12", []),
        ([*SWAPPED, "03.04.2018"], "2019-05-12", "2019-05-12", []),
        (["2019-05-12", "2017-11-04"], "2019-05-12", "2019-05-12", []),
    ],
)
def test_dates_that_a_spreadsheet_has_swapped_are_left_to_a_person(cells, cell, iso, codes):
    parsed = parse_date(cell, Column.SIGNED, habit_of(cells))

    assert (parsed.value and parsed.value.isoformat(), [code for code, _ in noticed(parsed)]) == (iso, codes)


@pytest.mark.parametrize(
    ("cells", "iso", "code"),
    [
        (["2011/12", "2012/13"], "2011", "date-academic"),
        (["2011/12"], None, "date-month-or-years"),
        (["2011/12", "2012/05"], "2011-12", None),
        (["2011-12"], "2011-12", None),
    ],
)
def test_two_years_or_a_month_are_told_from_the_column(cells, iso, code):
    parsed = parse_date(cells[0], Column.SIGNED, habit_of(cells))

    assert (parsed.value and parsed.value.isoformat(), [c for c, _ in noticed(parsed)]) == (iso, [code] if code else [])

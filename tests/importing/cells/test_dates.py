"""Cells to dates and terms; no database."""

import time
from datetime import date

import pytest

from partnerships.importing.cells.dates import habit_of, parse_date, parse_duration, parse_end, parse_renewal
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


@pytest.mark.parametrize(("cell", "code"), [("30/00/2020", "date-zero"), ("1/0/1900", "date-empty")])
def test_zero_is_no_part_of_an_end(cell, code):
    parsed = parse_end(cell)

    assert (parsed.value.ends, [remark.code for remark in parsed.remarks]) == (None, [code])


@pytest.mark.parametrize("cell", ["1/0/1900", "30.12.1899"])
def test_empty_date_is_no_length(cell):
    assert noticed(parse_duration(cell)) == [("date-empty", "info")]


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
        ("1398/02/12", "2019-05-02", [("date-converted", "check")]),
        ("1440/05/12 هـ", None, [("date-other-calendar", "check")]),
        ("平成16年5月1日", "2004-05-01", [("date-converted", "info")]),
        ("107.05.12", "2018-05-12", [("date-converted", "check")]),
        ("Spring 2023", None, [("date-unread", "check")]),
        ("AY 2018/2019", None, [("date-several", "check")]),
        ("3. listopada 2019.", "2019-11-03", [("month-name", "check")]),
        ("1999, 11/17/2008", None, [("date-several", "check")]),
        ("Sep-19", "2019-09", [("two-digit-year", "check")]),
        ("31.1.31", None, [("date-future", "check")]),
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


@pytest.mark.parametrize(
    "cell",
    [
        "not unlimited",
        "no end date known",
        "no limit until 2024",
        "no automatic renewal",
        "automatic only with consent",
    ],
)
def test_a_denied_end_or_renewal_is_not_read_as_its_opposite(cell):
    term = parse_end(cell).value

    assert (term.is_open_ended, term.is_automatic, term.ends) == (False, False, None)
    assert noticed(parse_end(cell)) == [("date-unread", "check")]
    assert not parse_renewal(cell).value.is_automatic


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
        ("25/05/2558", "2015-05-25", "date-converted"),
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


@pytest.mark.parametrize(("cell", "span"), [("2023/2028", ("2023", "2028")), ("2023/2024", (None, None))])
def test_a_slash_between_years_is_a_span_but_for_an_academic_year(cell, span):
    term = parse_end(cell).value

    assert (term.starts and str(term.starts), term.ends and str(term.ends)) == span


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

    assert noticed(parse_date("2011-12", Column.SIGNED, habit)) == [("date-two-years", "check")]
    assert parse_date("2011-12", Column.SIGNED, habit_of(["2011-12", "2012-10"])).value.isoformat() == "2011-12"


@pytest.mark.parametrize(
    ("cell", "said", "remarks"),
    [
        ("", (None, None, False, False), []),
        ("11.05.2025", ("2025-05-11", None, False, False), []),
        ("bis 31.12.2022", ("2022-12-31", None, False, False), [("end", "info")]),
        ("до 21.05.2023", ("2023-05-21", None, False, False), [("end", "info")]),
        ("no end date", (None, None, True, False), [("no-end", "info")]),
        ("бессрочно", (None, None, True, False), [("no-end", "info")]),
        ("müddətsiz", (None, None, True, False), [("no-end", "info")]),
        ("無期限", (None, None, True, False), [("no-end", "info")]),
        ("5 years", (None, 60, False, False), [("term", "info")]),
        ("自動更新", (None, None, False, True), [("renewal", "check")]),
        ("pending renewal", (None, None, False, False), [("date-unread", "check")]),
        ("01.10.2014 - 30.09.2019", ("2019-09-30", None, False, False), [("term-span", "info")]),
    ],
)
def test_what_stands_under_an_end(cell, said, remarks):
    parsed = parse_end(cell)
    term = parsed.value

    assert (
        term.ends and term.ends.isoformat(),
        term.months,
        term.is_open_ended,
        term.is_automatic,
    ) == said
    assert noticed(parsed) == remarks


@pytest.mark.parametrize(
    ("cell", "months", "is_automatic", "remarks"),
    [
        ("5 Years", 60, False, [("term", "info")]),
        ("five (5) years", 60, False, [("term", "info")]),
        ("18 months", 18, False, [("term", "info")]),
        ("5 il", 60, False, [("term", "info")]),
        ("3 года", 36, False, [("term", "info")]),
        ("5 лет", 60, False, [("term", "info")]),
        ("5年", 60, False, [("term", "info")]),
        ("Initially 5 Years", 60, False, [("term", "check")]),
        ("Auto-renewable after 5 years", 60, True, [("renewal", "check")]),
        ("3 Years (with automatic prolongation for one year)", 36, True, [("renewal", "check")]),
        ("tacite reconduction", None, True, [("renewal", "check")]),
        ("5", 60, False, [("term-years", "check")]),
        ("Till consent", None, False, [("term-unread", "check")]),
        ("Not Specified", None, False, [("term-unread", "check")]),
    ],
)
def test_a_duration_is_a_length_and_never_an_end(cell, months, is_automatic, remarks):
    parsed = parse_duration(cell)

    assert (parsed.value.months, parsed.value.is_automatic, parsed.value.ends) == (months, is_automatic, None)
    assert noticed(parsed) == remarks


@pytest.mark.parametrize(
    ("cell", "is_automatic", "remarks"),
    [
        ("yes", True, [("renewal", "info")]),
        ("لا", False, []),
        ("no", False, []),
        ("on request", False, [("renewal", "info")]),
        ("by letter", False, [("renewal-unread", "check")]),
    ],
)
def test_what_stands_under_a_renewal(cell, is_automatic, remarks):
    parsed = parse_renewal(cell)

    assert (parsed.value.is_automatic, noticed(parsed)) == (is_automatic, remarks)


@pytest.mark.parametrize(
    ("cell", "starts", "ends"),
    [
        ("12/05/2018 – 11/05/2023", "2018-05-12", "2023-05-11"),
        ("from 12.05.2018 to 11.05.2023", "2018-05-12", "2023-05-11"),
        ("01/09/2018-31/08/2023", "2018-09-01", "2023-08-31"),
        ("2018.2.14-2022.12.31", "2018-02-14", "2022-12-31"),
        ("2018年3月1日～2023年2月28日", "2018-03-01", "2023-02-28"),
        ("5 years (2019-2024)", "2019", "2024"),
        ("Till 02-09-2024", None, "2024-09-02"),
        ("31/12/2024", None, "2024-12-31"),
        ("Đến 24/06/2024", None, "2024-06-24"),
    ],
)
def test_a_period_is_read_in_the_order_of_its_column(cell, starts, ends):
    term = parse_duration(cell, habit_of([cell, "24/06/2024"])).value

    assert (term.starts and term.starts.isoformat(), term.ends and term.ends.isoformat()) == (starts, ends)


@pytest.mark.parametrize(
    "cell",
    ["határozatlan", "na dobu neurčitou", "neterminuota", "αορίστου χρόνου", "Không thời hạn", "onbepaalde tijd",
     "Prazo indeterminado", "senza scadenza", "неодређено", "lifetime"],
)  # fmt: skip
def test_no_end_is_understood_in_many_languages(cell):
    parsed = parse_end(cell)

    assert (parsed.value.is_open_ended, noticed(parsed)) == (True, [("no-end", "info")])


@pytest.mark.parametrize(
    "cell", ["5 tahun", "5 év", "5 let / 5 years", "5 godina", "5 năm", "خمس سنوات", "5 έτη", "5年間"]
)
def test_a_length_is_understood_in_many_languages(cell):
    parsed = parse_duration(cell)

    assert (parsed.value.months, noticed(parsed)) == (60, [("term", "info")])


def test_a_short_year_that_comes_first_is_of_the_century_of_other_short_years():
    habit = habit_of(["2017/05/06", "99/05/16", "18/05/16"])

    assert parse_date("99/05/16", Column.SIGNED, habit).value.isoformat() == "1999-05-16"


@pytest.mark.parametrize(("cell", "level"), [("31/12/67", "check"), ("31/12/29", "info")])
def test_an_end_far_in_the_future_of_two_digits_needs_a_look(cell, level):
    assert noticed(parse_end(cell)) == [("two-digit-year", level)]


def test_equal_day_and_month_are_one_date_where_the_month_comes_first():
    habit = habit_of(["06/25/2017", "05.05.2017"])

    assert parse_date("05.05.2017", Column.SIGNED, habit).value.isoformat() == "2017-05-05"


@pytest.mark.parametrize(("cells", "is_first"), [(["2017/05/06"], True), (["2017/05/06", "06/05/2017"], False)])
def test_years_come_first_where_none_comes_last(cells, is_first):
    assert habit_of(cells).is_year_first == is_first

"""Cells on how long an agreement holds; no database."""

import pytest

from partnerships.importing.cells.dates import habit_of
from partnerships.importing.cells.term_cells import parse_duration, parse_end, parse_renewal


def noticed(parsed):
    return [(remark.code, remark.level.value) for remark in parsed.remarks]


@pytest.mark.parametrize(("cell", "code"), [("30/00/2020", "date-zero"), ("1/0/1900", "date-empty")])
def test_zero_is_no_part_of_an_end(cell, code):
    parsed = parse_end(cell)

    assert (parsed.value.ends, [remark.code for remark in parsed.remarks]) == (None, [code])


@pytest.mark.parametrize("cell", ["1/0/1900", "30.12.1899"])
def test_empty_date_is_no_length(cell):
    assert noticed(parse_duration(cell)) == [("date-empty", "info")]


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


@pytest.mark.parametrize(("cell", "span"), [("2023/2028", ("2023", "2028")), ("2023/2024", (None, "2024"))])
def test_a_slash_between_years_is_a_span_but_for_an_academic_year(cell, span):
    term = parse_end(cell).value

    assert (term.starts and str(term.starts), term.ends and str(term.ends)) == span


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
        ("Not Specified", None, False, [("date-unknown", "check")]),
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
        ("on request", False, [("renewal-on-request", "info")]),
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
        ("depuis le 21/09/2016", "2016-09-21", None),
        ("2016年9月起", "2016-09", None),
        ("desde 2016", "2016", None),
    ],
)
def test_a_period_is_read_in_the_order_of_its_column(cell, starts, ends):
    term = parse_duration(cell, habit_of([cell, "24/06/2024"])).value

    assert (term.starts and term.starts.isoformat(), term.ends and term.ends.isoformat()) == (starts, ends)


@pytest.mark.parametrize("cell", ["21.09.2016 – unbefristet", "с 21.09.2016 бессрочно", "21.09.2016 - süresiz"])
def test_a_period_without_an_end_has_its_start(cell):
    term, remarks = parse_duration(cell)

    assert (term.starts.isoformat(), term.is_open_ended, term.ends) == ("2016-09-21", True, None)
    assert [(remark.code, remark.level.value) for remark in remarks] == [("date-with-words", "check")]


def test_an_end_of_two_academic_years_is_their_second():
    parsed = parse_end("2020/2021 уч. г.")

    assert (parsed.value.ends.isoformat(), noticed(parsed)) == ("2021", [("date-academic", "check")])


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


@pytest.mark.parametrize(("cell", "level"), [("31/12/67", "check"), ("31/12/29", "info")])
def test_an_end_far_in_the_future_of_two_digits_needs_a_look(cell, level):
    assert noticed(parse_end(cell)) == [("two-digit-year", level)]


UNKNOWN = (
    "not specified|не указано|غير محدد|belirtilmemiş|no especificado|non spécifiée|unbekannt|未定|미정|nieznany|άγνωστη"
)
UNLIMITED = (
    "unlimited|бессрочно|غير محددة المدة|süresiz|indefinido|indefinida|illimitée|无限期|무기한|"
    "na czas nieokreślony|αορίστου χρόνου"
)


@pytest.mark.parametrize("cell", UNKNOWN.split("|"))
def test_an_end_that_is_not_known_is_looked_at(cell):
    parsed = parse_end(cell)

    assert (parsed.value.is_open_ended, noticed(parsed)) == (False, [("date-unknown", "check")])


@pytest.mark.parametrize("cell", UNLIMITED.split("|"))
def test_an_end_that_will_not_come_is_open(cell):
    assert parse_end(cell).value.is_open_ended


@pytest.mark.parametrize(
    ("cell", "iso"),
    [("until end of 2024", "2024"), ("bis Ende 2024", "2024"), ("до конца 2024", "2024"), ("2022/23", "2023")],
)
def test_an_end_that_is_known_in_part_is_kept(cell, iso):
    parsed = parse_end(cell)

    assert (parsed.value.ends.isoformat(), parsed.remarks[0].level) == (iso, "check")

"""How long before its end an agreement wants notice of it."""

import pytest

from partnerships.importing.cells.notice import LONGEST_NOTICE, parse_notice, unit_of_header
from partnerships.models import status


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("3 months", 3),
        ("three (3) months", 3),
        ("6 ay", 6),
        ("6 aylıq", 6),
        ("3 месяца", 3),
        ("1 год", 12),
        ("3 Monate", 3),
        ("6 mois", 6),
        ("3 meses", 3),
        ("3 miesiące", 3),
        ("3个月", 3),
        ("６か月", 6),
        ("6개월", 6),
        ("", None),
        ("-", None),
    ],
)
def test_a_number_of_months_is_read_without_a_word(cell, months):
    assert parse_notice(cell) == (months, ())


@pytest.mark.parametrize(
    ("cell", "months", "code"),
    [
        ("90 days", 3, "notice-days"),
        ("180 gün", 6, "notice-days"),
        ("30 дней", 1, "notice-days"),
        ("ninety (90) days", 3, "notice-days"),
        ("365 days", 12, "notice-days"),
        ("30天", 1, "notice-days"),
        ("60일", 2, "notice-days"),
        ("45 days", 2, "notice-rounded"),
        ("12 weeks", 3, "notice-rounded"),
        ("4 Wochen", 1, "notice-rounded"),
        ("2週間", 1, "notice-rounded"),
        ("at least 6 months in writing", 6, "notice-likely"),
        ("6", 6, "notice-likely"),
        ("90", 3, "notice-likely"),
        ("in writing", None, "notice-unread"),
        ("61 months", None, "notice-unread"),
        ("37", None, "notice-unread"),
        ("60-90 days", None, "notice-unread"),
        ("0 days", None, "notice-unread"),
        ("0", None, "notice-unread"),
    ],
)
def test_what_was_counted_doubted_or_not_read_is_said(cell, months, code):
    read, remarks = parse_notice(cell)

    assert (read, [remark.code for remark in remarks]) == (months, [code])


def test_only_whole_months_are_certain():
    levels = {cell: parse_notice(cell).remarks[0].level for cell in ("90 days", "45 days", "90", "in writing")}

    assert levels == {"90 days": "info", "45 days": "check", "90": "check", "in writing": "check"}


@pytest.mark.parametrize(
    ("header", "unit", "cell", "months"),
    [
        ("Notice period (months)", "month", "6", 6),
        ("Notice period in days", "day", "90", 3),
        ("Fesih bildirim süresi (ay)", "month", "6", 6),
        ("Срок уведомления, дней", "day", "30", 1),
        ("Kündigungsfrist (Monate)", "month", "36", 36),
        ("Notice (years)", "year", "1", 12),
        ("Notice period", "", "6", 6),
    ],
)
def test_a_header_says_what_its_numbers_count(header, unit, cell, months):
    assert unit_of_header(header) == unit
    read, remarks = parse_notice(cell, unit)
    assert (read, [r.level for r in remarks if r.level == "check"]) == (months, [] if unit else ["check"])


def test_the_longest_notice_is_that_of_the_register():
    assert LONGEST_NOTICE == status.LONGEST_NOTICE

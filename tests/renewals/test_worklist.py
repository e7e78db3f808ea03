"""What the office should do next."""

from datetime import date, timedelta

import pytest

from partnerships.models import Agreement, RenewalKind
from partnerships.renewals.worklist import SECTIONS, by_status, by_year, section_of, worklist
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 31)


def sections_with(agreement):
    return [section.key for section in SECTIONS if agreement in section_of(section.key, ON)]


@pytest.mark.parametrize(
    ("fields", "sections"),
    [
        ({"ends": "2026-04-15"}, ["ends-30"]),
        ({"ends": "2026-04-15", "notice_months": 6}, ["decide"]),
        ({"ends": "2026-06-15"}, ["ends-90"]),
        ({"ends": "2026-08-15"}, ["ends-180"]),
        ({"ends": "2026-09-30", "notice_months": 6}, ["decide"]),
        ({"ends": "2028-01-01"}, []),
        ({"ends": "2026-03-30"}, ["ended"]),
        ({"ends": "2025"}, ["ended"]),
        ({"ends": "2025", "renewal": RenewalKind.AUTOMATIC}, ["automatic"]),
        ({"ends": "2025", "terminated_on": date(2025, 5, 1)}, []),
        ({"ends": "2026-04-15", "terminated_on": date(2026, 4, 15)}, []),
        ({"ends": "2026-09-30", "notice_months": 6, "terminated_on": date(2026, 9, 30)}, []),
        ({"ends": None}, ["end-missing"]),
        ({"ends": None, "validity": "open-ended"}, []),
        ({"ends": "2028-01-01", "signed": None}, ["date-missing"]),
        ({"ends": "2026-04-15", "snoozed_until": date(2026, 4, 1), "snooze_reason": "x"}, []),
        ({"ends": "2026-04-15", "snoozed_until": ON, "snooze_reason": "x"}, ["ends-30"]),
    ],
)
def test_an_agreement_stands_in_its_section(fields, sections):
    assert sections_with(make_agreement(**fields)) == sections


@pytest.mark.parametrize(
    "fields",
    [
        {"ends": "2025"},
        {"ends": "2025", "renewal": RenewalKind.AUTOMATIC},
        {"ends": "2026-04-15"},
        {"ends": "2026-04-15", "notice_months": 6},
    ],
)
def test_one_that_was_superseded_needs_no_decision(fields):
    old = make_agreement(**fields)
    make_agreement(ends="2030", supersedes=old)

    assert sections_with(old) == []


def test_the_day_to_decide_by_is_the_same_in_sql_and_python():
    ends = [date(2026, 1, 1) + timedelta(days=days) for days in range(0, 400, 9)]
    for end in [*ends, date(2026, 2, 28), date(2028, 2, 29), date(2026, 8, 31)]:
        for notice in (None, 0, 1, 6, 60):
            make_agreement(ends=end.isoformat(), notice_months=notice)
    for on in (ON, date(2026, 2, 28), date(2026, 6, 30), date(2028, 1, 29)):
        found = set(Agreement.objects.to_decide(on))

        assert found == {one for one in Agreement.objects.all() if one.decide_by <= on <= one.ends_on}


def test_the_most_urgent_are_named_and_all_are_counted(admin_user):
    for day in range(1, 9):
        make_agreement(ends=f"2026-04-{day:02}")
    mine = make_agreement(ends="2026-04-20", responsible=admin_user)

    found = {section.key: (count, named) for section, count, named in worklist(ON)}
    own = {section.key: named for section, _count, named in worklist(ON, admin_user)}

    assert found["ends-30"][0] == 9
    assert [one.ends.day for one in found["ends-30"][1]] == [1, 2, 3, 4, 5]
    assert own["ends-30"] == [mine]


def test_pictures_count_all_agreements():
    make_agreement(signed="2020-10", ends="2025")
    make_agreement(signed="2020", ends="2030")
    make_agreement(signed=None)

    assert by_status(ON) == {"ended": 1, "in-force": 1, "end-not-recorded": 1}
    assert by_year() == [(2020, 2)]

"""What the office should do next."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships.models import Agreement, RenewalKind
from partnerships.partial_dates import PartialDate
from partnerships.renewals.worklist import SECTIONS, by_status, by_year, chart_data, section_of, worklist
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
        ({"ends": "2045", "review_on": ON}, ["review"]),
        ({"ends": "2045", "review_on": date(2026, 4, 30)}, ["review-30"]),
        ({"ends": "2045", "review_on": date(2026, 5, 1)}, ["review-90"]),
        ({"ends": "2045", "review_on": date(2026, 6, 30)}, []),
        ({"ends": "2025", "review_on": ON}, ["ended"]),
        ({"ends": "2045", "review_on": ON, "snoozed_until": date(2026, 4, 1), "snooze_reason": "x"}, []),
        ({"ends": None, "validity": "open-ended"}, []),
        ({"ends": "2028-01-01", "signed": None}, ["date-missing"]),
        ({"ends": "2028-01-01", "signed": None, "starts": PartialDate(2023)}, []),
        ({"ends": "2026-04-15", "snoozed_until": date(2026, 4, 1), "snooze_reason": "x"}, []),
        ({"ends": "2026-04-15", "snoozed_until": ON, "snooze_reason": "x"}, ["ends-30"]),
    ],
)
def test_an_agreement_stands_in_its_section(fields, sections):
    assert sections_with(make_agreement(**fields)) == sections


DUE = {
    "decide": {"ends": "2026-04-15", "notice_months": 6},
    "ended": {"ends": "2025"},
    "automatic": {"ends": "2025", "renewal": RenewalKind.AUTOMATIC},
    "ends-30": {"ends": "2026-04-15"},
    "ends-90": {"ends": "2026-06-15"},
    "ends-180": {"ends": "2026-08-15"},
    "end-missing": {"ends": None},
    "date-missing": {"ends": "2028-01-01", "signed": None},
    "review": {"validity": "open-ended", "review_on": ON},
    "review-30": {"validity": "open-ended", "review_on": date(2026, 4, 15)},
    "review-90": {"validity": "open-ended", "review_on": date(2026, 6, 15)},
    "rested": {
        "validity": "open-ended",
        "rests_from": date(2022, 3, 1),
        "rests_until": date(2026, 3, 1),
        "rest_reason": "no contact",
    },
}


@pytest.mark.parametrize("section", [section.key for section in SECTIONS])
def test_one_that_was_superseded_is_due_in_no_section(section):
    old = make_agreement(**DUE[section])
    assert sections_with(old) == [section]

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


def test_charts_count_all_agreements():
    make_agreement(signed="2020-10", ends="2025")
    make_agreement(signed="2020", ends="2030")
    make_agreement(signed=None)

    assert by_status(ON) == {"ended": 1, "in-force": 1, "end-not-recorded": 1}
    assert by_year() == [(2020, 2)]


def test_what_renews_itself_is_to_be_recorded_on_the_day_that_is_asked_about():
    renewed = make_agreement(ends="2095", renewal=RenewalKind.AUTOMATIC)

    assert [list(section_of("automatic", date(year, 1, 1))) for year in (2095, 2096)] == [[], [renewed]]


def test_each_section_is_called_by_its_name():
    assert [(section.key, str(section.title)) for section in SECTIONS] == [
        ("decide", "The day to decide by has come"),
        ("ended", "Ended without a decision"),
        ("automatic", "Renewed automatically, to be recorded"),
        ("rested", "The rest is over: in force again?"),
        ("review", "A review is due"),
        ("review-30", "A review within 30 days"),
        ("ends-30", "Ending within 30 days"),
        ("review-90", "A review within 90 days"),
        ("ends-90", "Ending within 90 days"),
        ("ends-180", "Ending within 180 days"),
        ("end-missing", "End not recorded"),
        ("date-missing", "Neither signing nor start recorded"),
    ]


@pytest.mark.parametrize(
    ("days", "sections"),
    [
        (-1, ["ended"]),
        (0, ["decide"]),
        (1, ["ends-30"]),
        (30, ["ends-30"]),
        (31, ["ends-90"]),
        (90, ["ends-90"]),
        (91, ["ends-180"]),
        (180, ["ends-180"]),
        (181, []),
    ],
)
def test_each_day_of_an_end_is_in_one_section(days, sections):
    assert sections_with(make_agreement(ends=(ON + timedelta(days=days)).isoformat())) == sections


@pytest.mark.parametrize(("terminated_on", "sections"), [(ON, []), (ON + timedelta(days=1), ["end-missing"])])
def test_a_terminated_agreement_is_not_asked_for_its_end(terminated_on, sections):
    assert sections_with(make_agreement(ends=None, terminated_on=terminated_on)) == sections


def test_the_nearest_end_comes_first_and_of_equal_ones_the_elder_agreement():
    later, first, second = [make_agreement(ends=day) for day in ("2026-04-20", "2026-04-10", "2026-04-10")]

    assert list(section_of("ends-30", ON)) == [first, second, later]


def test_one_without_an_end_comes_last():
    endless, ending = make_agreement(signed=None, ends=None), make_agreement(signed=None, ends="2026-04-20")

    assert list(section_of("date-missing", ON)) == [ending, endless]


def test_a_person_sees_and_counts_their_own_in_three_queries(admin_user, django_assert_num_queries):
    mine = make_agreement(ends="2026-04-20", responsible=admin_user)
    make_agreement(ends="2026-04-10")

    with django_assert_num_queries(3):
        found = worklist(ON, admin_user)
        names = [f"{one.institution}, {one.agreement_type}" for _section, _count, named in found for one in named]

    assert [(section.key, count, named) for section, count, named in found if count] == [("ends-30", 1, [mine])]
    assert names == ["Technical University of Varna, MoU"]


def test_an_empty_register_has_no_work(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = worklist(ON)

    assert [(count, named) for _section, count, named in found] == [(0, [])] * len(SECTIONS)


def test_charts_are_of_today_and_counted_again_after_a_change(django_assert_num_queries):
    today = timezone.localdate()
    one = make_agreement(signed="2020", ends=(today - timedelta(days=1)).isoformat())

    assert chart_data() == chart_data(today) == ({"ended": 1}, [(2020, 1)])
    with django_assert_num_queries(1):
        chart_data()
    assert chart_data(today - timedelta(days=1)) == ({"ending": 1}, [(2020, 1)])

    one.signed = PartialDate(2019)
    one.save()
    assert chart_data() == ({"ended": 1}, [(2019, 1)])


def test_charts_follow_the_days_of_warning(settings):
    settings.WARNING_DAYS = 10
    make_agreement(signed="2020", ends="2026-04-20")

    assert chart_data(ON)[0] == {"in-force": 1}
    settings.WARNING_DAYS = 30
    assert chart_data(ON)[0] == {"ending": 1}


def test_years_without_an_agreement_are_left_out():
    for signed in ("2018", "2020-12-31", "2020-01-01"):
        make_agreement(signed=signed)

    make_agreement(signed=None, starts=PartialDate(2018))
    make_agreement(signed=None, starts=PartialDate(2017))

    assert by_year() == [(2017, 1), (2018, 2), (2020, 2)]

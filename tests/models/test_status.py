"""The status of an agreement: one meaning, said once in SQL and once in Python."""

from datetime import date, timedelta
from itertools import product

import pytest

from partnerships.bulk_insert import insert
from partnerships.models import Agreement, RenewalKind, Status, Validity
from partnerships.models.deadlines import DecideBy
from partnerships.models.status import months_before
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
TODAY = date(2031, 3, 31)
DATES = [None, "2030-05-02", "2031-03-31", "2031-04-01", "2031-03", "2031", "2032"]
ENDS = [
    None,
    "2030",
    "2031-03-30",
    "2031-03-31",
    "2031-06-29",
    "2031-06-30",
    "2031-08-31",
    "2031-09-30",
    "2031",
    "2036",
]

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
RESTS = [  # each with a termination beside it, or none
    (None, (BEFORE, None)),
    (None, (BEFORE, BEFORE)),
    (None, (BEFORE, TODAY)),
    (None, (TODAY, TODAY)),
    (None, (TODAY, AFTER)),
    (None, (AFTER, None)),
    (TODAY, (BEFORE, None)),
    (AFTER, (BEFORE, None)),
]


def allowed(validity, starts, ends):
    return (validity == Validity.FIXED) == bool(ends) and not (starts and ends and ends.last_day < starts.first_day)


def every_combination():
    dates = [text and PartialDate.fromisoformat(text) for text in DATES]
    all_ends = [text and PartialDate.fromisoformat(text) for text in ENDS]
    terminations = [None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    others = [*product([None, 0, 3, 5, 6, 60], terminations, [None]), *((None, *each) for each in RESTS)]
    for signed, starts, ends, validity, renewal, (notice, terminated, rest) in product(
        dates, dates, all_ends, Validity, RenewalKind, others
    ):
        if allowed(validity, starts, ends):
            agreement = Agreement(validity=validity, renewal=renewal, notice_months=notice, terminated_on=terminated)
            if rest:
                agreement.rests_from, agreement.rests_until, agreement.rest_reason = *rest, "war"
            agreement.signed, agreement.starts, agreement.ends = signed, starts, ends
            yield agreement


def test_expression_and_property_agree_on_every_combination():
    institution = make_institution()
    agreements = list(every_combination())
    for agreement in agreements:
        agreement.institution = institution
    insert(Agreement, agreements)

    found = list(Agreement.objects.with_status(TODAY))

    assert len(found) == len(agreements) > 30_000
    assert [a.pk for a in found if a.current_status != a.status_on(TODAY)] == []
    assert {a.current_status for a in found} == set(Status.values)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, Status.END_NOT_RECORDED),
        ({"signed": None}, Status.END_NOT_RECORDED),
        ({"validity": Validity.OPEN_ENDED}, Status.IN_FORCE),
        ({"ends": "2036"}, Status.IN_FORCE),
        ({"ends": "2031-06-29"}, Status.ENDING),
        ({"ends": "2031-08-31", "notice_months": 6}, Status.ENDING),
        ({"ends": "2031-03-31"}, Status.ENDING),
        ({"ends": "2031-03-30"}, Status.ENDED),
        ({"ends": "2030", "renewal": RenewalKind.AUTOMATIC}, Status.RENEWED),
        ({"ends": "2030", "renewal": RenewalKind.ON_REQUEST}, Status.ENDED),
        ({"signed": "2031-04-01"}, Status.NOT_STARTED),
        ({"ends": "2036", "terminated_on": TODAY}, Status.TERMINATED),
        ({"rests_from": TODAY}, Status.RESTING),
        ({"rests_from": AFTER}, Status.END_NOT_RECORDED),
        ({"rests_from": BEFORE, "rests_until": TODAY}, Status.RESTING),
        ({"rests_from": BEFORE, "rests_until": BEFORE}, Status.END_NOT_RECORDED),
        ({"validity": Validity.OPEN_ENDED, "rests_from": TODAY}, Status.RESTING),
        ({"ends": "2031-06-29", "rests_from": TODAY}, Status.RESTING),
        ({"ends": "2031-03-30", "rests_from": BEFORE}, Status.ENDED),
        ({"ends": "2031-03-30", "renewal": RenewalKind.AUTOMATIC, "rests_from": BEFORE}, Status.RESTING),
        ({"signed": "2031-04-01", "rests_from": BEFORE}, Status.NOT_STARTED),
        ({"rests_from": BEFORE, "terminated_on": TODAY}, Status.TERMINATED),
        ({"ends": "2036", "terminated_on": TODAY + timedelta(days=1)}, Status.IN_FORCE),
    ],
)
def test_status(fields, status):
    agreement = make_agreement(**fields)

    assert (agreement.status_on(TODAY), Agreement.objects.with_status(TODAY).get().current_status) == (status, status)


def test_in_force_never_counts_an_end_that_is_not_recorded():
    make_agreement()
    holding = [make_agreement(ends="2036"), make_agreement(ends="2030", renewal=RenewalKind.AUTOMATIC)]

    assert list(Agreement.objects.in_force(TODAY)) == holding


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2031-03-31", 1, "2031-02-28"),
        ("2032-03-31", 1, "2032-02-29"),
        ("2031-01-31", 1, "2030-12-31"),
        ("2031-03-15", 15, "2029-12-15"),
    ],
)
def test_months_before(day, months, before):
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_the_day_to_decide_by_is_the_same_in_sql_as_in_python():
    institution = make_institution()
    days = [date(2027, 12, 1) + timedelta(days=number) for number in range(130)]
    agreements = [
        Agreement(institution=institution, ends_on=day, ends_precision="day", validity="fixed", notice_months=notice)
        for day, notice in product(days, (None, 0, 1, 2, 3, 12, 60))
    ]
    Agreement.objects.bulk_create(agreements)

    found = list(Agreement.objects.annotate(computed=DecideBy()))

    assert len(found) == 910
    assert [agreement.pk for agreement in found if agreement.computed != agreement.decide_by] == []

"""Reviews of agreements: the proposed day, recording what was found, taking that back, and spreading many."""

from datetime import date

import pytest

from partnerships.models import Agreement, AgreementType, Renewal, Review, Status, Validity
from partnerships.partial_dates import PartialDate
from partnerships.renewals.reviewing import (
    Decision,
    ReviewRefused,
    last_confirmed,
    proposed_review,
    record,
    review_after,
    take_back,
)
from partnerships.renewals.spreading import first_reviews, spread, working_days
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)  # a Friday
NEXT = date(2028, 11, 27)


def reviewed(agreement, decision=Decision.CONTINUES, on=ON, next_on=NEXT, **values):
    return record(Review(agreement=agreement, decision=decision, reviewed_on=on, next_on=next_on), values)


@pytest.mark.parametrize(
    ("signed", "starts", "confirmed"),
    [
        ("2024-03-15", None, date(2024, 3, 15)),
        ("2024-02", None, date(2024, 2, 29)),
        ("2024", None, date(2024, 12, 31)),
        ("2024", "2025-02-01", date(2025, 2, 1)),
        (None, None, None),
    ],
)
def test_what_is_known_to_the_year_counts_from_its_end(signed, starts, confirmed):
    agreement = make_agreement(signed=signed, starts=starts and PartialDate.fromisoformat(starts))

    assert last_confirmed(agreement) == confirmed


def test_a_renewal_and_a_review_confirm_but_no_automatic_renewal_and_no_other_decision():
    agreement = make_agreement(signed="2010", ends="2030")
    own = {"agreement": agreement, "after_on": date(2040, 12, 31), "after_precision": "year"}
    Renewal.objects.create(renewed_on=date(2020, 5, 1), **own)
    Renewal.objects.create(renewed_on=date(2025, 5, 1), kind="automatic", **own)
    Review.objects.create(agreement=agreement, reviewed_on=date(2021, 6, 2))
    Review.objects.create(agreement=agreement, reviewed_on=date(2024, 6, 2), decision="renegotiate")

    assert last_confirmed(agreement) == date(2021, 6, 2)


@pytest.mark.parametrize(
    ("signed", "months", "day"),
    [
        ("2025-08-31", None, date(2027, 8, 31)),
        ("2025", 12, date(2026, 12, 31)),
        ("2026-01-31", 13, date(2027, 2, 28)),
        ("2012-05-04", None, ON),
        (None, None, ON),
    ],
)
def test_the_next_review_is_proposed_by_the_months_of_the_type_and_due_where_they_are_over(signed, months, day):
    agreement = make_agreement(signed=signed)
    AgreementType.objects.update(review_months=months)

    assert proposed_review(Agreement.objects.get(pk=agreement.pk), ON) == day


def test_the_review_after_a_decision_follows_from_it():
    agreement = make_agreement()

    assert review_after(agreement, Decision.CONTINUES, ON) == NEXT
    assert review_after(agreement, Decision.RENEGOTIATE, ON) == date(2027, 2, 27)
    assert review_after(agreement, Decision.RESTS, ON) == date(2027, 11, 27)
    assert review_after(agreement, Decision.RESTS, ON, date(2027, 6, 30)) == date(2027, 7, 1)
    assert review_after(agreement, Decision.ENDS, ON) is None


def test_a_review_is_recorded_and_its_agreement_asks_again_on_the_next_day():
    agreement = make_agreement(review_on=date(2026, 11, 20))

    review = reviewed(agreement)

    agreement.refresh_from_db()
    assert agreement.review_on == NEXT
    assert review.changes == {"review_on": ["2026-11-20", "2028-11-27"]}
    assert agreement.history.first().history_change_reason == "reviewed: continues, next review 27 November 2028"


def test_an_end_that_is_known_now_is_set_and_taken_back():
    agreement = make_agreement()

    review = reviewed(agreement, ends=PartialDate(2027, 9))

    agreement.refresh_from_db()
    assert (str(agreement.ends), agreement.validity) == ("September 2027", Validity.FIXED)
    take_back(review)
    agreement.refresh_from_db()
    assert (agreement.ends, agreement.validity, agreement.review_on) == (None, Validity.NOT_RECORDED, None)
    assert not Review.objects.exists()


def test_a_rest_is_set_and_over_when_the_next_review_says_that_it_continues():
    agreement = make_agreement()
    reviewed(agreement, Decision.RESTS, date(2026, 1, 5), rests_from=date(2026, 1, 1), rest_reason="war")

    reviewed(agreement)

    agreement.refresh_from_db()
    assert (agreement.rests_from, agreement.rests_until) == (date(2026, 1, 1), date(2026, 11, 26))


def test_a_rest_that_was_to_come_is_dropped_when_it_continues():
    agreement = make_agreement(rests_from=date(2027, 1, 1), rest_reason="war")

    reviewed(agreement)

    agreement.refresh_from_db()
    assert (agreement.rests_from, agreement.rest_reason) == (None, "")


def test_an_agreement_that_ends_is_terminated_and_asks_no_more():
    agreement = make_agreement(review_on=ON)

    reviewed(agreement, Decision.ENDS, next_on=None, terminated_on=ON, termination_reason="no exchange")

    agreement.refresh_from_db()
    assert (agreement.review_on, agreement.status_on(ON)) == (None, Status.TERMINATED)


@pytest.mark.parametrize(
    ("columns", "values", "sentence"),
    [
        ({"terminated_on": date(2026, 1, 1)}, {}, "The agreement was terminated on 1 January 2026."),
        (
            {"ends": "2030"},
            {"ends": PartialDate(2031)},
            "Its end is recorded: 2030. To extend it choose Renew.",
        ),
        ({"starts": PartialDate(2025)}, {"ends": PartialDate(2024)}, "The end lies before the start."),
        (
            {},
            {"terminated_on": date(2019, 1, 1)},
            "The termination (1 January 2019) lies before the signing (October 2020).",
        ),
        ({}, {"rests_from": ON}, "Say from which day on it rests, and why."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(columns, values, sentence):
    agreement = make_agreement(**columns)

    with pytest.raises(ReviewRefused) as refusal:
        reviewed(agreement, **values)

    assert str(refusal.value) == sentence
    assert not Review.objects.exists()


def test_a_next_review_before_this_one_is_refused():
    with pytest.raises(ReviewRefused, match="The next review lies after this one"):
        reviewed(make_agreement(), next_on=ON)


def test_one_that_is_superseded_is_not_reviewed():
    agreement = make_agreement()
    later = make_agreement(supersedes=agreement)

    with pytest.raises(ReviewRefused, match=f"superseded by No {later.register_number}"):
        reviewed(agreement)


def test_only_the_last_review_is_taken_back():
    agreement = make_agreement()
    first = reviewed(agreement, on=date(2026, 1, 1))
    reviewed(agreement)

    with pytest.raises(ReviewRefused, match="A later review was recorded"):
        take_back(first)


def test_what_was_changed_since_stays_and_is_named():
    agreement = make_agreement()
    review = reviewed(agreement, Decision.RESTS, rests_from=ON, rest_reason="war")
    agreement.refresh_from_db()
    agreement.rest_reason = "peace talks"
    agreement.save()

    with pytest.raises(ReviewRefused) as refusal:
        take_back(review)

    assert str(refusal.value) == "Changed since, so the review stays: Reason of the rest."


def test_those_are_looked_for_about_which_nobody_will_be_asked():
    makes = {
        "unknown": {},
        "open": {"validity": "open-ended"},
        "far": {"ends": "2040"},
        "automatic": {"ends": "2027", "renewal": "automatic"},
        "automatic, passed": {"ends": "2020", "renewal": "automatic", "signed": "2015"},
        "near": {"ends": "2027"},
        "ended": {"ends": "2021"},
        "terminated": {"terminated_on": ON},
        "has one": {"review_on": ON},
        "superseded": {},
    }
    made = {name: make_agreement(make_institution(name), **columns) for name, columns in makes.items()}
    make_agreement(supersedes=made["superseded"], review_on=ON)

    found = Agreement.objects.without_review(ON)

    names = ["automatic", "automatic, passed", "far", "open", "unknown"]
    assert sorted(found.values_list("institution__name", flat=True)) == names


def test_a_review_is_due_from_its_day_on_unless_the_agreement_has_ended():
    due = make_agreement(review_on=ON)
    make_agreement(review_on=ON, terminated_on=ON)
    make_agreement(review_on=ON, signed="2010", ends="2020")
    soon = make_agreement(review_on=date(2026, 12, 27))

    assert list(Agreement.objects.review_due(ON)) == [due]
    assert list(Agreement.objects.review_within(1, 30, ON)) == [soon]
    assert list(Agreement.objects.review_within(1, 29, ON)) == []


def test_many_are_spread_over_working_days_those_confirmed_longest_ago_first():
    agreements = [make_agreement(signed=f"{2000 + number}") for number in (3, 1, 2)]
    unknown = make_agreement(signed=None)

    days = spread([*agreements, unknown], ON)

    assert sorted(days, key=days.get) == [unknown.pk, *(agreements[place].pk for place in (1, 2, 0))]
    assert sorted(days.values()) == [date(2026, 11, 30), date(2027, 3, 1), date(2027, 5, 31), date(2027, 8, 30)]


def unsaved(number):
    agreements = [Agreement(pk=pk) for pk in range(number)]
    for each in agreements:
        each._prefetched_objects_cache = {"renewals": [], "reviews": []}
    return agreements


def test_no_day_gets_more_than_another_by_more_than_one():
    days = spread(unsaved(1000), ON).values()

    counts = {sum(day == other for other in days) for day in set(days)}
    assert counts == {3, 4}
    assert set(days) == set(working_days(date(2026, 11, 30), date(2027, 11, 27)))


def test_where_too_many_would_fall_on_a_day_the_days_go_on():
    days = list(spread(unsaved(50), ON, months=1, most=2).values())

    assert max(days.count(day) for day in days) == 2
    assert days[-1] == date(2027, 1, 1)  # the 25th working day


def test_first_reviews_keep_their_own_days_and_only_those_that_are_due_are_spread():
    later, first, second = make_agreement(signed="2026"), make_agreement(signed="2012"), make_agreement(signed="2010")

    days = first_reviews([later, first, second], ON, {later.agreement_type_id: 36})

    assert days == {later.pk: date(2029, 12, 31), second.pk: date(2026, 11, 30), first.pk: date(2027, 5, 31)}

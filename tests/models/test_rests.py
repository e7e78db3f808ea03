"""The rest of an agreement: when it may begin, what it is called, and when it is over without a review."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.models import Agreement, Review
from partnerships.models.rests import refusal_of_rest, rest_in_words
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2022, 3, 1), date(2023, 12, 31)
ON = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("fields", "day", "sentence"),
    [
        ({}, FIRST, ""),
        ({"rests_from": FIRST, "rests_until": LAST}, FIRST, ""),
        (
            {"rests_from": FIRST},
            FIRST,
            "It rests already: from 1 March 2022. End that rest first.",
        ),
        (
            {"terminated_on": date(2021, 1, 1)},
            None,
            "The agreement was terminated on 1 January 2021.",
        ),
        (
            {"signed": "2023"},
            FIRST,
            "The rest (1 March 2022) begins before the signing (2023).",
        ),
        (
            {"ends": "2021"},
            FIRST,
            "The rest (1 March 2022) begins after the end (2021).",
        ),
    ],
)
def test_a_rest_is_refused_with_a_sentence(fields, day, sentence):
    assert refusal_of_rest(make_agreement(**fields), day) == sentence


def test_a_rest_in_words():
    assert [rest_in_words(None, None), rest_in_words(FIRST, None), rest_in_words(FIRST, LAST)] == [
        "",
        "from 1 March 2022",
        "1 March 2022 – 31 December 2023",
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rests_from": FIRST}, "Say from which day on it rests, and why."),
        ({"rest_reason": "war"}, "Say from which day on it rests, and why."),
        (
            {"rests_from": LAST, "rests_until": FIRST, "rest_reason": "war"},
            "The rest ends before it begins.",
        ),
    ],
)
def test_what_goes_together_is_said(fields, sentence):
    agreement = make_agreement()
    for name, value in fields.items():
        setattr(agreement, name, value)

    with pytest.raises(ValidationError) as refused:
        agreement.validate_constraints()

    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("fields", "is_named"),
    [
        ({}, True),
        ({"rests_until": None}, False),
        ({"rests_until": ON}, False),
        ({"terminated_on": ON}, False),
        ({"ends": "2023"}, False),
        ({"ends": "2023", "renewal": "automatic"}, True),
        ({"ends": "2030"}, True),
    ],
)
def test_a_rest_that_is_over_is_named_until_somebody_reviews_it(fields, is_named):
    agreement = make_agreement(**{"rests_from": FIRST, "rests_until": LAST} | fields)

    assert list(Agreement.objects.rested(ON)) == ([agreement] if is_named else [])


def test_a_review_or_a_later_agreement_settles_a_rest_that_is_over():
    one, other = (make_agreement(rests_from=FIRST, rests_until=LAST) for _each in range(2))
    Review.objects.create(agreement=one, reviewed_on=LAST - timedelta(days=1))
    make_agreement(supersedes=other)
    assert list(Agreement.objects.rested(ON)) == [one]

    Review.objects.create(agreement=one, reviewed_on=LAST)
    assert list(Agreement.objects.rested(ON)) == []


def test_a_resting_agreement_falls_due_for_its_end_and_is_not_in_force():
    today = timezone.localdate()
    agreement = make_agreement(ends=today.isoformat(), rests_from=today)

    assert list(Agreement.objects.to_decide()) == [agreement]
    assert list(Agreement.objects.in_force()) == []

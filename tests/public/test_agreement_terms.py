"""The terms of an agreement in words."""

from datetime import date

import pytest
from django.utils import translation

from partnerships.models import Agreement, Renewal, RenewalKind, Validity
from partnerships.partial_dates import PartialDate
from partnerships.public.agreement_terms import months_in_words, renewal_in_words, span_in_words, terms_in_words
from partnerships.renewals.renewing import renew
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.mark.parametrize(
    ("starts", "ends", "validity", "words"),
    [
        ("2018-06-01", "2021-05-31", Validity.FIXED, "1 June 2018 – 31 May 2021"),
        ("2018", "2021-05", Validity.FIXED, "2018 – May 2021"),
        (None, "2021", Validity.FIXED, "until 2021"),
        ("2018-06", None, Validity.OPEN_ENDED, "from June 2018, open-ended"),
        (None, None, Validity.OPEN_ENDED, "open-ended"),
        ("2018", None, Validity.NOT_RECORDED, "from 2018, end not recorded"),
        (None, None, Validity.NOT_RECORDED, "end not recorded"),
    ],
)
def test_span_says_what_is_recorded(starts, ends, validity, words):
    starts, ends = (text and PartialDate.fromisoformat(text) for text in (starts, ends))

    assert span_in_words(starts, ends, validity) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [(None, ""), (1, "1 month"), (11, "11 months"), (12, "1 year"), (13, "1 year and 1 month"), (60, "5 years")],
)
def test_months_are_said_in_years_and_months(months, words):
    assert months_in_words(months) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "19 years and 2 months"),
        ("az", "19 il 2 ay"),
        ("ru", "19 лет и 2 месяца"),
        ("tr", "19 yıl 2 ay"),
    ],
)
def test_a_length_is_said_in_each_language(language, words):
    with translation.override(language):
        assert months_in_words(230) == words


@pytest.mark.parametrize(
    ("kind", "months", "words"),
    [
        (RenewalKind.NONE, None, ""),
        (RenewalKind.AUTOMATIC, None, "automatic"),
        (RenewalKind.AUTOMATIC, 12, "automatic, by 1 year"),
    ],
)
def test_renewal_is_said_where_there_is_one(kind, months, words):
    assert renewal_in_words(Agreement(renewal=kind, renewal_months=months)) == words


def test_an_agreement_that_was_never_renewed_has_no_line_of_terms():
    assert terms_in_words(make_agreement(ends="2030"), date(2026, 1, 1)) == []


def terms_of(agreement, on):
    return [tuple(term) for term in terms_in_words(Agreement.objects.get(pk=agreement.pk), on)]


def test_terms_follow_each_other():
    agreement = make_agreement(signed="2018", ends="2021-05-31")
    renew(agreement, PartialDate(2024, 5, 31), date(2021, 5, 3))
    renew(agreement, PartialDate(2027, 5, 31), date(2024, 6, 10))
    renew(agreement, PartialDate(2030, 5, 31), date(2027, 5, 31), kind=Renewal.Kind.AUTOMATIC)

    assert terms_of(agreement, date(2022, 1, 1)) == [
        ("until 31 May 2021", "", False),
        ("1 June 2021 – 31 May 2024", "renewed on 3 May 2021", True),
        ("10 June 2024 – 31 May 2027", "renewed on 10 June 2024", False),
        ("1 June 2027 – 31 May 2030", "renewed automatically", False),
    ]


def test_no_day_is_invented_for_a_term_that_follows_a_year():
    agreement = make_agreement(ends="2020")
    renew(agreement, PartialDate(2024), date(2020, 5, 3))

    assert terms_of(agreement, date(2030, 1, 1)) == [
        ("until 2020", "", False),
        ("until 2024", "renewed on 3 May 2020", False),
    ]


def test_a_term_whose_end_was_not_recorded_says_so():
    agreement = make_agreement()
    renew(agreement, PartialDate(2024), date(2020, 5, 3))

    assert terms_of(agreement, date(2021, 1, 1)) == [
        ("end not recorded", "", False),
        ("until 2024", "renewed on 3 May 2020", True),
    ]


def test_no_term_of_a_terminated_agreement_runs():
    agreement = make_agreement(signed="2018", ends="2099-05-31", terminated_on=date(2023, 1, 1))
    Renewal.objects.create(
        agreement=agreement, renewed_on=date(2021, 5, 3), after_on=date(2099, 5, 31), after_precision="day"
    )

    assert [term[2] for term in terms_of(agreement, date(2024, 1, 1))] == [False, False]
    assert [term[2] for term in terms_of(agreement, date(2022, 1, 1))] == [False, True]


def test_names_are_said_in_the_language_of_the_page(client):
    with translation.override("az"):
        assert span_in_words(PartialDate(2018, 6, 1), None, Validity.OPEN_ENDED).count("iyun 2018") == 1


def test_a_renewal_without_an_end_is_the_term_that_holds():
    agreement = make_agreement(signed="2018", ends="2021-05-31")
    renew(agreement, None, date(2021, 5, 3))

    assert terms_of(agreement, date(2031, 1, 1)) == [
        ("until 31 May 2021", "", False),
        ("from 1 June 2021, open-ended", "renewed on 3 May 2021", True),
    ]

"""Renewing: proposed ends, recorded renewals, terms."""

from datetime import date

import pytest

from partnerships.models import Agreement, Renewal, RenewalKind
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import (
    RenewalRefused,
    end_after,
    months_after,
    proposed_end,
    record_automatic,
    renew,
    take_back,
    terms,
)
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2021-09-30", 60, "2026-09-30"),
        ("2023-02-28", 12, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-30", 1, "2024-02-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2020-12-15", 1, "2021-01-15"),
    ],
)
def test_months_after(day, months, after):
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("end", "months", "after"),
    [("2021-09-30", 60, "2026-09-30"), ("2021-09", 18, "2023-03"), ("2021", 36, "2024"), ("2021", 6, "2022")],
)
def test_an_end_moves_as_precisely_as_it_is_known(end, months, after):
    assert end_after(PartialDate.fromisoformat(end), months) == PartialDate.fromisoformat(after)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"signed": "2016-10-01", "ends": "2021-09-30"}, "2026-09-30"),
        ({"signed": "2016-10-01", "ends": "2021-09-30", "term_months": 12}, "2022-09-30"),
        ({"signed": None, "ends": "2021-09-30", "renewal": "automatic", "renewal_months": 24}, "2023-09-30"),
        ({"signed": None, "ends": "2021-09-30"}, None),
        ({"signed": "2016-10-01", "ends": None}, None),
    ],
)
def test_the_new_end_is_proposed_from_the_last_term(fields, end):
    proposed = proposed_end(make_agreement(**fields))

    assert (proposed and proposed.isoformat()) == end


def test_a_renewal_keeps_the_end_before(admin_user):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")

    renewal = renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1), user=admin_user, note="by letter")

    agreement.refresh_from_db()
    assert agreement.ends == PartialDate(2026, 9, 30)
    assert (renewal.before, renewal.after, renewal.is_late) == (
        PartialDate(2021, 9, 30),
        PartialDate(2026, 9, 30),
        False,
    )
    change = agreement.history.first()
    assert (change.history_user, change.history_change_reason) == (admin_user, "renewed until 30 September 2026")


def test_the_second_renewal_is_proposed_from_the_first():
    agreement = make_agreement(signed="2010-10-01", ends="2020-09-30")
    renew(agreement, PartialDate(2022, 9, 30), date(2020, 6, 1))
    agreement.refresh_from_db()

    assert proposed_end(agreement) == PartialDate(2024, 9, 30)


def test_monthly_renewals_keep_their_day():
    agreement = make_agreement(ends="2023-12-30", renewal=RenewalKind.AUTOMATIC, renewal_months=1)

    recorded = record_automatic(agreement, date(2024, 3, 15))
    agreement.refresh_from_db()

    assert [each.after.isoformat() for each in recorded] == ["2024-01-30", "2024-02-29", "2024-03-30"]
    assert proposed_end(agreement) == PartialDate(2024, 4, 30)


def test_the_day_is_kept_from_one_run_to_the_next_and_not_after_another_was_agreed_on():
    agreement = make_agreement(ends="2024-01-30", renewal=RenewalKind.AUTOMATIC, renewal_months=1)
    record_automatic(agreement, date(2024, 2, 10))
    agreement.refresh_from_db()
    in_step = proposed_end(agreement)
    renew(agreement, PartialDate(2024, 5, 12), date(2024, 2, 20))
    agreement.refresh_from_db()

    assert (in_step, proposed_end(agreement)) == (PartialDate(2024, 3, 30), PartialDate(2024, 6, 12))


@pytest.mark.parametrize(("ends", "months"), [("2199-12-31", 12), ("2150", 32000)])
def test_an_end_in_a_year_that_no_date_has_is_not_proposed(ends, months):
    agreement = make_agreement(ends=ends, renewal=RenewalKind.AUTOMATIC, renewal_months=months)

    assert proposed_end(agreement) is None


def test_a_renewal_into_a_year_that_no_date_has_is_refused():
    agreement = make_agreement(ends="2020", renewal=RenewalKind.AUTOMATIC, renewal_months=32000)

    with pytest.raises(RenewalRefused, match="renews itself beyond the year 2199; check the length"):
        record_automatic(agreement, date(2024, 1, 1))


@pytest.mark.parametrize("end", [PartialDate(2021, 9, 30), PartialDate(2019)])
def test_an_end_that_is_not_later_is_refused(end):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")

    with pytest.raises(RenewalRefused, match="must lie after 30 September 2021"):
        renew(agreement, end, date(2021, 6, 1))

    assert Renewal.objects.count() == 0


def test_a_terminated_agreement_is_not_renewed():
    agreement = make_agreement(ends="2021", terminated_on=date(2020, 1, 1), termination_reason="x")

    with pytest.raises(RenewalRefused, match="was terminated on 2020-01-01"):
        renew(agreement, PartialDate(2026), date(2021, 6, 1))


def test_terms_show_what_was_renewed_late():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    renew(agreement, PartialDate(2026, 9, 30), date(2021, 10, 10))
    agreement.refresh_from_db()

    first, second = terms(agreement)

    assert (first.starts, first.ends, first.is_late) == (PartialDate(2016, 10, 1), PartialDate(2021, 9, 30), False)
    assert (second.starts, second.ends) == (PartialDate(2021, 10, 10), PartialDate(2026, 9, 30))
    assert (second.is_late, second.late_days, second.gap_days) == (True, 10, 9)


def test_a_term_that_was_renewed_in_time_starts_the_day_after():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1))
    agreement.refresh_from_db()

    second = terms(agreement)[1]

    assert (second.starts, second.late_days, second.gap_days, second.overlap_days) == (
        PartialDate(2021, 10, 1),
        0,
        0,
        0,
    )


@pytest.mark.parametrize("end", ["2020", "2020-06"])
def test_a_term_after_an_end_without_a_day_starts_on_no_day_that_is_made_up(end):
    agreement = make_agreement(signed="2016", ends=end)
    renew(agreement, PartialDate(2025), date(2020, 5, 1))
    agreement.refresh_from_db()

    second = terms(agreement)[1]

    assert (second.starts, second.ends, second.gap_days, second.overlap_days) == (None, PartialDate(2025), 0, 0)


@pytest.mark.parametrize(
    ("signed", "gap", "overlap"),
    [("2021-10-11", 10, 0), ("2021-10-01", 0, 0), ("2021-09-21", 0, 10), ("2021", 0, 0), ("2022", 92, 0)],
)
def test_gaps_and_overlaps_with_the_agreement_before_are_shown(signed, gap, overlap):
    old = make_agreement(signed="2016-10-01", ends="2021-09-30")
    new = make_agreement(signed=signed, ends="2030", supersedes=old)

    for agreement in (old, new):
        first, second = terms(agreement)

        assert (first.agreement, second.agreement) == (old, new)
        assert (second.gap_days, second.overlap_days) == (gap, overlap)


def test_agreements_that_supersede_each_other_have_a_timeline_too():
    one = make_agreement(ends="2020")
    other = make_agreement(ends="2021", supersedes=one)
    one.supersedes = other
    one.save()

    assert [term.agreement for term in terms(one)] == [other, one]


def test_a_renewal_is_taken_back():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    renewal = renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1))

    take_back(renewal)

    agreement.refresh_from_db()
    assert (agreement.ends, Renewal.objects.count()) == (PartialDate(2021, 9, 30), 0)


@pytest.mark.parametrize("validity", ["open-ended", "not-recorded"])
def test_taking_back_the_first_end_gives_the_validity_from_before(validity):
    agreement = make_agreement(signed="2016-10-01", validity=validity)
    renewal = renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1))

    take_back(renewal)

    agreement.refresh_from_db()
    assert (agreement.ends, agreement.validity) == (None, validity)


def test_only_the_last_renewal_is_taken_back_and_only_where_the_end_is_still_its_own():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    first = renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1))
    second = renew(agreement, PartialDate(2031, 9, 30), date(2026, 6, 1))

    with pytest.raises(RenewalRefused, match="A later renewal was recorded"):
        take_back(first)
    agreement.refresh_from_db()
    agreement.ends = PartialDate(2032)
    agreement.save()
    with pytest.raises(RenewalRefused, match="The end was changed since"):
        take_back(second)


def test_automatic_renewals_are_recorded_until_the_day():
    agreement = make_agreement(signed="2010-01-01", ends="2014-12-31", renewal=RenewalKind.AUTOMATIC, renewal_months=24)

    recorded = record_automatic(agreement, date(2020, 6, 1))

    agreement.refresh_from_db()
    assert [str(renewal.after.isoformat()) for renewal in recorded] == ["2016-12-31", "2018-12-31", "2020-12-31"]
    assert (agreement.ends, {renewal.kind for renewal in recorded}) == (PartialDate(2020, 12, 31), {"automatic"})
    assert Agreement.objects.renewed_unrecorded(date(2020, 6, 1)).count() == 0


def test_a_renewal_can_make_an_agreement_open_ended_and_is_taken_back(admin_user):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")

    renewal = renew(agreement, None, date(2021, 6, 1), user=admin_user)

    agreement.refresh_from_db()
    assert (agreement.ends, agreement.validity) == (None, "open-ended")
    assert (renewal.before, renewal.after, str(renewal)) == (
        PartialDate(2021, 9, 30),
        None,
        "30 September 2021 → open-ended",
    )
    assert agreement.history.first().history_change_reason == "renewed without an end"
    take_back(renewal)
    agreement.refresh_from_db()
    assert (agreement.ends, agreement.validity, Renewal.objects.count()) == (PartialDate(2021, 9, 30), "fixed", 0)


def test_what_is_open_ended_is_not_renewed_without_an_end_but_gets_one():
    agreement = make_agreement(signed="2016-10-01", validity="open-ended")

    with pytest.raises(RenewalRefused, match="It is open-ended already"):
        renew(agreement, None, date(2021, 6, 1))

    renew(agreement, PartialDate(2030), date(2021, 6, 1))
    assert [(term.ends, term.validity) for term in terms(Agreement.objects.get())] == [
        (None, "open-ended"),
        (PartialDate(2030), "fixed"),
    ]


def test_a_renewal_without_an_end_is_a_term_and_proposes_no_length():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    renew(agreement, None, date(2021, 6, 1))
    agreement.refresh_from_db()

    last = terms(agreement)[-1]

    assert (last.starts, last.ends, last.validity) == (PartialDate(2021, 10, 1), None, "open-ended")
    assert proposed_end(agreement) is None


def test_a_renewal_without_an_end_stays_where_the_agreement_has_got_one_since():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    renewal = renew(agreement, None, date(2021, 6, 1))
    agreement.refresh_from_db()
    agreement.validity = "not-recorded"
    agreement.save()

    with pytest.raises(RenewalRefused, match=r"changed since \(not recorded\)"):
        take_back(renewal)

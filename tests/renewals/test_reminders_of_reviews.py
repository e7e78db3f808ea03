"""Reminders of next reviews: in the digests beside those of ends, each step once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, Preferences, Review, SentReminder
from partnerships.renewals.digests import Digest, Entry
from partnerships.renewals.reminders import ESCALATION, REVIEW_STEPS, digest_now, digests
from partnerships.renewals.reviewing import record
from partnerships.renewals.sending import message_of, send
from partnerships.renewals.sending import record as note
from tests.factories import make_agreement
from tests.renewals.reminding import HEAD, OFFICE, ON, due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


@pytest.mark.parametrize(("days", "steps"), [(31, None), (30, (30,)), (1, (30,)), (0, (30, 0))])
def test_the_steps_before_the_next_review_are_due(days, steps):
    agreement = make_agreement(review_on=ON + timedelta(days=days))

    assert due() == ([(OFFICE, [(agreement.pk, steps)])] if steps else [])


@pytest.mark.parametrize(("days", "steps"), [(91, None), (90, (90,)), (30, (90,)), (7, (90, 7))])
def test_the_steps_of_a_type_are_those_before_its_reviews_too(admin_user, days, steps):
    kind = AgreementType.objects.create(name="Erasmus", slug="erasmus", reminder_steps=[7, 90])
    agreement = make_agreement(agreement_type=kind, review_on=ON + timedelta(days=days), responsible=admin_user)

    assert due() == ([(admin_user.email, [(agreement.pk, steps)])] if steps else [])
    assert (digest_now(admin_user, ON) is not None) == bool(steps)


def test_a_review_that_is_over_is_told_to_the_head():
    agreement = make_agreement(review_on=ON - timedelta(days=1))

    assert due()[1:] == [(HEAD, [(agreement.pk, (ESCALATION,))])]


@pytest.mark.parametrize(
    "columns",
    [
        {"terminated_on": date(2026, 1, 1)},
        {"signed": "2010", "ends": "2020"},
        {"snoozed_until": date(2026, 4, 1), "snooze_reason": "x"},
        {"review_on": None},
    ],
)
def test_nobody_is_asked_to_review_at_what_has_ended_or_is_snoozed(columns):
    make_agreement(**{"review_on": ON - timedelta(days=1)} | columns)

    assert [digest.entries for digest in digests(ON) if any(entry.is_review for entry in digest.entries)] == []


def test_a_review_and_a_decision_on_one_day_are_two_entries_of_one_message(mailoutbox):
    agreement = make_agreement(ends=ON.isoformat(), review_on=ON)

    send(ON)

    assert [(row.is_review, row.step) for row in SentReminder.objects.order_by("is_review", "step")] == [
        (False, 0),
        (False, 30),
        (False, 90),
        (False, 180),
        (True, 0),
        (True, 30),
    ]
    assert len(mailoutbox) == 1
    assert f"/admin/partnerships/agreement/{agreement.pk}/review/" in mailoutbox[0].body
    assert "Review it: does it go on?" in mailoutbox[0].body
    assert due() == []


@pytest.mark.parametrize(
    ("count", "is_escalation", "subject"),
    [
        (1, False, "1 agreement: does it go on?"),
        (2, False, "2 agreements: do they go on?"),
        (1, True, "1 review is overdue"),
        (2, True, "2 reviews are overdue"),
    ],
)
def test_a_message_of_reviews_alone_says_so_in_its_subject(count, is_escalation, subject):
    entries = [Entry(make_agreement(), ON, (30,), ON, is_review=True)] * count

    assert Digest(OFFICE, entries, "en", is_escalation).subject == subject


def test_a_message_of_reviews_asks_whether_they_go_on():
    entry = Entry(make_agreement(), ON + timedelta(days=3), (30,), ON, is_review=True)

    message = message_of(Digest(OFFICE, [entry], "en"))

    assert "Review these agreements: do they go on?" in message.body
    assert "review it by 3 April 2026 (in 3 days)" in message.body


def test_a_message_about_ends_and_reviews_says_so():
    entry = Entry(make_agreement(ends="2026-05-01"), ON, (0,), ON)
    review = Entry(make_agreement(), ON, (0,), ON, is_review=True)

    message = message_of(Digest(OFFICE, [entry, review], "ru"))

    assert message.body.startswith("Эти соглашения нужно проверить или решить, продлевать ли их:")
    assert "(сегодня)" in message.body
    assert "г.." not in message.alternatives[0].content


def test_what_was_maybe_not_sent_is_sent_again_unless_somebody_has_looked():
    looked, waiting = (make_agreement(review_on=ON) for _copy in range(2))
    digest = next(digests(ON))
    note(digest)
    record(Review(agreement=looked, reviewed_on=ON, next_on=date(2028, 3, 31)), {})

    again = next(digests(ON + timedelta(days=1)))

    assert again.message_id == digest.message_id
    assert [(entry.agreement, entry.steps, entry.is_review) for entry in again.entries] == [(waiting, (30, 0), True)]


def test_a_substitute_is_asked_and_what_somebody_may_ask_for_at_once_has_reviews_too():
    anna, boris = (get_user_model().objects.create_user(name, email=f"{name}@example.org") for name in ("anna", "b"))
    Preferences.objects.create(user=anna, substitute=boris, away_from=ON, away_until=ON)
    agreement = make_agreement(review_on=ON, responsible=anna)

    assert due() == [("b@example.org", [(agreement.pk, (30, 0))])]
    assert [entry.agreement for entry in digest_now(boris, ON).entries] == [agreement]


@pytest.mark.either_database
def test_after_the_first_reviews_each_agreement_of_the_source_table_is_named_once_for_each_step_in_two_years(
    admin_client, settings, mailoutbox
):
    settings.HEAD_EMAIL = ""
    call_command("import_agreements", settings.BASE_DIR / "fixtures" / "partner-agreements.txt", verbosity=0)
    page = "/admin/partnerships/agreement/first-reviews/"
    shown = admin_client.get(page)
    form = shown.context["form"]
    months = {name: box.initial for name, box in form.fields.items()}
    admin_client.post(page, months | {"fingerprint": shown.context["fingerprint"], "confirm": "1"})
    first = timezone.localdate()
    last = max(Agreement.objects.values_list("review_on", flat=True))

    for number in range(0, 730, 3):  # a run may miss some days
        send(first + timedelta(days=number))

    steps = Counter(SentReminder.objects.values_list("agreement", "step", "is_review"))
    wanted = {
        (pk, step, True)
        for pk, day in Agreement.objects.values_list("pk", "review_on")
        for step in REVIEW_STEPS
        if day - timedelta(days=step) < first + timedelta(days=730)
    }
    assert Agreement.objects.filter(review_on=None).count() == 0
    assert last < first + timedelta(days=730)
    assert len(wanted) == 242
    assert steps == Counter(wanted)
    numbers = list(Agreement.objects.values_list("register_number", flat=True))
    named = Counter(number for message in mailoutbox for number in numbers if f"No {number}," in message.body)
    assert set(named.values()) <= {1, 2}
    assert len(named) == 121

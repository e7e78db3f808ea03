"""Which reminders are due, to whom they go, and what is caught up on."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, Preferences, ReminderRun, SentReminder
from partnerships.renewals.reminders import ESCALATION, caught_up_until, digest_now, digests, ledger
from partnerships.renewals.sending import send
from tests.factories import make_agreement, make_institution
from tests.renewals.reminding import HEAD, OFFICE, ON, due, in_days, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


@pytest.mark.parametrize(
    ("days", "notice", "steps"),
    [
        (200, None, None),
        (180, None, (180,)),
        (100, None, (180,)),
        (90, None, (180, 90)),
        (10, None, (180, 90, 30)),
        (0, None, (180, 90, 30, 0)),
        (200, 1, (180,)),
    ],
)
def test_the_steps_that_were_crossed_are_due(days, notice, steps):
    agreement = make_agreement(ends=in_days(days), notice_months=notice)

    assert due() == ([(OFFICE, [(agreement.pk, steps)])] if steps else [])


def test_a_person_gets_one_digest_of_their_own_and_the_office_the_rest():
    anna = person("anna")
    mine = [make_agreement(ends=in_days(days), responsible=anna) for days in (20, 40)]
    other = make_agreement(ends=in_days(30))

    assert [(to, [pk for pk, _steps in entries]) for to, entries in due()] == [
        ("anna@example.org", [agreement.pk for agreement in mine]),
        (OFFICE, [other.pk]),
    ]


def test_a_type_may_have_steps_of_its_own():
    agreement = make_agreement(ends=in_days(50))
    AgreementType.objects.update(reminder_steps=[60, 14])

    assert due() == [(OFFICE, [(agreement.pk, (60,))])]


@pytest.mark.parametrize(
    ("days", "steps"), [(367, None), (366, (366,)), (200, (366,)), (190, (366, 190)), (7, (366, 190))]
)
def test_the_steps_of_a_type_may_be_a_year_before(days, steps):
    agreement = make_agreement(ends=in_days(days))
    AgreementType.objects.update(reminder_steps=[190, 366])

    assert due() == ([(OFFICE, [(agreement.pk, steps)])] if steps else [])


def test_the_longest_step_of_a_type_is_a_year():
    for steps, is_allowed in (([366, 0], True), ([367], False), ([-1], False)):
        kind = AgreementType(name="MoU", slug="mou", reminder_steps=steps)
        try:
            kind.clean_fields()
        except ValidationError:
            assert not is_allowed
        else:
            assert is_allowed


def test_an_agreement_without_a_type_has_the_usual_steps():
    agreement = make_agreement(ends=in_days(50))
    Agreement.objects.update(agreement_type=None)

    assert due() == [(OFFICE, [(agreement.pk, (180, 90))])]


def test_the_nearest_end_comes_first_and_of_equal_ones_the_elder_agreement():
    later, first, second = [make_agreement(ends=in_days(days)) for days in (20, 10, 10)]

    assert [pk for pk, _steps in due()[0][1]] == [first.pk, second.pk, later.pk]


def test_a_digest_is_found_in_as_many_queries_for_many_agreements(django_assert_num_queries):
    anna = person("anna")
    for days in range(1, 8):
        make_agreement(make_institution(f"Institution {days}"), ends=in_days(days), responsible=anna)

    with django_assert_num_queries(16):
        found = [(entry.what, entry.when, entry.address) for digest in digests(ON) for entry in digest.entries]

    assert len(found) == 7


def test_the_head_is_told_what_is_overdue_in_their_language_and_after_the_others():
    Preferences.objects.create(user=get_user_model().objects.create_user("h", email=HEAD), language="tr")
    overdue = [make_agreement(ends=in_days(days), notice_months=2) for days in (40, 30)]
    make_agreement(ends=in_days(0))

    office, head = list(digests(ON))

    assert (office.recipient, office.language, office.is_escalation, len(office.entries)) == (OFFICE, "en", False, 3)
    assert (head.recipient, head.language, head.is_escalation) == (HEAD, "tr", True)
    assert [(entry.agreement, entry.decide_by, entry.steps) for entry in head.entries] == [
        (overdue[1], date(2026, 2, 28), (ESCALATION,)),
        (overdue[0], date(2026, 3, 10), (ESCALATION,)),
    ]


def test_without_a_head_nobody_is_told_what_is_overdue(settings):
    settings.HEAD_EMAIL = ""
    make_agreement(ends=in_days(40), notice_months=2)

    assert [digest.recipient for digest in digests(ON)] == [OFFICE]


def test_what_is_due_on_the_day_is_not_overdue():
    make_agreement(ends=in_days(0))

    assert [digest.recipient for digest in digests(ON)] == [OFFICE]
    assert [digest.recipient for digest in digests(ON + timedelta(days=1))] == []
    ReminderRun.objects.create(day=ON, is_complete=True)
    assert [digest.recipient for digest in digests(ON + timedelta(days=1))] == [OFFICE, HEAD]


def test_two_persons_of_one_address_get_one_digest():
    both = [get_user_model().objects.create_user(name, email="both@example.org") for name in ("anna", "boris")]
    agreements = [make_agreement(ends=in_days(20), responsible=one) for one in both]
    person("carla")

    assert [(to, [pk for pk, _steps in entries]) for to, entries in due()] == [
        ("both@example.org", [agreement.pk for agreement in agreements])
    ]


def test_without_an_office_only_persons_are_written_to(settings):
    settings.OFFICE_EMAIL = ""
    anna = person("anna")
    mine = make_agreement(ends=in_days(20), responsible=anna)
    make_agreement(ends=in_days(20))
    make_agreement(ends=in_days(20), responsible=get_user_model().objects.create_user("mute"))

    assert due() == [("anna@example.org", [(mine.pk, (180, 90, 30))])]


@pytest.mark.parametrize(
    ("runs", "day"),
    [
        ([], ON),
        ([(-3, True), (-1, False)], ON - timedelta(days=3)),
        ([(-3, False), (-1, False)], ON - timedelta(days=3)),
        ([(-3, True), (-1, True)], ON - timedelta(days=1)),
        ([(0, True)], ON),
        ([(1, True)], ON),
    ],
)
def test_ended_agreements_are_caught_up_on_from_the_last_complete_run(runs, day):
    for days, is_complete in runs:
        ReminderRun.objects.create(day=ON + timedelta(days=days), is_complete=is_complete)

    assert caught_up_until(ON) == day


def test_what_was_sent_is_known_of_each_recipient():
    agreement = make_agreement(ends=in_days(20))
    sent = {"agreement": agreement, "decide_by": ON, "step": 30}
    SentReminder.objects.create(recipient=OFFICE, **sent)
    SentReminder.objects.create(recipient=HEAD, **sent | {"step": ESCALATION})

    assert ledger(OFFICE) == {(agreement.pk, ON, 30, False)}


def test_what_asks_for_no_decision_is_silent():
    make_agreement(ends=in_days(20), snoozed_until=ON + timedelta(days=5), snooze_reason="x")
    make_agreement(ends=in_days(20), terminated_on=ON, termination_reason="x")
    make_agreement(ends=in_days(20), terminated_on=ON + timedelta(days=20), termination_reason="x")
    make_agreement(ends=None)
    make_agreement(ends="2015")
    old = make_agreement(ends=in_days(20))
    make_agreement(ends="2035", supersedes=old)

    assert due() == []


@pytest.mark.either_database
def test_one_that_wakes_after_its_end_is_told_then(mailoutbox):
    make_agreement(ends=in_days(20), snoozed_until=ON + timedelta(days=30), snooze_reason="they asked for time")
    for days in range(40):
        send(ON + timedelta(days=days))

    assert [message.to for message in mailoutbox] == [[OFFICE], [HEAD]]


def test_what_renews_itself_is_no_overdue_decision(mailoutbox):
    make_agreement(ends=in_days(40), notice_months=2, renewal="automatic")

    send(ON)

    assert [message.to for message in mailoutbox] == [[OFFICE]]


def test_a_long_time_without_runs_loses_nothing(mailoutbox):
    make_agreement(ends=in_days(5))
    ReminderRun.objects.create(day=ON, is_complete=True)

    send(ON + timedelta(days=300))

    assert [message.to for message in mailoutbox] == [[OFFICE], [HEAD]]


def test_who_has_left_or_has_no_address_is_stood_in_for_by_the_office():
    left, mute = person("anna"), person("boris")
    get_user_model().objects.filter(pk=left.pk).update(is_active=False)
    get_user_model().objects.filter(pk=mute.pk).update(email="")
    agreements = [make_agreement(ends=in_days(20), responsible=someone) for someone in (left, mute)]

    assert due() == [(OFFICE, [(agreement.pk, (180, 90, 30)) for agreement in agreements])]


def test_one_that_had_ended_when_it_was_added_is_mentioned_once_and_not_to_the_head(mailoutbox):
    ReminderRun.objects.create(day=ON, is_complete=True)
    old = make_agreement(ends="2015")
    added_on(ON + timedelta(days=1))
    before = make_agreement(ends="2014")
    added_on(ON - timedelta(days=9), before)

    for days in (1, 2, 3):
        send(ON + timedelta(days=days))

    assert [message.to for message in mailoutbox] == [[OFFICE]]
    assert set(SentReminder.objects.values_list("agreement", flat=True)) == {old.pk}


def test_before_the_first_run_all_that_had_ended_are_mentioned_once(mailoutbox):
    old = make_agreement(ends="2015")
    added_on(ON - timedelta(days=9))

    for days in (0, 1, 2):
        send(ON + timedelta(days=days))

    assert [message.to for message in mailoutbox] == [[OFFICE]]
    assert set(SentReminder.objects.values_list("agreement", flat=True)) == {old.pk}


def added_on(day, agreement=None):
    """Let the last agreement, or another, have been added on a `day`."""
    agreement = agreement or Agreement.objects.last()
    moment = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    agreement.history.filter(history_type="+").update(history_date=moment)


@pytest.mark.parametrize(("first", "last", "to"), [(0, 0, "boris"), (-3, 4, "boris"), (1, 4, "anna"), (-4, -1, "anna")])
def test_a_substitute_is_asked_while_somebody_is_away(first, last, to):
    anna, boris = person("anna"), person("boris")
    days = {"away_from": ON + timedelta(days=first), "away_until": ON + timedelta(days=last)}
    Preferences.objects.create(user=anna, substitute=boris, **days)
    agreement = make_agreement(ends=in_days(20), responsible=anna)

    assert due() == [(f"{to}@example.org", [(agreement.pk, (180, 90, 30))])]


@pytest.mark.either_database
def test_a_substitute_and_who_is_away_are_told_of_each_step_once(mailoutbox):
    anna, boris = person("anna"), person("boris")
    days = {"away_from": ON + timedelta(days=5), "away_until": ON + timedelta(days=25)}
    Preferences.objects.create(user=anna, substitute=boris, **days)
    make_agreement(ends=in_days(40), responsible=anna)

    for days in range(41):
        send(ON + timedelta(days=days))

    told = SentReminder.objects.order_by("-step").values_list("step", "recipient").exclude(recipient=HEAD)
    assert list(told) == [
        (step, f"{to}@example.org") for step, to in ((180, "anna"), (90, "anna"), (30, "boris"), (0, "anna"))
    ]
    assert [message.to for message in mailoutbox] == [[f"{to}@example.org"] for to in ("anna", "boris", "anna")]


def test_one_is_told_at_any_time_what_has_ended_and_what_is_asked_of_who_is_away():
    anna, boris = person("anna"), person("boris")
    Preferences.objects.create(user=anna, substitute=boris, away_from=ON, away_until=ON)
    ended = make_agreement(ends=in_days(-20), responsible=boris)
    of_anna = make_agreement(ends=in_days(20), responsible=anna)

    assert [entry.agreement for entry in digest_now(boris, ON).entries] == [ended, of_anna]
    assert [entry.agreement for entry in digest_now(boris, ON + timedelta(days=1)).entries] == [ended]


def test_one_is_told_at_any_time_what_is_asked_of_them(mailoutbox):
    anna = person("anna")
    make_agreement(ends=in_days(20), responsible=anna)
    make_agreement(ends=in_days(300), responsible=anna)
    send(ON)

    digest = digest_now(anna, ON)

    assert (digest.recipient, len(digest.entries)) == ("anna@example.org", 1)
    assert digest.message_id != mailoutbox[0].message()["Message-ID"]
    assert digest_now(person("boris"), ON) is None


def test_missed_runs_are_caught_up_on(mailoutbox):
    agreement = make_agreement(ends=in_days(5))
    make_agreement(ends=in_days(400))
    ReminderRun.objects.create(day=ON, is_complete=True)

    send(ON + timedelta(days=12))

    assert [message.to for message in mailoutbox] == [[OFFICE], [HEAD]]
    assert set(SentReminder.objects.values_list("agreement", flat=True)) == {agreement.pk}


def test_an_overdue_decision_is_told_to_the_head_once(mailoutbox):
    make_agreement(ends=in_days(40), notice_months=2)

    send(ON)
    send(ON + timedelta(days=1))

    assert [message.to for message in mailoutbox] == [[OFFICE], [HEAD]]
    assert mailoutbox[1].subject == "International agreements: 1 decision is overdue"

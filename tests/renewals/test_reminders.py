"""Reminders: what is due, sent once, and caught up on; against a real mail server on loopback."""

from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, HomeInstitution, Preferences, ReminderRun, SentReminder
from partnerships.renewals import sending
from partnerships.renewals.digests import Digest, Entry
from partnerships.renewals.reminders import ESCALATION, caught_up_until, digest_now, digests, ledger
from partnerships.renewals.sending import last_runs, message_of, record, run_lock, send
from tests.factories import make_agreement, make_institution
from tests.run import free_port

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 31)
OFFICE, HEAD = "office@example.org", "head@example.org"


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.OFFICE_EMAIL, settings.HEAD_EMAIL = OFFICE, HEAD
    settings.BASE_URL = "https://register.example.org"


def person(name):
    return get_user_model().objects.create_user(name, email=f"{name}@example.org")


def due(on=ON):
    return [
        (digest.recipient, [(entry.agreement.pk, entry.steps) for entry in digest.entries]) for digest in digests(on)
    ]


def in_days(days):
    return (ON + timedelta(days=days)).isoformat()


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


@pytest.mark.parametrize(
    ("count", "is_escalation", "subject"),
    [
        (1, False, "1 agreement asks for a decision"),
        (2, False, "2 agreements ask for a decision"),
        (1, True, "1 decision is overdue"),
        (2, True, "2 decisions are overdue"),
    ],
)
def test_a_subject_counts(count, is_escalation, subject):
    assert Digest("a@example.org", [None] * count, "en", is_escalation).subject == subject


def test_a_digest_is_no_escalation_unless_it_is_said():
    assert Digest("a@example.org", [], "en").is_escalation is False


def test_an_entry_says_what_when_and_where(settings):
    agreement = make_agreement(make_institution("Varna"), ends="2026-04", notice_months=1, register_number=61)
    entry = Entry(agreement, date(2026, 3, 30), (30,), ON)

    assert entry.what == "No 61, Varna, Bulgaria, MoU"
    assert entry.when == "decide by 30 March 2026 (1 day ago), end: April 2026"
    assert entry.what_to_do == "Renew it, terminate it, or record that it has ended."
    assert entry.address == f"https://register.example.org/admin/partnerships/agreement/{agreement.pk}/change/"
    agreement.agreement_type, agreement.renewal = None, "automatic"
    assert entry.what == "No 61, Varna, Bulgaria"
    assert entry.what_to_do == "It renews itself unless it is terminated by then."


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "in 1 day"), (20, "in 20 days"), (-2, "2 days ago")])
def test_an_entry_says_in_how_many_days(days, words):
    entry = Entry(make_agreement(ends="2026-04-20"), ON + timedelta(days=days), (30,), ON)

    assert f"({words})" in entry.when


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


def test_the_ledger_keeps_each_step_once():
    agreement = make_agreement(ends=in_days(20))
    digest = Digest(OFFICE, [Entry(agreement, ON, (90, 30), ON)], "en")

    record(digest)
    record(digest)

    kept = SentReminder.objects.order_by("step").values_list("agreement", "decide_by", "step", "recipient")
    assert list(kept) == [(agreement.pk, ON, step, OFFICE) for step in (30, 90)]


def test_a_run_says_how_it_went(mailoutbox):
    make_agreement(ends=in_days(20))
    broken = person("boris")
    make_agreement(ends=in_days(20), responsible=broken)
    get_user_model().objects.filter(pk=broken.pk).update(email="boris\n@example.org")

    sent, failed = send(ON)

    assert sent == [f"{OFFICE}: 1 agreement asks for a decision"]
    assert [sentence.partition(": ")[0] for sentence in failed] == ["boris\n@example.org"]
    assert list(ReminderRun.objects.values_list("day", "messages", "is_complete")) == [(ON, 1, False)]


def test_a_run_without_a_failure_is_complete(mailoutbox):
    make_agreement(ends=in_days(20))

    assert send(ON) == ([f"{OFFICE}: 1 agreement asks for a decision"], [])
    assert list(ReminderRun.objects.values_list("day", "messages", "is_complete")) == [(ON, 1, True)]


def test_the_last_runs_are_those_that_started_last():
    assert last_runs() == (None, None)
    runs = [ReminderRun.objects.create(day=ON, is_complete=is_complete) for is_complete in (True, True, False)]
    earlier = ReminderRun.objects.create(day=ON + timedelta(days=9), is_complete=True)
    ReminderRun.objects.filter(pk=earlier.pk).update(started_at=timezone.now() - timedelta(days=9))

    assert last_runs() == (runs[1], runs[2])


def test_a_message_has_the_name_of_the_register_and_both_forms():
    HomeInstitution.objects.create(register_name_tr="Our partners", name_en="University of Baku")
    agreement = make_agreement(make_institution("Varna"), ends="2026-04-20")

    message = message_of(Digest(OFFICE, [Entry(agreement, ON, (30,), ON)], "tr"))

    assert (message.subject, message.to) == ("Our partners: 1 anlaşma karar bekliyor", [OFFICE])
    assert [part.mimetype for part in message.alternatives] == ["text/html"]
    for text in (message.body, message.alternatives[0][0]):
        assert "Our partners – University of Baku" in text
        assert "Varna, Bulgaristan, MoU" in text


def test_what_asks_for_no_decision_is_silent():
    make_agreement(ends=in_days(20), snoozed_until=ON + timedelta(days=5), snooze_reason="x")
    make_agreement(ends=in_days(20), terminated_on=ON, termination_reason="x")
    make_agreement(ends=in_days(20), terminated_on=ON + timedelta(days=20), termination_reason="x")
    make_agreement(ends=None)
    make_agreement(ends="2015")
    old = make_agreement(ends=in_days(20))
    make_agreement(ends="2035", supersedes=old)

    assert due() == []


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


@pytest.mark.parametrize(
    ("language", "day"), [("tr", "20 Nisan 2026"), ("ru", "20 апреля 2026"), ("", "20 April 2026")]
)
def test_a_message_is_written_in_the_language_of_its_reader(mailoutbox, language, day):
    anna = person("anna")
    Preferences.objects.create(user=anna, language=language)
    make_agreement(ends=in_days(20), responsible=anna)
    make_agreement(make_institution("Ankara", "TR"), ends=in_days(20))

    send(ON)

    own, office = mailoutbox
    assert day in own.body and f'lang="{language or "en"}"' in own.alternatives[0][0]
    assert "20 April 2026" in office.body and 'lang="en"' in office.alternatives[0][0]


def test_a_second_run_at_the_same_time_does_nothing(mailoutbox):
    make_agreement(ends=in_days(20))
    with run_lock(), pytest.raises(CommandError, match="Another run is under way"):
        call_command("send_reminders", on=ON)

    assert mailoutbox == []
    call_command("send_reminders", on=ON)
    assert len(mailoutbox) == 1


def test_nothing_is_sent_twice_and_each_step_is_sent_once(mailoutbox):
    make_agreement(ends=in_days(100))
    for days in range(120):
        send(ON + timedelta(days=days))

    office = [message for message in mailoutbox if message.to == [OFFICE]]
    assert len(office) == 4
    assert [message.to for message in mailoutbox if message.to != [OFFICE]] == [[HEAD]]


class Killed(BaseException):
    """Stands for the end of the process."""


def killed(*args):
    raise Killed


@pytest.mark.parametrize("moment", ["note_sent", "message_of"])
def test_a_run_that_breaks_off_is_followed_by_the_same_message(mailoutbox, monkeypatch, moment):
    make_agreement(ends=in_days(20))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, moment, killed)
        send(ON)

    for days in (1, 2):
        send(ON + timedelta(days=days))

    assert len(mailoutbox) == (2 if moment == "note_sent" else 1)
    assert len({message.message()["Message-ID"] for message in mailoutbox}) == 1
    assert SentReminder.objects.filter(sent_at=None).count() == 0


def test_a_message_that_is_repeated_leaves_out_what_was_decided_meanwhile(mailoutbox, monkeypatch):
    one, _two = [make_agreement(make_institution(name), ends=in_days(20)) for name in ("Varna", "Ruse")]
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "note_sent", killed)
        send(ON)
    Agreement.objects.filter(pk=one.pk).update(terminated_on=ON)

    send(ON + timedelta(days=1))

    first, second = (message.message() for message in mailoutbox)
    assert first["Message-ID"] == second["Message-ID"]
    assert ("Varna" in mailoutbox[1].body, "Ruse" in mailoutbox[1].body) == (False, True)


def test_what_was_maybe_not_sent_to_somebody_who_has_left_goes_to_who_stands_in(mailoutbox, monkeypatch):
    anna = person("anna")
    make_agreement(ends=in_days(20), responsible=anna)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "note_sent", killed)
        send(ON)
    get_user_model().objects.filter(pk=anna.pk).update(is_active=False)

    send(ON + timedelta(days=1))

    assert [message.to for message in mailoutbox] == [["anna@example.org"], [OFFICE]]


def test_a_busy_database_is_asked_again(mailoutbox, monkeypatch):
    make_agreement(ends=in_days(20))
    monkeypatch.setattr(sending, "PAUSE", 0)
    write, attempts = sending.record, []

    def busy_twice(digest):
        attempts.append(digest)
        if len(attempts) < sending.TRIES:
            raise OperationalError("database is locked")
        write(digest)

    monkeypatch.setattr(sending, "record", busy_twice)

    assert send(ON) == ([f"{OFFICE}: 1 agreement asks for a decision"], [])
    assert len(mailoutbox) == 1


def test_a_database_that_stays_busy_for_one_message_does_not_stop_the_others(mailoutbox, monkeypatch):
    for name in ("anna", "boris"):
        make_agreement(ends=in_days(20), responsible=person(name))
    monkeypatch.setattr(sending, "PAUSE", 0)
    write = sending.record

    def busy_for_anna(digest):
        if digest.recipient == "anna@example.org":
            raise OperationalError("database is locked")
        write(digest)

    monkeypatch.setattr(sending, "record", busy_for_anna)
    sent, failed = send(ON)

    assert (len(sent), failed) == (1, ["anna@example.org: database is locked"])
    assert [message.to for message in mailoutbox] == [["boris@example.org"]]


def test_a_message_tells_machines_not_to_answer(mailoutbox):
    make_agreement(ends=in_days(20))
    send(ON)

    message = mailoutbox[0].message()
    assert (message["Auto-Submitted"], message["List-ID"]) == ("auto-generated", "<reminders.register.example.org>")
    assert message["List-Help"] == "<https://register.example.org/admin/preferences/>"
    assert message["Message-ID"].endswith("@register.example.org>")


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


def test_a_long_message_names_the_first_and_leads_to_the_worklist():
    agreement = make_agreement(ends=in_days(20))
    digest = Digest(OFFICE, [Entry(agreement, ON, (30,), ON)] * 103, "en")

    for text in (message_of(digest).body, message_of(digest).alternatives[0][0]):
        assert text.count("decide by") == 100
        assert "And 3 more, which the worklist names." in text
        assert "https://register.example.org/admin/" in text


@pytest.mark.parametrize(("first", "last", "to"), [(0, 0, "boris"), (-3, 4, "boris"), (1, 4, "anna"), (-4, -1, "anna")])
def test_a_substitute_is_asked_while_somebody_is_away(first, last, to):
    anna, boris = person("anna"), person("boris")
    days = {"away_from": ON + timedelta(days=first), "away_until": ON + timedelta(days=last)}
    Preferences.objects.create(user=anna, substitute=boris, **days)
    agreement = make_agreement(ends=in_days(20), responsible=anna)

    assert due() == [(f"{to}@example.org", [(agreement.pk, (180, 90, 30))])]


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


def test_a_message_that_is_repeated_leaves_out_what_sleeps_until_it_wakes(mailoutbox, monkeypatch):
    agreement = make_agreement(ends=in_days(20))
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "note_sent", killed)
        send(ON)
    wakes = ON + timedelta(days=2)
    Agreement.objects.filter(pk=agreement.pk).update(snoozed_until=wakes, snooze_reason="asked for time")

    send(ON + timedelta(days=1))
    assert len(mailoutbox) == 1
    send(wakes)
    assert len(mailoutbox) == 2


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


def test_a_message_says_what_when_and_where(mailoutbox):
    agreement = make_agreement(make_institution("A & B <University>", "PL"), ends=in_days(20), register_number=61)

    send(ON)

    message = mailoutbox[0]
    link = f"https://register.example.org/admin/partnerships/agreement/{agreement.pk}/change/"
    lines = ["- No 61, A & B <University>, Poland, MoU", "decide by 20 April 2026 (in 20 days), end: 20 April 2026"]
    lines += ["Renew it, terminate it, or record that it has ended.", link]
    assert "\n  ".join(lines) in message.body
    html = message.alternatives[0][0]
    assert "A &amp; B &lt;University&gt;" in html and link in html


def test_a_dry_run_sends_and_writes_nothing(mailoutbox, capsys):
    make_agreement(ends=in_days(20))

    call_command("send_reminders", dry_run=True, on=ON)

    assert capsys.readouterr().out == f"Would send to {OFFICE}: 1 agreement asks for a decision\n"
    assert (mailoutbox, ReminderRun.objects.count(), SentReminder.objects.count()) == ([], 0, 0)


def test_an_address_that_is_none_keeps_nobody_else_from_their_message(mailoutbox):
    for name in ("anna", "boris", "carla"):
        make_agreement(ends=in_days(20), responsible=person(name))
    get_user_model().objects.filter(username="boris").update(email="boris\n@example.org")

    sent, failed = send(ON)

    assert (len(sent), len(failed)) == (2, 1)
    assert [message.to for message in mailoutbox] == [["anna@example.org"], ["carla@example.org"]]


def test_without_the_address_of_the_office_nothing_is_lost_silently(settings):
    settings.OFFICE_EMAIL = ""

    with pytest.raises(CommandError, match="OFFICE_EMAIL is not set"):
        call_command("send_reminders")


class MailServer:
    """Keeps what it takes; refuses the addresses in `refused`, and drops the line at those in `dropped`."""

    def __init__(self):
        self.taken, self.refused, self.dropped = [], set(), set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such mailbox"
        if address in self.dropped:
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append((envelope.rcpt_tos, message["Subject"]))
        return "250 OK"


@pytest.fixture
def server(settings):
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield handler
    controller.stop()


@pytest.mark.parametrize("fault", ["refused", "dropped"])
def test_what_a_mail_server_did_not_take_is_sent_by_the_next_run_once(server, fault):
    for name in ("anna", "boris", "carla"):
        make_agreement(ends=in_days(20), responsible=person(name))
    getattr(server, fault).add("boris@example.org")

    with pytest.raises(SystemExit) as stopped:
        call_command("send_reminders", on=ON)

    assert stopped.value.code == 1
    assert [to for to, _subject in server.taken] == [["anna@example.org"], ["carla@example.org"]]
    assert not ReminderRun.objects.get().is_complete
    getattr(server, fault).clear()
    call_command("send_reminders", on=ON + timedelta(days=1))
    call_command("send_reminders", on=ON + timedelta(days=2))
    assert [to for to, _subject in server.taken[2:]] == [["boris@example.org"]]
    assert ReminderRun.objects.first().is_complete

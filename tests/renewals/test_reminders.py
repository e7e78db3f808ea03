"""Reminders: what is due, sent once, and caught up on; against a real mail server on loopback."""

from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from partnerships.models import AgreementType, Preferences, ReminderRun, SentReminder
from partnerships.renewals.reminders import LOCK, digests, run_lock, send
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
    with alone_elsewhere(), pytest.raises(CommandError, match="Another run is under way"):
        call_command("send_reminders", on=ON)

    assert mailoutbox == []
    call_command("send_reminders", on=ON)
    assert len(mailoutbox) == 1


@contextmanager
def alone_elsewhere():
    """Yield another process in the middle of its run: a connection, or a file, of its own."""
    if connection.vendor != "postgresql":
        with run_lock():
            yield
        return
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    yield
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    other.close()


def test_nothing_is_sent_twice_and_each_step_is_sent_once(mailoutbox):
    make_agreement(ends=in_days(100))
    for days in range(120):
        send(ON + timedelta(days=days))

    office = [message for message in mailoutbox if message.to == [OFFICE]]
    assert len(office) == 4
    assert [message.to for message in mailoutbox if message.to != [OFFICE]] == [[HEAD]]


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
    agreement = make_agreement(make_institution("A & B <University>", "PL"), ends=in_days(20))

    send(ON)

    message = mailoutbox[0]
    link = f"https://register.example.org/admin/partnerships/agreement/{agreement.pk}/change/"
    assert "- A & B <University>, MoU\n  decide by 20 April 2026, ends 20 April 2026\n  " + link in message.body
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

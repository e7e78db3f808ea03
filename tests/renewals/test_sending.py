"""Sending reminders: each once, whatever breaks off; against a real mail server on loopback, too."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from partnerships.models import Agreement, ReminderRun, SentReminder
from partnerships.renewals import sending
from partnerships.renewals.digests import Digest, Entry
from partnerships.renewals.sending import last_runs, record, run_lock, send
from tests.factories import make_agreement, make_institution
from tests.renewals.reminding import HEAD, OFFICE, ON, in_days, person
from tests.run import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


def test_nothing_is_sent_twice_and_each_step_is_sent_once(mailoutbox):
    make_agreement(ends=in_days(100))
    for days in range(120):
        send(ON + timedelta(days=days))

    office = [message for message in mailoutbox if message.to == [OFFICE]]
    assert len(office) == 4
    assert [message.to for message in mailoutbox if message.to != [OFFICE]] == [[HEAD]]


def test_the_ledger_keeps_each_step_once():
    agreement = make_agreement(ends=in_days(20))
    digest = Digest(OFFICE, [Entry(agreement, ON, (90, 30), ON)], "en")

    record(digest)
    record(digest)

    kept = SentReminder.objects.order_by("step").values_list("agreement", "decide_by", "step", "recipient")
    assert list(kept) == [(agreement.pk, ON, step, OFFICE) for step in (30, 90)]


def test_a_dry_run_sends_and_writes_nothing(mailoutbox, capsys):
    make_agreement(ends=in_days(20))

    call_command("send_reminders", dry_run=True, on=ON)

    assert capsys.readouterr().out == f"Would send to {OFFICE}: 1 agreement asks for a decision\n"
    assert (mailoutbox, ReminderRun.objects.count(), SentReminder.objects.count()) == ([], 0, 0)


def test_a_run_without_a_failure_is_complete(mailoutbox):
    make_agreement(ends=in_days(20))

    assert send(ON) == ([f"{OFFICE}: 1 agreement asks for a decision"], [])
    assert list(ReminderRun.objects.values_list("day", "messages", "is_complete")) == [(ON, 1, True)]


def test_a_run_says_how_it_went(mailoutbox):
    make_agreement(ends=in_days(20))
    broken = person("boris")
    make_agreement(ends=in_days(20), responsible=broken)
    get_user_model().objects.filter(pk=broken.pk).update(email="boris\n@example.org")

    sent, failed = send(ON)

    assert sent == [f"{OFFICE}: 1 agreement asks for a decision"]
    assert [sentence.partition(": ")[0] for sentence in failed] == ["boris\n@example.org"]
    assert list(ReminderRun.objects.values_list("day", "messages", "is_complete")) == [(ON, 1, False)]


def test_the_last_runs_are_those_that_started_last():
    assert last_runs() == (None, None)
    runs = [ReminderRun.objects.create(day=ON, is_complete=is_complete) for is_complete in (True, True, False)]
    earlier = ReminderRun.objects.create(day=ON + timedelta(days=9), is_complete=True)
    ReminderRun.objects.filter(pk=earlier.pk).update(started_at=timezone.now() - timedelta(days=9))

    assert last_runs() == (runs[1], runs[2])


def test_a_second_run_at_the_same_time_does_nothing(mailoutbox):
    make_agreement(ends=in_days(20))
    with run_lock(), pytest.raises(CommandError, match="Another run is under way"):
        call_command("send_reminders", on=ON)

    assert mailoutbox == []
    call_command("send_reminders", on=ON)
    assert len(mailoutbox) == 1


def test_without_the_address_of_the_office_nothing_is_lost_silently(settings):
    settings.OFFICE_EMAIL = ""

    with pytest.raises(CommandError, match="OFFICE_EMAIL is not set"):
        call_command("send_reminders")


def test_an_address_that_is_none_keeps_nobody_else_from_their_message(mailoutbox):
    for name in ("anna", "boris", "carla"):
        make_agreement(ends=in_days(20), responsible=person(name))
    get_user_model().objects.filter(username="boris").update(email="boris\n@example.org")

    sent, failed = send(ON)

    assert (len(sent), len(failed)) == (2, 1)
    assert [message.to for message in mailoutbox] == [["anna@example.org"], ["carla@example.org"]]


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

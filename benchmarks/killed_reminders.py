#!/usr/bin/env python3
"""Whether reminders come exactly once where the process that sends them is killed.

    .venv/bin/python benchmarks/killed_reminders.py [KILLS] [sqlite]

Fills a database with agreements of 30 people, and starts `send_reminders` against a mail server on loopback again and
again; each time it is killed (SIGKILL) at a random moment, after as many messages as chance says, then once it may end.
Prints how many recipients got a message, how often one came again, and how many of those had another Message-ID for the
same steps, which must be none.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from import_speed import ROOT, manage

sys.path.insert(0, str(ROOT))
from tests.run import free_port, postgresql, postgresql_programs

PEOPLE = 30
FILL = """
import datetime, django
django.setup()
from django.contrib.auth import get_user_model
from partnerships.models import Agreement, Institution
today = datetime.date.today()
for n in range(%d):
    user = get_user_model().objects.create_user(f"person{n}", email=f"person{n}@example.org")
    institution = Institution.objects.create(name=f"University {n}", slug=f"u{n}")
    for days in (5, 20, 50):
        Agreement.objects.create(institution=institution, responsible=user, validity="fixed", ends_precision="day",
            ends_on=today + datetime.timedelta(days=days))
"""


class Mailbox:
    """Keeps (recipient, Message-ID) of what it takes, in order, and is as slow as a real server."""

    def __init__(self):
        self.taken = []
        self.has_taken = threading.Condition()

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self.has_taken:
            self.taken.append((envelope.rcpt_tos[0], message["Message-ID"]))
            self.has_taken.notify()
        return "250 OK"


def run(environment, mailbox, chance=None):
    """Start the command; kill it a random moment after a random number of messages, or let it end without `chance`."""
    before = len(mailbox.taken)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_reminders"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    if chance:
        number = chance.randrange(4)
        with mailbox.has_taken:
            mailbox.has_taken.wait_for(lambda: len(mailbox.taken) >= before + number or process.poll() is not None, 30)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
    process.wait()


def measure(database, kills):
    """Print what came of `kills` kills on a database."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {
            "DATABASE_URL": database,
            "DATA_DIR": data,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OFFICE_EMAIL": "office@example.org",
            "EMAIL_URL": f"smtp://127.0.0.1:{controller.port}",
        }
        manage(database, "migrate", "--verbosity", "0")
        subprocess.run([sys.executable, "-c", FILL % PEOPLE], cwd=ROOT, env=environment, check=True)
        chance = random.Random(4)
        for _kill in range(kills):
            run(environment, mailbox, chance)
        run(environment, mailbox)
        run(environment, mailbox)  # has nothing left to send
    controller.stop()
    ids = {recipient: {each for to, each in mailbox.taken if to == recipient} for recipient, _id in mailbox.taken}
    print(f"{kills} kills: {len(ids)} of {PEOPLE} recipients, {len(mailbox.taken)} messages,", end=" ")
    print(f"{sum(len(each) > 1 for each in ids.values())} recipients with two Message-IDs")


def main(*arguments):
    kills = int(next((each for each in arguments if each.isdecimal()), 20))
    if "sqlite" in arguments:
        with tempfile.TemporaryDirectory() as folder:
            measure(f"sqlite:///{Path(folder) / 'register.sqlite3'}", kills)
    else:
        with postgresql(postgresql_programs()) as address:
            measure(address, kills)


if __name__ == "__main__":
    main(*sys.argv[1:])

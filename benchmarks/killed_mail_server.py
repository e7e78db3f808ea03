#!/usr/bin/env python3
"""Whether reminders come exactly once where the mail server dies that they are sent through.

    .venv/bin/python benchmarks/killed_mail_server.py [TIMES] [sqlite]

Fills a database with agreements of 30 people, and runs `send_reminders` again and again; each time its mail server is
killed (SIGKILL) after the next message or two, as often as told (10 times), and started again. Prints how many
recipients got a message, and how many of them got one with another Message-ID for the same steps, which must be none.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from email import message_from_bytes, policy
from pathlib import Path

from import_speed import ROOT
from killed_reminders import FILL, PEOPLE
from supervised import Supervised, started

from tests.run import free_port, postgresql, postgresql_programs

SERVE = ["-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Mailbox"]
SEND = [sys.executable, "manage.py", "send_reminders"]


def send_and_kill(times, environment, server, box):
    """Send reminders until a run ends well, and kill the `server` that often meanwhile; return the runs' statuses."""
    chance, statuses = random.Random(6), []
    while not statuses or statuses[-1]:
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        sending = subprocess.Popen(SEND, cwd=ROOT, env=environment, **silent)
        while len(statuses) < times and sending.poll() is None:
            enough = len(list(box.glob("new/*"))) + 1 + chance.randrange(2)
            while len(list(box.glob("new/*"))) < enough and sending.poll() is None:
                time.sleep(0.005)
            server.kill()
            sending.wait()
        statuses.append(sending.wait())
        time.sleep(1)
    return statuses


def measure(times, database):
    """Kill the mail server that often under way, and print what came of it; return whether all is well."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-killed-")))
        port, box = free_port(), folder / "mailbox"
        environment = os.environ | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"OFFICE_EMAIL": "office@example.org", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        environment["DATABASE_URL"] = (
            f"sqlite:///{folder}/register.sqlite3"
            if database == "sqlite"
            else stack.enter_context(postgresql(postgresql_programs()))
        )
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        subprocess.run([sys.executable, "-c", FILL % PEOPLE], cwd=ROOT, env=environment, check=True)
        serve = [
            sys.executable,
            "-m",
            "aiosmtpd",
            "-n",
            "-l",
            f"127.0.0.1:{port}",
            "-c",
            "aiosmtpd.handlers.Mailbox",
            box,
        ]
        server = Supervised(lambda: started(serve, folder))
        stack.callback(server.stop)
        statuses = send_and_kill(times, environment, server, box)
        messages = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in box.glob("new/*")]
    ids = {}
    for message in messages:
        ids.setdefault(message["To"], set()).add(message["Message-ID"])
    twice = sum(len(each) > 1 for each in ids.values())
    print(f"mail ({database}): {sum(map(bool, statuses))} runs ended with an error, then one without,", end=" ")
    print(f"{len(ids)} of {PEOPLE} recipients, {len(messages)} messages, {twice} recipients with two Message-IDs")
    return len(ids) == PEOPLE and not twice


def main(*arguments):
    times = int(next((each for each in arguments if each.isdecimal()), 10))
    if not measure(times, "sqlite" if "sqlite" in arguments else "postgres"):
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])

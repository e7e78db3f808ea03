#!/usr/bin/env python3
"""What is lost where a server dies: whether all that was confirmed is kept, nothing is half-written, and it comes back.

    .venv/bin/python benchmarks/killed_servers.py web|database|standby|disk|mail [TIMES] [sqlite]

Four people write through the office (entries of the journal, and signed documents with the form of an agreement), four
visitors read, and something is killed (SIGKILL) at random moments, as often as told (10 times): the web server,
PostgreSQL, or a standby that the public pages are read from; or the disk is filled for some seconds. What watches over
services (systemd, a container's restart) is played by a loop that starts what has ended. `mail` kills the mail server
while reminders are sent. Afterwards each entry that was confirmed is looked for, each record for its other half, and
`check_register` has the last word. `disk` needs root: it fills a file system in memory.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from contextlib import ExitStack, contextmanager, suppress
from email import message_from_bytes, policy
from pathlib import Path

from import_speed import ROOT
from killed_reminders import FILL, PEOPLE

sys.path.insert(0, str(ROOT))
from tests.run import free_port, postgresql_programs

TOKEN = "a" * 32
LINES = "\n".join(f"{n}\tUniversity {n}\tTurkey\tMoU\t{1990 + n % 30}" for n in range(1, 201))
SIZE_OF_DISK = 300  # MB
# Safe against the death of a process, which is what is tried here: the operating system lives on.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
wal_level = replica
max_wal_senders = 4
hot_standby = on
"""
PREPARE = """
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
for n in range(4):
    user = get_user_model().objects.create_superuser(f"clerk{n}")
    client = Client()
    client.force_login(user)
    print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
STATE = """
import json, django
django.setup()
from django.core.files.storage import default_storage
from partnerships.models import Document, JournalEntry
entries = set(JournalEntry.objects.values_list("text", flat=True))
halves = set(JournalEntry.history.filter(history_type="+").values_list("text", flat=True)) ^ entries
documents = Document.objects.all()
lost = [each.name for each in documents if not default_storage.exists(each.file.name)]
without = documents.exclude(pk__in=Document.history.filter(history_type="+").values("id")).count()
print(json.dumps({"entries": sorted(entries), "documents": sorted(documents.values_list("name", flat=True)),
    "halves": len(halves) + without + len(lost)}))
"""


class Server:
    """A process that is started again whenever it has ended, as systemd does, until it is stopped."""

    def __init__(self, start):
        self.start, self.is_wanted, self.process = start, True, start()
        self.watching = threading.Thread(target=self.watch)
        self.watching.start()

    def watch(self):
        while self.is_wanted:
            if self.process.poll() is not None:
                time.sleep(0.5)
                if self.is_wanted:
                    self.process = self.start()
            time.sleep(0.05)

    def kill(self):
        """Kill the process with all that belong to its group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self):
        self.is_wanted = False
        self.watching.join()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()


def started(command, folder, environment=None, log=None):
    """Start a command in a process group of its own."""
    output = (Path(folder) / log).open("a") if log else subprocess.DEVNULL
    return subprocess.Popen(
        list(map(str, command)), cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip


class Postgres:
    """A server of PostgreSQL in a folder that its owner may write to; a standby where another one's port is given."""

    def __init__(self, programs, folder, standby_of=None):
        self.programs, self.folder, self.port = programs, folder, free_port()
        self.owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.owner:
            shutil.chown(folder, "postgres", "postgres")
        if standby_of:
            self.run("pg_basebackup", "-h", "127.0.0.1", "-p", standby_of, "-U", "register", "-D", self.data, "-R",
                     "-X", "stream", "-c", "fast", "--no-sync")  # fmt: skip
        else:
            self.run("initdb", "-D", self.data, "-U", "register", "--auth=trust", "--encoding=UTF8", "-N",
                     "--locale=C.UTF-8")  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(port=self.port, folder=folder))
        self.address = f"postgres://register@127.0.0.1:{self.port}/postgres"
        self.server = Server(self.start)

    @property
    def data(self):
        return Path(self.folder) / "data"

    def run(self, program, *arguments):
        command = [*self.owner, self.programs / program, *arguments]
        subprocess.run(list(map(str, command)), cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        return started([*self.owner, self.programs / "postgres", "-D", self.data], self.folder, log="log")

    def kill(self):
        """Kill the server, and those of its processes that are in groups of their own."""
        with suppress(OSError, ValueError):
            server = int((self.data / "postmaster.pid").read_text().split()[0])
            children = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True).stdout.split()
            for pid in [server, *map(int, children)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.server.kill()

    def wait(self):
        for _ in range(200):
            ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
            if subprocess.run(ready).returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit("PostgreSQL did not start")

    def stop(self):
        self.server.is_wanted = False
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", self.data, "-s", "-m", "fast", "stop")
        self.server.stop()


def multipart(fields, files):
    """Return the body of a form with files, and its type."""
    border = uuid.uuid4().hex
    body = b"".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    for name, (file, content) in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        body += f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Load:
    """Four people who write and four who read; it knows what was confirmed to them, and what they were told."""

    def __init__(self, base, cookies):
        self.base, self.opener = base, urllib.request.build_opener(NoRedirect)
        self.confirmed, self.documents, self.statuses = [], [], {}
        self.is_over = threading.Event()
        writers = [threading.Thread(target=self.write, args=[*each]) for each in enumerate(cookies)]
        self.threads = writers + [threading.Thread(target=self.read) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def ask(self, path, data=None, headers=()):
        """Return the status and the body of an answer; 0 where there is none."""
        request = urllib.request.Request(self.base + path, data, dict(headers))
        try:
            with self.opener.open(request, timeout=40) as answer:
                status, body = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, body = error.code, b""
        except (OSError, ValueError):
            status, body = 0, b""
        what = "write" if data else "read"
        self.statuses[what, status] = self.statuses.get((what, status), 0) + 1
        return status, body

    def read(self):
        while not self.is_over.wait(0.05):
            self.ask(random.choice(["/", "/?country=TR", "/statistics/", "/institutions/"]))

    def write(self, who, cookie):
        chance = random.Random(who)
        head = {"Cookie": f"sessionid={cookie}; csrftoken={TOKEN}"}
        number = 0
        while not self.is_over.wait(0.05):
            number += 1
            agreement, name = 1 + who * 40 + chance.randrange(40), f"entry {who}-{number}"
            if number % 3:
                form = urllib.parse.urlencode({"text": name, "csrfmiddlewaretoken": TOKEN}).encode()
                if self.ask(f"/admin/partnerships/agreement/{agreement}/journal/", form, head.items())[0] == 302:
                    self.confirmed.append(name)
            else:
                self.upload(agreement, f"document {who}-{number}", head)

    def upload(self, agreement, name, head):
        """Save an agreement as its form has it, with one document more."""
        address = f"/admin/partnerships/agreement/{agreement}/change/"
        status, page = self.ask(address, headers=head.items())
        if status != 200:
            return
        fields = fields_of(page.decode())
        index = int(fields["documents-TOTAL_FORMS"])
        fields |= {"documents-TOTAL_FORMS": index + 1, f"documents-{index}-name": name, "csrfmiddlewaretoken": TOKEN}
        content = b"%PDF-1.4\n" + name.encode() + os.urandom(50_000) + b"\n%%EOF\n"
        body, kind = multipart(fields, {f"documents-{index}-file": ("scan.pdf", content)})
        if self.ask(address, body, [*head.items(), ("Content-Type", kind)])[0] == 302:
            self.documents.append(name)

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def fields_of(page):
    """Return what the form of a record's page would send, but for its buttons and what is not there yet."""
    from lxml import html

    [form] = [each for each in html.fromstring(page).forms if each.get("id") == "agreement_form"]
    return {name: value for name, value in form.form_values() if "__prefix__" not in name and not name.startswith("_")}


def until_it_answers(base, path="/", patience=90):
    """Return the seconds until an address answers with 200; None where it does not."""
    began = time.perf_counter()
    while time.perf_counter() - began < patience:
        with suppress(OSError), urllib.request.urlopen(base + path, timeout=5) as answer:
            if answer.status == 200:
                return time.perf_counter() - began
        time.sleep(0.1)
    return None


def code(source, environment):
    """Return what a piece of code prints."""
    command = [sys.executable, "-c", source]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def disk_in_memory(folder):
    """Mount a small file system on a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_OF_DISK}m", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill(folder, seconds):
    """Leave no room on the disk of a folder for some seconds."""
    rest = Path(folder) / "rest-of-the-disk"
    end = time.monotonic() + seconds
    with suppress(OSError), rest.open("wb", buffering=0) as file:
        while file.write(b"0" * 1_000_000):
            pass
    while time.monotonic() < end:  # what others give back meanwhile is taken, too
        with suppress(OSError), rest.open("ab", buffering=0) as file:
            while file.write(b"0" * 10_000):
                pass
        time.sleep(0.2)
    rest.unlink()


def measure(what, times, database):
    """Kill `what` that often under load, and print what came of it."""
    programs, chance = postgresql_programs(), random.Random(5)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-killed-")))
        if what == "disk":
            stack.enter_context(disk_in_memory(folder))
        folder.chmod(0o755)
        data = folder / "files"
        data.mkdir()
        environment = os.environ | {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "0"}
        environment |= {"ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": "k" * 50, "HTTPS": "0"}
        standby = None
        if database == "sqlite":
            environment["DATABASE_URL"] = f"sqlite:///{data}/register.sqlite3"
        else:
            home = folder / "primary"
            home.mkdir()
            primary = Postgres(programs, home)
            stack.callback(primary.stop)
            primary.wait()
            environment["DATABASE_URL"] = primary.address
        run = [sys.executable, "manage.py"]
        subprocess.run([*run, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
        source = data / "list.tsv"
        source.write_text(f"No\tUniversity\tCountry\tType of agreement\tDate\n{LINES}")
        subprocess.run([*run, "import_agreements", source], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        if what == "standby":
            home = folder / "standby"
            home.mkdir()
            standby = Postgres(programs, home, primary.port)
            stack.callback(standby.stop)
            standby.wait()
            environment["REPLICA_URLS"] = standby.address
        cookies = code(PREPARE, environment).split()
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        gunicorn = [Path(sys.executable).parent / "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
                    "--log-level", "error"]  # fmt: skip
        web = Server(lambda: started(gunicorn, ROOT, environment))
        stack.callback(web.stop)
        until_it_answers(base)
        load, waits = Load(base, cookies), []
        for _time in range(times):
            time.sleep(2 + 2 * chance.random())
            if what == "web":
                web.kill()
            elif what == "database" and database != "sqlite":
                primary.kill()
            elif what == "standby":
                standby.kill()
            elif what == "disk":
                fill(folder, 3)
            waits.append(until_it_answers(base))
        time.sleep(3)
        load.end()
        until_it_answers(base)
        state = json.loads(code(STATE, environment))
        checked = subprocess.run([*run, "check_register"], cwd=ROOT, env=environment, capture_output=True, text=True)
    lost = set(load.confirmed) - set(state["entries"]) | set(load.documents) - set(state["documents"])
    never = [each for each in waits if each is None]
    said = ", ".join(
        f"{what} {status or 'no answer'}: {count}" for (what, status), count in sorted(load.statuses.items())
    )
    print(
        f"{what} ({database}), {times} times: {len(load.confirmed)} entries, {len(load.documents)} documents confirmed,"
    )
    print(f"  {len(lost)} lost, {state['halves']} half-written; public list back after at most", end=" ")
    print(f"{max(each or 0 for each in waits):.1f} s, never {len(never)} times")
    print(f"  {said}\n  check_register: {checked.returncode} {checked.stdout.strip()[:400]}")
    return not lost and not state["halves"] and not never


def measure_mail(times, database):
    """Kill the mail server that often while reminders are sent, and print what came of it."""
    programs, chance = postgresql_programs(), random.Random(6)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-killed-")))
        folder.chmod(0o755)
        port, box = free_port(), folder / "mailbox"
        environment = os.environ | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment |= {"OFFICE_EMAIL": "office@example.org", "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        environment["DATABASE_URL"] = f"sqlite:///{folder}/register.sqlite3"
        if database != "sqlite":
            (folder / "primary").mkdir()
            primary = Postgres(programs, folder / "primary")
            stack.callback(primary.stop)
            primary.wait()
            environment["DATABASE_URL"] = primary.address
        run = [sys.executable, "manage.py"]
        subprocess.run([*run, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
        code(FILL % PEOPLE, environment)
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
        server = Server(lambda: started(serve, folder))
        stack.callback(server.stop)
        statuses = []
        while not statuses or statuses[-1]:
            sending = subprocess.Popen([*run, "send_reminders"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)  # fmt: skip
            while len(statuses) < times and sending.poll() is None:
                before = len(list(box.glob("new/*")))
                while len(list(box.glob("new/*"))) < before + 1 + chance.randrange(2) and sending.poll() is None:
                    time.sleep(0.005)
                server.kill()
                sending.wait()
            statuses.append(sending.wait())
            time.sleep(1)
        messages = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in box.glob("new/*")]
    ids = {}
    for message in messages:
        ids.setdefault(message["To"], set()).add(message["Message-ID"])
    twice = sum(len(each) > 1 for each in ids.values())
    print(f"mail ({database}): {sum(map(bool, statuses))} runs ended with an error, then one without,", end=" ")
    print(f"{len(ids)} of {PEOPLE} recipients, {len(messages)} messages, {twice} recipients with two Message-IDs")
    return len(ids) == PEOPLE and not twice


def main(what, *arguments):
    times = int(next((each for each in arguments if each.isdecimal()), 10))
    database = "sqlite" if "sqlite" in arguments else "postgres"
    if not (measure_mail(times, database) if what == "mail" else measure(what, times, database)):
        raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] not in (["web"], ["database"], ["standby"], ["disk"], ["mail"]):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Whether each backup that is taken while others write is a state that was committed, and how long a restore takes.

    .venv/bin/python benchmarks/backups.py copies [BACKUPS] [sqlite]
    .venv/bin/python benchmarks/backups.py large [AGREEMENTS] [DOCUMENTS] [sqlite]

`copies` takes backups (200 unless told) while four processes write, then restores each into an empty register. A writer
changes two institutions together, adds an agreement each time and a document every fifth, and counts; what is restored
must have both institutions at one count that was reached while the backup was taken, as many agreements and documents
as it says, each with its file as it was written, and no fault for `check_register`. `large` backs up and restores a
register with many agreements (100,000) and documents of 300 KB (2,000), and moves it from SQLite into PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from import_speed import ROOT, manage
from public_speed import FILL, python
from run import postgresql, postgresql_programs

WRITERS, WIDTH = 4, 12  # characters for the count of each writer, in a file that all share
WRITE = """
import hashlib, os, sys, time
import django
django.setup()
from django.core.files.base import ContentFile
from django.db import transaction
from partnerships.models import Agreement, Document, Institution
name, width, counts = int(sys.argv[1]), int(sys.argv[2]), os.open(sys.argv[3], os.O_WRONLY)
pair = [Institution.objects.create(name=f"{side} {name}", slug=f"{side}-{name}") for side in ("first", "second")]
count = 0
while os.path.exists(sys.argv[3] + ".go"):
    count += 1
    with transaction.atomic():
        Institution.objects.filter(pk=pair[0].pk).update(notes=count)
        agreement = Agreement.objects.create(institution=pair[0], title="MoU", reference=count)
        if count % 5 == 0:
            content = f"%PDF {name} {count}".encode() * 500
            document = Document(agreement=agreement, name=count, size=len(content),
                sha256=hashlib.sha256(content).hexdigest())
            document.file.save("a.pdf", ContentFile(content))
        Institution.objects.filter(pk=pair[1].pk).update(notes=count)
    os.pwrite(counts, f"{count:<{width}}".encode(), (name - 1) * width)
    time.sleep(0.05)
"""
TAKE = """
import json, sys, time
from io import StringIO
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from partnerships.backups.backing_up import back_up
from partnerships.backups.folders import Rule
folder, count, counts = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
taken = {}
for _number in range(count):
    least, started = counts.read_text().split(), time.perf_counter()
    done = back_up(folder, Rule(last=count))
    assert done.remarks == [], done.remarks
    taken[done.folder.name] = (least, counts.read_text().split(), time.perf_counter() - started)
print(json.dumps(taken))
"""
RESTORE = """
import hashlib, json, shutil, sys, time
from io import StringIO
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from partnerships.backups import postgresql
from partnerships.backups.restoring import restore
from partnerships.models import Agreement, Document, Institution
taken, faults, seconds = json.load(open(sys.argv[2])), 0, []
for name, (least, most, _taken) in sorted(taken.items()):
    started = time.perf_counter()
    restore(Path(sys.argv[1], name))
    seconds.append(time.perf_counter() - started)
    said = []
    for writer in range(len(least)):
        one, other = (Institution.objects.get(slug=f"{side}-{writer + 1}") for side in ("first", "second"))
        count = int(one.notes or 0)
        agreements = Agreement.objects.filter(institution=one)
        documents = Document.objects.filter(agreement__institution=one)
        numbers = sorted(int(each) for each in agreements.values_list("reference", flat=True))
        if one.notes != other.notes or not int(least[writer]) <= count <= int(most[writer]) + 1:
            said.append(f"{least[writer]} {one.notes} {other.notes} {most[writer]}")
        if numbers != list(range(1, count + 1)) or documents.count() != count // 5:
            said.append(f"{len(numbers)} agreements, {documents.count()} documents of {count}")
        for document in documents:
            with document.file.open() as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != document.sha256:
                    said.append(f"file {document.file.name}")
    report = StringIO()
    try:
        call_command("check_register", stdout=report)
    except SystemExit:
        said.append(report.getvalue())
    if said:
        faults += 1
        print(name, *said, file=sys.stderr)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    if connection.vendor == "postgresql":
        postgresql.make_room([])
        postgresql.finish()
    else:
        connection.close()
        for path in Path(connection.settings_dict["NAME"]).parent.glob("restored.sqlite3*"):
            path.unlink()
print(json.dumps([faults, sum(seconds) / len(seconds)]))
"""
DOCUMENTS = """
import hashlib, os, sys
import django
django.setup()
from django.core.files.base import ContentFile
from partnerships.models import Agreement, Document
for agreement in Agreement.objects.order_by("pk")[:int(sys.argv[1])]:
    content = b"%PDF" + os.urandom(300_000)
    document = Document(agreement=agreement, name="scan.pdf", size=len(content),
        sha256=hashlib.sha256(content).hexdigest())
    document.file.save("scan.pdf", ContentFile(content))
"""


@contextmanager
def files_in(folder):
    """Let the commands keep files in a `folder`."""
    before = os.environ.get("DATA_DIR")
    os.environ["DATA_DIR"] = str(folder)
    try:
        yield folder
    finally:
        os.environ.pop("DATA_DIR")
        if before:
            os.environ["DATA_DIR"] = before


def copies(folder, database, other, count):
    """Print what came of `count` backups of a `database` under four writers, restored into an`other`."""
    shared = folder / "counts"
    shared.write_text((f"{0:<{WIDTH}}") * WRITERS)
    is_going = folder / "counts.go"
    is_going.touch()
    with files_in(folder / "live"):
        manage(database, "migrate", "--verbosity", "0")
        environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-c", WRITE]
        writers = [
            subprocess.Popen([*command, str(number + 1), str(WIDTH), str(shared)], env=environment, cwd=ROOT)
            for number in range(WRITERS)
        ]
        while "0" in shared.read_text().split() and not any(writer.poll() for writer in writers):
            time.sleep(0.2)
        taken = python(TAKE, database, folder / "backups", count, shared)
        is_going.unlink()
        statuses = [writer.wait() for writer in writers]
    (folder / "taken.json").write_text(taken)
    with files_in(folder / "restored"):
        faults, seconds = json.loads(python(RESTORE, other, folder / "backups", folder / "taken.json"))
    each = [values[2] for values in json.loads(taken).values()]
    written = sum(map(int, shared.read_text().split()))
    print(
        f"{count} backups in {sum(each) / len(each):.2f} s each while four wrote {written} times (statuses {statuses}):"
    )
    print(f"{count - faults} restored in {seconds:.2f} s each are states that were committed, {faults} are not")


def timed(database, *command):
    """Print how long a command takes."""
    started = time.perf_counter()
    manage(database, *map(str, command))
    print(f"{command[0]}: {time.perf_counter() - started:.0f} s", flush=True)


def large(folder, database, other, agreements, documents):
    """Print how long a large register is backed up, twice, and restored into an`other` database."""
    with files_in(folder / "live"):
        manage(database, "migrate", "--verbosity", "0")
        python(FILL, database, agreements)
        python(DOCUMENTS, database, documents)
        timed(database, "back_up", folder / "backups")
        timed(database, "back_up", folder / "backups")
    made = max(path for path in (folder / "backups").iterdir() if path.name[0] != ".")
    with files_in(folder / "restored"):
        timed(other, "restore", made)
        timed(other, "check_register")
    return made


def main(what, *arguments):
    numbers = [int(each) for each in arguments if each.isdecimal()]
    with tempfile.TemporaryDirectory() as name, postgresql(postgresql_programs()) as address:
        folder = Path(name)
        manage(
            address,
            "shell",
            "--verbosity",
            "0",
            "-c",
            "from django.db import connection as c; c.cursor().execute('CREATE DATABASE restored')",
        )
        other = address.rpartition("/")[0] + "/restored"
        own = (f"sqlite:///{folder}/live.sqlite3", f"sqlite:///{folder}/restored.sqlite3")
        databases = own if "sqlite" in arguments else (address, other)
        if what == "copies":
            copies(folder, *databases, *(numbers or [200]))
        else:
            made = large(folder, *databases, *(numbers or [100_000, 2_000]))
            if "sqlite" in arguments:
                with files_in(folder / "moved"):
                    print("into PostgreSQL:")
                    timed(other, "restore", made)
                    timed(other, "check_register")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The command that makes a backup, and the folder that it leaves."""

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

import partnerships
from partnerships.backups import backing_up, folders
from partnerships.models import Agreement, Backup, Document
from tests.databases import IS_POSTGRESQL

from .registers import fill, make_document, only_backup, run

pytestmark = pytest.mark.django_db(transaction=True)
DATABASE = "database.dump" if IS_POSTGRESQL else "database.sqlite3"


def test_a_backup_holds_the_database_all_files_and_a_manifest(backups):
    fill()

    status, said = run("back_up", backups)

    made = only_backup(backups)
    manifest = json.loads((made / "manifest.json").read_text())
    assert (status, said.split(":")[0]) == (0, f"Backed up to {made}")
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == {
        "manifest.json",
        *manifest["files"],
    }
    assert len([path for path in manifest["files"] if path.startswith("files/documents/")]) == 2
    assert len([path for path in manifest["files"] if path.startswith("files/logos/")]) == 1
    assert DATABASE in manifest["files"]
    assert manifest["tables"]["partnerships_agreement"] == Agreement.objects.count() == 2
    assert manifest["program_version"] == partnerships.__version__
    assert (manifest["database"], manifest["missing"]) == (connection.vendor, [])


def test_only_its_owner_can_read_a_backup(backups):
    fill()
    before = os.umask(0)
    try:
        run("back_up", backups)
    finally:
        os.umask(before)

    paths = [backups, *backups.rglob("*")]

    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_the_register_knows_its_last_backup(backups):
    run("back_up", backups)

    made = only_backup(backups)
    assert Backup.last().folder == str(made)
    assert Backup.last().size > (made / DATABASE).stat().st_size - 1


def test_sessions_are_in_no_backup(backups):
    Session.objects.create(session_key="key-of-somebody", session_data="x", expire_date=timezone.now())

    run("back_up", backups)

    content = (only_backup(backups) / DATABASE).read_bytes()
    assert b"key-of-somebody" not in content
    assert Session.objects.count() == 1


def test_a_file_that_did_not_change_takes_no_room_twice(backups):
    document = make_document()
    run("back_up", backups)
    run("back_up", backups)

    files = list(backups.glob(f"*/files/{document.file.name}"))

    assert len(files) == 2
    assert len({path.stat().st_ino for path in files}) == 1


def test_a_spoilt_file_of_the_last_backup_is_copied_again(backups):
    document = make_document()
    run("back_up", backups)
    next(backups.glob(f"*/files/{document.file.name}")).write_bytes(b"%PDF-1.7 SIGNED")

    run("back_up", backups)

    assert len({path.read_bytes() for path in backups.glob(f"*/files/{document.file.name}")}) == 2


def test_a_file_that_is_not_there_is_said_and_the_backup_is_whole(backups):
    document = make_document()
    default_storage.delete(document.file.name)

    status, said = run("back_up", backups)

    assert status == 1
    assert f"The file {document.file.name} of a record is not there; the backup lacks it." in said
    assert json.loads((only_backup(backups) / "manifest.json").read_text())["missing"] == [document.file.name]


def test_a_file_that_the_history_shows_no_longer_is_not_looked_for(backups, settings):
    settings.KEEP_REMOVED_DAYS = 0
    document = make_document()
    document.delete()
    default_storage.delete(document.file.name)

    status, _said = run("back_up", backups)

    assert status == 0
    assert json.loads((only_backup(backups) / "manifest.json").read_text())["missing"] == []


def test_two_at_once_are_refused(backups):
    backups.mkdir()

    with folders.locked(backups / folders.LOCK, "never said"):
        answer = run("back_up", backups)

    assert answer == (2, "Another backup is being made in this folder; this one did nothing.")
    assert [path.name for path in backups.iterdir()] == [".lock"]


@pytest.mark.parametrize("copying", ["copy_files", "snapshot", "note_nothing"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(backups, monkeypatch, copying):
    make_document()

    def full(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if copying == "note_nothing":
        monkeypatch.setattr(backing_up.Manifest, "write", full)
    else:
        monkeypatch.setattr(backing_up, copying, full)

    answer = run("back_up", backups)

    assert answer == (3, "The backup cannot be made: No space left on device. Nothing is left of it.")
    assert [path.name for path in backups.iterdir()] == [".lock"]
    assert Backup.last() is None


def test_one_that_is_killed_leaves_nothing_that_looks_whole_and_the_next_clears_it_away(backups):
    make_document()
    script = f"""
import os, django
django.setup()
from django.conf import settings
from django.db import connection
from pathlib import Path
from partnerships.backups import backing_up, folders
settings.MEDIA_ROOT = {str(default_storage.location)!r}
backing_up.Manifest.write = lambda *_arguments: os.kill(os.getpid(), 9)
backing_up.back_up(Path({str(backups)!r}), folders.Rule())
"""
    name = connection.settings_dict["NAME"]
    before = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    environment = os.environ | {
        "DATABASE_URL": f"{before}/{name}" if IS_POSTGRESQL else f"sqlite:///{name}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }

    killed = subprocess.run([sys.executable, "-c", script], cwd=project.BASE_DIR, env=environment, check=False)

    (left,) = (path for path in backups.iterdir() if path.name != ".lock")
    assert (killed.returncode, left.name[0], left.suffix) == (-9, ".", ".unfinished")
    assert Backup.last() is None
    assert run("back_up", backups)[0] == 0
    assert not left.exists() and only_backup(backups)


@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite needs no program")
def test_what_the_program_of_the_database_says_is_the_sentence(backups, monkeypatch):
    monkeypatch.setenv("PATH", str(backups))
    missing = run("back_up", backups)
    monkeypatch.undo()
    monkeypatch.setitem(connection.settings_dict, "NAME", connection.settings_dict["NAME"] + "_gone")

    status, said = run("back_up", backups)

    assert missing == (3, "pg_dump is missing: install PostgreSQL's client programs (Debian: postgresql-client).")
    assert status == 3 and "does not exist" in said
    assert [path.name for path in backups.iterdir()] == [".lock"]


@pytest.mark.skipif(IS_POSTGRESQL, reason="the file is SQLite's")
def test_a_database_without_a_register_is_refused(backups, monkeypatch):
    monkeypatch.setattr(backing_up, "existing", lambda _using: set())

    assert run("back_up", backups) == (2, "The database has no register yet; there is nothing to back up.")


def test_a_document_that_was_added_while_files_are_copied_is_in_the_next_backup(backups, monkeypatch):
    make_document()
    copy_files = backing_up.copy_files

    def slowly(*arguments):
        make_document()
        copy_files(*arguments)

    monkeypatch.setattr(backing_up, "copy_files", slowly)

    run("back_up", backups)

    manifest = json.loads((only_backup(backups) / "manifest.json").read_text())
    assert manifest["tables"]["partnerships_document"] == 1
    assert Document.objects.count() == 2
    assert len([path for path in manifest["files"] if path.startswith("files/")]) == 1


def test_the_folder_may_be_one_that_cannot_be_written(tmp_path):
    path = tmp_path / "file"
    path.write_text("no folder")

    status, said = run("back_up", path)

    assert (status, said) == (3, "The backup cannot be made: File exists. Nothing is left of it.")
    assert Path(path).read_text() == "no folder"

"""The command that restores a backup: all of it, into an empty register only."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

import partnerships
from partnerships.backups import moving, postgresql, restoring, sqlite
from partnerships.backups.failures import BackupFailed
from partnerships.backups.tables import UNFINISHED, existing, records
from partnerships.models import Agreement, Document, Institution, ListedAgreement
from partnerships.public.listing import triggers
from partnerships.public.listing.refreshing import refresh_listing
from tests.databases import IS_POSTGRESQL, MIGRATED
from tests.factories import make_agreement, make_institution

from .registers import Writer, empty, fill, make_document, only_backup, rows, run

pytestmark = pytest.mark.django_db(transaction=True)
on_postgresql = pytest.mark.skipif(not IS_POSTGRESQL, reason="needs PostgreSQL")
on_sqlite = pytest.mark.skipif(IS_POSTGRESQL, reason="needs SQLite")


def files():
    """Return {name: content} of all stored files."""
    names = [*Document.history.values_list("file", flat=True), *Institution.objects.values_list("logo", flat=True)]
    return {name: Path(default_storage.path(name)).read_bytes() for name in names if name}


def spoil(made, **values):
    """Change values of the manifest of a backup."""
    path = made / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


@pytest.fixture
def made(backups, settings, tmp_path):
    """Return the backup of a register that has been emptied since."""
    fill()
    refresh_listing()
    run("back_up", backups)
    empty(settings, tmp_path / "media-of-restored")
    return only_backup(backups)


def test_what_is_restored_is_what_was_backed_up(backups, settings, tmp_path):
    fill()
    refresh_listing()
    before, stored = rows(), files()
    run("back_up", backups)
    empty(settings, tmp_path / "elsewhere")

    status, said = run("restore", only_backup(backups))

    assert (status, rows() == before, files() == stored) == (0, True, True)
    assert said.startswith("Restored: ")
    assert triggers.missing("default") == []
    assert UNFINISHED not in existing("default")
    assert run("check_register")[0] == 0


def test_a_restored_register_gives_later_keys_than_before(made):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM partnerships_agreement")
    run("restore", made)
    former = (
        set(Agreement.history.values_list("id", flat=True)),
        set(Agreement.objects.values_list("register_number", flat=True)),
    )

    agreement = make_agreement(make_institution("Vilnius University", "LT"))

    assert agreement.pk not in former[0] and agreement.register_number not in former[1]
    refresh_listing()
    assert ListedAgreement.objects.count() == 3


def test_every_backup_taken_while_somebody_writes_is_a_state_that_was_committed(backups, settings, tmp_path):
    writer, has_to_stop, taken = Writer("a"), threading.Event(), []

    def write():
        while not has_to_stop.is_set():
            writer.write()
            time.sleep(0.01)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    for _time in range(3):
        before = writer.committed
        assert run("back_up", backups)[0] == 0
        taken.append((before, writer.committed + 1))
    has_to_stop.set()
    thread.join()

    for made, (least, most) in zip(sorted(backups.glob("2*")), taken, strict=True):
        empty(settings, tmp_path / made.name)
        assert run("restore", made)[0] == 0
        first, second = Institution.objects.order_by("name").values_list("notes", flat=True)
        assert first == second and least <= int(first or 0) <= most
        assert Agreement.objects.count() == Document.objects.count() == len(files()) == int(first or 0)
        assert run("check_register")[0] == 0
    assert writer.committed > 3


def test_a_register_with_records_is_left_as_it_is(backups):
    fill()
    run("back_up", backups)
    before = rows()

    status, said = run("restore", only_backup(backups))

    assert status == 2
    assert said.startswith("The register is not empty (agreements: 2, ")
    assert said.endswith("; restore into an empty one.")
    assert rows() == before


def test_a_dry_run_checks_the_backup_and_writes_nothing(made):
    status, said = run("restore", made, "--dry-run")

    assert (status, said.split(":")[0], records()) == (0, "The backup is whole", {})


def test_a_spoilt_or_missing_file_is_noticed_before_anything_is_written(made):
    (path,) = made.glob("files/logos/*")
    path.write_bytes(b"\x89PNG LOGO")
    spoilt = run("restore", made)
    path.unlink()
    missing = run("restore", made)

    name = path.relative_to(made).as_posix()
    assert spoilt == (2, f"The file {name} is spoilt: its checksum has changed; take another backup.")
    assert missing == (2, f"The file {name} of the backup is missing; take another backup.")
    assert records() == {} and not default_storage.exists(name.removeprefix("files/"))


def test_a_backup_of_a_later_version_is_refused(made):
    ours = partnerships.__version__
    sentence = f"{made} was made by version {{}}, and this is {ours}: update the program, then restore."
    spoil(made, program_version="99.0")
    program = run("restore", made)
    spoil(made, program_version=ours, migrations=["partnerships.9999_later"])
    migration = run("restore", made)
    spoil(made, format_version=2, later="key")
    kind = run("restore", made)

    assert program == (2, sentence.format("99.0"))
    assert migration == kind == (2, sentence.format(ours))
    assert records() == {}


def test_what_is_no_backup_is_refused(made, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    nothing = run("restore", other)
    (other / "manifest.json").write_text("[]")
    broken = run("restore", other)
    spoil(made, files={"../x": {"size": 0, "sha256": ""}, **json.loads((made / "manifest.json").read_text())["files"]})
    outside = run("restore", made)

    assert nothing == (2, f"{other} is no backup: its manifest.json cannot be read (No such file or directory).")
    assert broken == (2, f"{other} is no backup of a register: its manifest.json is not one of ours.")
    assert outside == (2, f"{made} is no backup of a register: it names the file ../x.")


def test_a_backup_that_lacks_rows_is_not_restored(made):
    tables = json.loads((made / "manifest.json").read_text())["tables"]
    spoil(made, tables=tables | {"partnerships_agreement": 3})

    answer = run("restore", made)

    assert answer == (3, "The table partnerships_agreement has 2 rows instead of 3; take another backup.")
    assert records() == {}
    spoil(made, tables=tables)
    assert run("restore", made)[0] == 0  # into the database as that left it


def test_a_restore_that_breaks_off_leaves_an_empty_register_without_files(made, monkeypatch):
    def broken(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*((postgresql, "finish") if IS_POSTGRESQL else (sqlite, "put_in_place")), broken)
        answer = run("restore", made)
    left = [name for folder in ("documents", "logos") for name in default_storage.listdir(folder)[1]]

    assert answer == (3, "The backup cannot be restored: No space left on device. Nothing was restored.")
    assert left == [] and records() == {}
    assert run("restore", made)[0] == 0
    assert Agreement.objects.count() == 2


def test_files_that_a_killed_restore_left_are_used_and_others_never_replaced(made):
    document, other = made.glob("files/documents/*")
    default_storage.save(other.relative_to(made / "files").as_posix(), ContentFile(other.read_bytes()[:5]))
    name = document.relative_to(made / "files").as_posix()
    default_storage.save(name, ContentFile(b"another file"))
    refused = run("restore", made)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(document.read_bytes()))

    status, _said = run("restore", made)

    assert refused == (2, f"Another file {name} is stored already; restore into an empty folder of files.")
    assert status == 0
    assert set(files().values()) >= {document.read_bytes(), other.read_bytes()}


def test_two_restores_at_once_are_refused(made, settings):
    settings.DATA_DIR.mkdir()

    with restoring.folders.locked(settings.DATA_DIR / "restore.lock", "never said"):
        answer = run("restore", made)

    assert answer == (2, "Another restore is under way; this one did nothing.")


@on_postgresql
def test_a_restore_that_was_killed_is_begun_again_and_said_meanwhile(made, backups, monkeypatch):
    make_room = postgresql.make_room

    def killed():
        monkeypatch.setattr(postgresql, "make_room", lambda _tables: None)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(postgresql, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            run("restore", made)
    said = run("back_up", backups)
    monkeypatch.setattr(postgresql, "make_room", make_room)

    status, _said = run("restore", made)

    assert said == (2, "A restore was broken off, so the register is not whole; restore it again.")
    assert (status, Agreement.objects.count(), UNFINISHED in existing("default")) == (0, 2, False)


@on_sqlite
def test_a_database_that_lacks_a_migration_and_triggers_is_brought_up_to_date(tmp_path):
    path = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("DROP TABLE django_session")
        copy.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {name}")

    sqlite.bring_up_to_date(path)

    with sqlite.opened(path) as using:
        assert "django_session" in existing(using)
        assert triggers.missing(using) == []
    assert list(tmp_path.iterdir()) == [path]


@on_sqlite
def test_a_backup_of_postgresql_is_not_restored_into_sqlite(made):
    content = (made / "database.sqlite3").read_bytes()
    (made / "database.dump").write_bytes(content)
    entry = json.loads((made / "manifest.json").read_text())["files"]["database.sqlite3"]
    spoil(made, database="postgresql", files={"database.dump": entry})

    answer = run("restore", made)

    assert answer == (2, "A backup of PostgreSQL is restored into PostgreSQL; set DATABASE_URL to one.")


@pytest.fixture(scope="module")
def made_on_sqlite(tmp_path_factory):
    """Return a backup of a register on SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    if MIGRATED.exists():  # or else the script migrates one
        shutil.copyfile(MIGRATED, folder / "register.sqlite3")
    script = """
import gc
gc.disable()  # migrating takes a third less time
import django
django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from partnerships.models import Agreement, JournalEntry
from tests.backups.registers import fill
from tests.factories import make_agreement
call_command("migrate", verbosity=0)
fill()
get_user_model().objects.create_user("aysel", password="x" * 12)
make_agreement(notes="", title="Removed").delete()
call_command("back_up", "backups")
"""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/register.sqlite3",
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(project.BASE_DIR),
    }
    subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return only_backup(folder / "backups")


@on_postgresql
def test_a_register_moves_from_sqlite_into_postgresql(made_on_sqlite, backups):
    status, said = run("restore", made_on_sqlite)

    with sqlite.opened(made_on_sqlite / "database.sqlite3") as using:
        for model in filter(moving.is_moved, moving.apps.get_models(include_auto_created=True)):
            if model is not moving.ListingState:
                there, here = (
                    list(model._base_manager.using(each).order_by("pk").values()) for each in (using, "default")
                )
                assert here == there, model
    assert (status, said.split(":")[0], len(files())) == (0, "Restored", 3)
    assert Agreement.objects.count() == 2
    assert run("check_register")[0] == 0
    removed = max(Agreement.history.values_list("id", flat=True))
    assert make_agreement().pk > removed
    refresh_listing()
    assert ListedAgreement.objects.count() == 3


@on_postgresql
def test_a_move_that_breaks_off_leaves_an_empty_register(made_on_sqlite, backups, monkeypatch):
    def broken(*_arguments):
        raise BackupFailed("PostgreSQL does not take a row.")

    with monkeypatch.context() as patch:
        patch.setattr(moving, "continue_keys", broken)
        answer = run("restore", made_on_sqlite)

    assert answer == (3, "PostgreSQL does not take a row.")
    assert records() == {}
    assert run("restore", made_on_sqlite)[0] == 0


@on_postgresql
def test_what_postgresql_does_not_take_is_said(made_on_sqlite, backups, monkeypatch):
    monkeypatch.setattr(moving, "prepared", lambda _fields, row: [f"{each}\0" for each in row])

    status, said = run("restore", made_on_sqlite)

    assert status == 3
    assert said.startswith("PostgreSQL does not take a row of ")
    assert records() == {}


def test_a_document_that_was_missing_is_said_again(backups, settings, tmp_path):
    document = make_document()
    default_storage.delete(document.file.name)
    run("back_up", backups)
    empty(settings, tmp_path / "elsewhere")

    status, said = run("restore", only_backup(backups))

    assert status == 0
    assert f"The file {document.file.name} of a record was not there when the backup was made." in said

"""Make a backup: the database as it is at one moment, and then the files that its records name.

A file is there before a record names it, so the files of that moment are found after it, unless one was removed for
good meanwhile; such a file is said, and noted in the manifest.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from partnerships.models import Backup
from partnerships.named_files import histories_with_files, names_in, records_with_files
from partnerships.removed_files import outdated_files

from . import folders, manifest, postgresql, sqlite
from .failures import BackupFailed, BackupRefused
from .folders import Rule
from .manifest import DATABASES, FILES, Manifest
from .tables import UNFINISHED, counts, existing, left_empty, own_tables

CHUNK = 2**20  # bytes that are compared at once
BUSY = "Another backup is being made in this folder; this one did nothing."


@dataclass
class Done:
    """A backup that is whole: its folder and manifest, what was removed, and what a person should look at."""

    folder: Path
    manifest: Manifest
    removed: list[Path] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def back_up(folder: Path, rule: Rule) -> Done:
    """Make a backup in a `folder` of backups, then remove older ones by a `rule`.

    Raises BackupRefused where another is being made there, and BackupFailed where it cannot be made.
    """
    with failing_in_a_sentence():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folders.locked(folder / folders.LOCK, BUSY):
            require_register()
            former = next(iter(whole_backups(folder)), None)
            with folders.new_backup(folder) as (hidden, made):
                found, names = snapshot(hidden)
                copy_files(hidden, found, names, former)
                found.write(hidden)
            done = Done(made, found)
            done.remarks += [
                f"The file {name} of a record is not there; the backup lacks it." for name in found.missing
            ]
            note(done)
            thin(folder, done, rule)
    return done


@contextmanager
def failing_in_a_sentence() -> Iterator[None]:
    """Raise BackupFailed for what the disk or the database does not do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise BackupFailed(f"The backup cannot be made: {reason}. Nothing is left of it.") from None
    except Error as error:
        raise BackupFailed(f"The backup cannot be made: {' '.join(str(error).split())}.") from None


def require_register() -> None:
    """Raise BackupRefused where the database has no register, or half of one."""
    tables = existing(DEFAULT_DB_ALIAS)
    if MigrationRecorder.Migration._meta.db_table not in tables:
        raise BackupRefused("The database has no register yet; there is nothing to back up.")
    if UNFINISHED in tables:
        raise BackupRefused("A restore was broken off, so the register is not whole; restore it again.")


def whole_backups(folder: Path) -> list[Path]:
    """Return the backups in a `folder` that are whole, the latest first; other folders are none of ours."""
    found = []
    for path in folders.names_in(folder):
        with suppress(BackupRefused):
            manifest.read(path)
            found.append(path)
    return found


def snapshot(hidden: Path) -> tuple[Manifest, list[str]]:
    """Write the database into the folder of the backup; return its manifest, and the files that its records name."""
    path = hidden / DATABASES[connection.vendor]
    with folders.write_file(path):
        pass  # made with its mode, and filled by others
    at = datetime.now(UTC)
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot()")
            postgresql.dump(path, cursor.fetchone()[0], left_empty())
            found, names = described(at, DEFAULT_DB_ALIAS)
    else:
        sqlite.copy_to(path, left_empty() & set(own_tables()))
        with sqlite.opened(path) as using:
            found, names = described(at, using)
    folders.sync(path)
    found.add(hidden, path.name)
    return found, names


def described(at: datetime, using: str) -> tuple[Manifest, list[str]]:
    """Return the manifest of the database under an alias, and the names of the files that its records name.

    Those that the history has named for longer than it shows them are left out: they may have been deleted.
    """
    migrations = MigrationRecorder(connections[using]).applied_migrations()
    found = Manifest(
        made_at=at.isoformat(),
        database=connection.vendor,
        migrations=sorted(map(".".join, migrations)),
        tables=counts(using),
        missing=[],
    )
    before = names_in(histories_with_files(), using).keys() - outdated_files()
    return found, sorted(names_in(records_with_files(), using).keys() | before)


def copy_files(hidden: Path, found: Manifest, names: list[str], former: Path | None) -> None:
    """Copy the stored files of some `names` into the folder of the backup, and note them in its manifest."""
    for name in names:
        path = FILES + name
        target = hidden / path
        for parent in reversed(target.relative_to(hidden).parents[:-1]):
            (hidden / parent).mkdir(mode=0o700, exist_ok=True)
        try:
            copy_file(name, target, former and former / path)
        except FileNotFoundError:
            found.missing.append(name)
            target.unlink(missing_ok=True)
        else:
            found.add(hidden, path)


def copy_file(name: str, target: Path, former: Path | None) -> None:
    """Copy a stored file; where a `former` backup has the same content, share it, so that it takes no room twice."""
    if former and former.is_file() and is_same(name, former):
        with suppress(OSError):  # a disk without links keeps it twice
            os.link(former, target)
            return
    with default_storage.open(name) as source, folders.write_file(target) as file:
        shutil.copyfileobj(source, file)


def is_same(name: str, path: Path) -> bool:
    """Return whether a stored file has the content of the file at a `path`."""
    with default_storage.open(name) as stored, path.open("rb") as file:
        while part := stored.read(CHUNK):
            if file.read(len(part)) != part:
                return False
        return not file.read(1)


def note(done: Done) -> None:
    """Note in the register that there is a backup."""
    try:
        Backup.objects.create(made_at=done.manifest.moment, folder=str(done.folder.resolve()), size=done.manifest.size)
    except Error as error:
        done.remarks.append(f"The register could not note that there is this backup: {' '.join(str(error).split())}.")


def thin(folder: Path, done: Done, rule: Rule) -> None:
    """Remove the backups in a `folder` that a `rule` does not keep; the one just made stays whatever the clock says."""
    backups = whole_backups(folder)
    for path in backups:
        if path not in {done.folder, *folders.kept(backups, rule)}:
            try:
                folders.remove(path)
                done.removed.append(path)
            except OSError as error:
                done.remarks.append(f"The old backup {path.name} cannot be removed: {error.strerror}.")

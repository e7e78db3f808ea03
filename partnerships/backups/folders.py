"""The folders of backups: one folder each, named by its moment, hidden until it is whole, and removed by a rule."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .failures import BackupRefused

NAME = "%Y-%m-%dT%H-%M-%SZ"
LOOKS_LIKE = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")
HIDDEN = ".{}.unfinished"  # the name while it is made or removed
LOCK = ".lock"


class Rule(NamedTuple):
    """How many of the latest backups are kept, and of how many days, weeks and months (in UTC) the last one each."""

    last: int = 3
    daily: int = 7
    weekly: int = 4
    monthly: int = 12


PERIODS = (NAME, "%Y-%m-%d", "%G-%V", "%Y-%m")  # what tells a moment, a day, a week, a month from another


@contextmanager
def locked(path: Path, sentence: str) -> Iterator[None]:
    """Hold the lock of a file; raise BackupRefused with a `sentence` where another process has it."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(sentence) from None
        yield


@contextmanager
def write_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a new file that only its owner can read; at the end it is on the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_backup(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the hidden folder in which to make a backup, and what it is renamed to at the end, once all is on the disk.

    What another one that was killed has left is removed before, and the hidden folder where this one fails.
    """
    for left in folder.glob(HIDDEN.format("*")):
        shutil.rmtree(left)
    made = folder / datetime.now(UTC).strftime(NAME)
    while made.exists():  # made within this second
        time.sleep(0.1)
        made = folder / datetime.now(UTC).strftime(NAME)
    hidden = folder / HIDDEN.format(made.name)
    hidden.mkdir(mode=0o700)
    try:
        yield hidden, made
        for each, _folders, _files in os.walk(hidden):
            sync(Path(each))
        hidden.rename(made)
        sync(folder)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def moment_of(path: Path) -> datetime:
    """Return the moment that the folder of a backup is named by."""
    return datetime.strptime(path.name, NAME).replace(tzinfo=UTC)


def names_in(folder: Path) -> list[Path]:
    """Return the folders in a `folder` that are named as backups are, the latest first."""
    found = (path for path in folder.iterdir() if LOOKS_LIKE.fullmatch(path.name))
    return sorted((path for path in found if path.is_dir() and not path.is_symlink()), reverse=True)


def kept(backups: Iterable[Path], rule: Rule) -> set[Path]:
    """Return which of some `backups`, the latest first, are kept by a `rule`; the latest always is."""
    backups = list(backups)
    keep = set(backups[:1])
    for count, period in zip(rule, PERIODS, strict=True):
        last: dict[str, Path] = {}
        for path in backups:
            last.setdefault(moment_of(path).strftime(period), path)
        keep |= set(list(last.values())[:count])
    return keep


def remove(path: Path) -> None:
    """Remove a backup; it is hidden first, so that one which is half removed never looks whole."""
    hidden = path.with_name(HIDDEN.format(path.name))
    path.rename(hidden)
    shutil.rmtree(hidden)

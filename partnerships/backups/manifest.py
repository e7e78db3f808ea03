"""The manifest of a backup: what is in its folder, so that what is missing, spoilt or too new is noticed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.db.migrations.loader import MigrationLoader

import partnerships

from .failures import BackupRefused
from .folders import write_file

FORMAT, FORMAT_VERSION = "register-backup", 1
NAME = "manifest.json"
FILES = "files/"  # before the name of a document or a logo
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass
class Manifest:
    """What a backup says of itself; its file is JSON with these keys."""

    made_at: str  # the moment of the snapshot, in UTC
    database: str  # one of DATABASES
    migrations: list[str]  # that were applied: "partnerships.0001_records"
    tables: dict[str, int]  # how many rows each has
    missing: list[str]  # files that records name, and that were not there
    files: dict[str, dict] = field(default_factory=dict)  # path in the folder: {"size": bytes, "sha256": digest}
    program_version: str = partnerships.__version__
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    @property
    def moment(self) -> datetime:
        """The moment of the snapshot."""
        return datetime.fromisoformat(self.made_at)

    @property
    def size(self) -> int:
        """How many bytes all its files have."""
        return sum(each["size"] for each in self.files.values())

    @property
    def stored(self) -> Iterator[str]:
        """The names of documents and logos, as the records have them."""
        return (path.removeprefix(FILES) for path in self.files if path.startswith(FILES))

    def add(self, folder: Path, path: str) -> None:
        """Note the file at a `path` in the `folder` of the backup, as it is there now."""
        self.files[path] = described(folder / path)

    def write(self, folder: Path) -> None:
        """Write it into the `folder` of the backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        with write_file(folder / NAME) as file:
            file.write(text.encode() + b"\n")


def described(path: Path) -> dict:
    """Return the size and the checksum of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": digest}


def read(folder: Path) -> Manifest:
    """Return the manifest in the `folder` of a backup; raise BackupRefused where there is none that can be read."""
    try:
        values = json.loads((folder / NAME).read_bytes())
        if values.pop("format") != FORMAT:
            raise ValueError
        if values["format_version"] > FORMAT_VERSION:
            raise BackupRefused(newer(folder, values["program_version"]))
        found = Manifest(**values)
        _each_is_readable = found.moment, found.size, DATABASES[found.database]
    except OSError as error:
        raise BackupRefused(f"{folder} is no backup: its {NAME} cannot be read ({error.strerror}).") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BackupRefused(f"{folder} is no backup of a register: its {NAME} is not one of ours.") from None
    return found


def newer(folder: Path, version: object) -> str:
    """Return the sentence for a backup that a later `version` of the program made."""
    ours = partnerships.__version__
    return f"{folder} was made by version {version}, and this is {ours}: update the program, then restore."


def check(folder: Path, found: Manifest) -> None:
    """Raise BackupRefused where a backup is newer than the program, or a file is missing or not as it was written."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    applied = {name for name in found.migrations if name.startswith("partnerships.")}
    if version_key(found.program_version) > version_key(partnerships.__version__) or applied - known:
        raise BackupRefused(newer(folder, found.program_version))
    if DATABASES[found.database] not in found.files:
        raise BackupRefused(f"{folder} has no database; take another backup.")
    for path, expected in found.files.items():
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise BackupRefused(f"{folder} is no backup of a register: it names the file {path}.")
        if not (folder / path).is_file():
            raise BackupRefused(f"The file {path} of the backup is missing; take another backup.")
        if described(folder / path) != expected:
            raise BackupRefused(f"The file {path} is spoilt: its checksum has changed; take another backup.")


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are compared by."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())

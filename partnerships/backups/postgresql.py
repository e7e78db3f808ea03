"""A database of PostgreSQL in a file, by its own programs pg_dump and pg_restore."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from .failures import BackupFailed
from .tables import UNFINISHED, own_tables

PATIENCE = "20s"  # how long a table is waited for that somebody uses


def dump(path: Path, snapshot: str, without_rows: Iterable[str]) -> None:
    """Write the database, as an exported `snapshot` shows it, to the file at a `path`."""
    left_out = [f"--exclude-table-data={table}" for table in without_rows]
    run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}", *left_out)


def load(path: Path) -> None:
    """Write what `dump` has written into the database, all or nothing."""
    run("pg_restore", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments", str(path))


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database; raise BackupFailed with what it says where it fails.

    The password is in its environment, where other accounts of the machine cannot read it.
    """
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    options, name = command[1:-1], command[-1]
    attributes = connection.settings_dict["OPTIONS"].get("target_session_attrs", "any")  # which of several hosts
    try:
        subprocess.run(
            [program, *options, f"--dbname={name}", *arguments],
            env=os.environ | (environment or {}) | {"LC_ALL": "C", "PGTARGETSESSIONATTRS": attributes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        raise BackupFailed(
            f"{program} is missing: install PostgreSQL's client programs (Debian: postgresql-client)."
        ) from None
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if "error:" in line] or error.stderr.splitlines() or ["?"]
        raise BackupFailed(f"{program} failed: {lines[0].removeprefix(f'{program}: ').strip()}.") from None


def make_room(tables: Iterable[str]) -> None:
    """Drop the tables of an empty register, and those `tables`; note that a restore is under way until `finish`."""
    quote = connection.ops.quote_name
    dropped = {*tables, *own_tables()}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {UNFINISHED} ()")
        cursor.execute(f"DROP TABLE IF EXISTS {', '.join(map(quote, sorted(dropped)))} CASCADE")
        functions = ", ".join(f"{quote(f'{table}_noted')}()" for table in sorted(dropped))
        cursor.execute(f"DROP FUNCTION IF EXISTS {functions}")


def finish() -> None:
    """Note that the restore is done, or that all of it was dropped again; let the database look at its tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {UNFINISHED}")
        cursor.execute("ANALYZE")

"""What the listing asks of the database in its own words: the version, and how long to wait for a lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction

from partnerships.models import ListingState, RegisterChange
from partnerships.replicas.reading import reading_from

LOOK = (
    f"SELECT version, basis, EXISTS (SELECT 1 FROM {RegisterChange._meta.db_table})"
    f" FROM {ListingState._meta.db_table} WHERE id = 1"
)


def look() -> tuple[str, str, bool]:
    """Return the version that the listing shows, its basis, and whether there are notes of changes; "" for none."""
    with connections[reading_from.get()].cursor() as cursor:
        cursor.execute(LOOK)
        return cursor.fetchone() or ("", "", True)


@contextmanager
def waiting(milliseconds: int | None) -> Iterator[None]:
    """Run the block in a transaction that waits that many `milliseconds` for a lock; None: as long as usual.

    Within a savepoint, SQLite would keep a copy of each page for each row that is listed: 13 KB a row, in memory.
    """
    if connection.in_atomic_block:
        milliseconds = None
    if milliseconds is None or connection.vendor == "postgresql":
        with transaction.atomic(savepoint=False):
            if milliseconds is not None:  # until the transaction ends: the pool then gives the connection to others
                execute(f"SET LOCAL lock_timeout = {milliseconds}")
            yield
        return
    execute(f"PRAGMA busy_timeout = {milliseconds}")  # before a transaction begins, which takes the lock
    try:
        with transaction.atomic(savepoint=False):
            yield
    finally:
        execute("PRAGMA busy_timeout = 20000")


def execute(statement: str) -> None:
    """Run a statement on the primary."""
    with connection.cursor() as cursor:
        cursor.execute(statement)

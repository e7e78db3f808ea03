"""What the listing asks of the database in its own words: the version, how long to wait, and words by three letters.

Only SQLite has the index of words; PostgreSQL keeps one of its own behind `search_text` by itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, connections, transaction

from partnerships.models import ListingState, RegisterChange
from partnerships.replicas.reading import reading_from

WORDS = "partnerships_listedwords"
TRIGRAM = 3  # letters that SQLite's index of words is made of
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


def index_texts(texts: Sequence[tuple[int, str]]) -> None:
    """Put pairs of an agreement's key and its text into the index of words."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {WORDS} (rowid, search_text) VALUES (%s, %s)", texts)


def forget_texts(keys: Sequence[int] | None = None) -> None:
    """Take the agreements with some `keys` out of the index of words, or all of them."""
    if connection.vendor == "sqlite":
        where = "" if keys is None else f" WHERE rowid IN ({', '.join(['%s'] * len(keys))})"
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {WORDS}{where}", keys)


def is_indexed(word: str) -> bool:
    """Return whether the index of words knows where a `word` occurs."""
    return connection.vendor == "sqlite" and len(word) >= TRIGRAM


def keys_holding(word: str, most: int) -> list[int] | None:
    """Return the keys of the agreements whose text holds a `word` that is indexed; None for over `most`."""
    quoted = '"' + word.replace('"', '""') + '"'
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s LIMIT %s", [quoted, most + 1])
        keys = [key for (key,) in cursor.fetchall()]
    return keys if len(keys) <= most else None

"""What the listing asks of the database in its own words: the version, how long to wait, and words by three letters.

Only SQLite has the index of words; PostgreSQL keeps one of its own behind `search_text` by itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from partnerships.models import ListingState, RegisterChange

WORDS = "partnerships_listedwords"
TRIGRAM = 3  # letters that SQLite's index of words is made of
LOOK = (
    f"SELECT version, basis, EXISTS (SELECT 1 FROM {RegisterChange._meta.db_table})"
    f" FROM {ListingState._meta.db_table} WHERE id = 1"
)


def look() -> tuple[str, str, bool]:
    """Return the version that the listing shows, its basis, and whether there are notes of changes; "" for none."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK)
        return cursor.fetchone() or ("", "", True)


@contextmanager
def waiting(seconds: int | None) -> Iterator[None]:
    """Let a transaction that starts in the block wait that many `seconds` for a lock; None: as long as usual."""
    if seconds is None or connection.in_atomic_block:
        yield
        return
    set_limit, usual = ("SET lock_timeout =", 0) if connection.vendor == "postgresql" else ("PRAGMA busy_timeout =", 20)
    with connection.cursor() as cursor:
        cursor.execute(f"{set_limit} {seconds * 1000}")
        try:
            yield
        finally:
            cursor.execute(f"{set_limit} {usual * 1000}")


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

"""From which server the pages of a request are read: one for the whole request, and one state of it for a page."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, Error, InterfaceError, OperationalError, connections
from django.http import HttpResponse
from psycopg import IsolationLevel
from psycopg_pool import PoolTimeout

from .servers import PRIMARY

reading_from: ContextVar[str] = ContextVar("reading_from", default=PRIMARY)
LOST = ("08", "57P", "25006")  # PostgreSQL's codes of a lost connection, a server that stops, and one that only reads


class Router:
    """Django's router of queries: reads go to the server of the request, changes to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return reading_from.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Behind(OperationalError):
    """A standby has not yet all that belongs to the version of the register that it shows."""


class Elsewhere(HttpResponse):
    """What stands for an answer that this server of the database could not give, so that another is asked.

    Where it `is_lost`, the server is left out until it answers again.
    """

    status_code = 503

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.is_lost = is_lost(error)


def is_lost(error: Exception) -> bool:
    """Return whether an error says that the server that is read from answers no more, or not as it should.

    Of a standby, any does: it may lack a migration, or have cancelled what stood in the way of a change.
    """
    if isinstance(error, Behind):
        return False
    if reading_from.get() != PRIMARY:
        return isinstance(error, DatabaseError | InterfaceError)
    if not isinstance(error, OperationalError | InterfaceError) or isinstance(error.__cause__, PoolTimeout):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(LOST)


@contextmanager
def reading(alias: str) -> Iterator[None]:
    """Read from one server in the block, and give its connection back at the end."""
    token = reading_from.set(alias)
    try:
        yield
    finally:
        give_back()
        reading_from.reset(token)


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state of the register in the block, whatever is changed or replayed meanwhile."""
    begin()
    try:
        yield
    finally:
        give_back()


def begin() -> None:
    """Begin a transaction that reads one state of the server of the request, unless one has begun."""
    connection = connections[reading_from.get()]
    if not connection.get_autocommit():
        return
    with connection.wrap_database_errors:
        connection.connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.connection.read_only = True
    connection.set_autocommit(False)


def give_back() -> None:
    """End the transaction of a snapshot, and give the connection back."""
    connection = connections[reading_from.get()]
    if connection.connection is None or connection.in_atomic_block:
        return
    with suppress(Error):  # the connection is lost, and goes
        if not connection.get_autocommit():
            connection.rollback()
            with connection.wrap_database_errors:
                connection.connection.isolation_level = connection.connection.read_only = None
            connection.set_autocommit(True)
    with suppress(Error):
        connection.close()


def are_standbys_used() -> bool:
    """Return whether there are standbys, so that a page may come from either of several servers."""
    return bool(settings.STANDBYS)

"""Errors that are nobody's mistake and pass: the database is locked, does not answer, no disk has room, and such."""

import errno
from enum import Enum

from django.db import InterfaceError, OperationalError

# As PostgreSQL calls them, https://www.postgresql.org/docs/current/errcodes-appendix.html
LOCKED = {"55P03", "40P01", "40001", "57014"}  # no lock in time, a deadlock, a conflict, a statement that took too long
FULL = {"53100"}
DOWN = ("08", "53", "57P")  # no connection, no more of them, a server that stops or starts


class Outage(Enum):
    """What is the matter."""

    BUSY = "busy"
    DOWN = "down"
    FULL = "full"
    UNDER_WAY = "under way"


class StillUnderWay(Exception):
    """A form was sent twice, and the first has no answer yet."""


def outage_of(error: BaseException | None) -> Outage | None:
    """Return what outage an error tells of; None for any other error."""
    if isinstance(error, OperationalError | InterfaceError):
        cause = error.__cause__
        if name := getattr(cause, "sqlite_errorname", ""):
            return outage_of_sqlite(name)
        return outage_of_postgresql(getattr(cause, "sqlstate", None))
    if isinstance(error, StillUnderWay):
        return Outage.UNDER_WAY
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Outage.FULL
    return None


def outage_of_sqlite(name: str) -> Outage | None:
    """Return what an error of SQLite with a `name` tells of; a missing table, which is an error too, of none."""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Outage.BUSY
    if name == "SQLITE_FULL":
        return Outage.FULL
    return Outage.DOWN if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")) else None


def outage_of_postgresql(state: str | None) -> Outage | None:
    """Return what an error of PostgreSQL with a `state` tells of; without one, the connection broke."""
    if state is None:
        return Outage.DOWN
    if state in FULL:
        return Outage.FULL
    return Outage.BUSY if state in LOCKED else Outage.DOWN if state.startswith(DOWN) else None

"""Which version of the register a page shows, on the primary and on a hot standby, which may be behind it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections
from django.utils import timezone

from partnerships.replicas.reading import Behind, are_standbys_used, begin, reading_from, snapshot
from partnerships.replicas.servers import PRIMARY, servers

from .database import look
from .refreshing import basis_of, refresh_listing

TRIES = 5  # to find a moment in which nothing was changed since the listing was brought up to date


def shown_version(patience: int) -> str:
    """Return the version of the register that a page which is made now shows, on the server of the request.

    On the primary, the listing is brought up to date first, as `refresh_listing` says. On a standby nothing can be
    written: raises Behind where the primary can be asked instead; else the standby shows what it has.
    """
    if reading_from.get() == PRIMARY:
        return refresh_listing(patience=patience)
    version, basis, is_noted = look()
    if basis == basis_of(timezone.localdate()) and not is_noted:
        return version
    if servers.is_up(PRIMARY):
        raise Behind("the standby has not replayed the version that its notes or the day ask for")
    return f"{version} {basis} {replayed()}" if is_noted else version


@contextmanager
def shown_state(patience: int) -> Iterator[str]:
    """Read one state of the register in the block; yield the version that it shows, to which all of it belongs.

    Only where there are standbys: a page under a version must then be the same, whichever server it was made from.
    """
    for attempt in range(TRIES):
        if attempt:  # who asks has just done so
            shown_version(patience)
        with snapshot():
            if (version := version_in_state()) is not None:
                yield version
                return
    raise OperationalError("the register is changed all the time")


def version_in_state() -> str | None:
    """Return the version to which all belongs that is read now; None where something was changed since, and noted."""
    if reading_from.get() != PRIMARY:
        return shown_version(0)
    version, _basis, is_noted = look()
    return None if is_noted else version


def is_still_shown(version: str) -> bool:
    """Return whether what is read now belongs to a `version`, after the connection was given back meanwhile."""
    if not are_standbys_used():
        return True
    begin()
    return version_in_state() == version


def replayed() -> str:
    """Return the position up to which a standby has replayed the log of the primary."""
    with connections[reading_from.get()].cursor() as cursor:
        cursor.execute("SELECT pg_last_wal_replay_lsn()::text")
        return cursor.fetchone()[0]

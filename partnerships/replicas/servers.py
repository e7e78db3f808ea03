"""Which servers of the database answer, and which hot standbys keep up with the primary.

Each process asks all of them every two seconds while it has requests, in a thread beside these, and remembers what they
said. A server that does not answer loses its pool of connections, so that whoever waits for one goes on at once.
A standby keeps up where that is proved: its position in the log was the furthest of all at most REPLICA_MAX_LAG seconds
ago, or the last commit that it has replayed is not older.
"""

import logging
import random
import threading
import time
from collections import deque
from contextlib import suppress
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

logger = logging.getLogger(__name__)
PRIMARY = DEFAULT_DB_ALIAS
EVERY = 2  # seconds after which the servers are asked again
IDLE = 60  # seconds without a request after which they are no longer asked
PATIENCE = 2  # seconds that a server has to let a connection in
QUESTION = """
    SELECT pg_is_in_recovery(),
        (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0')::bigint,
        CASE WHEN pg_is_in_recovery() THEN extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float END
"""


class Answer(NamedTuple):
    """What a server says: whether it only follows another, its position in the log, and how old its last commit is."""

    is_standby: bool
    position: int  # in bytes
    age: float | None  # in seconds; None where it has replayed nothing, or is the primary


class Servers:
    """The servers of the database as this process knows them."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked_at = float("-inf")
        self.furthest: deque[tuple[float, int]] = deque()  # when, and the furthest position of all servers
        self.asking = threading.Lock()
        self.wanted_at = float("-inf")
        self.watcher: threading.Thread | None = None

    def watch(self) -> None:
        """Keep asking the servers while there are requests; where nothing is known, wait for the first answers."""
        self.wanted_at = time.monotonic()
        if self.watcher is None or not self.watcher.is_alive():
            self.ask()
            self.watcher = threading.Thread(target=self.keep_asking, daemon=True)
            self.watcher.start()

    def keep_asking(self) -> None:
        """Ask the servers every few seconds, until no request came for a while."""
        while time.monotonic() - self.wanted_at < IDLE:
            time.sleep(EVERY)
            self.ask()

    def ask(self) -> None:
        """Ask all servers, and forget the connections to those that do not answer."""
        with self.asking:
            if time.monotonic() - self.asked_at < EVERY / 2:
                return  # another thread just did
            aliases = [PRIMARY, *settings.STANDBYS]
            answers = {alias: answer for alias in aliases if (answer := answer_of(alias))}
            self.take(answers, time.monotonic())
            gone = [alias for alias in aliases if alias not in self.answers]
        for alias in gone:
            threading.Thread(target=forget_connections, args=[alias], daemon=True).start()

    def take(self, answers: dict[str, Answer], now: float) -> None:
        """Remember the answers that were given `now`, a time of the monotonic clock, and log what is new of them."""
        if answers:
            self.furthest.append((now, max(answer.position for answer in answers.values())))
        while self.furthest and now - self.furthest[0][0] > settings.REPLICA_MAX_LAG:
            self.furthest.popleft()
        if PRIMARY in answers and answers[PRIMARY].is_standby:
            del answers[PRIMARY]  # it takes no changes
        before, self.answers = self.answers, answers
        self.asked_at = now
        for alias in sorted(before.keys() - answers.keys()):
            logger.warning("The database server “%s” does not answer, and is left out.", alias)
        for alias in sorted(answers.keys() - before.keys()):
            logger.info("The database server “%s” answers.", alias)

    def leave_out(self, alias: str) -> None:
        """Leave a server out until it is asked again, and forget the connections to it."""
        self.answers = {name: answer for name, answer in self.answers.items() if name != alias}
        self.asked_at = float("-inf")
        threading.Thread(target=forget_connections, args=[alias], daemon=True).start()

    def is_up(self, alias: str) -> bool:
        """Return whether a server answered when it was asked last; the primary, whether it takes changes."""
        return alias in self.answers

    def keeps_up(self, alias: str) -> bool:
        """Return whether a standby that answers is at most REPLICA_MAX_LAG seconds behind."""
        answer = self.answers[alias]
        if not answer.is_standby or any(answer.position >= position for _time, position in self.furthest):
            return True
        return answer.age is not None and answer.age <= settings.REPLICA_MAX_LAG

    def in_order(self, *, primary_first: bool = False) -> list[str]:
        """Return the servers that a page may be read from, the best first; one behind is better than none."""
        standbys = [alias for alias in settings.STANDBYS if self.is_up(alias)]
        random.shuffle(standbys)  # each takes its share
        standbys.sort(key=self.keeps_up, reverse=True)
        primary = [PRIMARY] if self.is_up(PRIMARY) else []
        if primary_first:
            return primary + standbys
        late = sum(not self.keeps_up(alias) for alias in standbys)
        last = len(standbys) - late
        return standbys[:last] + primary + standbys[last:]


def answer_of(alias: str) -> Answer | None:
    """Ask the server of that alias on a connection of its own; return None where it does not answer."""
    database: Any = connections[alias]  # of PostgreSQL
    try:
        with (
            database.Database.connect(**database.get_connection_params() | {"connect_timeout": PATIENCE}) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(QUESTION)
            is_standby, position, age = cursor.fetchone()
    except database.Database.Error:
        return None
    return Answer(is_standby, position or 0, age)


def forget_connections(alias: str) -> None:
    """Close the pool of a server that is gone, so that nobody waits for it; one that comes back gets another pool."""
    database: Any = connections[alias]  # of PostgreSQL
    with suppress(KeyError, Error):  # another thread may do so at the same time
        database.pool.max_waiting = -1  # so that nobody begins to wait who is between two tries as it is closed
        database.pool.close(timeout=0.1)  # those who wait are told after so many seconds
        database.close_pool()


servers = Servers()


def is_primary_gone() -> bool:
    """Return whether the primary is known not to answer, so that nobody need wait for it; False without standbys."""
    if not settings.STANDBYS:
        return False
    servers.watch()
    return not servers.is_up(PRIMARY)


def standbys_fault() -> str:
    """Say which standbys do not answer, and which are too far behind; "" where all is well."""
    servers.watch()
    gone = [alias for alias in settings.STANDBYS if not servers.is_up(alias)]
    late = [alias for alias in settings.STANDBYS if servers.is_up(alias) and not servers.keeps_up(alias)]
    said = [(gone, "No answer from {}."), (late, f"More than {settings.REPLICA_MAX_LAG} seconds behind: {{}}.")]
    return " ".join(sentence.format(", ".join(aliases)) for aliases, sentence in said if aliases)

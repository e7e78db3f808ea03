"""The connections to PostgreSQL, in the module in which Django looks for them.

Django can ask a connection whether it lives each time that the pool gives one, which takes a tenth of the time of a
page that is kept. Nobody need ask: a server that stops ends its connections, and the operating system closes those
whose server is gone without a word (`keepalives_idle` in the settings).
"""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, which takes no connection from the pool that the server has ended while it waited there."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the pool, where one was ended, another: the pool replaces what comes back closed.

        One that came back open would go to the next who waits, and from hand to hand while somebody does.
        """
        connection = super().get_new_connection(conn_params)
        while (pool := getattr(connection, "_pool", None)) and not is_silent(connection):
            connection.close()
            pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection


def is_silent(connection: Any) -> bool:
    """Return whether nothing has come over a connection that nobody has used: neither its end, nor the news of it."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)

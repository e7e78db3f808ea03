"""PostgreSQL ends connections that wait in the pool of a web server: nobody who asks for a page learns of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .conftest import Site

OWN = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
TERMINATE = f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {OWN}"
COUNT = f"SELECT count(*) FROM pg_stat_activity WHERE {OWN}"


@pytest.fixture(scope="module")
def alone(servers, session, environment):
    """Yield a web server on the primary alone."""
    found = Site(environment | {"DATABASE_URL": servers[0].url, "REPLICA_URLS": ""}, session)
    yield found
    found.kill()


@pytest.mark.parametrize("how", ["terminated", "restarted", "killed"])
def test_nobody_gets_a_connection_that_the_server_has_ended(alone, servers, how):
    with ThreadPoolExecutor(12) as visitors:
        before = list(visitors.map(lambda number: alone.get(f"/?q={how}{number}").status, range(60)))
    pooled = servers[0].ask(COUNT)
    if how == "terminated":
        servers[0].ask(TERMINATE)
        Site.until(lambda: servers[0].ask(COUNT) == 0)
    elif how == "restarted":
        servers[0].control("-m", "fast", "restart")
    else:
        servers[0].kill()
        servers[0].start()

    reader, clerk = alone.get(), alone.office("/admin/")
    saved = alone.add_unit(f"Faculty {how}")

    assert (set(before), pooled > 3) == ({200}, True)
    assert (reader.status, clerk.status, saved) == (200, 200, 302)
    assert max(reader.seconds, clerk.seconds) < 5

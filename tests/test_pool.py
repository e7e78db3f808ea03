"""Many who ask at once where the server has ended each connection that waits in the pool."""

import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection

from config.postgresql import base
from tests.databases import IS_POSTGRESQL


@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite has no pool")
@pytest.mark.django_db(transaction=True)
def test_an_ended_connection_does_not_pass_from_one_to_the_next_who_waits(monkeypatch):
    pool = {"min_size": 1, "max_size": 2, "timeout": 10}
    options = connection.settings_dict["OPTIONS"] | {"pool": pool}
    settings = connection.settings_dict | {"OPTIONS": options}
    held = [base.DatabaseWrapper(settings, "crowd") for _number in range(2)]
    for each in held:
        each.ensure_connection()
    with connection.cursor() as cursor:
        for each in held:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [each.connection.info.backend_pid])
    for each in held:
        each.close()
    asked = []

    def is_silent(ended, look=base.is_silent):
        assert len(asked) < 100  # or it would go on for ever
        asked.append(ended)
        time.sleep(0.02)  # until all others wait
        return look(ended)

    def answer(_number):
        each = base.DatabaseWrapper(settings, "crowd")
        with each.cursor() as cursor:
            cursor.execute("SELECT 1")
        each.close()

    monkeypatch.setattr(base, "is_silent", is_silent)
    with ThreadPoolExecutor(12) as visitors:
        wait(found := [visitors.submit(answer, number) for number in range(12)], timeout=30)
    held[0].close_pool()

    assert [each.exception() for each in found] == [None] * 12

"""Which server of the database is asked first, and next, and what is said where none answers."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory

from partnerships.public import from_standbys
from partnerships.public.from_standbys import ReadFromStandbys
from partnerships.replicas import reading as reading_module
from partnerships.replicas.reading import Behind, Elsewhere, is_lost, reading, reading_from
from partnerships.replicas.servers import PRIMARY, Answer, Servers

UP = {PRIMARY: Answer(False, 500, None), "standby-1": Answer(True, 500, 0.0), "standby-2": Answer(True, 100, 60.0)}


@pytest.fixture
def asked(settings, monkeypatch):
    """Return a function that sends a request, and returns the servers that it was read from, and its status.

    `errors` are what the servers fail with.
    """
    settings.STANDBYS, settings.REPLICA_MAX_LAG = ["standby-1", "standby-2"], 10
    monkeypatch.setattr(reading_module, "give_back", lambda: None)
    monkeypatch.setattr(Servers, "watch", lambda self: None)
    monkeypatch.setattr(Servers, "ask", lambda self: None)
    monkeypatch.setattr("partnerships.replicas.servers.forget_connections", lambda alias: None)

    def ask(path="/", errors=None, answers=UP, method="get", **headers):
        servers = Servers()
        servers.take(dict(answers), 0)
        monkeypatch.setattr(from_standbys, "servers", servers)
        read_from = []

        def answer(request):
            read_from.append(reading_from.get())
            error = (errors or {}).get(read_from[-1])
            return Elsewhere(error) if error else HttpResponse("page")

        request = getattr(RequestFactory(), method)(path, headers=headers)
        return read_from, ReadFromStandbys(answer)(request).status_code

    return ask


def test_without_standbys_there_is_nothing_to_do(settings):
    settings.STANDBYS = []

    with pytest.raises(MiddlewareNotUsed):
        ReadFromStandbys(None)


@pytest.mark.parametrize(
    ("path", "headers", "first"),
    [
        ("/", {}, "standby-1"),
        ("/agreements.json", {}, "standby-1"),
        ("/", {"cookie": "sessionid=x"}, PRIMARY),
        ("/calendar/x.ics", {}, PRIMARY),
        ("/documents/x/", {}, PRIMARY),
    ],
)
def test_a_visitor_reads_a_standby_and_whoever_may_have_saved_the_primary(asked, path, headers, first):
    assert asked(path, **headers) == ([first], 200)


LOST = OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize(
    ("errors", "read_from"),
    [
        ({"standby-1": LOST}, ["standby-1", PRIMARY]),
        ({"standby-1": Behind()}, ["standby-1", PRIMARY]),
        ({"standby-1": LOST, PRIMARY: LOST}, ["standby-1", PRIMARY, "standby-2"]),
    ],
)
def test_where_one_fails_the_next_one_answers(asked, errors, read_from):
    assert asked(errors=errors) == (read_from, 200)


def test_a_standby_that_left_it_to_the_primary_is_asked_again_where_that_is_lost(asked):
    read_from, _status = asked(errors={"standby-1": Behind(), PRIMARY: LOST})

    assert read_from == ["standby-1", PRIMARY, "standby-1", "standby-2"]


def test_where_none_answers_visitors_are_told_to_come_again(asked):
    assert asked(errors=dict.fromkeys(UP, LOST))[1] == 503
    assert asked(answers={}) == ([], 503)


def test_the_office_is_no_page_for_a_standby(asked):
    assert asked("/admin/") == ([PRIMARY], 200)
    assert asked("/static/a.css", answers={}) == ([PRIMARY], 200)


@pytest.mark.parametrize(
    ("alias", "error", "expected"),
    [
        (PRIMARY, LOST, True),
        (PRIMARY, ProgrammingError("no such column"), False),
        (PRIMARY, ValueError(), False),
        ("standby-1", ProgrammingError("no such column"), True),  # a migration that it has not replayed yet
        ("standby-1", Behind(), False),
        ("standby-1", ValueError(), False),
    ],
)
def test_what_says_that_a_server_is_lost(monkeypatch, alias, error, expected):
    monkeypatch.setattr(reading_module, "give_back", lambda: None)

    with reading(alias):
        assert is_lost(error) is expected

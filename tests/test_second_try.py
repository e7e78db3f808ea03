"""A request that PostgreSQL gives up for another one, and a log-in while SQLite is locked, are tried once more."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from partnerships.confirming import DEADLOCK
from partnerships.middleware import SecondTryMiddleware


def failing(times, sqlstate=DEADLOCK):
    """Return a view that fails that many times, and then answers with the file that was sent."""
    left = [sqlstate] * times

    def view(request):
        text = request.FILES["file"].read()
        if left:
            raise OperationalError("gave up") from error_with(left.pop())
        return HttpResponse(text)

    return view


def error_with(sqlstate):
    error = Exception("gave up")
    error.sqlstate = sqlstate
    error.sqlite_errorname = "SQLITE_BUSY" if sqlstate is None else ""
    return error


def answer(view, is_authenticated=True):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("list.csv", b"whole file")})
    request.user = SimpleNamespace(is_authenticated=is_authenticated)
    return SecondTryMiddleware(None).process_view(request, view, (), {})


@pytest.mark.parametrize("times", [0, 1])
def test_what_was_given_up_is_done_once_more_with_the_same_file(times):
    assert answer(failing(times)).content == b"whole file"


def test_what_is_given_up_twice_fails():
    with pytest.raises(OperationalError):
        answer(failing(2))


def test_another_error_fails_at_once():
    with pytest.raises(OperationalError):
        answer(failing(1, sqlstate="57014"))


def test_what_only_reads_is_left_to_django():
    request = SimpleNamespace(method="GET")

    assert SecondTryMiddleware(None).process_view(request, None, (), {}) is None


def test_a_log_in_is_tried_once_more_while_sqlite_is_locked_and_nothing_else():
    assert answer(failing(1, sqlstate=None), is_authenticated=False).content == b"whole file"
    with pytest.raises(OperationalError):
        answer(failing(1, sqlstate=None))

"""The process in which a stranger's file is read."""

import time

import pytest

from partnerships.importing.files import sandbox
from partnerships.importing.files.sandbox import caged
from partnerships.importing.remarks import FileRefused


def refuse():
    raise FileRefused("No.")


def break_down():
    raise RuntimeError("a traceback that nobody should see")


def fill_memory():
    return len(bytearray(4 * 2**30))


def test_what_the_function_gives_comes_back():
    assert caged(sorted, [3, 1, 2]) == [1, 2, 3]


def test_a_refusal_comes_back():
    with pytest.raises(FileRefused, match=r"No\."):
        caged(refuse)


@pytest.mark.parametrize("function", [break_down, fill_memory])
def test_a_breakdown_is_a_refusal(function):
    with pytest.raises(FileRefused, match="The file unpacks to more than a list of agreements holds"):
        caged(function)


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.2)
    started = time.monotonic()

    with pytest.raises(FileRefused, match="longer than"):
        caged(time.sleep, 30)

    assert time.monotonic() - started < 5

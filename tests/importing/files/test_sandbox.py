"""The process in which a stranger's file is read."""

import re
import time

import pytest

from partnerships.importing.failures import ImportFailed
from partnerships.importing.files import sandbox
from partnerships.importing.files.sandbox import run_in_sandbox
from partnerships.importing.remarks import FileRefused


def refuse():
    raise FileRefused("No.")


def break_down():
    raise RuntimeError("a traceback that nobody should see")


def fill_memory():
    return len(bytearray(4 * 2**30))


def test_what_the_function_gives_comes_back():
    assert run_in_sandbox(sorted, [3, 1, 2]) == [1, 2, 3]


def test_a_refusal_comes_back():
    with pytest.raises(FileRefused, match=r"No\."):
        run_in_sandbox(refuse)


def test_too_much_memory_is_a_refusal():
    with pytest.raises(FileRefused, match="The file unpacks to more than a list of agreements holds"):
        run_in_sandbox(fill_memory)


def test_traceback_of_a_breakdown_is_logged_under_the_reference_of_its_sentence(caplog):
    with pytest.raises(ImportFailed, match="because of a fault in this program") as failure:
        run_in_sandbox(break_down)

    reference = re.search(r"reference (\w{8})", str(failure.value))[1]
    assert f"reference {reference}" in caplog.text
    assert "in break_down" in caplog.text
    assert "RuntimeError: a traceback that nobody should see" in caplog.text


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.2)
    started = time.monotonic()

    with pytest.raises(FileRefused, match="longer than"):
        run_in_sandbox(time.sleep, 30)

    assert time.monotonic() - started < 5

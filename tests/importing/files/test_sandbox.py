"""The process in which a stranger's file is read."""

import os
import re
import select
import signal
import threading
import time
from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from partnerships.importing.failures import ImportFailed
from partnerships.importing.files import sandbox
from partnerships.importing.files.sandbox import hand_over, run_in_sandbox, tell
from partnerships.importing.remarks import FileRefused


def refuse():
    raise FileRefused("No.")


def break_down():
    raise RuntimeError("a traceback that nobody should see")


def fill_memory():
    return len(bytearray(4 * 2**30))


def test_what_the_function_gives_comes_back():
    assert run_in_sandbox(sorted, [3, 1, 2]) == [1, 2, 3]


def tell_steps():
    tell("read")
    tell("tables", 1234)
    return "step x" * 100_000


def test_steps_are_told_before_the_answer():
    told = []

    answer = run_in_sandbox(tell_steps, progress=lambda *step: told.append(step))

    assert told == [("read", 0), ("tables", 1234)]
    assert answer == run_in_sandbox(tell_steps) == "step x" * 100_000


def hand_over_parts():
    hand_over(["a\nb", date(2018, 5, 12)])
    hand_over("x" * 3_000_000)
    return "done"


def test_parts_are_taken_before_the_answer():
    taken = []

    answer = run_in_sandbox(hand_over_parts, take=taken.append)

    assert taken == [["a\nb", "2018-05-12"], "x" * 3_000_000]
    assert answer == "done"


def hand_over_and_fill_memory():
    hand_over("a part")
    return fill_memory()


def test_parts_are_no_answer():
    with pytest.raises(FileRefused, match="Reading the file takes more memory"):
        run_in_sandbox(hand_over_and_fill_memory, take=print)


def break_off(_part):
    raise ValueError("no such part")


def test_child_is_ended_where_its_part_cannot_be_taken(monkeypatch):
    children, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: children.append(fork()) or children[-1])

    with pytest.raises(ValueError, match="no such part"):
        run_in_sandbox(hand_over_parts, take=break_off)

    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], 0)


def test_a_refusal_comes_back():
    with pytest.raises(FileRefused, match=r"No\."):
        run_in_sandbox(refuse)


def test_sentences_wait_for_no_other_thread(monkeypatch):
    lock, fork = object.__getattribute__(trans_real._active, "_lock"), os.fork

    def fork_while_another_thread_translates():
        is_held, is_forked = threading.Event(), threading.Event()
        translating = threading.Thread(target=lambda: hold(lock, is_held, is_forked))
        translating.start()
        is_held.wait()
        child = fork()
        if child:
            is_forked.set()
            translating.join()
        return child

    monkeypatch.setattr(sandbox, "SECONDS", 5)
    monkeypatch.setattr(os, "fork", fork_while_another_thread_translates)
    with translation.override("ru"):
        assert run_in_sandbox(translation.get_language) == "ru"


def hold(lock, is_held, is_over):
    with lock:
        is_held.set()
        is_over.wait()


def leave_the_pipe_to_another():
    if os.fork() == 0:
        time.sleep(5)
        os._exit(0)
    return "done"


def test_an_answer_is_one_while_another_process_has_the_pipe_open():
    started = time.monotonic()

    assert run_in_sandbox(leave_the_pipe_to_another) == "done"
    assert time.monotonic() - started < 4


def test_too_much_memory_is_a_refusal():
    with pytest.raises(FileRefused, match="Reading the file takes more memory than a list of agreements needs"):
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


def work_for_ever():
    while True:
        pass


def test_what_takes_too_much_of_the_processor_is_stopped(monkeypatch):
    monkeypatch.setattr(sandbox, "PROCESSOR_SECONDS", 1)

    with pytest.raises(FileRefused, match="longer than 1 seconds"):
        run_in_sandbox(work_for_ever)


def test_what_is_no_plain_data_does_not_come_back():
    with pytest.raises(ImportFailed):
        run_in_sandbox(object)


def test_the_process_dies_with_its_parent():
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        run_in_sandbox(tell_and_sleep, writing)
    os.close(writing)
    child = int(os.read(reading, 20))

    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    assert select.select([reading], [], [], 10)[0]  # long before the process would have ended by itself
    assert os.read(reading, 20) == b""  # the last end of the pipe was closed, by the death of the process
    assert child != parent


def tell_and_sleep(writing):
    os.write(writing, str(os.getpid()).encode())
    time.sleep(30)

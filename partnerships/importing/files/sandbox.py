"""Reading a stranger's file where it can do no harm: in a process of its own, with little memory and little time."""

import ctypes
import faulthandler
import gc
import json
import operator
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from asgiref.local import Local
from django.utils.translation import activate, get_language, trans_real
from django.utils.translation import gettext as _

from partnerships.importing.failures import failure
from partnerships.importing.remarks import FileRefused

SECONDS, PROCESSOR_SECONDS = 60, 30
MEGABYTES = 600
CHUNK = 1 << 20
# How each line of the child begins: how it ended, or which step begins now, or a part of what it found.
DONE, REFUSED, FAILED, STEP, PART = "done", "refused", "failed", "step", "part"
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)

Progress = Callable[[str, int], None]  # called with a step and the number of rows at hand


class Told:
    """The pipe on which a child speaks to its parent: None outside the sandbox."""

    pipe: BinaryIO | None = None


def tell(step: str, rows: int = 0) -> None:
    """Tell the parent of this process, where it has one that listens, which step begins now, and with how many rows."""
    if Told.pipe is not None:
        say(Told.pipe, STEP, step, rows)


def hand_over(part: object) -> None:
    """Hand a part of what was found to the parent, which takes it while this process goes on; dates as ISO texts."""
    if Told.pipe is not None:
        say(Told.pipe, PART, part)


def run_in_sandbox(
    function: Callable[..., Any],
    *arguments: object,
    progress: Progress | None = None,
    take: Callable[[Any], None] | None = None,
) -> Any:
    """Return `function(*arguments)`, run in a process that may take so many SECONDS and MEGABYTES and no more.

    The function returns what JSON holds, and uses no database: the connections belong to this process. `progress` is
    called with each step that the function has to `tell`, `take` with each part that it has to `hand_over`. Raises
    FileRefused where the function does and where it takes more than that, and ImportFailed, with the traceback in the
    log, where it fails in any other way.
    """
    reading, writing = os.pipe()
    parent, language = os.getpid(), get_language()
    child = os.fork()
    if child == 0:
        os.close(reading)
        run_child(partial(function, *arguments), writing, parent, language)
    os.close(writing)
    is_late, outcome, result = False, "", None
    try:
        outcome, result = read_answer(reading, progress, take)
    except TimeoutError:
        is_late = True
    finally:
        os.close(reading)
        if not outcome:
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    if outcome == DONE:
        return result
    if outcome == FAILED:
        raise failure("in the sandbox", details=str(result))
    is_late_there = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    raise FileRefused(result if outcome else too_much(SECONDS if is_late else PROCESSOR_SECONDS * is_late_there))


def read_answer(reading: int, progress: Progress | None, take: Callable[[Any], None] | None) -> tuple[str, Any]:
    """Return how the function in the child ended, and its result, a sentence, or a traceback; ("", None) where it died.

    What it tells and hands over meanwhile goes to `progress` and `take`. Raises TimeoutError where it takes too long.
    """
    for line in lines_of(reading):
        kind, *said = json.loads(line)
        if kind == PART and take:
            take(*said)
        elif kind == STEP and progress:
            progress(*said)
        elif kind in (DONE, REFUSED, FAILED):
            return kind, said[0]  # at once, for the child of another thread may keep the pipe open
    return "", None


def too_much(seconds: int) -> str:
    """Return the sentence for a file that takes longer than so many `seconds`, or, where there are none, for one that
    takes too much memory.
    """
    if seconds:
        return (
            _("Reading the file took longer than %s seconds; split it, or save it as .xlsx, and try again.") % seconds
        )
    return _(
        "Reading the file takes more memory than a list of agreements needs; split it, or save the list alone, and try"
        " again."
    )


def run_child(function: Callable[[], object], writing: int, parent: int, language: str | None) -> NoReturn:
    """Run the function in the child, write its answer to a pipe, and end the process without any clean-up."""
    try:
        die_with(parent)
        speak(language)
        gc.disable()  # what the parent left behind is its own to clean up
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says as it breaks down is no sentence for anybody
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
        limit_memory()
        Told.pipe = os.fdopen(writing, "wb")
        say(Told.pipe, *answer_of(function))
    except BaseException:
        pass
    finally:
        os._exit(0)


def die_with(parent: int) -> None:
    """Let this process be killed as soon as its `parent` ends."""
    if hasattr(LIBC, "prctl"):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def answer_of(function: Callable[[], object]) -> tuple[str, object]:
    """Return the answer of the child: how the function ended, and its result, a sentence, or a traceback."""
    try:
        result = function()
        as_json(result)
        return DONE, result
    except FileRefused as refusal:
        return REFUSED, str(refusal)
    except MemoryError:
        raise
    except BaseException:  # a library in Rust panics with one
        return FAILED, traceback.format_exc()


def speak(language: str | None) -> None:
    """Translate into a `language`, without the lock of Django's own that another thread may have held at the fork."""
    trans_real._active = Local()  # type: ignore[attr-defined] # Django has it, its types do not
    if language:
        activate(language)


def say(pipe: BinaryIO, *said: object) -> None:
    """Write a line to the parent."""
    pipe.write(as_json(said))
    pipe.flush()


def as_json(said: object) -> bytes:
    """Return what JSON holds, and dates, as a line; half a letter, which UTF-8 cannot hold, stays escaped."""
    return b"%s\n" % json.dumps(
        said, check_circular=False, separators=(",", ":"), default=operator.methodcaller("isoformat")
    ).encode("ascii")


def limit_memory() -> None:
    """Let this process grow by MEGABYTES and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + MEGABYTES * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if pages and (hard == resource.RLIM_INFINITY or most < hard):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def lines_of(reading: int) -> Iterator[bytes]:
    """Yield the whole lines from a pipe until the other side ends; raise TimeoutError where that takes too long."""
    begun: list[bytes] = []
    until = time.monotonic() + SECONDS
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            raise TimeoutError
        read = os.read(reading, CHUNK)
        if not read:
            return
        *ends, rest = read.split(b"\n")
        for end in ends:
            yield b"".join((*begun, end))
            begun.clear()
        begun.append(rest)

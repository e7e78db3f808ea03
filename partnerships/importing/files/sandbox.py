"""Reading a stranger's file where it can do no harm: in a process of its own, with little memory and little time."""

import ctypes
import faulthandler
import gc
import json
import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from partnerships.importing.failures import failure
from partnerships.importing.remarks import FileRefused

SECONDS, PROCESSOR_SECONDS = 60, 30
MEGABYTES = 600
CHUNK = 1 << 20
DONE, REFUSED, FAILED = "done", "refused", "failed"
STEP = b"step "  # how a line of the child begins that says what it does now
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


Progress = Callable[[str, int], None]  # called with a step and the number of rows at hand


class Told:
    """The pipe on which `tell` speaks to the parent: None outside the sandbox."""

    pipe: int | None = None


def tell(step: str, rows: int = 0) -> None:
    """Tell the parent of this process, where it has one that listens, which step begins now, and with how many rows."""
    if Told.pipe is not None:
        os.write(Told.pipe, b"%s%s %d\n" % (STEP, step.encode(), rows))


def run_in_sandbox(function: Callable[..., Any], *arguments: object, progress: Progress | None = None) -> Any:
    """Return `function(*arguments)`, run in a process that may take so many SECONDS and MEGABYTES and no more.

    The function returns what JSON holds, and uses no database: the connections belong to this process. `progress` is
    called with each step that the function has to `tell`. Raises FileRefused where the function does and where it takes
    more than that, and ImportFailed, with the traceback in the log, where it fails in any other way.
    """
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(reading)
        run_child(function, arguments, writing, parent)
    os.close(writing)
    answer = None
    try:
        answer = received(reading, progress)
    finally:
        os.close(reading)
        if answer is None:
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise FileRefused(
            _("Reading the file took longer than %s seconds; split it, or save it as .xlsx, and try again.")
            % (SECONDS if answer is None else PROCESSOR_SECONDS)
        )
    if not answer:
        raise FileRefused(
            _(
                "Reading the file takes more memory than a list of agreements needs; split it, or save the list alone,"
                " and try again."
            )
        )
    outcome, result = json.loads(answer)
    if outcome == REFUSED:
        raise FileRefused(result)
    if outcome == FAILED:
        raise failure("in the sandbox", details=result)
    return result


def run_child(function: Callable[..., object], arguments: tuple[object, ...], writing: int, parent: int) -> NoReturn:
    """Run the function in the child, write its answer to a pipe, and end the process without any clean-up."""
    try:
        die_with(parent)
        gc.disable()  # what the parent left behind is its own to clean up
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says as it breaks down is no sentence for anybody
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
        limit_memory()
        Told.pipe = writing
        answer = answer_of(function, arguments)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
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


def answer_of(function: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    """Return the answer of the child as JSON: how the function ended, and its result, a sentence, or a traceback."""
    try:
        return as_json(DONE, function(*arguments))
    except FileRefused as refusal:
        return as_json(REFUSED, str(refusal))
    except MemoryError:
        raise
    except BaseException:  # a library in Rust panics with one
        return as_json(FAILED, traceback.format_exc())


def as_json(outcome: str, result: object) -> bytes:
    """Return an outcome with its result as bytes; half a letter, which UTF-8 cannot hold, stays escaped."""
    return json.dumps((outcome, result), check_circular=False, separators=(",", ":")).encode()


def limit_memory() -> None:
    """Let this process grow by MEGABYTES and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    most = pages * resource.getpagesize() + MEGABYTES * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if pages and (hard == resource.RLIM_INFINITY or most < hard):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def received(reading: int, progress: Progress | None = None) -> bytes | None:
    """Return the answer from a pipe; b"" where the other side died, None where it takes too long.

    `progress` is called with the steps that come before the answer, each of them written at once.
    """
    parts: list[bytes] = []
    until = time.monotonic() + SECONDS
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        part = os.read(reading, CHUNK)
        if not part:
            return b"".join(parts)
        part = part if parts else without_steps(part, progress)
        if part:
            parts.append(part)


def without_steps(part: bytes, progress: Progress | None) -> bytes:
    """Return bytes without the lines at their beginning that tell of steps, of which `progress` is called with each."""
    while part.startswith(STEP):
        line, _end, part = part.partition(b"\n")
        step, rows = line.removeprefix(STEP).split()
        if progress:
            progress(step.decode(), int(rows))
    return part

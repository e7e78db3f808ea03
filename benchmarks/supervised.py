"""Processes that are started again whenever they have ended, as systemd does, so that they can be killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

from import_speed import ROOT

sys.path.insert(0, str(ROOT))
from tests import clusters


def started(command, folder, environment=None, log=None):
    """Start a command in a process group of its own; what it says goes to the end of the file `log`."""
    output = log.open("a") if log else subprocess.DEVNULL
    return subprocess.Popen(
        list(map(str, command)), cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip


class Supervised:
    """A process that is started again whenever it has ended, as systemd does, until it is stopped."""

    def __init__(self, start):
        self.start, self.is_wanted, self.process = start, True, start()
        self.watching = threading.Thread(target=self.watch)
        self.watching.start()

    def watch(self):
        while self.is_wanted:
            if self.process.poll() is not None:
                time.sleep(0.5)
                if self.is_wanted:
                    self.process = self.start()
            time.sleep(0.05)

    def kill(self):
        """Kill the process with all that belong to its group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self):
        self.is_wanted = False
        self.watching.join()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()


class PostgreSQL(clusters.Server):
    """A server of PostgreSQL that is started again whenever it has ended.

    It is safe against the death of a process, which is what is tried; the operating system lives on.
    """

    def start(self):
        self.supervised = Supervised(self.start_process)
        self.wait()

    def start_process(self):
        """Start the server as a process that lives as long as it does."""
        command = [*clusters.as_owner(), self.programs / "postgres", "-D", self.data]
        return started(command, self.folder, log=self.folder / f"{self.name}.log")

    def configure(self, lines):
        super().configure(f"{lines}full_page_writes = on\n")

    def kill(self):
        with suppress(OSError, ValueError):  # where it is down
            super().kill()
        self.supervised.kill()

    def stop(self):
        if hasattr(self, "supervised"):
            self.supervised.is_wanted = False
            super().stop()
            self.supervised.stop()

    def wait(self):
        """Wait until it answers."""
        ready = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(200):
            if subprocess.run(ready).returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit("PostgreSQL did not start")


def server_of(programs, folder, name, stack, primary=None):
    """Return a new primary, or a standby of a `primary`, which runs until the `stack` ends."""
    clusters.give_to_owner(folder)
    server = PostgreSQL(programs, folder, name)
    stack.callback(server.stop)
    server.follow(primary) if primary else server.make()
    return server

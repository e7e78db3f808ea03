"""A primary and hot standbys of PostgreSQL, for tests and benchmarks of several machines."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.run import SETTINGS, free_port

REPLICATION = """
unix_socket_directories = ''
synchronous_commit = on
wal_level = replica
max_wal_senders = 10
hot_standby = on
wal_receiver_status_interval = 100ms
wal_retrieve_retry_interval = 200ms
"""
USER = "register"
POOLER = """
[databases]
postgres = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
unix_socket_dir =
"""


def as_owner() -> list[str]:
    """Return what stands before a command that PostgreSQL's own user must run, since it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def give_to_owner(folder: Path) -> None:
    """Let that user write in a folder."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


class Server:
    """One server of PostgreSQL in a folder of its own."""

    def __init__(self, programs: Path, folder: Path, name: str) -> None:
        self.programs, self.folder, self.name, self.port = programs, folder, name, free_port()
        self.data = folder / name

    @property
    def url(self) -> str:
        """The address as DATABASE_URL and REPLICA_URLS take it."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL as the user that it wants to be run by."""
        command = [*as_owner(), str(self.programs / program), *arguments]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on this server."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "-s", "-l", str(self.folder / f"{self.name}.log"), *arguments)

    def make(self) -> None:
        """Make the empty database of a primary, and start it."""
        self.run(
            "initdb", "-D", str(self.data), "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N"
        )
        self.configure(SETTINGS.format(port=self.port, folder=self.folder) + REPLICATION)
        self.start()

    def follow(self, primary: "Server") -> None:
        """Copy the primary, and start as its hot standby."""
        source = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", USER]
        self.run("pg_basebackup", *source, "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.configure(f"port = {self.port}\ncluster_name = '{self.name}'\n")  # by which the primary knows it
        self.start()

    def configure(self, lines: str) -> None:
        """Add lines to the configuration."""
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(lines)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self.control("start")

    def stop(self) -> None:
        """Stop the server in order, whatever state it is in."""
        with suppress(subprocess.CalledProcessError):
            self.control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill the server with all its processes, as a machine does that loses its power."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for each in [pid, *children]:
            with suppress(ProcessLookupError):
                os.kill(each, 9)
        (self.data / "postmaster.pid").unlink()  # where nobody buries the dead, it would keep the server from starting

    def ask(self, statement: str) -> object:
        """Run a statement, and return the first value of its answer; None where it has none."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True) as own:
            cursor = own.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None

    def column(self, statement: str) -> list[object]:
        """Run a statement, and return the first value of each of its rows."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True) as own:
            return [row[0] for row in own.execute(statement)]

    def promote(self) -> None:
        """Make a standby the primary."""
        self.control("promote")

    def position(self) -> object:
        """Return up to where a standby has replayed the log of its primary."""
        return self.ask("SELECT pg_last_wal_replay_lsn() - '0/0'")


@contextmanager
def cluster(programs: Path, standbys: int = 2) -> Iterator[list[Server]]:
    """Yield a primary and its hot standbys, which run in a temporary folder and are gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="register-cluster-"))
    give_to_owner(folder)
    servers = [Server(programs, folder, name) for name in ["primary", *(f"standby{n + 1}" for n in range(standbys))]]
    try:
        servers[0].make()
        for standby in servers[1:]:
            standby.follow(servers[0])
        yield servers
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder)


@contextmanager
def pooler(server: Server) -> Iterator[str]:
    """Yield the address of a PgBouncer in front of a server, whose three connections change with each transaction."""
    port = free_port()
    settings = POOLER.format(server=server.port, port=port, user=USER)
    path = server.folder / f"pgbouncer-{server.name}.ini"
    path.write_text(settings)
    path.chmod(0o644)
    process = subprocess.Popen(
        [*as_owner(), "pgbouncer", "--quiet", str(path)], cwd=server.folder, stderr=subprocess.DEVNULL
    )
    try:
        yield f"postgres://{USER}@127.0.0.1:{port}/postgres?DISABLE_SERVER_SIDE_CURSORS=true"
    finally:
        process.terminate()
        process.wait()

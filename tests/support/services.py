"""A private Redis and a private PostgreSQL, each in a temporary folder, on a socket of its own.

Never uses a service that the machine runs, never listens on a port, never leaves a process or a
folder behind. PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

START_SECONDS = 20  # a loaded machine; an idle one needs less than one
STOP_SECONDS = 10


def _folder(name: str) -> Path:
    # A socket's path may have 107 bytes at most, so not below a long TMPDIR.
    root = "/tmp" if os.access("/tmp", os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix=f"peerhub-{name}-", dir=root))


def _wait_until(ready: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            ready()
            return
        except (OSError, redis.ConnectionError, psycopg.OperationalError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"did not start: {log.read_text()[-2000:]}") from error
        time.sleep(0.01)


class _Service:
    """A child process that can be stopped kindly, killed, and started again on its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def ready(self) -> object:
        raise NotImplementedError

    def runs_as(self) -> dict[str, Any]:
        return {}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, cwd="/", **self.runs_as()
            )
        _wait_until(self.ready, self.process, self.log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


class Redis(_Service):
    """`url` suits redis-py and PEERHUB_REDIS_URL."""

    def __init__(self, program: Path, folder: Path) -> None:
        super().__init__(folder)
        self.program = program
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"

    def command(self) -> list[str]:
        private = ["--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        return [str(self.program), *private, "--save", "", "--appendonly", "no"]

    def ready(self) -> object:
        with redis.Redis.from_url(self.url) as client:
            return client.ping()

    def empty(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


class Postgres(_Service):
    """`url(name)` suits SQLAlchemy with psycopg 3, sync and async, and PEERHUB_DATABASE_URL."""

    def __init__(self, programs: Path, folder: Path) -> None:
        super().__init__(folder)
        self.programs = programs
        self.data = folder / "data"
        self._made = 0
        self._templates: set[str] = set()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://peerhub@/{name}?host={self.folder}"

    def prepare(self) -> None:
        """Makes the cluster's files; durable for nobody, as it lives for one test run."""
        owner = self.runs_as()
        if owner:
            os.chown(self.folder, owner["user"], owner["group"])
        make = [str(self.programs / "initdb"), "-D", str(self.data), "-U", "peerhub", "-A", "trust"]
        make += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, cwd="/", **owner)

    def command(self) -> list[str]:
        careless = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        where = ["-D", str(self.data), "-k", str(self.folder), "-c", "listen_addresses="]
        return [str(self.programs / "postgres"), *where, *careless]

    def ready(self) -> object:
        self.execute("SELECT 1")
        return True

    def runs_as(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        names = {entry.pw_name: entry for entry in pwd.getpwall()}
        who = names.get("postgres") or names["nobody"]
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}

    def execute(self, statement: str) -> None:
        address = f"host={self.folder} user=peerhub dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template1") -> str:
        """Makes an empty database, or a copy of a template, and returns its name."""
        self._made += 1
        name = f"test_{self._made}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def template(self, name: str, fill: Callable[[str], object]) -> str:
        """Makes a template once: `fill(url)` puts the schema in and must close its connections."""
        if name not in self._templates:
            self.execute(f'CREATE DATABASE "{name}"')
            fill(self.url(name))
            self._templates.add(name)
        return name


@contextmanager
def private_redis(program: Path) -> Iterator[Redis]:
    folder = _folder("redis")
    server = Redis(program, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@contextmanager
def private_postgres(programs: Path) -> Iterator[Postgres]:
    folder = _folder("postgres")
    server = Postgres(programs, folder)
    try:
        server.prepare()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)

"""The servers under load: each a process of its own, on the server's processor, with its own folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import machine
from bench.community import make_community
from bench.speech import Peerhub, Plain, Speech

START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """One running server: who it is, how to speak to it, what it has used."""

    name: str
    speech: Speech
    folder: Path
    command: Callable[[int], list[str]]
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self.process is None:
            raise RuntimeError(f"{self.name} does not run")
        return self.process.pid

    def start(self) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PEERHUB_")}
        told = {"PEERHUB_DATA_DIR": str(self.folder), "PEERHUB_LIMITS": "off"}
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command(self.port)],
                env={**clean, **told, **self.settings},
                stdout=log,
                stderr=log,
                preexec_fn=_alone,  # noqa: PLW1509 -- no other thread runs while one is started
            )
        self._wait()

    def _wait(self) -> None:
        ended = time.monotonic() + START_SECONDS
        while time.monotonic() < ended and self.process and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError((self.folder / "server.log").read_text(errors="replace")[-2000:])

    def end(self, sign: signal.Signals = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(sign)
            self.process.wait(30)

    def cpu(self) -> float:
        return machine.cpu_seconds(self.pid)

    def memory(self) -> int:
        return machine.memory_bytes(self.pid)


def _alone() -> None:
    """In the child: the server's processor, and as many files as it may."""
    machine.pin(machine.SERVER_CPU)
    machine.allow_many_files()


@contextmanager
def peerhub(rooms: list[str]) -> Iterator[Served]:
    """The real hub through `peerhub serve`, on SQLite, with 20 members and these rooms."""
    with TemporaryDirectory(prefix="peerhub-bench-") as folder:
        tokens = make_community(Path(folder), rooms)
        served = Served(
            "peerhub",
            Peerhub(tokens),
            Path(folder),
            lambda port: ["peerhub", "serve", "--port", str(port)],
        )
        with running(served):
            yield served


@contextmanager
def baseline(name: str) -> Iterator[Served]:
    """`broadcast` or `naive`."""
    with TemporaryDirectory(prefix="peerhub-bench-") as folder:
        served = Served(
            name,
            Plain(),
            Path(folder),
            lambda port: [f"bench.baselines.{name}", str(port), folder],
        )
        with running(served):
            yield served


@contextmanager
def running(served: Served) -> Iterator[None]:
    served.start()
    try:
        yield
    finally:
        served.end(signal.SIGKILL)

"""A real server of its own process and data directory, to be spoken to, stopped and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from peerhub.core.config import Config, load_config

START_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`peerhub serve` on a port of its own; `start` returns when it answers."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.settings = {"PEERHUB_LIMITS": "off", **settings}
        self.arguments: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PEERHUB_")}
        return {**clean, "PEERHUB_DATA_DIR": str(self.data_dir), **self.settings}

    def config(self, **told: object) -> Config:
        """The settings with which a test may open the same hub beside the server."""
        names = {k.removeprefix("PEERHUB_").lower(): v for k, v in self.settings.items()}
        return load_config(data_dir=self.data_dir, port=self.port, **{**names, **told})

    def start(self) -> "Server":
        command = [sys.executable, "-m", "peerhub", "serve", "--port", str(self.port)]
        with (self.data_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self.arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        ended = time.monotonic() + START_SECONDS
        while time.monotonic() < ended:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                if self.process and self.process.poll() is not None:
                    break
                time.sleep(0.02)  # the other end is another process: there is nothing to await
        raise AssertionError(f"the server did not start:\n{self.log()}")

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL to the whole process group, as a crash would."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, seconds: float = 15) -> float:
        """SIGTERM; how long the orderly end took."""
        if not self.process or self.process.poll() is not None:
            return 0.0
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(seconds)
        return time.monotonic() - began

    def run(self, *arguments: str, told: str = "") -> subprocess.CompletedProcess[str]:
        """One `peerhub` verb beside the server, as an operator would run it."""
        return subprocess.run(
            [sys.executable, "-m", "peerhub", *arguments],
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

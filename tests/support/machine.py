"""What this machine has for the tests: a browser, a Redis, a PostgreSQL.

Never installs or starts anything; `scripts/prepare-machine` installs, `services.py` starts.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_redis() -> Path | None:
    """The redis-server program, or a Valkey, which speaks the same."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def find_postgres() -> Path | None:
    """The folder with initdb and postgres; Debian keeps it off the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def find_chromium() -> Path | None:
    """A Chromium from the distribution; Ubuntu's stub that wants snap does not count."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found and not _is_snap_stub(Path(found)):
            return Path(found)
    return None


def _is_snap_stub(program: Path) -> bool:
    with program.open("rb") as file:
        return b"snap install" in file.read(4096) or "/snap/" in str(program)


def find_strace() -> Path | None:
    found = shutil.which("strace")
    return Path(found) if found else None


def find_root() -> Path | None:
    """A small disk can be mounted only by root."""
    return Path("/") if os.geteuid() == 0 else None


NEEDS: dict[str, tuple[Callable[[], Path | None], str]] = {
    "Chromium": (find_chromium, "the browser tests (package chromium)"),
    "Redis": (find_redis, "the tests of the bus between processes (package redis-server)"),
    "PostgreSQL": (find_postgres, "the tests on PostgreSQL (package postgresql)"),
    "strace": (find_strace, "the test that an ack waits for its sync (package strace)"),
    "root": (find_root, "the test of a full disk, which mounts a small one (run as root)"),
}


def missing() -> list[str]:
    """One sentence for each thing that is not here."""
    return [
        f"No {name} here: left out are {what}."
        for name, (find, what) in NEEDS.items()
        if find() is None
    ]


def leave_out(name: str) -> NoReturn:
    """Skips a test by name for want of a program; where CI=true that is a failure."""
    sentence = f"no {name} on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{sentence}, and CI=true allows no test to be left out", pytrace=False)
    pytest.skip(sentence)


if __name__ == "__main__":
    sentences = missing()
    if sentences and os.geteuid() != 0:
        sentences.append("Running make test as root on Debian or Ubuntu installs them.")
    print("\n".join(sentences))
    sys.exit(bool(sentences))

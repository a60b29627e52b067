"""Has each file made harmless by a process of its own, a few at a time; the loop never waits for it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import orjson
import structlog

import peerhub
from peerhub.core.errors import Unavailable
from peerhub.uploads.models import (
    FILE_BYTES,
    MOST_PIXELS,
    SIDE,
    SMALL_SIDE,
    Fault,
    Prepared,
    UploadKind,
)
from peerhub.uploads.rules import refused

AT_ONCE = 2  # a picture may take 500 MB and one processor for a second
MOST_WAITING = 32
SECONDS = 15.0  # wall clock; the worker's own limit of processor time is shorter
log = structlog.get_logger("uploads")


class Workshop:
    """The queue of one server."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def prepare(self, content: bytes) -> Prepared:
        """The file as it may be kept; Refused with one sentence, or Unavailable where many wait."""
        if len(content) > FILE_BYTES:
            raise refused(Fault.LARGE)
        if self._waiting >= MOST_WAITING:
            raise Unavailable("workshop", retry_after=10)
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(run_worker, content)
        finally:
            self._waiting -= 1


def run_worker(content: bytes) -> Prepared:
    """Blocks until the worker has ended, or is ended."""
    command = [sys.executable, "-P", "-m", "peerhub.uploads.worker"]
    limits = [str(number) for number in (MOST_PIXELS, SIDE, SMALL_SIDE)]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, *limits],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a decoder's complaint may quote the file
            env=_environment(),
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refused(Fault.SLOW) from None
    except OSError as error:
        raise Unavailable("workshop") from error
    if done.returncode:
        log.warning("a file broke its worker", status=done.returncode)
        raise refused(Fault.BROKEN)
    return _read(done.stdout)


def _environment() -> dict[str, str]:
    """Where the code is, and nothing else: no key, no address of a database."""
    home = str(Path(peerhub.__file__).parent.parent)
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": home, "PYTHONDONTWRITEBYTECODE": "1"}


def _read(answer: bytes) -> Prepared:
    line, _newline, rest = answer.partition(b"\n")
    head = orjson.loads(line)
    if "fault" in head:
        raise refused(Fault(head["fault"]))
    size = head["bytes"]
    return Prepared(
        kind=UploadKind(head["kind"]),
        media_type=head["media_type"],
        suffix=head["suffix"],
        content=rest[:size],
        small=rest[size:],
        width=head.get("width", 0),
        height=head.get("height", 0),
    )

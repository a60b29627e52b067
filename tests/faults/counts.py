"""What a server holds: memory, files and threads as the kernel counts them, tasks as it tells."""

import asyncio
import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from tests.faults.memory import resident
from tests.support.server import Server

INSIDE = Path(__file__).with_name("inside")
PATIENCE = 10.0
LOOK_SECONDS = 0.2
STILL = 5  # so often the same number: whoever left has gone


@dataclass(frozen=True)
class Held:
    """At one moment in which nobody comes or goes."""

    memory: int
    files: int
    threads: int
    tasks: dict[str, int]


def telling(answer: Path) -> dict[str, str]:
    """The environment of a server that tells its tasks into this file."""
    path = os.pathsep.join([str(INSIDE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {"PYTHONPATH": path, "TELL_TASKS": str(answer)}


async def held(server: Server, answer: Path) -> Held:
    """Once the number of files stands still."""
    await _rest(server)
    assert server.process is not None
    threads = len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))
    tasks = await _tasks(server, answer)
    return Held(resident(server), _files(server), threads, tasks)


def _files(server: Server) -> int:
    assert server.process is not None
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


async def _rest(server: Server) -> None:
    same, before = 0, -1
    async with asyncio.timeout(PATIENCE):
        while same < STILL:
            await asyncio.sleep(LOOK_SECONDS)
            now = _files(server)
            same, before = (same + 1 if now == before else 0), now


async def _tasks(server: Server, answer: Path) -> dict[str, int]:
    assert server.process is not None
    answer.unlink(missing_ok=True)
    server.process.send_signal(signal.SIGUSR1)
    async with asyncio.timeout(PATIENCE):
        while not answer.exists():
            await asyncio.sleep(LOOK_SECONDS)
    kinds: dict[str, int] = json.loads(answer.read_text())
    return kinds

"""R20: nothing grows with time: memory, open files, tasks, the write-ahead log."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import websockets

from peerhub.app import build_hub
from tests.faults.conftest import Storm, say_beside
from tests.faults.counts import Held, held, telling
from tests.faults.sizes import size
from tests.support.event_reader import read_events
from tests.support.factories import make_room
from tests.support.listener import Listener, listen

POSTS, COMERS = 50, 20  # a second
WARM_UP, WATCHED = size(50, 300), size(100, 7_200)  # seconds; with start and rests under 3 minutes
DONE = 0.5  # of that many at the least: a busy machine may be late, and proves less then
GROWN, FILES, TASKS, LOG = 0.10, 5, 5, 64 << 20
AT_ALL_TIMES = 6  # who stays; everybody else comes and goes
HERD = 40  # the most who are there at once
SAID = 4_000  # before it begins; the herd reads all over it, and fills what caches there are
BEHIND = 30  # messages that somebody who comes has missed
CAUGHT_UP = ("caught_up", "gap")
SIDE_ROOM = "side"  # empty but for who comes and goes: opened and closed again and again


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    return tmp_path / "tasks.json"


@pytest.fixture(autouse=True)
def told_from_inside(answer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the server starts, hence of itself."""
    for name, value in telling(answer).items():
        monkeypatch.setenv(name, value)


class Crowd:
    """Who writes and stays, and who comes and goes, by socket and by events, in order or cut off."""

    def __init__(self, storm: Storm) -> None:
        self.storm = storm
        self.acked = self.came = self.here = 0
        self.newest = SAID
        self.log = 0  # the most bytes that the write-ahead log had

    async def live(self, writers: list[Listener], seconds: float) -> None:
        """So long at the promised pace; everybody who came is gone at the end."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._write(writers, seconds))
            async for n in paced(COMERS, seconds):
                if self.here < HERD:
                    tasks.create_task(self._come_and_go(n))
                self.log = max(self.log, log_bytes(self.storm))

    async def come_at_once(self) -> None:
        """Everybody there will ever be room for, from all over the log: the peak comes first."""
        places = range(0, SAID, SAID // HERD)
        ways = (self._by_socket, self._by_events)
        async with asyncio.TaskGroup() as tasks:
            for n, after in enumerate(places):
                token = self.storm.tokens[n % len(self.storm.tokens)]
                tasks.create_task(ways[n % 2](self.storm.room, after, token, cut=False))

    async def _write(self, writers: list[Listener], seconds: float) -> None:
        async for n in paced(POSTS, seconds):
            writer, one = writers[n % len(writers)], f"{n}-{time.monotonic_ns()}"
            said = {"ref": one, "id": one, "body": f"Line {n} of *many*"}
            await writer.say(type="post", room=self.storm.room, **said)

    async def hear(self, writer: Listener) -> None:
        """Who stays reads all of it and keeps nothing."""
        with contextlib.suppress(websockets.ConnectionClosed):
            async for told in writer.socket:
                frame = json.loads(told)
                self.acked += frame["type"] == "ack"
                self.newest = max(self.newest, frame.get("seq") or 0)

    async def _come_and_go(self, n: int) -> None:
        room = SIDE_ROOM if n % 5 == 0 else self.storm.room
        after = max(0, self.newest - BEHIND) if room == self.storm.room else 0
        way = self._by_socket if n % 2 else self._by_events
        self.here += 1
        await way(room, after, self.storm.tokens[n % len(self.storm.tokens)], cut=n % 3 == 0)
        self.here -= 1
        self.came += 1

    async def _by_socket(self, room: str, after: int, token: str, *, cut: bool) -> None:
        one = await listen(self.storm.server.address, token)
        await one.join(room, after=after)
        while (await one.hear())["type"] not in CAUGHT_UP:
            pass
        await one.say(type="typing", room=room)
        await one.say(type="read", room=room, seq=after)
        if cut:
            await one.cut()
            return
        await one.say(type="leave", ref="bye", room=room)
        await one.until("ack", ref="bye")
        await one.close()

    async def _by_events(self, room: str, after: int, token: str, *, cut: bool) -> None:
        port = self.storm.server.port
        one = await read_events(port, room, token, f"?after={after}")
        while (await one.hear()).type not in CAUGHT_UP:
            pass
        if cut:
            one.writer.transport.abort()
        await one.close()


async def paced(rate: int, seconds: float) -> AsyncIterator[int]:
    """0, 1, 2 …, so many a second; what a slow machine could not do in time is left out."""
    began, n = time.monotonic(), 0
    while (now := time.monotonic() - began) < seconds:
        if n / rate > now:
            await asyncio.sleep(n / rate - now)
        yield n
        n = max(n + 1, int((time.monotonic() - began) * rate) - rate)


def log_bytes(storm: Storm) -> int:
    return (storm.server.data_dir / "peerhub.sqlite3-wal").stat().st_size


async def stayers(storm: Storm) -> list[Listener]:
    hub = build_hub(storm.server.config(), checkpoints=False)
    await make_room(hub, SIDE_ROOM, "Side")
    await hub.close()
    found = [await listen(storm.server.address, storm.tokens[n]) for n in range(AT_ALL_TIMES)]
    for one in found:
        await one.join(storm.room)
    return found


async def test_nothing_grows_with_time(storm: Storm, answer: Path) -> None:
    await say_beside(storm, 1, SAID)
    crowd, writers = Crowd(storm), await stayers(storm)
    hearing = [asyncio.create_task(crowd.hear(writer)) for writer in writers]
    await crowd.come_at_once()
    await crowd.live(writers, WARM_UP)
    before = await held(storm.server, answer)
    crowd.acked = crowd.came = 0
    await crowd.live(writers, WATCHED)
    after = await held(storm.server, answer)
    assert crowd.acked >= POSTS * WATCHED * DONE
    assert crowd.came >= COMERS * WATCHED * DONE
    assert_alike(before, after)
    assert crowd.log <= LOG
    for writer in writers:
        await writer.close()
    await asyncio.gather(*hearing)


def assert_alike(before: Held, after: Held) -> None:
    told = f"{before} became {after}"
    assert after.memory <= before.memory * (1 + GROWN), told
    assert abs(after.files - before.files) <= FILES, told
    assert abs(sum(after.tasks.values()) - sum(before.tasks.values())) <= TASKS, told
    assert abs(after.threads - before.threads) <= TASKS, told

"""R7, R8: the last message arrives too, and Redis is a convenience: frozen, or killed and back empty."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from peerhub.core.keys import new_token
from tests.faults.conftest import Storm, make_storm
from tests.faults.history import faults
from tests.faults.load import Load, settled_log
from tests.faults.sizes import SPARE, size
from tests.support.factories import PASSWORD
from tests.support.listener import Listener, listen
from tests.support.machine import find_redis, leave_out
from tests.support.server import Server
from tests.support.services import Postgres, Redis, private_redis

ROUNDS = size(1, 50)
READERS = 5
HEARTBEAT = 25.0
SOON = 30.0  # one heartbeat, and a slow machine
PATIENCE = 60.0
TIMES = size(1, 10)
AT_THE_DOOR = 4.0 * SPARE  # to sign in and open a room
GUESSES = 10  # tries that reach the hash
ACKS = 200  # while Redis is away, and as many after


Away = Callable[["Pair", Load], Awaitable[None]]


@dataclass
class Pair:
    """Two workers, each with an address of its own, and a Redis that is nobody else's."""

    here: Server
    there: Server
    redis: Redis

    def freeze(self) -> None:
        assert self.redis.process is not None
        os.kill(self.redis.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.redis.process is not None
        os.kill(self.redis.process.pid, signal.SIGCONT)


@pytest.fixture
def pair(tmp_path: Path, postgres_server: Postgres) -> Iterator[Pair]:
    program = find_redis()
    if program is None:
        leave_out("Redis")
    name = postgres_server.create()
    servers = []
    with private_redis(program) as redis:
        shared = {
            "PEERHUB_DATABASE_URL": postgres_server.url(name),
            "PEERHUB_REDIS_URL": redis.url,
            "PEERHUB_SECRET_KEY": new_token(),
            "PEERHUB_RECORDS_KEY": new_token(),
        }
        for one in ("here", "there"):
            folder = tmp_path / one
            folder.mkdir(mode=0o700)
            servers.append(Server(folder, **shared))
        yield Pair(servers[0], servers[1], redis)
        for server in servers:
            server.kill()
    postgres_server.drop(name)


async def started(pair: Pair) -> Storm:
    storm = await make_storm(pair.here)
    pair.here.start()
    pair.there.start()
    return storm


async def test_the_last_message_comes_with_the_next_heartbeat(pair: Pair) -> None:
    """Redis freezes between the commit and the publishing, nobody posts after: the store knows."""
    storm = await started(pair)
    writer = await listen(pair.here.address, storm.tokens[0])
    readers = [await listen(pair.there.address, storm.tokens[n + 1]) for n in range(READERS)]
    assert (await readers[0].until("hello"))["heartbeat"] == HEARTBEAT
    for reader in readers:
        await reader.join(storm.room, after=0)
    for turn in range(ROUNDS):
        pair.freeze()
        try:
            await writer.say(
                type="post", ref="last", room=storm.room, id=f"last-{turn}", body="The last"
            )
            await asyncio.gather(*(holds(reader, f"last-{turn}") for reader in readers))
            answer = await writer.until("ack", ref="last")
        finally:
            pair.thaw()
        assert answer["seq"] == turn + 1
    for one in (writer, *readers):
        await one.close()


async def holds(reader: Listener, client_id: str) -> None:
    """Within one heartbeat; Redis is still frozen when it comes."""
    async with asyncio.timeout(SOON):
        async for frame in reader.socket:
            if f'"client_id":"{client_id}"' in str(frame):
                return


async def killed_and_back_empty(pair: Pair, load: Load) -> None:
    pair.redis.kill()
    await acks(load, ACKS)
    pair.redis.start()
    await acks(load, ACKS)


async def frozen_for_a_while(pair: Pair, load: Load) -> None:
    pair.freeze()
    try:
        await acks(load, ACKS)
    finally:
        pair.thaw()
    await acks(load, ACKS)


@pytest.mark.parametrize("goes_away", [killed_and_back_empty, frozen_for_a_while])
async def test_posts_are_acked_without_redis_and_all_is_told_after(
    pair: Pair, goes_away: Away
) -> None:
    storm = await started(pair)
    loads = [
        Load(server.address, storm.room, storm.tokens, seed=n)
        for n, server in enumerate((pair.here, pair.there))
    ]
    loads[1].history, loads[1].acked = loads[0].history, loads[0].acked  # one history of both
    async with asyncio.TaskGroup() as tasks:
        for n, load in enumerate(loads * 4):
            tasks.create_task(load.write(f"w{n}"))
            tasks.create_task(load.read(f"r{n}", cuts=n < 4))
        await acks(loads[0], ACKS)
        for _ in range(TIMES):
            await goes_away(pair, loads[0])
        for load in loads:
            load.writing = False
        async with asyncio.timeout(SOON):
            while not loads[0].settled:
                await asyncio.sleep(0.01)
        log = settled_log(pair.here.address, storm.room, storm.tokens[0])
        for load in loads:
            load.expected = max(log)
        async with asyncio.timeout(SOON):
            while any(at < max(log) for load in loads for at in load.after.values()):
                await asyncio.sleep(0.01)
    assert faults(loads[0].history, settled=log) == []


async def test_limits_are_each_workers_own_while_redis_is_frozen(pair: Pair) -> None:
    pair.here.settings["PEERHUB_LIMITS"] = "on"
    storm = await started(pair)
    listener = await listen(pair.here.address, storm.tokens[0])
    await listener.join(storm.room, after=0)
    pair.freeze()
    try:
        answer = await listener.post(storm.room, "frozen", "Said without Redis")
        status, page = await asyncio.to_thread(storm.api(0).get, f"/rooms/{storm.room}/messages")
    finally:
        pair.thaw()
    assert answer["type"] == "ack"
    assert (status, len(page["items"])) == (200, 1)
    await listener.close()


async def test_people_sign_in_and_read_while_redis_is_frozen(pair: Pair) -> None:
    pair.here.settings["PEERHUB_LIMITS"] = "on"
    storm = await started(pair)
    pair.freeze()
    try:
        async with at_a_browser(pair.here) as browser:
            began = time.monotonic()
            status = await sign_in(browser, "person-1@example.org", PASSWORD)
            page = await browser.get(f"/rooms/{storm.room}")
            took = time.monotonic() - began
            ready = (await browser.get("/readyz")).json()
    finally:
        pair.thaw()
    assert (status, page.status_code) == (303, 200)
    assert "Person 1" in page.text
    assert took <= AT_THE_DOOR
    assert (ready["ready"], ready["bus"]) == (True, "degraded")


async def test_guessing_meets_its_wall_while_redis_is_frozen(pair: Pair) -> None:
    """Ten tries in each worker's own count, and not one second of waiting for each of them."""
    pair.here.settings["PEERHUB_LIMITS"] = "on"
    await started(pair)
    pair.freeze()
    try:
        async with at_a_browser(pair.here) as browser:
            began = time.monotonic()
            told = [
                await sign_in(browser, "person-1@example.org", f"guess number {n}")
                for n in range(GUESSES + 1)
            ]
            took = time.monotonic() - began
    finally:
        pair.thaw()
    assert told == [422] * GUESSES + [429]
    assert took <= 2 * GUESSES


@asynccontextmanager
async def at_a_browser(server: Server) -> AsyncIterator[httpx2.AsyncClient]:
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with httpx2.AsyncClient(
        base_url=server.address, headers=headers, timeout=PATIENCE
    ) as browser:
        yield browser


async def sign_in(browser: httpx2.AsyncClient, email: str, password: str) -> int:
    return (await browser.post("/sign-in", data={"email": email, "password": password})).status_code


async def acks(load: Load, more: int) -> None:
    """Wait for so many more posts to be acked."""
    wanted = len(load.acked) + more
    async with asyncio.timeout(PATIENCE):
        while len(load.acked) < wanted:
            await asyncio.sleep(0.01)

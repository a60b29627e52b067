"""Two workers on PostgreSQL and Redis: one order for everybody, whichever worker they are on."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import make_storm
from tests.faults.history import faults
from tests.faults.load import Load, settled_log
from tests.support.server import Server
from tests.support.services import Postgres, Redis

PATIENCE = 60.0
ACKS = 500


@pytest.fixture
def two_workers(tmp_path: Path, postgres_server: Postgres, redis_server: Redis) -> Iterator[Server]:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    redis_server.empty()
    name = postgres_server.create()
    server = Server(
        folder,
        PEERHUB_DATABASE_URL=postgres_server.url(name),
        PEERHUB_REDIS_URL=redis_server.url,
    )
    server.arguments = ["--workers", "2"]
    yield server
    server.kill()
    postgres_server.drop(name)


async def test_everybody_sees_the_same_order_and_nothing_is_lost(two_workers: Server) -> None:
    storm = await make_storm(two_workers)
    two_workers.start()
    load = Load(two_workers.address, storm.room, storm.tokens)
    async with asyncio.TaskGroup() as tasks:
        for n in range(8):
            tasks.create_task(load.write(f"w{n}"))
            tasks.create_task(load.read(f"r{n}"))
        async with asyncio.timeout(PATIENCE):
            while len(load.acked) < ACKS:
                await asyncio.sleep(0.01)
            load.writing = False
            while not all(e["id"] in load.acked for e in load.history if e["f"] == "send"):
                await asyncio.sleep(0.01)
        log = settled_log(two_workers.address, storm.room, storm.tokens[0])
        load.expected = max(log)
    assert len(load.acked) >= ACKS
    assert faults(load.history, settled=log) == []

"""Two workers on PostgreSQL and Redis: one order for everybody, whichever worker they are on."""

import asyncio

from tests.faults.conftest import make_storm
from tests.faults.history import faults
from tests.faults.load import Load, settled_log
from tests.faults.sizes import size
from tests.support.server import Server

PATIENCE = size(60, 3_600)
ACKS = size(500, 20_000)


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

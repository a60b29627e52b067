"""R1, R16: the server is killed or stopped under load; nothing acked is lost, doubled or out of order."""

import asyncio

from tests.faults.conftest import Storm
from tests.faults.history import faults
from tests.faults.load import Load, settled_log
from tests.faults.sizes import size

KILLS = size(3, 50)
ACKS = size(1_000, 20_000)
PATIENCE = size(60, 3_600)


async def until(true: object, load: Load) -> None:
    """Wait for the load itself, which is another program: `true` is asked again as it goes on."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # type: ignore[operator]
            await asyncio.sleep(0.01)


async def test_nothing_acked_is_lost_when_the_server_is_killed(storm: Storm) -> None:
    load = Load(storm.server.address, storm.room, storm.tokens)
    async with asyncio.TaskGroup() as tasks:
        for n in range(8):
            tasks.create_task(load.write(f"w{n}"))
            tasks.create_task(load.read(f"r{n}"))
        for kill in range(1, KILLS + 1):
            wanted = kill * ACKS // (KILLS + 1)
            await until(lambda wanted=wanted: len(load.acked) >= wanted, load)
            storm.server.kill()
            storm.server.start()
        await until(lambda: len(load.acked) >= ACKS, load)
        load.writing = False
        await until(
            lambda: all(e["id"] in load.acked for e in load.history if e["f"] == "send"), load
        )
        log = settled_log(storm.server.address, storm.room, storm.tokens[0])
        load.expected = max(log)
    assert len(load.acked) >= ACKS
    assert faults(load.history, settled=log) == []


async def test_a_stop_answers_what_it_stored_and_closes_with_1012(storm: Storm) -> None:
    load = Load(storm.server.address, storm.room, storm.tokens)
    async with asyncio.TaskGroup() as tasks:
        for n in range(4):
            tasks.create_task(load.write(f"w{n}"))
            tasks.create_task(load.read(f"r{n}", cuts=False))
        await until(lambda: len(load.acked) >= 200, load)
        watcher = await load.connect("watcher")
        took = await asyncio.to_thread(storm.server.stop)
        assert await watcher.closed() == 1012
        await watcher.close()
        assert took < 10
        storm.server.start()
        await until(lambda: len(load.acked) >= 300, load)
        load.writing = False
        await until(
            lambda: all(e["id"] in load.acked for e in load.history if e["f"] == "send"), load
        )
        log = settled_log(storm.server.address, storm.room, storm.tokens[0])
        load.expected = max(log)
    assert faults(load.history, settled=log) == []

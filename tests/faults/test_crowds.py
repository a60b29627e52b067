"""R11, R12, R13: readers who never read, idle crowds, and a herd that comes back at once."""

import asyncio
import json
import resource
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import Storm
from tests.faults.memory import resident
from tests.faults.raw import TEXT, RawSocket, frame, open_raw
from tests.faults.sizes import SPARE, size
from tests.support.listener import Listener, listen

UNREAD, POSTS, POLITE_SECONDS = size(5, 200), 1_500, 2.0 * SPARE
UNREAD_MEMORY = 64 << 20
FIRST, IDLE, IDLE_BYTES = 200, size(1_000, 10_000), 36 << 10
HERD, BEHIND, HERD_SECONDS = size(300, 1_000), 100, 10.0 * SPARE
ALL_SECONDS = 5.0 * SPARE  # one message to all
AT_ONCE = 50  # connections that open together, where opening is not what is tested
FILES = 2 * (FIRST + IDLE + HERD) + 1_000
TOO_SLOW, BROKEN = 4008, 1006


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    """A crowd needs a file each, here and in the server, which inherits the limit."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if before[1] == resource.RLIM_INFINITY else min(FILES, before[1])
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, before[0]), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


async def joined(storm: Storm, n: int, **place: int) -> RawSocket:
    """A reader in the room whose kernel takes 4 KiB at most; it reads only what it is told to."""
    one = await open_raw(storm.server.port, storm.tokens[n % 9 + 1], receive_bytes=4_096)
    await join(one, storm.room, **place)
    return one


async def join(one: RawSocket, room: str, **place: int) -> None:
    said = {"type": "join", "ref": "j", "room": room, **place}
    await one.say(frame(TEXT, json.dumps(said).encode()))
    while json.loads(await one.until(TEXT))["type"] != "joined":
        pass


async def told_in(
    writer: Listener, polite: Listener, room: str, client_id: str, body: str
) -> float:
    """Seconds from a post to its arrival at the polite reader."""
    began = time.monotonic()
    await writer.say(type="post", ref=client_id, room=room, id=client_id, body=body)
    await polite.until("message", client_id=client_id)
    polite.heard.clear()
    took = time.monotonic() - began
    await writer.until("ack", ref=client_id)
    writer.heard.clear()
    return took


async def test_who_never_reads_is_let_go_and_delays_nobody(storm: Storm) -> None:
    writer = await listen(storm.server.address, storm.tokens[0])
    polite = await listen(storm.server.address, storm.tokens[1])
    await polite.join(storm.room)
    before = resident(storm.server)
    unread = [await joined(storm, n) for n in range(UNREAD)]
    took = [await told_in(writer, polite, storm.room, f"p{n}", "Word " * 800) for n in range(POSTS)]
    grown = resident(storm.server) - before
    assert max(took) <= POLITE_SECONDS
    assert grown <= UNREAD_MEMORY
    for one in unread:
        assert await one.closed() in (TOO_SLOW, BROKEN)
        one.abort()
    for listener in (writer, polite):
        await listener.close()


async def test_an_idle_connection_costs_little(storm: Storm) -> None:
    """What each more costs: the first few also fill what the server then keeps for all."""
    writer = await listen(storm.server.address, storm.tokens[0])
    polite = await listen(storm.server.address, storm.tokens[1])
    await polite.join(storm.room)
    await told_in(writer, polite, storm.room, "first", "Everything is loaded")
    idle = await crowd(storm, FIRST)
    before = resident(storm.server)
    idle += await crowd(storm, IDLE)
    each = (resident(storm.server) - before) / IDLE
    began = time.monotonic()
    await told_in(writer, polite, storm.room, "to-all", "Good morning")
    last = max(await asyncio.gather(*(told for _, told in idle)))
    for one, _ in idle:
        one.abort()
    for listener in (writer, polite):
        await listener.close()
    assert each <= IDLE_BYTES
    assert last - began <= ALL_SECONDS


async def crowd(storm: Storm, many: int) -> list[tuple[RawSocket, asyncio.Task[float]]]:
    """So many readers, each with the task that answers its pings until it was told: when."""
    idle: list[tuple[RawSocket, asyncio.Task[float]]] = []
    while len(idle) < many:
        more = range(len(idle), min(len(idle) + AT_ONCE, many))
        for one in await asyncio.gather(*(joined(storm, n) for n in more)):
            idle.append((one, asyncio.create_task(one.attend(b'"client_id":"to-all"'))))
    return idle


async def caught_up(storm: Storm, n: int) -> list[int]:
    """Come back as a page does; the seqs of what was missed."""
    one = await open_raw(storm.server.port, storm.tokens[n % 9 + 1])
    await join(one, storm.room, after=0)
    seqs: list[int] = []
    while (said := json.loads(await one.until(TEXT)))["type"] != "caught_up":
        if said["type"] == "message":
            seqs.append(said["seq"])
    one.abort()
    return seqs


async def test_a_herd_comes_back_at_once(storm: Storm) -> None:
    writer = await listen(storm.server.address, storm.tokens[0])
    polite = await listen(storm.server.address, storm.tokens[1])
    await polite.join(storm.room)
    for n in range(BEHIND):
        await writer.post(storm.room, f"behind-{n}", "Said while they were away")
    async with asyncio.timeout(HERD_SECONDS):
        herd = asyncio.gather(*(caught_up(storm, n) for n in range(HERD)))
        took = [await told_in(writer, polite, storm.room, "meanwhile", "Are you back?")]
        while not herd.done():
            took.append(
                await told_in(writer, polite, storm.room, f"meanwhile-{len(took)}", "And you?")
            )
        found = await herd
    for seqs in found:
        assert seqs[:BEHIND] == list(range(1, BEHIND + 1))
        assert seqs == sorted(set(seqs))
    assert max(took) <= POLITE_SECONDS
    for listener in (writer, polite):
        await listener.close()

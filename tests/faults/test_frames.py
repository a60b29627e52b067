"""S21: broken, oversized, half-sent and endless frames: the contract's close codes, and no memory."""

import asyncio
import contextlib
import json
from collections.abc import Iterator

import pytest

from tests.faults.conftest import Storm, make_storm
from tests.faults.memory import resident
from tests.faults.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, frame, open_raw
from tests.faults.sizes import size
from tests.support.listener import listen
from tests.support.server import Server

MOST = 1 << 16  # bytes of a frame (contract section 3)
TOO_BIG, NOT_TEXT, UNSUPPORTED, PROTOCOL, POLICY = 1009, 1007, 1003, 1002, 1008
MEMORY = 32 << 20
HALVES = size(200, 300)  # each holds what it sent, 60 kB, and a connection
PINGS = size(20_000, 1_000_000)
IN_FLIGHT = 100
FLOOD = 64 << 20  # bytes of pings
FLOOD_SECONDS = 20.0

BROKEN = {
    "one byte too large": (TOO_BIG, frame(TEXT, b" " * (MOST + 1))),
    "a lying length of 2^40": (TOO_BIG, frame(TEXT, b"{", claims=1 << 40)),
    "too large in fragments": (
        TOO_BIG,
        frame(TEXT, b" " * 40_000, fin=False) + frame(CONTINUATION, b" " * 40_000),
    ),
    "no UTF-8": (NOT_TEXT, frame(TEXT, b'{"type":"\xff\xfe"}')),
    "UTF-8 that ends in the middle": (NOT_TEXT, frame(TEXT, '"é'.encode()[:-1])),
    "a surrogate": (NOT_TEXT, frame(TEXT, b'"\xed\xa0\x80"')),
    "binary": (UNSUPPORTED, frame(BINARY, b"{}")),
    "the first reserved bit, which would be compression": (
        PROTOCOL,
        frame(TEXT, b"{}", reserved=4),
    ),
    "the second reserved bit": (PROTOCOL, frame(TEXT, b"{}", reserved=2)),
    "the third reserved bit": (PROTOCOL, frame(TEXT, b"{}", reserved=1)),
    "a reserved opcode": (PROTOCOL, frame(3, b"{}")),
    "a reserved control opcode": (PROTOCOL, frame(11)),
    "no mask": (PROTOCOL, frame(TEXT, b"{}", masked=False)),
    "a continuation of nothing": (PROTOCOL, frame(CONTINUATION, b"{}")),
    "a new text inside a fragmented one": (
        PROTOCOL,
        frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"),
    ),
    "a ping in fragments": (PROTOCOL, frame(PING, b"a", fin=False)),
    "a ping of 126 bytes": (PROTOCOL, frame(PING, b"a" * 126)),
    "a close of one byte": (PROTOCOL, frame(CLOSE, b"\x03")),
    "a close with a code that may not be sent": (PROTOCOL, frame(CLOSE, b"\x03\xed")),
    "20 frames that are none of ours": (POLICY, frame(TEXT, b"[]") * 20),
}


@pytest.fixture(scope="module")
def hardy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storm]:
    """One server for all of them: what breaks it for one breaks it for the next."""
    server = Server(tmp_path_factory.mktemp("hardy"))
    storm = asyncio.run(make_storm(server))
    server.start()
    yield storm
    server.kill()


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_frame_closes_with_its_code(hardy: Storm, name: str) -> None:
    code, sent = BROKEN[name]
    one = await open_raw(hardy.server.port, hardy.tokens[0])
    await one.say(sent)
    assert await one.closed() == code
    one.abort()
    bystander = await listen(hardy.server.address, hardy.tokens[1])
    answer = await bystander.post(hardy.room, name[:64].replace("é", "e"), "Still here")
    assert answer["type"] == "ack", "everybody else goes on"
    await bystander.close()


async def test_a_frame_in_fragments_with_a_ping_between_is_read(hardy: Storm) -> None:
    one = await open_raw(hardy.server.port, hardy.tokens[0])
    said = json.dumps({"type": "join", "ref": "parts", "room": hardy.room}).encode()
    parts = [frame(CONTINUATION, said[n : n + 1], fin=False) for n in range(1, len(said))]
    await one.say(frame(TEXT, said[:1], fin=False), frame(PING, b"between"), *parts)
    assert await one.until(PONG) == b"between"
    await one.say(frame(CONTINUATION))
    assert json.loads(await one.until(TEXT))["ref"] == "parts"
    one.abort()


async def test_half_sent_frames_and_floods_of_pings_cost_no_memory(hardy: Storm) -> None:
    before = resident(hardy.server)
    halves = [await open_raw(hardy.server.port, hardy.tokens[n % 9]) for n in range(HALVES)]
    for half in halves:
        await half.say(frame(TEXT, b" " * 60_000, claims=MOST))
    flood = await open_raw(hardy.server.port, hardy.tokens[9])
    for _ in range(PINGS // IN_FLIGHT):
        await flood.say(frame(PING, b"p" * 125) * IN_FLIGHT)
        for _ in range(IN_FLIGHT):
            assert len(await flood.until(PONG)) == 125
    assert resident(hardy.server) - before <= MEMORY
    for one in (*halves, flood):
        one.abort()


async def test_a_flood_of_pings_whose_pongs_nobody_reads_is_bounded(hardy: Storm) -> None:
    before = resident(hardy.server)
    flood = await open_raw(hardy.server.port, hardy.tokens[9], receive_bytes=4_096)
    pings = frame(PING, b"p" * 125) * IN_FLIGHT
    with contextlib.suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(FLOOD_SECONDS):
            for _ in range(FLOOD // len(pings)):
                await flood.say(pings)
    assert resident(hardy.server) - before <= MEMORY
    flood.abort()
    one = await listen(hardy.server.address, hardy.tokens[1])
    assert (await one.post(hardy.room, "after-flood", "Still here"))["type"] == "ack"
    await one.close()

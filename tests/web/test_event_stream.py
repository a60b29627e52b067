"""An answer that goes on: what a quiet line says, and how a reader who does not read is bounded."""

import asyncio
from typing import Any

import pytest

from peerhub.web.event_stream import EventStream
from peerhub.web.protocols import MOST_WAITING


class Reader:
    """The far side of an answer: takes what is sent, goes away when told."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.sent.put_nowait(message)

    async def body(self) -> bytes:
        async with asyncio.timeout(5):
            while (message := await self.sent.get())["type"] == "http.response.start":
                pass
        return bytes(message["body"])


@pytest.fixture
def reader() -> Reader:
    return Reader()


def quiet(seconds: float) -> EventStream:
    return EventStream({"type": "http"}, retry_seconds=1, silence_seconds=seconds)


async def test_a_quiet_line_says_that_it_is_there(reader: Reader) -> None:
    task = asyncio.create_task(quiet(0.01).run(reader.receive, reader.send))
    assert await reader.body() == b"retry: 1000\n\n"
    assert [await reader.body(), await reader.body()] == [b":\n\n", b":\n\n"]
    reader.gone.set()
    async with asyncio.timeout(5):
        await task


async def test_what_waits_is_bounded_and_told_to_the_end(reader: Reader) -> None:
    stream = quiet(60)
    words = b"x" * (MOST_WAITING // 4)
    assert [stream.write(words) for _ in range(6)] == [True] * 5 + [False]
    stream.let_go(4008)
    assert not stream.write(words)
    async with asyncio.timeout(5):
        await stream.run(reader.receive, reader.send)
    body = await reader.body()
    assert body.count(b"x") == 5 * len(words)
    assert body.endswith(b'event: close\ndata: {"type":"close","code":4008}\n\n')
    assert (await reader.sent.get())["more_body"] is False

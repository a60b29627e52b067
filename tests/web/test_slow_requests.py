"""A request that comes too slowly is ended, so that nobody holds the hub with open hands (S22, in small)."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette

from peerhub.web.protocols import OurHttpProtocol

SECONDS = 0.3
WAIT = 10.0  # a loaded machine; an idle one needs a third of a second


class Hasty(OurHttpProtocol):
    """The hub's own protocol with less patience."""

    header_seconds = SECONDS
    body_seconds = SECONDS


@pytest.fixture
async def port(app: Starlette) -> AsyncIterator[int]:
    """A real server around the hub's app, on a port of its own."""
    settings = uvicorn.Config(app, port=0, http=Hasty, lifespan="off", log_config=None)
    server = uvicorn.Server(settings)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


async def all_of(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What comes back until the server closes; TimeoutError where it does not.

    Nothing, where we were still sending: the other end then resets the line.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), WAIT)
    except ConnectionError:
        return b""
    finally:
        writer.close()


HEAD = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nContent-Length: 20000\r\n"


async def test_a_line_on_which_nothing_comes_is_closed(port: int) -> None:
    assert (await all_of(port)).startswith(b"HTTP/1.1 408 ")


async def test_half_a_request_is_closed(port: int) -> None:
    assert (await all_of(port, HEAD)).startswith(b"HTTP/1.1 408 ")


async def test_a_body_that_never_comes_is_closed(port: int) -> None:
    assert (await all_of(port, HEAD + b"\r\n")).startswith(b"HTTP/1.1 408 ")


async def test_a_body_that_drips_is_closed(port: int) -> None:
    drops = [b"x"] * 8
    said = await all_of(port, HEAD + b"\r\n", *drops, pause=SECONDS / 4)
    assert said[:13] in (b"HTTP/1.1 408 ", b"")


async def test_a_request_in_time_is_answered_after_another_was_slow(port: int) -> None:
    slow = asyncio.create_task(all_of(port, HEAD))
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert b"200 OK" in await all_of(port, whole)
    assert b" 408 " in await slow

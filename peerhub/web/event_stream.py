"""Server-Sent Events: an answer that goes on, bounded as a socket is. Knows nothing of what is told.

The format is that of the WHATWG HTML standard, section 9.2. Never keeps more than 1 MiB for a reader.
"""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from peerhub.web.protocols import CONNECTION, LET_GO_SECONDS, MOST_WAITING, OurHttpProtocol

MEDIA_TYPE = "text/event-stream"
HEADERS = (
    (b"content-type", MEDIA_TYPE.encode()),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would keep events back until its buffer is full
    (b"connection", b"close"),  # so that what is cut off at the end serves no other request
)
CLOSE = "close"  # the last event bears the code with which a socket would be closed
STILL_HERE = b":\n\n"  # a comment: proxies close what is silent for a minute


def to_event(kind: str, data: bytes, place: str = "") -> bytes:
    """One event; `data` is one line, as orjson writes it. An empty `place` leaves the reader's as it is."""
    identity = f"id: {place}\n" if place else ""
    return f"{identity}event: {kind}\ndata: ".encode() + data + b"\n\n"


class EventStream:
    """What waits for one reader: `write` never blocks, `run` sends it on until the end."""

    def __init__(self, scope: Scope, *, retry_seconds: float, silence_seconds: float) -> None:
        self.is_open = True
        self._connection: OurHttpProtocol | None = scope.get("extensions", {}).get(CONNECTION)
        self._silence = silence_seconds
        self._waiting = [f"retry: {round(retry_seconds * 1000)}\n\n".encode()]
        self._size = 0  # bytes that `send` has not taken yet
        self._filled = asyncio.Event()
        self._filled.set()
        self._deadline: asyncio.Timeout | None = None  # while it runs

    def write(self, framed: bytes) -> bool:
        """False where this reader is gone or too slow and should be let go."""
        if not self.is_open or self._unread() > MOST_WAITING:
            return False
        self._put(framed)
        return True

    def let_go(self, code: int) -> None:
        """Send what waits, then `close` with `code`, then nothing; who does not read is cut after 5 s."""
        if not self.is_open:
            return
        self.is_open = False
        self._put(to_event(CLOSE, b'{"type":"close","code":%d}' % code))
        self._bound()

    def _bound(self) -> None:
        if self._deadline:
            self._deadline.reschedule(asyncio.get_running_loop().time() + LET_GO_SECONDS)

    def _unread(self) -> int:
        return self._size + (self._connection.waiting if self._connection else 0)

    def _put(self, framed: bytes) -> None:
        self._waiting.append(framed)
        self._size += len(framed)
        self._filled.set()

    async def run(self, receive: Receive, send: Send) -> None:
        """Answer with the stream until it is let go or its reader is gone."""
        watch = asyncio.create_task(self._watch(receive), name="events")
        try:
            async with asyncio.timeout(None) as self._deadline:
                if not self.is_open:  # let go while it was filled
                    self._bound()
                await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS]})
                await self._pump(send)
        except TimeoutError:
            if self._connection:
                self._connection.abort()
        finally:
            self.is_open, self._deadline = False, None
            watch.cancel()
        # After an abort this ends the answer for uvicorn, which knows by then that nobody is there.
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pump(self, send: Send) -> None:
        while True:
            try:
                async with asyncio.timeout(self._silence):
                    await self._filled.wait()
            except TimeoutError:
                self._put(STILL_HERE)
            self._filled.clear()
            taken, self._waiting = b"".join(self._waiting), []
            if taken:
                await send({"type": "http.response.body", "body": taken, "more_body": True})
                self._size -= len(taken)
            if not self.is_open and not self._waiting:
                return

    async def _watch(self, receive: Receive) -> None:
        """A reader who goes away is noticed when nothing is sent, too."""
        while (await receive())["type"] != "http.disconnect":
            pass
        self.is_open = False
        self._filled.set()

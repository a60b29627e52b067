"""Our uvicorn protocols: a socket that lends out its transport; HTTP with deadlines and an abort.

uvicorn has neither: see docs/decisions.md. Never put a word of a person into a log from here.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINE = "peerhub.line"  # the key of the ASGI scope's extension, for sockets
CONNECTION = "peerhub.connection"  # the same for answers over HTTP
TOO_SLOW = 4008  # the code for who does not read (contract section 3)
MOST_WAITING = 1 << 20  # bytes that may wait for one reader (contract section 3)
HIGH_WATER = MOST_WAITING + MOST_WAITING // 4  # above it asyncio would pause us: later than we cut
LET_GO_SECONDS = 5.0
HEADER_SECONDS = 10.0
BODY_SECONDS = 10.0
BODY_BYTES = 10_000  # a body must bring this much in each BODY_SECONDS: 1 kB a second


class OurSocketProtocol(WebSocketsSansIOProtocol):
    """Lends its transport to the fan-out, so that one ready-made frame can be written to many.

    After `accept` everything leaves through `write`: ASGI's `send` waits above its low-water mark
    and a later `transport.write` would overtake it.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=HIGH_WATER)
        self._let_go: asyncio.TimerHandle | None = None

    def handle_connect(self, event: Any) -> None:
        if event.headers.get("Sec-WebSocket-Version", "13") != "13":
            super().handle_connect(event)
            return
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[LINE] = self

    def connection_lost(self, exc: Exception | None) -> None:
        if self._let_go:
            self._let_go.cancel()
        super().connection_lost(exc)

    @property
    def is_open(self) -> bool:
        return self.handshake_complete and not (
            self.close_sent or self.disconnected or self.transport.is_closing()
        )

    def write(self, framed: bytes) -> bool:
        """Write ready bytes; False where this reader is gone or too slow and should be let go."""
        if not self.is_open:
            return False
        if self.transport.get_write_buffer_size() > MOST_WAITING:
            return False
        self.transport.write(framed)
        return True

    def handle_ping(self) -> None:
        """Answer who reads; pings whose pongs nobody takes would fill the memory (promise S21)."""
        if not self.write(b"".join(self.conn.data_to_send())) and self.is_open:
            self.let_go(TOO_SLOW)

    def let_go(self, code: int) -> None:
        """Close with `code` and write nothing more; a reader that never wakes is cut off after 5 s."""
        if self.is_open:
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code})
        if self._let_go is None:
            self._let_go = self.loop.call_later(LET_GO_SECONDS, self.transport.abort)
            # uvicorn closes the transport when the app ends and no close timer runs; closing
            # waits for the peer, and the abort above bounds it.
            self.close_timer = self._let_go


def frame_text(payload: bytes) -> bytes:
    """An unmasked, uncompressed text frame (RFC 6455 section 5.2) around `payload`."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


class OurHttpProtocol(HttpToolsProtocol):
    """Ends requests that are sent too slowly: headers within 10 s, bodies at 1 kB a second or more.

    An answer without an end may ask how much waits for its reader, and cut the connection.
    """

    header_seconds = HEADER_SECONDS
    body_seconds = BODY_SECONDS
    _deadline: asyncio.TimerHandle | None = None
    _body_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._set_deadline(self.header_seconds, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        self._clear_deadline()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._set_deadline(self.header_seconds, self._too_slow)
        super().on_message_begin()
        scope: dict[str, Any] = self.scope  # type: ignore[assignment]
        scope["extensions"] = {CONNECTION: self}

    def on_headers_complete(self) -> None:
        self._body_bytes = 0
        self._set_deadline(self.body_seconds, self._check_body)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._clear_deadline()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._clear_deadline()
        super().handle_websocket_upgrade()

    @property
    def waiting(self) -> int:
        """Bytes that the transport keeps because the peer does not take them."""
        return self.transport.get_write_buffer_size()

    def abort(self) -> None:
        """Drop the connection and what waits on it; `close` would wait for the peer for ever."""
        self.transport.abort()

    def _set_deadline(self, seconds: float, act: Any) -> None:
        self._clear_deadline()
        self._deadline = self.loop.call_later(seconds, act)

    def _clear_deadline(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _check_body(self) -> None:
        if self._body_bytes < BODY_BYTES:
            self._too_slow()
            return
        self._body_bytes = 0
        self._set_deadline(self.body_seconds, self._check_body)

    def _too_slow(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
            self.transport.close()

"""A socket's bytes as the test wants them: frames that no honest client would send (RFC 6455)."""

import asyncio
import base64
import os
import socket
import struct
import time
from dataclasses import dataclass

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10
PATIENCE = 20.0
PING_AT_MOST = 60.0  # the server sends one every 25 s, later where it is busy


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    reserved: int = 0,
    masked: bool = True,
    claims: int | None = None,
) -> bytes:
    """One frame; `claims` is a length that is not the payload's."""
    size = len(payload) if claims is None else claims
    first = (0x80 if fin else 0) | reserved << 4 | opcode
    mask = 0x80 if masked else 0
    if size < 126:
        head = struct.pack("!BB", first, mask | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", first, mask | 126, size)
    else:
        head = struct.pack("!BBQ", first, mask | 127, size)
    return head + (b"\0\0\0\0" if masked else b"") + payload  # a mask of zeroes changes nothing


@dataclass
class RawSocket:
    """An upgraded connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *frames: bytes) -> None:
        self.writer.write(b"".join(frames))
        await self.writer.drain()

    async def hear(self, patience: float = PATIENCE) -> tuple[int, bytes]:
        """The next frame: its opcode and payload."""
        async with asyncio.timeout(patience):
            first, size = await self.reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
            return first & 15, await self.reader.readexactly(size)

    async def until(self, opcode: int) -> bytes:
        while True:
            found, payload = await self.hear()
            if found == opcode:
                return payload

    async def attend(self, words: bytes) -> float:
        """Answer pings, as an honest idle client does, until these words come; then, in steady time."""
        while True:
            opcode, payload = await self.hear(PING_AT_MOST)
            if opcode == PING:
                await self.say(frame(PONG, payload))
            elif words in payload:
                return time.monotonic()

    async def closed(self) -> int:
        """The code with which the server closes; 1006 where it says none."""
        try:
            payload = await self.until(CLOSE)
        except (asyncio.IncompleteReadError, ConnectionError):
            return 1006
        return int.from_bytes(payload[:2], "big")

    def abort(self) -> None:
        self.writer.transport.abort()


async def open_raw(port: int, token: str, *, receive_bytes: int = 0) -> RawSocket:
    """Upgrade by hand; `receive_bytes` is the size of the kernel's buffer for what comes."""
    plain = socket.socket()
    if receive_bytes:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    plain.setblocking(False)
    await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=plain, limit=max(receive_bytes, 4_096))
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /ws HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        f"Authorization: Bearer {token}",
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    async with asyncio.timeout(PATIENCE):
        status = await reader.readline()
        if b" 101 " not in status:
            raise ConnectionError(status.decode().strip())
        while (await reader.readline()).strip():
            pass
    return RawSocket(reader, writer)

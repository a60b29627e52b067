"""A reader of Server-Sent Events that shares no code with the server: a plain socket and the standard."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 10.0


@dataclass
class Event:
    """One event as a browser would dispatch it; `id` is its own, "" where it bore none."""

    type: str
    id: str
    data: dict[str, Any]


@dataclass
class EventReader:
    """One open stream: `hear`, `until`; keeps what it heard, as a browser its last id."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int
    headers: dict[str, str]
    heard: list[Event] = field(default_factory=list)
    comments: int = 0
    retry: int | None = None
    last_id: str = ""
    _text: str = ""

    async def hear(self) -> Event:
        """The next event; EOFError at the stream's orderly end, ConnectionError at any other."""
        async with asyncio.timeout(PATIENCE):
            while True:
                block, found, rest = self._text.partition("\n\n")
                if not found:
                    self._text += await self._chunk()
                    continue
                self._text = rest
                event = self._read(block)
                if event:
                    self.heard.append(event)
                    return event

    async def _chunk(self) -> str:
        try:
            size = await self.reader.readuntil(b"\r\n")
            body = await self.reader.readexactly(int(size, 16) + 2)
        except asyncio.IncompleteReadError as cut:
            raise ConnectionError("cut off") from cut
        if len(body) == 2:
            raise EOFError
        return body[:-2].decode()

    def _read(self, block: str) -> Event | None:
        fields: dict[str, str] = {}
        for line in block.split("\n"):
            name, _colon, value = line.partition(":")
            if not name:
                self.comments += 1
            fields[name] = value.removeprefix(" ")
        if "retry" in fields:
            self.retry = int(fields["retry"])
        self.last_id = fields.get("id", self.last_id)
        if "data" not in fields:
            return None
        data = json.loads(fields["data"])
        return Event(fields.get("event", "message"), fields.get("id", ""), data)

    async def until(self, kind: str, **fields: Any) -> Event:
        """The next event of this type whose data has these fields."""
        while True:
            event = await self.hear()
            if event.type == kind and all(event.data.get(k) == v for k, v in fields.items()):
                return event

    async def ended(self) -> int:
        """Read to the orderly end; the code of the `close` that came last."""
        try:
            while True:
                await self.hear()
        except EOFError:
            last = self.heard[-1]
            return int(last.data["code"]) if last.type == "close" else 0

    @property
    def seqs(self) -> list[int]:
        return [event.data["seq"] for event in self.heard if event.type == "message"]

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


async def read_events(
    port: int, room: str, token: str = "", query: str = "", **headers: str
) -> EventReader:
    """`GET …/events`; returns after the headers, whatever the status. `last_event_id=…` is a header."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET /api/v1/rooms/{room}/events{query} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    async with asyncio.timeout(PATIENCE):
        status = int((await reader.readline()).split()[1])
        told: dict[str, str] = {}
        while line := (await reader.readline()).decode().strip():
            name, _colon, value = line.partition(":")
            told[name.lower()] = value.strip()
    return EventReader(reader, writer, status, told)

"""A client of the socket that shares no code with the server: the websockets library and JSON."""

import asyncio
import json
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 10.0


class Listener:
    """One open socket: `say`, `hear`, `until`; keeps everything it heard."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []

    async def say(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def hear(self) -> dict[str, Any]:
        """The next frame, whatever it is."""
        frame: dict[str, Any] = json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))
        self.heard.append(frame)
        return frame

    async def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame of this type with these fields; others are kept in `heard`."""
        while True:
            frame = await self.hear()
            if frame["type"] == kind and all(frame.get(k) == v for k, v in fields.items()):
                return frame

    async def join(self, room: str, **more: Any) -> dict[str, Any]:
        await self.say(type="join", ref=f"join-{room}", room=room, **more)
        return await self.until("joined", ref=f"join-{room}")

    async def post(self, room: str, client_id: str, body: str, **more: Any) -> dict[str, Any]:
        """Post and wait for the answer: an `ack` or an `error`."""
        await self.say(type="post", ref=client_id, room=room, id=client_id, body=body, **more)
        while True:
            frame = await self.hear()
            if frame.get("ref") == client_id:
                return frame

    async def closed(self) -> int:
        """Read on until the server closes; its code."""
        try:
            while True:
                await self.hear()
        except websockets.ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    async def close(self) -> None:
        await self.socket.close()

    async def cut(self) -> None:
        """End without a word, as a lost network does; `close` would first read what waits, for 10 s."""
        self.socket.transport.abort()
        await self.socket.wait_closed()


async def listen(address: str, token: str = "", **more: Any) -> Listener:
    """A socket at `http://…`, signed in by token; `more` goes to websockets' connect."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers.update(more.pop("headers", {}))
    socket = await connect(
        address.replace("http", "ws", 1) + "/ws",
        subprotocols=more.pop("subprotocols", ["peerhub.v1"]),
        additional_headers=headers,
        open_timeout=PATIENCE,
        close_timeout=1,  # one who no longer reads never sees the goodbye
        max_size=None,
        **more,
    )
    return Listener(socket)

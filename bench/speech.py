"""How a server is spoken to: peerhub as its contract says, the baselines in the same JSON."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any

WORDS = (
    "hey all, thanks for being here today. rough morning but the breathing "
    "exercise someone shared helped, keep going :) "
)
MARK = "~" + "0" * 24 + "~"


def client_frame(payload: bytes) -> bytes:
    """A text frame under the mask of zeros, so that its marker can be written into it in place."""
    if len(payload) < 126:
        return struct.pack("!BB4x", 0x81, 0x80 | len(payload)) + payload
    return struct.pack("!BBH4x", 0x81, 0xFE, len(payload)) + payload


def upgrade(path: str, token: str = "") -> bytes:
    credential = f"Authorization: Bearer {token}\r\n" if token else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: cGVlcmh1YiBiZW5jaCAhIQ==\r\nSec-WebSocket-Version: 13\r\n"
        f"{credential}\r\n"
    ).encode()


def body(size: int = 120) -> str:
    return (WORDS * (size // len(WORDS) + 1))[:size]


@dataclass(frozen=True)
class Entrance:
    """How one client comes in: what it asks first, what it says then, and when it is in."""

    first: bytes
    then: bytes
    ready: bytes
    times: int = 1  # how often `ready` is heard before the client is in


class Peerhub:
    """Bearer tokens shared by many clients (`PEERHUB_LIMITS=off`), `join`, `joined`, `post`."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def entrance(self, client: int, rooms: list[str], after: int | None = None) -> Entrance:
        said = b""
        for room in rooms:
            frame: dict[str, Any] = {"type": "join", "ref": "j", "room": room}
            if after is not None:
                frame["after"] = after
            said += client_frame(json.dumps(frame).encode())
        ready = b'"type":"joined"' if after is None else b'"type":"caught_up"'
        token = self.tokens[client % len(self.tokens)]
        return Entrance(upgrade("/ws", token), said, ready, len(rooms))

    def message(self, room: str) -> bytes:
        post = {"type": "post", "ref": "p", "room": room, "id": MARK, "body": body()}
        return client_frame(json.dumps(post).encode())


class Plain:
    """What both baselines speak: one room, everybody is in it at once."""

    def entrance(self, client: int, rooms: list[str], after: int | None = None) -> Entrance:
        return Entrance(upgrade("/ws"), b"", b"ready")

    def message(self, room: str) -> bytes:
        return client_frame(json.dumps({"id": MARK, "body": body()}).encode())


Speech = Peerhub | Plain

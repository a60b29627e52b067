"""websockets' own `broadcast()`, and a commit a message: the shortest server that stores and sends."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

ROOM: set[ServerConnection] = set()


def open_store(folder: Path) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "baseline.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute(
        "CREATE TABLE messages (seq INTEGER PRIMARY KEY, client_id TEXT, body TEXT, at TEXT)"
    )
    return db


async def main(port: int, folder: Path) -> None:
    db = open_store(folder)

    async def talk(socket: ServerConnection) -> None:
        ROOM.add(socket)
        await socket.send("ready")
        try:
            async for text in socket:
                said = json.loads(text)
                at = datetime.now(UTC).isoformat()
                row = (said["id"], said["body"], at)
                done = db.execute(
                    "INSERT INTO messages (client_id, body, at) VALUES (?, ?, ?)", row
                )
                broadcast(ROOM, frame(done.lastrowid or 0, said, at))
                await socket.send(json.dumps({"type": "ack", "seq": done.lastrowid}))
        finally:
            ROOM.discard(socket)

    async with serve(talk, "127.0.0.1", port, compression=None, backlog=2048):
        await asyncio.get_running_loop().create_future()


def frame(seq: int, said: dict[str, str], at: str) -> str:
    """As long as the hub's own, so that the kernel has the same to carry."""
    return json.dumps(
        {
            "type": "message",
            "room": "bench-0",
            "seq": seq,
            "id": f"{seq:016d}",
            "client_id": said["id"],
            "author": {"handle": "member-0", "name": "Member 0"},
            "body": said["body"],
            "html": f"<p>{said['body']}</p>",
            "at": at,
            "created_seq": seq,
            "reactions": {},
        },
        separators=(",", ":"),
    )


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), Path(sys.argv[2])))

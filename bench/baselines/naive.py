"""Starlette, SQLAlchemy and aiosqlite as a tutorial has them: a commit a message, a send a member."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from sqlalchemy import Column, Integer, MetaData, String, Table, event, insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.baselines.broadcast import frame

metadata = MetaData()
messages = Table(
    "messages",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("client_id", String),
    Column("body", String),
    Column("at", String),
)
ROOM: set[WebSocket] = set()


def open_store(folder: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/baseline.sqlite3")

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
        connection.execute("PRAGMA synchronous=FULL")  # type: ignore[attr-defined]

    return engine


def make_app(engine: AsyncEngine) -> Starlette:
    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        ROOM.add(socket)
        await socket.send_text("ready")
        try:
            while True:
                said = await socket.receive_json()
                at = datetime.now(UTC).isoformat()
                row = {"client_id": said["id"], "body": said["body"], "at": at}
                async with engine.begin() as db:
                    done = await db.execute(insert(messages).values(row))
                text = frame(done.inserted_primary_key[0], said, at)
                for member in tuple(ROOM):
                    await member.send_text(text)
                await socket.send_json({"type": "ack", "seq": done.inserted_primary_key[0]})
        except WebSocketDisconnect:
            pass
        finally:
            ROOM.discard(socket)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with engine.begin() as db:
            await db.run_sync(metadata.create_all)
        yield

    return Starlette(routes=[WebSocketRoute("/ws", talk)], lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(
        make_app(open_store(Path(sys.argv[2]))),
        port=int(sys.argv[1]),
        ws_per_message_deflate=False,
        log_level="warning",
    )

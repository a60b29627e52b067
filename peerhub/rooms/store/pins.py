"""Rows of what facilitators keep at the top of a room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.rooms.tables import room_pins


async def insert_pin(db: AsyncConnection, room_id: str, message_id: str, at: datetime) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(room_pins).values(message_id=message_id, room_id=room_id, at=at)
    await db.execute(row.on_conflict_do_nothing())


async def delete_pin(db: AsyncConnection, message_id: str) -> None:
    await db.execute(delete(room_pins).where(room_pins.c.message_id == message_id))


async def count_pins(db: AsyncConnection, room_id: str) -> int:
    query = select(func.count()).select_from(room_pins).where(room_pins.c.room_id == room_id)
    return await db.scalar(query) or 0


async def list_pinned(db: AsyncConnection, room_id: str) -> list[str]:
    """Ids of a room's pinned messages, the newest pin first."""
    query = (
        select(room_pins.c.message_id)
        .where(room_pins.c.room_id == room_id)
        .order_by(room_pins.c.at.desc(), room_pins.c.message_id)
    )
    return list((await db.execute(query)).scalars())

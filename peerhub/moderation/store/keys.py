"""Rows of who has single keys in the queue."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.tables import queue_keys


async def has_keys(db: AsyncConnection, person_id: str) -> bool:
    found = select(queue_keys.c.person_id).where(queue_keys.c.person_id == person_id)
    return (await db.scalar(found)) is not None


async def set_keys(db: AsyncConnection, person_id: str, *, on: bool) -> None:
    """Off is no row."""
    if not on:
        await db.execute(delete(queue_keys).where(queue_keys.c.person_id == person_id))
        return
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(queue_keys).values(person_id=person_id)
    await db.execute(row.on_conflict_do_nothing())

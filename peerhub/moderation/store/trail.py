"""Rows of the audit trail and of its head."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.models import LogEntry
from peerhub.moderation.tables import log_entries, log_heads


async def lock_head(db: AsyncConnection) -> tuple[int, str, str]:
    """How many entries the trail has, the newest one's hash, and the signature over both.

    Nobody else adds to the trail until this transaction ends: two ends would be a fork.
    """
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    empty = dialect.insert(log_heads).values(head_id=1, entries=0, hash="", signature="")
    await db.execute(empty.on_conflict_do_nothing())
    row = (await db.execute(select(log_heads).with_for_update())).one()
    return row.entries, row.hash, row.signature


async def find_head(db: AsyncConnection) -> tuple[int, str, str] | None:
    row = (await db.execute(select(log_heads))).first()
    return (row.entries, row.hash, row.signature) if row else None


async def find_hash_at(db: AsyncConnection, place: int) -> str | None:
    """The hash of the entry at this place, the first being 1."""
    query = select(log_entries.c.hash).order_by(log_entries.c.entry_id)
    found: str | None = await db.scalar(query.offset(place - 1).limit(1))
    return found


async def insert_log_entry(db: AsyncConnection, fields: dict[str, Any]) -> None:
    await db.execute(insert(log_entries).values(**fields))


async def set_head(db: AsyncConnection, entries: int, hash_: str, signature: str) -> None:
    await db.execute(update(log_heads).values(entries=entries, hash=hash_, signature=signature))


async def list_log_entries(db: AsyncConnection, *, after: int, limit: int) -> list[LogEntry]:
    query = select(log_entries).where(log_entries.c.entry_id > after)
    rows = (await db.execute(query.order_by(log_entries.c.entry_id).limit(limit))).mappings()
    return [LogEntry(**row) for row in rows]

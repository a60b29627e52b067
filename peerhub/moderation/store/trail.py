"""Rows of the audit trail and of its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.moderation.models import LogEntry
from peerhub.moderation.tables import cases, log_entries, log_heads


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


async def count_actions(db: AsyncConnection, action: str, since: datetime, until: datetime) -> int:
    """How often something was done in this time."""
    e = log_entries.c
    query = select(func.count()).where(e.action == action, e.at >= since, e.at < until)
    return await db.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Concerning:
    """Which entries concern somebody: `person`, `items` and `places` are actions, done to them, to
    what is theirs, and to their membership somewhere; `also` are items, and names of one board, that
    no row says are theirs.
    """

    person: Sequence[str]
    items: Sequence[str]
    places: Sequence[str]
    also: Sequence[str] = ()


async def list_about(
    db: AsyncConnection, person_id: str, which: Concerning, *, before: int | None, limit: int
) -> list[LogEntry]:
    """The newest first, below `before`."""
    me, entry = f"person:{person_id}", log_entries.c
    theirs = select(cases.c.item_kind.concat(":").concat(cases.c.item_id)).where(
        cases.c.author_id == person_id
    )
    query = select(log_entries).where(
        or_(
            and_(entry.subject == me, entry.action.in_(which.person)),
            and_(entry.subject.in_(theirs), entry.action.in_(which.items)),
            and_(entry.subject.in_(which.also), entry.action.in_([*which.items, *which.person])),
            and_(entry.action.in_(which.places), entry.detail == me),
        )
    )
    if before is not None:
        query = query.where(entry.entry_id < before)
    rows = (await db.execute(query.order_by(entry.entry_id.desc()).limit(limit))).mappings()
    return [LogEntry(**row) for row in rows]


async def list_log_entries(db: AsyncConnection, *, after: int, limit: int) -> list[LogEntry]:
    query = select(log_entries).where(log_entries.c.entry_id > after)
    rows = (await db.execute(query.order_by(log_entries.c.entry_id).limit(limit))).mappings()
    return [LogEntry(**row) for row in rows]

"""Rows of rooms as they leave: what was said, under the names that everybody there saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.people.tables import people
from peerhub.rooms.models import RoomKind
from peerhub.rooms.tables import messages, reactions, room_members, room_names, rooms

SAID = (
    "message_id", "created_seq", "at", "html", "warning", "state", "removed_reason", "edited_at",
    "reply_to", "thread_id", "files",
)  # fmt: skip


async def list_said(db: AsyncConnection, room_id: str, after: int, limit: int) -> list[Any]:
    """What stands in a room's log after this place, with `author_name` ("" for nobody)."""
    named = and_(
        room_names.c.room_id == messages.c.room_id, room_names.c.handle == messages.c.own_handle
    )
    by_name = and_(people.c.person_id == messages.c.author_id, messages.c.own_handle.is_(None))
    query = (
        select(
            *(messages.c[name] for name in SAID),
            people.c.name.label("hub_name"),
            room_names.c.name.label("own_name"),
        )
        .select_from(messages.outerjoin(people, by_name).outerjoin(room_names, named))
        .where(messages.c.room_id == room_id, messages.c.created_seq > after)
        .order_by(messages.c.created_seq)
        .limit(limit)
    )
    return list(await db.execute(query))


async def list_names_in(db: AsyncConnection, room_id: str) -> list[str]:
    """Hub names of a conversation's people, for its title."""
    query = (
        select(people.c.name)
        .join(room_members, room_members.c.person_id == people.c.person_id)
        .where(room_members.c.room_id == room_id)
        .order_by(people.c.name, people.c.person_id)
    )
    return list((await db.execute(query)).scalars())


async def list_kinds(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, str]:
    query = select(rooms.c.room_id, rooms.c.kind).where(rooms.c.room_id.in_(set(room_ids)))
    return {row.room_id: row.kind for row in await db.execute(query)}


async def list_places(db: AsyncConnection, which: ColumnElement[bool]) -> list[Any]:
    """Rooms for a list of them, conversations last."""
    direct = rooms.c.kind == RoomKind.DIRECT
    query = select(rooms).where(which).order_by(direct, rooms.c.title, rooms.c.room_id)
    return list(await db.execute(query))


async def find_place(db: AsyncConnection, slug: str, which: ColumnElement[bool]) -> str | None:
    """The id of a room, where it is one of those."""
    found = await db.scalar(select(rooms.c.room_id).where(rooms.c.slug == slug, which))
    return str(found) if found else None


async def count_before(db: AsyncConnection, room_id: str, message_id: str) -> int | None:
    """How many messages of a room stand before this one; None for one that does not stand in it."""
    here = messages.c.room_id == room_id
    seq = select(messages.c.created_seq).where(here, messages.c.message_id == message_id)
    at = await db.scalar(seq)
    if at is None:
        return None
    query = select(func.count()).select_from(messages).where(here, messages.c.created_seq < at)
    return int(await db.scalar(query) or 0)


async def insert_reactions(db: AsyncConnection, rows: list[dict[str, str]]) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    await db.execute(dialect.insert(reactions).on_conflict_do_nothing(), rows)


async def raise_seqs(db: AsyncConnection, seqs: Iterable[tuple[str, int]]) -> None:
    """No room's newest change may lie behind one of its messages: `(room_id, seq)`."""
    for room_id, seq in seqs:
        behind = and_(rooms.c.room_id == room_id, rooms.c.seq < seq)
        await db.execute(update(rooms).where(behind).values(seq=seq))


async def list_authors_of(db: AsyncConnection, message_ids: Iterable[str]) -> dict[str, str]:
    query = select(messages.c.message_id, messages.c.author_id).where(
        messages.c.message_id.in_(set(message_ids))
    )
    return {row.message_id: row.author_id for row in await db.execute(query)}

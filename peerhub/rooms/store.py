"""Rows in, rows out of rooms. One statement for a whole group wherever a group is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import sectors
from peerhub.core.text import RENDERER_VERSION
from peerhub.rooms.models import Message, MessageState, Room, RoomKind
from peerhub.rooms.tables import messages, room_members, rooms

SHOWN = tuple(name for name in Message.__slots__)


def _rooms() -> Select[Any]:
    return select(rooms, func.coalesce(sectors.c.slug, "").label("sector")).select_from(
        rooms.outerjoin(sectors, sectors.c.sector_id == rooms.c.sector_id)
    )


def _room(row: Any) -> Room:
    return Room(
        row.room_id,
        row.slug,
        row.title,
        RoomKind(row.kind),
        row.sector,
        row.topic,
        row.seq,
        row.archived_at,
    )


async def find_room(db: AsyncConnection, slug: str) -> Room | None:
    row = (await db.execute(_rooms().where(rooms.c.slug == slug))).first()
    return _room(row) if row else None


async def find_rooms(db: AsyncConnection, slugs: Iterable[str]) -> dict[str, Room]:
    found = await db.execute(_rooms().where(rooms.c.slug.in_(set(slugs))))
    return {row.slug: _room(row) for row in found}


async def find_rooms_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Room]:
    found = await db.execute(_rooms().where(rooms.c.room_id.in_(set(ids))))
    return {row.room_id: _room(row) for row in found}


async def list_rooms(
    db: AsyncConnection, *, kinds: Sequence[RoomKind] | None = None, archived: bool = False
) -> list[Room]:
    query = _rooms().order_by(func.lower(rooms.c.title), rooms.c.slug)
    if kinds is not None:
        query = query.where(rooms.c.kind.in_(kinds))
    if not archived:
        query = query.where(rooms.c.archived_at.is_(None))
    return [_room(row) for row in await db.execute(query)]


async def list_memberships(
    db: AsyncConnection, person_ids: Iterable[str], room_ids: Iterable[str]
) -> dict[tuple[str, str], int]:
    """`{(person_id, room_id): read_seq}` of those that exist."""
    query = select(room_members.c.person_id, room_members.c.room_id, room_members.c.read_seq).where(
        room_members.c.person_id.in_(set(person_ids)), room_members.c.room_id.in_(set(room_ids))
    )
    return {(row.person_id, row.room_id): row.read_seq for row in await db.execute(query)}


async def insert_room(db: AsyncConnection, room: Room, sector_id: int | None, at: datetime) -> None:
    await db.execute(
        insert(rooms).values(
            room_id=room.room_id,
            slug=room.slug,
            title=room.title,
            kind=room.kind,
            sector_id=sector_id,
            topic=room.topic,
            made_at=at,
        )
    )


async def set_room_archived(db: AsyncConnection, slug: str, at: datetime | None) -> bool:
    done = await db.execute(update(rooms).where(rooms.c.slug == slug).values(archived_at=at))
    return done.rowcount == 1


async def insert_memberships(
    db: AsyncConnection, pairs: Iterable[tuple[str, str]], at: datetime
) -> None:
    """Memberships by (person_id, room_id) that are not there yet."""
    rows = [{"person_id": p, "room_id": r, "joined_at": at} for p, r in pairs]
    if rows:
        await db.execute(insert(room_members), rows)


async def take_seqs(db: AsyncConnection, room_id: str, count: int) -> int:
    """The next `count` seqs of a room; the first of them. The row stays locked until the commit."""
    taken = await db.execute(
        update(rooms)
        .where(rooms.c.room_id == room_id)
        .values(seq=rooms.c.seq + count)
        .returning(rooms.c.seq)
    )
    return int(taken.scalar_one()) - count + 1


async def insert_messages(db: AsyncConnection, said: Sequence[Message]) -> None:
    if said:
        rows = [{n: getattr(m, n) for n in SHOWN} | {"renderer": RENDERER_VERSION} for m in said]
        await db.execute(insert(messages), rows)


def _message(row: Any) -> Message:
    fields = {name: getattr(row, name) for name in SHOWN}
    return Message(**{**fields, "state": MessageState(fields["state"])})


async def find_message(db: AsyncConnection, message_id: str) -> Message | None:
    row = (await db.execute(select(messages).where(messages.c.message_id == message_id))).first()
    return _message(row) if row else None


async def list_after(db: AsyncConnection, room_id: str, after: int, limit: int) -> list[Message]:
    """What changed after `after`, rising by seq: each message once, in its newest state."""
    query = (
        select(messages)
        .where(messages.c.room_id == room_id, messages.c.seq > after)
        .order_by(messages.c.seq)
        .limit(limit)
    )
    return [_message(row) for row in await db.execute(query)]


async def list_before(
    db: AsyncConnection, room_id: str, before: int | None, limit: int
) -> list[Message]:
    """A page of the log, newest first by place; `before` is a created_seq."""
    query = select(messages).where(
        messages.c.room_id == room_id, messages.c.created_seq.is_not(None)
    )
    if before is not None:
        query = query.where(messages.c.created_seq < before)
    query = query.order_by(messages.c.created_seq.desc()).limit(limit)
    return [_message(row) for row in await db.execute(query)]


async def list_held(db: AsyncConnection, room_id: str, author_id: str) -> list[Message]:
    query = select(messages).where(
        messages.c.room_id == room_id,
        messages.c.author_id == author_id,
        messages.c.state == MessageState.HELD,
    )
    return [_message(row) for row in await db.execute(query.order_by(messages.c.at))]


async def count_after(db: AsyncConnection, room_id: str, after: int) -> int:
    where = and_(messages.c.room_id == room_id, messages.c.seq > after)
    return await db.scalar(select(func.count()).select_from(messages).where(where)) or 0


async def list_seqs(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, int]:
    query = select(rooms.c.room_id, rooms.c.seq).where(rooms.c.room_id.in_(set(room_ids)))
    return {row.room_id: row.seq for row in await db.execute(query)}


async def list_latest(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, datetime]:
    query = (
        select(messages.c.room_id, func.max(messages.c.at).label("latest"))
        .where(messages.c.room_id.in_(set(room_ids)), messages.c.created_seq.is_not(None))
        .group_by(messages.c.room_id)
    )
    return {row.room_id: row.latest for row in await db.execute(query)}


async def set_message_state(
    db: AsyncConnection,
    message_id: str,
    before: Sequence[MessageState],
    **fields: Any,
) -> bool:
    """Compare and set: False where it is in no state of `before` any more."""
    done = await db.execute(
        update(messages)
        .where(messages.c.message_id == message_id, messages.c.state.in_(before))
        .values(**fields)
    )
    return done.rowcount == 1

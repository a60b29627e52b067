"""Rows of rooms themselves: find them, open and change them, take their next seq."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import sectors
from peerhub.core.prepared import Prepared
from peerhub.rooms.models import Room, RoomKind
from peerhub.rooms.tables import rooms


def _rooms() -> Select[Any]:
    return select(rooms, func.coalesce(sectors.c.slug, "").label("sector")).select_from(
        rooms.outerjoin(sectors, sectors.c.sector_id == rooms.c.sector_id)
    )


# What a join, a beat or a message needs: prepared, because it is asked many times a second.
ROOMS_BY_SLUG = Prepared(_rooms().where(rooms.c.slug.in_(bindparam("slugs", expanding=True))))
ROOMS_BY_ID = Prepared(_rooms().where(rooms.c.room_id.in_(bindparam("ids", expanding=True))))
OF_KINDS = (
    _rooms()
    .where(rooms.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(func.lower(rooms.c.title), rooms.c.slug)
)
ALL_ROOMS = Prepared(OF_KINDS)
ROOMS = Prepared(OF_KINDS.where(rooms.c.archived_at.is_(None)))
NEWEST_SEQS = Prepared(
    select(rooms.c.room_id, rooms.c.seq).where(
        rooms.c.room_id.in_(bindparam("rooms", expanding=True))
    )
)
NEXT_SEQS = Prepared(
    update(rooms)
    .where(rooms.c.room_id == bindparam("room"))
    .values(seq=rooms.c.seq + bindparam("count"))
    .returning(rooms.c.seq)
)


def room_from(row: Any) -> Room:
    fields = {name: getattr(row, name) for name in Room.__slots__}
    hours = tuple((day, opens, closes) for day, opens, closes in fields["hours"] or ())
    return Room(**{**fields, "kind": RoomKind(fields["kind"]), "hours": hours})


async def find_room(db: AsyncConnection, slug: str) -> Room | None:
    row = (await db.execute(_rooms().where(rooms.c.slug == slug))).first()
    return room_from(row) if row else None


async def find_rooms(db: AsyncConnection, slugs: Iterable[str]) -> dict[str, Room]:
    found = await ROOMS_BY_SLUG.all(db, slugs=list(set(slugs)))
    return {row.slug: room_from(row) for row in found}


async def find_rooms_by_id(db: AsyncConnection, ids: Iterable[str]) -> dict[str, Room]:
    found = await ROOMS_BY_ID.all(db, ids=list(set(ids)))
    return {row.room_id: room_from(row) for row in found}


async def list_rooms(
    db: AsyncConnection, *, kinds: Sequence[RoomKind] | None = None, archived: bool = False
) -> list[Room]:
    """Direct conversations only where `kinds` asks for them: they stand in no list of rooms."""
    wanted = kinds if kinds is not None else [k for k in RoomKind if k is not RoomKind.DIRECT]
    query = ALL_ROOMS if archived else ROOMS
    return [room_from(row) for row in await query.all(db, kinds=list(wanted))]


async def insert_room(db: AsyncConnection, room: Room, sector_id: int | None, at: datetime) -> None:
    fields = {name: getattr(room, name) for name in Room.__slots__ if name not in ("sector", "seq")}
    fields["hours"] = [list(hours) for hours in room.hours] or None
    await db.execute(insert(rooms).values(**fields, sector_id=sector_id, made_at=at))


async def set_room(db: AsyncConnection, slug: str, **fields: Any) -> bool:
    """Change a room; False where there is none at this address."""
    done = await db.execute(update(rooms).where(rooms.c.slug == slug).values(**fields))
    return done.rowcount == 1


async def lock_room(db: AsyncConnection, room_id: str) -> None:
    """Nobody else counts or changes this room's people until the commit."""
    await db.execute(select(rooms.c.room_id).where(rooms.c.room_id == room_id).with_for_update())


async def list_seqs(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, int]:
    found = await NEWEST_SEQS.all(db, rooms=list(set(room_ids)))
    return {row.room_id: row.seq for row in found}


async def take_seqs(db: AsyncConnection, room_id: str, count: int) -> int:
    """The next `count` seqs of a room; the first of them. The row stays locked until the commit."""
    taken = await NEXT_SEQS.all(db, room=room_id, count=count)
    return int(taken[0].seq) - count + 1

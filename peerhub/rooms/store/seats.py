"""Rows of rooms, each with how one person stands to it, in one statement."""

from __future__ import annotations

from sqlalchemy import String, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import sectors
from peerhub.core.prepared import Prepared
from peerhub.rooms.models import Membership, MemberState, Room, RoomKind
from peerhub.rooms.store.members import NAMED, membership_from
from peerhub.rooms.store.rooms import room_from
from peerhub.rooms.tables import room_members, room_names, rooms

MINE = and_(
    room_members.c.room_id == rooms.c.room_id,
    room_members.c.person_id == bindparam("person", type_=String),
)
SEATS = Prepared(
    select(
        rooms,
        func.coalesce(sectors.c.slug, "").label("sector"),
        *(room_members.c[name] for name in ("person_id", "state", "joined_at", "own_handle")),
        *(room_members.c[name] for name in ("words", "by_id")),
        room_names.c.name.label("own_name"),
    )
    .select_from(
        rooms.outerjoin(sectors, sectors.c.sector_id == rooms.c.sector_id)
        .outerjoin(room_members, MINE)
        .outerjoin(room_names, NAMED)
    )
    .where(or_(rooms.c.kind == RoomKind.OPEN, room_members.c.state == MemberState.MEMBER))
    .order_by(func.lower(rooms.c.title), rooms.c.slug)
)


async def list_seats(db: AsyncConnection, person_id: str) -> list[tuple[Room, Membership | None]]:
    """Open rooms and those that this person is in, closed ones and direct conversations too."""
    found = await SEATS.all(db, person=person_id)
    return [(room_from(row), membership_from(row) if row.state else None) for row in found]

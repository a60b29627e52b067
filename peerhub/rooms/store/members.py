"""Rows of who belongs to a room, of names for one room alone, and of how far somebody read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.rooms.models import Membership, MemberState, ReadMark
from peerhub.rooms.tables import (
    conversation_choices,
    reactions,
    room_members,
    room_names,
    room_reads,
)

NAMED = and_(
    room_names.c.room_id == room_members.c.room_id,
    room_names.c.handle == room_members.c.own_handle,
)

# What a join or a message needs: prepared, because it is asked many times a second.
MEMBERSHIPS = Prepared(
    select(room_members, room_names.c.name.label("own_name"))
    .select_from(room_members.outerjoin(room_names, NAMED))
    .where(
        room_members.c.person_id.in_(bindparam("people", expanding=True)),
        room_members.c.room_id.in_(bindparam("rooms", expanding=True)),
    )
)
ALL_MEMBERSHIPS = Prepared(
    select(room_members, room_names.c.name.label("own_name"))
    .select_from(room_members.outerjoin(room_names, NAMED))
    .where(room_members.c.person_id == bindparam("person"))
    .order_by(room_members.c.joined_at, room_members.c.room_id)
)
NAMES = Prepared(
    select(room_names).where(
        room_names.c.room_id == bindparam("room"),
        room_names.c.handle.in_(bindparam("handles", expanding=True)),
    )
)
READS = Prepared(
    select(room_reads).where(
        room_reads.c.person_id == bindparam("person"),
        room_reads.c.room_id.in_(bindparam("rooms", expanding=True)),
    )
)


def membership_from(row: Any) -> Membership:
    return Membership(
        room_id=row.room_id,
        person_id=row.person_id,
        state=MemberState(row.state),
        since=row.joined_at,
        own_handle=row.own_handle,
        own_name=row.own_name,
        words=row.words,
        by_id=row.by_id,
    )


async def list_memberships(
    db: AsyncConnection, person_ids: Iterable[str], room_ids: Iterable[str]
) -> dict[tuple[str, str], Membership]:
    """By (person_id, room_id), in whatever state, those that exist."""
    found = await MEMBERSHIPS.all(db, people=list(set(person_ids)), rooms=list(set(room_ids)))
    return {(row.person_id, row.room_id): membership_from(row) for row in found}


async def list_members(
    db: AsyncConnection, room_id: str, state: MemberState = MemberState.MEMBER
) -> list[Membership]:
    """Everybody who is in a room in this state, the earliest first."""
    query = (
        select(room_members, room_names.c.name.label("own_name"))
        .select_from(room_members.outerjoin(room_names, NAMED))
        .where(room_members.c.room_id == room_id, room_members.c.state == state)
        .order_by(room_members.c.joined_at, room_members.c.person_id)
    )
    return [membership_from(row) for row in await db.execute(query)]


async def list_all_in(db: AsyncConnection, room_id: str) -> list[Membership]:
    """Everybody who has to do with a room, in whatever state; for a direct conversation's title."""
    query = (
        select(room_members, room_names.c.name.label("own_name"))
        .select_from(room_members.outerjoin(room_names, NAMED))
        .where(room_members.c.room_id == room_id)
    )
    return [membership_from(row) for row in await db.execute(query)]


async def list_all_of(db: AsyncConnection, person_id: str) -> list[Membership]:
    """How one person stands to every room they have to do with."""
    return [membership_from(row) for row in await ALL_MEMBERSHIPS.all(db, person=person_id)]


async def delete_all_of(db: AsyncConnection, person_id: str) -> None:
    """Out of every room, read marks too; their names for one room alone stay, with nobody behind."""
    for table in (room_members, room_reads, reactions, conversation_choices):
        await db.execute(delete(table).where(table.c.person_id == person_id))
    mine = room_names.c.person_id == person_id
    await db.execute(update(room_names).where(mine).values(person_id=None))


async def count_members(db: AsyncConnection, room_id: str) -> int:
    where = and_(room_members.c.room_id == room_id, room_members.c.state == MemberState.MEMBER)
    return await db.scalar(select(func.count()).select_from(room_members).where(where)) or 0


async def count_people(db: AsyncConnection, room_id: str) -> int:
    """Everybody who has anything to do with a room, in whatever state."""
    where = room_members.c.room_id == room_id
    return await db.scalar(select(func.count()).select_from(room_members).where(where)) or 0


async def insert_memberships(
    db: AsyncConnection, pairs: Iterable[tuple[str, str]], at: datetime
) -> None:
    """Memberships by (person_id, room_id) that are not there yet."""
    rows = [{"person_id": p, "room_id": r, "joined_at": at} for p, r in pairs]
    if rows:
        await db.execute(insert(room_members), rows)


async def set_membership(
    db: AsyncConnection,
    room_id: str,
    person_id: str,
    *,
    before: Iterable[MemberState | None],
    state: MemberState,
    at: datetime,
    **fields: Any,
) -> bool:
    """Compare and set: from a state of `before` (None: no row) to `state`; False where it is another."""
    wanted = list(before)
    values = {"state": state, "joined_at": at, **fields}
    where = and_(room_members.c.room_id == room_id, room_members.c.person_id == person_id)
    if None in wanted:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        row = dialect.insert(room_members).values(room_id=room_id, person_id=person_id, **values)
        once = row.on_conflict_do_nothing().returning(room_members.c.person_id)
        if await db.scalar(once) is not None:  # not rowcount: psycopg answers an INSERT's with -1
            return True
    states = [one for one in wanted if one is not None]
    done = await db.execute(
        update(room_members).where(where, room_members.c.state.in_(states)).values(**values)
    )
    return done.rowcount == 1


async def set_own_handle(
    db: AsyncConnection, room_id: str, person_id: str, handle: str | None
) -> None:
    where = and_(room_members.c.room_id == room_id, room_members.c.person_id == person_id)
    await db.execute(update(room_members).where(where).values(own_handle=handle))


async def delete_membership(
    db: AsyncConnection, room_id: str, person_id: str, before: Iterable[MemberState]
) -> bool:
    """Compare and delete: False where they are in another state, or in none."""
    where = and_(
        room_members.c.room_id == room_id,
        room_members.c.person_id == person_id,
        room_members.c.state.in_(list(before)),
    )
    done = await db.execute(delete(room_members).where(where))
    return done.rowcount == 1


async def insert_name(
    db: AsyncConnection, room_id: str, handle: str, name: str, person_id: str
) -> None:
    await db.execute(
        insert(room_names).values(room_id=room_id, handle=handle, name=name, person_id=person_id)
    )


async def list_names(
    db: AsyncConnection, room_id: str, handles: Iterable[str]
) -> dict[str, tuple[str, str | None]]:
    """`{handle: (name, person_id)}` in one room; the person leaves the server nowhere."""
    found = await NAMES.all(db, room=room_id, handles=list(set(handles)))
    return {row.handle: (row.name, row.person_id) for row in found}


async def list_reads(
    db: AsyncConnection, person_id: str, room_ids: Iterable[str]
) -> dict[str, ReadMark]:
    """How far this person read, by room_id; rooms never opened are absent."""
    found = await READS.all(db, person=person_id, rooms=list(set(room_ids)))
    return {row.room_id: ReadMark(row.seq, row.at) for row in found}


async def list_all_reads(db: AsyncConnection, person_id: str) -> dict[str, ReadMark]:
    """How far this person read, in every room that they ever opened; for their own export."""
    query = select(room_reads).where(room_reads.c.person_id == person_id)
    return {row.room_id: ReadMark(row.seq, row.at) for row in await db.execute(query)}


async def raise_read(
    db: AsyncConnection, room_id: str, person_id: str, seq: int, at: datetime
) -> bool:
    """Move a read mark forward, never back; False where it was as far already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(room_reads).values(room_id=room_id, person_id=person_id, seq=seq, at=at)
    done = await db.execute(
        row.on_conflict_do_update(
            index_elements=["room_id", "person_id"],
            set_={"seq": seq, "at": at},
            where=room_reads.c.seq < seq,
        )
    )
    return done.rowcount == 1

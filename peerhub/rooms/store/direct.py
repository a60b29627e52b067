"""Rows about direct conversations: whose they are, and who may ask somebody for one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.rooms.models import MemberState, RoomKind, WhoMayAsk
from peerhub.rooms.tables import conversation_choices, room_members, rooms

SEEN_BY_NAME = (RoomKind.RESTRICTED, RoomKind.PRIVATE)
DIRECT = Prepared(  # asked for every page
    select(room_members.c.room_id)
    .join(rooms, rooms.c.room_id == room_members.c.room_id)
    .where(
        room_members.c.person_id == bindparam("person"),
        room_members.c.state == bindparam("state"),
        rooms.c.kind == RoomKind.DIRECT,
    )
)


async def list_direct(db: AsyncConnection, person_id: str, state: MemberState) -> list[str]:
    """Ids of direct conversations to which this person stands in this state."""
    return [row.room_id for row in await DIRECT.all(db, person=person_id, state=state)]


async def count_states(
    db: AsyncConnection, room_ids: Iterable[str]
) -> dict[tuple[str, MemberState], int]:
    """How many people stand to each of these rooms in each state."""
    query = (
        select(room_members.c.room_id, room_members.c.state, func.count().label("n"))
        .where(room_members.c.room_id.in_(set(room_ids)))
        .group_by(room_members.c.room_id, room_members.c.state)
    )
    return {(row.room_id, MemberState(row.state)): row.n for row in await db.execute(query)}


async def list_unanswered(
    db: AsyncConnection, asker_id: str, person_ids: Iterable[str]
) -> set[str]:
    """Whom of these somebody has asked before, and who has not accepted."""
    query = (
        select(room_members.c.person_id)
        .join(rooms, rooms.c.room_id == room_members.c.room_id)
        .where(
            rooms.c.kind == RoomKind.DIRECT,
            room_members.c.by_id == asker_id,
            room_members.c.person_id.in_(set(person_ids)),
            room_members.c.state.in_([MemberState.INVITED, MemberState.REMOVED]),
        )
    )
    return set((await db.execute(query)).scalars())


async def list_choices(db: AsyncConnection, person_ids: Iterable[str]) -> dict[str, WhoMayAsk]:
    """Who may ask these people; those who never chose are absent."""
    query = select(conversation_choices).where(
        conversation_choices.c.person_id.in_(set(person_ids))
    )
    return {row.person_id: WhoMayAsk(row.who) for row in await db.execute(query)}


async def set_choice(db: AsyncConnection, person_id: str, who: WhoMayAsk) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(conversation_choices).values(person_id=person_id, who=who)
    await db.execute(row.on_conflict_do_update(index_elements=["person_id"], set_={"who": who}))


async def list_sharers(db: AsyncConnection, person_id: str, others: Iterable[str]) -> set[str]:
    """Who of these is in a restricted or private room with this person, both under hub names.

    A name for one room alone must not be joined to a hub name, so it counts for nothing here.
    """
    theirs = room_members.alias("theirs")
    in_it = and_(
        theirs.c.room_id == room_members.c.room_id,
        theirs.c.state == MemberState.MEMBER,
        theirs.c.own_handle.is_(None),
    )
    query = (
        select(theirs.c.person_id)
        .select_from(
            room_members.join(theirs, in_it).join(rooms, rooms.c.room_id == room_members.c.room_id)
        )
        .where(
            room_members.c.person_id == person_id,
            room_members.c.state == MemberState.MEMBER,
            room_members.c.own_handle.is_(None),
            rooms.c.kind.in_(SEEN_BY_NAME),
            theirs.c.person_id.in_(set(others)),
        )
    )
    return set((await db.execute(query)).scalars())

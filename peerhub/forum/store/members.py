"""Rows of who belongs to a board, asks to, is invited, or is kept out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.models import Membership, MemberState
from peerhub.forum.tables import board_members, threads


def _membership(row: Any) -> Membership:
    return Membership(row.board_id, row.person_id, MemberState(row.state), row.words)


async def list_states(
    db: AsyncConnection, board_id: str, person_ids: Iterable[str]
) -> dict[str, MemberState]:
    """How these people stand to a board, those who have to do with it."""
    query = select(board_members.c.person_id, board_members.c.state).where(
        board_members.c.board_id == board_id, board_members.c.person_id.in_(set(person_ids))
    )
    return {row.person_id: MemberState(row.state) for row in await db.execute(query)}


async def list_members(
    db: AsyncConnection, board_id: str, state: MemberState = MemberState.MEMBER
) -> list[Membership]:
    query = select(board_members).where(
        board_members.c.board_id == board_id, board_members.c.state == state
    )
    return [_membership(row) for row in await db.execute(query)]


async def list_all_of(db: AsyncConnection, person_id: str) -> list[Membership]:
    """How one person stands to every board they have to do with; for their own export."""
    query = select(board_members).where(board_members.c.person_id == person_id)
    rows = await db.execute(query.order_by(board_members.c.joined_at, board_members.c.board_id))
    return [_membership(row) for row in rows]


async def delete_all_of(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(board_members).where(board_members.c.person_id == person_id))


async def count_members(db: AsyncConnection, board_id: str) -> int:
    where = and_(board_members.c.board_id == board_id, board_members.c.state == MemberState.MEMBER)
    return await db.scalar(select(func.count()).select_from(board_members).where(where)) or 0


async def count_people(db: AsyncConnection, board_id: str) -> int:
    """Everybody who has to do with a board, in whatever state, and whoever began a thread in it."""
    where = board_members.c.board_id == board_id
    people = await db.scalar(select(func.count()).select_from(board_members).where(where)) or 0
    written = and_(threads.c.board_id == board_id, threads.c.author_id.is_not(None))
    return people + (await db.scalar(select(func.count()).select_from(threads).where(written)) or 0)


async def set_membership(
    db: AsyncConnection,
    board_id: str,
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
    if None in wanted:
        dialect = postgresql if db.dialect.name == "postgresql" else sqlite
        row = dialect.insert(board_members).values(board_id=board_id, person_id=person_id, **values)
        once = row.on_conflict_do_nothing().returning(board_members.c.person_id)
        if await db.scalar(once) is not None:  # not rowcount: psycopg answers an INSERT's with -1
            return True
    states = [one for one in wanted if one is not None]
    where = and_(board_members.c.board_id == board_id, board_members.c.person_id == person_id)
    done = await db.execute(
        update(board_members).where(where, board_members.c.state.in_(states)).values(**values)
    )
    return done.rowcount == 1


async def delete_membership(
    db: AsyncConnection, board_id: str, person_id: str, before: Iterable[MemberState]
) -> bool:
    """Compare and delete: False where they are in another state, or in none."""
    where = and_(
        board_members.c.board_id == board_id,
        board_members.c.person_id == person_id,
        board_members.c.state.in_(list(before)),
    )
    done = await db.execute(delete(board_members).where(where))
    return done.rowcount == 1

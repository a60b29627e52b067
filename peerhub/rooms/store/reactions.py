"""Rows of reactions and pins: what is fixed to a message."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.rooms.tables import messages, reactions


async def find_reactions(db: AsyncConnection, message_id: str, person_id: str) -> list[str]:
    query = select(reactions.c.emoji).where(
        reactions.c.message_id == message_id, reactions.c.person_id == person_id
    )
    return sorted((await db.execute(query)).scalars())


async def insert_reaction(db: AsyncConnection, message_id: str, person_id: str, emoji: str) -> None:
    await db.execute(
        insert(reactions).values(message_id=message_id, person_id=person_id, emoji=emoji)
    )


async def delete_reaction(db: AsyncConnection, message_id: str, person_id: str, emoji: str) -> None:
    await db.execute(
        delete(reactions).where(
            and_(
                reactions.c.message_id == message_id,
                reactions.c.person_id == person_id,
                reactions.c.emoji == emoji,
            )
        )
    )


async def count_reactions(db: AsyncConnection, message_id: str) -> dict[str, int]:
    query = (
        select(reactions.c.emoji, func.count().label("n"))
        .where(reactions.c.message_id == message_id)
        .group_by(reactions.c.emoji)
        .order_by(reactions.c.emoji)
    )
    return {row.emoji: row.n for row in await db.execute(query)}


async def list_own_reactions(
    db: AsyncConnection, person_id: str, room_id: str, message_ids: Iterable[str] | None = None
) -> dict[str, list[str]]:
    """`{message_id: [emoji]}` of one person in a room, of these messages or of all."""
    query = (
        select(reactions.c.message_id, reactions.c.emoji)
        .join(messages, messages.c.message_id == reactions.c.message_id)
        .where(reactions.c.person_id == person_id, messages.c.room_id == room_id)
        .order_by(reactions.c.emoji)
    )
    if message_ids is not None:
        query = query.where(reactions.c.message_id.in_(set(message_ids)))
    found: dict[str, list[str]] = {}
    for row in await db.execute(query):
        found.setdefault(row.message_id, []).append(row.emoji)
    return found


async def list_all_of(db: AsyncConnection, person_id: str) -> list[tuple[str, str]]:
    """(room_id, emoji) of all that one person reacted with; for their own export."""
    query = (
        select(messages.c.room_id, reactions.c.emoji)
        .join(messages, messages.c.message_id == reactions.c.message_id)
        .where(reactions.c.person_id == person_id)
        .order_by(messages.c.at, reactions.c.emoji)
    )
    return [(row.room_id, row.emoji) for row in await db.execute(query)]

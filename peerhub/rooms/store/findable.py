"""Rows of messages from many rooms at once, for the search index."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.rooms.models import Message, MessageState
from peerhub.rooms.store.messages import message_from
from peerhub.rooms.tables import messages


async def list_by_ids(db: AsyncConnection, message_ids: Iterable[str]) -> list[Message]:
    """These messages, wherever they stand and in whatever state."""
    query = select(messages).where(messages.c.message_id.in_(set(message_ids)))
    return [message_from(row) for row in await db.execute(query)]


async def list_visible(db: AsyncConnection, after: str, limit: int) -> list[Message]:
    """Messages of all rooms that stand in a log, by rising id."""
    query = select(messages).where(
        messages.c.message_id > after, messages.c.state == MessageState.VISIBLE
    )
    query = query.order_by(messages.c.message_id).limit(limit)
    return [message_from(row) for row in await db.execute(query)]


async def list_authors(
    db: AsyncConnection, message_ids: Iterable[str]
) -> dict[str, tuple[str, str, str | None]]:
    """`{message_id: (room_id, author_id, own_handle)}`"""
    columns = (messages.c.message_id, messages.c.room_id, messages.c.author_id)
    query = select(*columns, messages.c.own_handle).where(
        messages.c.message_id.in_(set(message_ids))
    )
    return {row[0]: (row[1], row[2], row[3]) for row in await db.execute(query)}

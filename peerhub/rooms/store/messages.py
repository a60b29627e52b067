"""Rows of messages. One statement for a whole group wherever a group is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.core.text import RENDERER_VERSION
from peerhub.rooms.models import Message, MessageState, Within
from peerhub.rooms.tables import message_versions, messages, room_reads

SHOWN = tuple(name for name in Message.__slots__)
ANYWHERE = None  # the whole room


def _within(within: Within) -> ColumnElement[bool]:
    if within is None:
        return true()
    if within == "":
        return messages.c.thread_id.is_(None)
    return messages.c.thread_id == within


# What a join or a message needs: prepared, because it is asked many times a second.
NEW_MESSAGES = Prepared(insert(messages), (*SHOWN, "renderer"))
UNREAD = Prepared(
    select(messages.c.room_id, messages.c.author_id, messages.c.own_handle, func.count())
    .join(
        room_reads,
        and_(
            room_reads.c.room_id == messages.c.room_id,
            room_reads.c.person_id == bindparam("person"),
        ),
    )
    .where(
        messages.c.room_id.in_(bindparam("rooms", expanding=True)),
        messages.c.created_seq > room_reads.c.seq,
        messages.c.state == MessageState.VISIBLE,
        messages.c.author_id != bindparam("person"),
        _within(""),
    )
    .group_by(messages.c.room_id, messages.c.author_id, messages.c.own_handle)
)
MESSAGES_AFTER = Prepared(
    select(messages)
    .where(messages.c.room_id == bindparam("room"), messages.c.seq > bindparam("after"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)
HELD_MESSAGES = Prepared(
    select(messages)
    .where(
        messages.c.room_id == bindparam("room"),
        messages.c.author_id == bindparam("author"),
        messages.c.state == MessageState.HELD,
    )
    .order_by(messages.c.at)
)


async def insert_messages(db: AsyncConnection, said: Sequence[Message]) -> None:
    rows = [{n: getattr(m, n) for n in SHOWN} | {"renderer": RENDERER_VERSION} for m in said]
    await NEW_MESSAGES.many(db, rows)


_fields_of = attrgetter(*SHOWN)
_STATE = SHOWN.index("state")


def message_from(row: Any) -> Message:
    fields = list(_fields_of(row))  # a storm of returns reads a hundred thousand of them
    fields[_STATE] = MessageState(fields[_STATE])
    return Message(*fields)


async def find_message(db: AsyncConnection, message_id: str) -> Message | None:
    row = (await db.execute(select(messages).where(messages.c.message_id == message_id))).first()
    return message_from(row) if row else None


async def list_messages(
    db: AsyncConnection, room_id: str, message_ids: Iterable[str]
) -> list[Message]:
    """These messages, where they stand in this room's log."""
    query = select(messages).where(
        messages.c.room_id == room_id,
        messages.c.message_id.in_(set(message_ids)),
        messages.c.created_seq.is_not(None),
    )
    return [message_from(row) for row in await db.execute(query)]


async def find_first_since(db: AsyncConnection, room_id: str, moment: datetime) -> int | None:
    """The created_seq of the first message of the room's own log at or after a moment."""
    query = select(func.min(messages.c.created_seq)).where(
        messages.c.room_id == room_id, messages.c.at >= moment, _within("")
    )
    found: int | None = await db.scalar(query)
    return found


async def list_speakers(
    db: AsyncConnection, room_id: str, since: int
) -> list[tuple[str, str | None]]:
    """(author_id, own_handle) of all that stands above this created_seq, the latest first."""
    query = (
        select(messages.c.author_id, messages.c.own_handle)
        .where(
            messages.c.room_id == room_id,
            messages.c.created_seq > since,
            messages.c.state == MessageState.VISIBLE,
        )
        .group_by(messages.c.author_id, messages.c.own_handle)
        .order_by(func.max(messages.c.created_seq).desc())
    )
    return [(row[0], row[1]) for row in await db.execute(query)]


async def list_unread(
    db: AsyncConnection, person_id: str, rooms: Iterable[str]
) -> list[tuple[str, str, str | None, int]]:
    """(room_id, author_id, own_handle, how many) of what stands beyond this person's read marks."""
    found = await UNREAD.all(db, person=person_id, rooms=list(set(rooms)))
    return [(row[0], row[1], row[2], row[3]) for row in found]


async def list_after(db: AsyncConnection, room_id: str, after: int, limit: int) -> list[Message]:
    """What changed after `after`, rising by seq: each message once, in its newest state."""
    found = await MESSAGES_AFTER.all(db, room=room_id, after=after, most=limit)
    return [message_from(row) for row in found]


async def list_before(
    db: AsyncConnection, room_id: str, before: int | None, limit: int, *, within: Within = ANYWHERE
) -> list[Message]:
    """A page of the log, newest first by place; `before` is a created_seq."""
    query = select(messages).where(
        messages.c.room_id == room_id, messages.c.created_seq.is_not(None), _within(within)
    )
    if before is not None:
        query = query.where(messages.c.created_seq < before)
    query = query.order_by(messages.c.created_seq.desc()).limit(limit)
    return [message_from(row) for row in await db.execute(query)]


async def list_from(
    db: AsyncConnection, room_id: str, first: int, limit: int, *, within: Within = ANYWHERE
) -> list[Message]:
    """A page of the log, rising by place, from `first` (a created_seq) on."""
    query = (
        select(messages)
        .where(messages.c.room_id == room_id, messages.c.created_seq >= first, _within(within))
        .order_by(messages.c.created_seq)
        .limit(limit)
    )
    return [message_from(row) for row in await db.execute(query)]


async def list_by_author(db: AsyncConnection, author_id: str) -> list[Message]:
    """All that somebody said, wherever, in whatever state; for their own export."""
    query = select(messages).where(messages.c.author_id == author_id).order_by(messages.c.at)
    return [message_from(row) for row in await db.execute(query)]


async def list_held(db: AsyncConnection, room_id: str, author_id: str) -> list[Message]:
    found = await HELD_MESSAGES.all(db, room=room_id, author=author_id)
    return [message_from(row) for row in found]


async def list_places(
    db: AsyncConnection, message_ids: Iterable[str]
) -> dict[str, tuple[str, str | None]]:
    """`{message_id: (room_id, thread_id)}` of those that stand in a log."""
    query = select(messages.c.message_id, messages.c.room_id, messages.c.thread_id).where(
        messages.c.message_id.in_(set(message_ids)), messages.c.created_seq.is_not(None)
    )
    return {row.message_id: (row.room_id, row.thread_id) for row in await db.execute(query)}


async def list_rooms_of(db: AsyncConnection, message_ids: Iterable[str]) -> dict[str, str]:
    """`{message_id: room_id}` of messages in whatever state."""
    query = select(messages.c.message_id, messages.c.room_id).where(
        messages.c.message_id.in_(set(message_ids))
    )
    return {row.message_id: row.room_id for row in await db.execute(query)}


async def count_threads(db: AsyncConnection, message_ids: Iterable[str]) -> dict[str, int]:
    """How many messages each of these has in its side conversation; those without are absent."""
    query = (
        select(messages.c.thread_id, func.count().label("n"))
        .where(messages.c.thread_id.in_(set(message_ids)), messages.c.state == MessageState.VISIBLE)
        .group_by(messages.c.thread_id)
    )
    return {row.thread_id: row.n for row in await db.execute(query)}


async def list_last_posts(
    db: AsyncConnection, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], datetime]:
    """When each (person_id, room_id) last wrote something, held or not."""
    wanted = set(pairs)
    query = (
        select(messages.c.author_id, messages.c.room_id, func.max(messages.c.at).label("latest"))
        .where(
            messages.c.author_id.in_({person_id for person_id, _ in wanted}),
            messages.c.room_id.in_({room_id for _, room_id in wanted}),
        )
        .group_by(messages.c.author_id, messages.c.room_id)
    )
    return {(row.author_id, row.room_id): row.latest for row in await db.execute(query)}


async def insert_version(db: AsyncConnection, message: Message, until: datetime) -> None:
    """Keep what a message says before other words take their place."""
    await db.execute(
        insert(message_versions).values(
            message_id=message.message_id,
            body=message.body,
            warning=message.warning,
            until_at=until,
        )
    )


async def list_versions(db: AsyncConnection, message_id: str) -> list[tuple[str, datetime]]:
    """What it said before, the first words first: (body, until when)."""
    query = (
        select(message_versions.c.body, message_versions.c.until_at)
        .where(message_versions.c.message_id == message_id)
        .order_by(message_versions.c.version_id)
    )
    return [(row.body, row.until_at) for row in await db.execute(query)]


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


async def clear_files_of(db: AsyncConnection, author_id: str) -> None:
    """What they said no longer bears the files that they took along."""
    theirs = (messages.c.author_id == author_id, messages.c.files.is_not(None))
    await db.execute(update(messages).where(*theirs).values(files=None))


async def delete_before(
    db: AsyncConnection, room_id: str, moment: datetime, limit: int
) -> Sequence[str]:
    """Messages said before a moment, the oldest first, with all that is fixed to them; which."""
    chosen = (
        select(messages.c.message_id)
        .where(messages.c.room_id == room_id, messages.c.at < moment)
        .order_by(messages.c.at)
        .limit(limit)
    )
    ids = (await db.execute(chosen)).scalars().all()
    if ids:
        await db.execute(delete(messages).where(messages.c.message_id.in_(ids)))
    return ids

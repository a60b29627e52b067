"""Rows of what was done to threads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.acts import Act, ActKind
from peerhub.forum.tables import posts, thread_acts


def _act(row: Any) -> Act:
    fields = {name: getattr(row, name) for name in Act.__slots__}
    return Act(**{**fields, "kind": ActKind(row.kind)})


async def insert_act(db: AsyncConnection, act: Act) -> None:
    await db.execute(insert(thread_acts).values({n: getattr(act, n) for n in Act.__slots__}))


async def list_acts(db: AsyncConnection, thread_id: str) -> list[Act]:
    """The newest first."""
    query = select(thread_acts).where(thread_acts.c.thread_id == thread_id)
    rows = await db.execute(query.order_by(thread_acts.c.at.desc(), thread_acts.c.act_id))
    return [_act(row) for row in rows]


async def set_undone(db: AsyncConnection, act_id: str, at: datetime) -> bool:
    """Compare and set: False where it was undone already."""
    done = await db.execute(
        update(thread_acts)
        .where(thread_acts.c.act_id == act_id, thread_acts.c.undone_at.is_(None))
        .values(undone_at=at)
    )
    return done.rowcount == 1


async def find_last_at(
    db: AsyncConnection, thread_id: str, ids: Collection[str]
) -> datetime | None:
    """When one of these, people or pseudonyms, last wrote in a thread, also what waits."""
    theirs = or_(posts.c.author_id.in_(ids), posts.c.pseudonym_id.in_(ids))
    query = select(func.max(posts.c.at)).where(posts.c.thread_id == thread_id, theirs)
    found: datetime | None = await db.scalar(query)
    return found


async def has_unnamed(db: AsyncConnection, thread_id: str) -> bool:
    """Whether somebody wrote in this thread without a name."""
    query = select(posts.c.post_id).where(
        posts.c.thread_id == thread_id, posts.c.pseudonym_id.is_not(None)
    )
    return (await db.execute(query.limit(1))).first() is not None

"""Rows of what threads are about: their tags, and what people made of them in a summary."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.forum.summaries import Summary
from peerhub.forum.tables import thread_summaries, thread_tags
from peerhub.people.tables import people
from peerhub.tags.models import Tag
from peerhub.tags.tables import tags

TAGS = Prepared(
    select(thread_tags.c.thread_id, tags)
    .join(tags, tags.c.tag_id == thread_tags.c.tag_id)
    .where(thread_tags.c.thread_id.in_(bindparam("threads", expanding=True)))
    .order_by(tags.c.title)
)
SUMMARIES = Prepared(
    select(thread_summaries, people.c.name)
    .join(people, people.c.person_id == thread_summaries.c.author_id)
    .where(thread_summaries.c.thread_id == bindparam("thread"))
    .order_by(thread_summaries.c.summary_id.desc())
    .limit(bindparam("most"))
)


async def list_tags_of(db: AsyncConnection, thread_ids: Collection[str]) -> dict[str, list[Tag]]:
    """By thread, by title; no entry where there are none."""
    found: dict[str, list[Tag]] = {}
    for row in await TAGS.all(db, threads=list(set(thread_ids))):
        tag = Tag(row.tag_id, row.slug, row.title, row.archived_at)
        found.setdefault(row.thread_id, []).append(tag)
    return found


async def set_tags(db: AsyncConnection, thread_id: str, tag_ids: Collection[int]) -> None:
    """These and no others."""
    await db.execute(delete(thread_tags).where(thread_tags.c.thread_id == thread_id))
    if tag_ids:
        rows = [{"thread_id": thread_id, "tag_id": tag_id} for tag_id in tag_ids]
        await db.execute(insert(thread_tags), rows)


async def insert_summary(
    db: AsyncConnection, thread_id: str, *, author_id: str, body: str, html: str, at: datetime
) -> None:
    await db.execute(
        insert(thread_summaries).values(
            thread_id=thread_id, author_id=author_id, body=body, html=html, at=at
        )
    )


async def list_summaries(db: AsyncConnection, thread_id: str, *, limit: int) -> list[Summary]:
    """The newest first: that one holds, unless its words are empty."""
    return [_summary(row) for row in await SUMMARIES.all(db, thread=thread_id, most=limit)]


def _summary(row: Any) -> Summary:
    return Summary(row.body, row.html, row.name, row.author_id, row.at)

"""Rows of the forum as they leave, and what must fit together when they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.tables import boards, posts, thread_summaries, threads
from peerhub.people.tables import people
from peerhub.tags.tables import tags

SAID = (
    "post_id", "number", "author_name", "at", "html", "warning", "state", "removed_reason",
    "edited_at", "reply_to", "files",
)  # fmt: skip


async def list_said(db: AsyncConnection, thread_id: str, after: int, limit: int) -> list[Any]:
    """Posts of a thread that have a number after this one, with `hub_name` (None for nobody here)."""
    query = (
        select(*(posts.c[name] for name in SAID), people.c.name.label("hub_name"))
        .select_from(posts.outerjoin(people, people.c.person_id == posts.c.author_id))
        .where(posts.c.thread_id == thread_id, posts.c.number > after)
        .order_by(posts.c.number)
        .limit(limit)
    )
    return list(await db.execute(query))


async def list_threads_of(
    db: AsyncConnection, board_id: str, which: ColumnElement[bool], after: str, limit: int
) -> list[Any]:
    query = select(threads).where(threads.c.board_id == board_id, threads.c.thread_id > after)
    query = query.where(which).order_by(threads.c.thread_id).limit(limit)
    return list(await db.execute(query))


async def list_summaries_of(db: AsyncConnection, thread_ids: Iterable[str]) -> dict[str, str]:
    """`{thread_id: html}` of those that have one now."""
    query = (
        select(thread_summaries.c.thread_id, thread_summaries.c.html)
        .where(thread_summaries.c.thread_id.in_(set(thread_ids)))
        .order_by(thread_summaries.c.summary_id)
    )
    newest = {row.thread_id: row.html for row in await db.execute(query)}
    return {thread_id: html for thread_id, html in newest.items() if html}


async def list_boards(db: AsyncConnection, which: ColumnElement[bool]) -> list[Any]:
    query = select(boards).where(which).order_by(boards.c.position, boards.c.title, boards.c.slug)
    return list(await db.execute(query))


async def list_tag_slugs(db: AsyncConnection) -> dict[int, str]:
    return {row.tag_id: row.slug for row in await db.execute(select(tags.c.tag_id, tags.c.slug))}


async def list_authors_of(db: AsyncConnection, post_ids: Iterable[str]) -> dict[str, str | None]:
    query = select(posts.c.post_id, posts.c.author_id).where(posts.c.post_id.in_(set(post_ids)))
    return {row.post_id: row.author_id for row in await db.execute(query)}


async def raise_numbers(
    db: AsyncConnection, newest: Mapping[str, tuple[int, str, datetime]]
) -> None:
    """`{thread_id: (number, post_id, at)}`: a thread that knows of fewer posts learns of them."""
    for thread_id, (number, post_id, at) in newest.items():
        behind = and_(threads.c.thread_id == thread_id, threads.c.posts < number)
        values = {"posts": number, "last_post_id": post_id, "last_at": at}
        await db.execute(update(threads).where(behind).values(**values))

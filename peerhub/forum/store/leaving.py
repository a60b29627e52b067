"""Rows of the forum as they leave, and what must fit together when they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.models import PostState
from peerhub.forum.tables import boards, post_moves, posts, thread_summaries, threads
from peerhub.people.tables import people
from peerhub.tags.tables import tags

SAID = (
    "post_id", "number", "author_name", "at", "html", "warning", "state", "removed_reason",
    "edited_at", "reply_to", "files",
)  # fmt: skip


async def list_said(db: AsyncConnection, thread_id: str, after: int, up_to: int) -> list[Any]:
    """Posts of a thread by their numbers, with `hub_name` (None for nobody here)."""
    query = (
        select(*(posts.c[name] for name in SAID), people.c.name.label("hub_name"))
        .select_from(posts.outerjoin(people, people.c.person_id == posts.c.author_id))
        .where(posts.c.thread_id == thread_id, posts.c.number.between(after + 1, up_to))
        .order_by(posts.c.number)
    )
    return list(await db.execute(query))


async def count_numbers(db: AsyncConnection, thread_id: str) -> int:
    """The last number that a thread has given."""
    query = select(threads.c.posts).where(threads.c.thread_id == thread_id)
    return await db.scalar(query) or 0


async def find_place(db: AsyncConnection, thread_id: str, number: int) -> tuple[str, int] | None:
    """Where a post stands now, by a place at which it stands or stood; None for none."""
    here = select(posts.c.thread_id, posts.c.number).where(
        posts.c.thread_id == thread_id, posts.c.number == number
    )
    left = select(posts.c.thread_id, posts.c.number).join(
        post_moves, post_moves.c.post_id == posts.c.post_id
    )
    left = left.where(post_moves.c.thread_id == thread_id, post_moves.c.number == number)
    row = (await db.execute(here.union_all(left))).first()
    return (row[0], row[1]) if row and row[1] is not None else None


async def has_thread(db: AsyncConnection, thread_id: str, which: ColumnElement[bool]) -> bool:
    """Whether a thread stands, in one of those boards."""
    query = select(threads.c.thread_id).join(boards, boards.c.board_id == threads.c.board_id)
    stands = and_(threads.c.held.is_(False), threads.c.emptied.is_(False), which)
    return await db.scalar(query.where(threads.c.thread_id == thread_id, stands)) is not None


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


async def list_numbers_of(db: AsyncConnection, post_ids: Iterable[str | None]) -> dict[str, int]:
    """`{post_id: number}` of those that can be read."""
    wanted = {post_id for post_id in post_ids if post_id}
    query = select(posts.c.post_id, posts.c.number).where(
        posts.c.post_id.in_(wanted), posts.c.state == PostState.VISIBLE
    )
    return {row.post_id: row.number for row in await db.execute(query)}


async def list_begun(db: AsyncConnection, thread_ids: Iterable[str]) -> set[str]:
    """Those of these threads whose first words can be read."""
    query = select(posts.c.thread_id).where(
        posts.c.thread_id.in_(set(thread_ids)),
        posts.c.number == 1,
        posts.c.state == PostState.VISIBLE,
    )
    return set((await db.execute(query)).scalars())


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

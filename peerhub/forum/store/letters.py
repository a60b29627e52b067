"""Rows of letters that were imported: whose address they came from, and who claimed them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.models import Origin, PostState
from peerhub.forum.tables import posts, threads

Found = tuple[str, str, int | None]  # the post, its thread, its number there


def _unclaimed(mark: str, board_ids: Collection[str]) -> ColumnElement[bool]:
    return and_(
        posts.c.imported_mark == mark,
        posts.c.author_id.is_(None),
        posts.c.state == PostState.VISIBLE,
        posts.c.thread_id == threads.c.thread_id,
        threads.c.board_id.in_(board_ids),
    )


def _claimed(person_id: str) -> ColumnElement[bool]:
    return and_(posts.c.author_id == person_id, posts.c.origin == Origin.MAIL)


async def count_unclaimed(db: AsyncConnection, mark: str, board_ids: Collection[str]) -> int:
    found = await db.scalar(select(func.count()).where(_unclaimed(mark, board_ids)))
    return found or 0


async def list_unclaimed(
    db: AsyncConnection, mark: str, board_ids: Collection[str], limit: int
) -> list[Found]:
    """In whatever order."""
    where = _unclaimed(mark, board_ids)
    query = select(posts.c.post_id, posts.c.thread_id, posts.c.number).where(where).limit(limit)
    return [(row[0], row[1], row[2]) for row in await db.execute(query)]


async def count_claimed(db: AsyncConnection, person_id: str) -> int:
    found = await db.scalar(select(func.count()).select_from(posts).where(_claimed(person_id)))
    return found or 0


async def list_claimed(db: AsyncConnection, person_id: str, limit: int) -> list[Found]:
    where = _claimed(person_id)
    query = select(posts.c.post_id, posts.c.thread_id, posts.c.number).where(where).limit(limit)
    return [(row[0], row[1], row[2]) for row in await db.execute(query)]


async def set_author(
    db: AsyncConnection, found: Sequence[Found], before: str | None, after: str | None
) -> None:
    """Compare and set, also of the threads that these letters begin."""
    begun = [thread_id for _post, thread_id, number in found if number == 1]
    was: Any = posts.c.author_id.is_(None) if before is None else posts.c.author_id == before
    ids = [post_id for post_id, _thread, _number in found]
    await db.execute(update(posts).where(posts.c.post_id.in_(ids), was).values(author_id=after))
    began: Any = threads.c.author_id.is_(None) if before is None else threads.c.author_id == before
    await db.execute(
        update(threads)
        .where(threads.c.thread_id.in_(begun), threads.c.pseudonym_id.is_(None), began)
        .values(author_id=after)
    )


async def forget_writer(db: AsyncConnection, person_id: str) -> None:
    """Of the letters that they claimed: no name that stood in them, and nothing of their address."""
    begun = select(posts.c.thread_id).where(_claimed(person_id), posts.c.number == 1)
    await db.execute(
        update(threads)
        .where(threads.c.author_id == person_id, threads.c.thread_id.in_(begun))
        .values(author_name="")
    )
    await db.execute(
        update(posts).where(_claimed(person_id)).values(author_name="", imported_mark=None)
    )

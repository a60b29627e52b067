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


async def list_claimed(db: AsyncConnection, person_id: str, limit: int) -> list[str]:
    query = select(posts.c.post_id).where(_claimed(person_id)).limit(limit)
    return list((await db.execute(query)).scalars())


async def set_author(
    db: AsyncConnection, post_ids: Sequence[str], before: str | None, after: str | None
) -> None:
    """Compare and set."""
    was: Any = posts.c.author_id.is_(None) if before is None else posts.c.author_id == before
    await db.execute(
        update(posts).where(posts.c.post_id.in_(post_ids), was).values(author_id=after)
    )


async def set_beginner(db: AsyncConnection, thread_ids: Sequence[str], person_id: str) -> None:
    """They wrote the letter that begins these threads."""
    await db.execute(
        update(threads)
        .where(
            threads.c.thread_id.in_(thread_ids),
            threads.c.author_id.is_(None),
            threads.c.pseudonym_id.is_(None),
        )
        .values(author_id=person_id)
    )


def _begun(person_id: str) -> ColumnElement[bool]:
    """Threads that bear the name in a letter beside the person: what one begins here has no name,
    as it is looked up. So it holds also where posts were moved since.
    """
    return and_(threads.c.author_id == person_id, threads.c.author_name != "")


async def list_begun(db: AsyncConnection, person_id: str) -> list[str]:
    return list((await db.execute(select(threads.c.thread_id).where(_begun(person_id)))).scalars())


async def clear_beginner(db: AsyncConnection, person_id: str) -> None:
    await db.execute(update(threads).where(_begun(person_id)).values(author_id=None))


async def forget_writer(db: AsyncConnection, person_id: str) -> None:
    """Of the letters that they claimed: no name that stood in them, and nothing of their address."""
    await db.execute(update(threads).where(_begun(person_id)).values(author_name=""))
    await db.execute(
        update(posts).where(_claimed(person_id)).values(author_name="", imported_mark=None)
    )

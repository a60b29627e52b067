"""Rows of pseudonyms: who writes without a name in one board. What is sealed stays sealed here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.forum.models import PostState, Pseudonym
from peerhub.forum.tables import board_pseudonyms, posts

SHOWN = [board_pseudonyms.c[name] for name in Pseudonym.__slots__]
BY_MARK = Prepared(select(*SHOWN).where(board_pseudonyms.c.mark == bindparam("mark")))
BY_MARKS = Prepared(
    select(*SHOWN).where(board_pseudonyms.c.mark.in_(bindparam("marks", expanding=True)))
)


def _pseudonym(row: Any) -> Pseudonym:
    fields = {name: getattr(row, name) for name in Pseudonym.__slots__}
    return Pseudonym(**{**fields, "held_first": bool(row.held_first)})


async def find_by_mark(db: AsyncConnection, mark: str) -> Pseudonym | None:
    row = await BY_MARK.one(db, mark=mark)
    return _pseudonym(row) if row else None


async def list_by_marks(db: AsyncConnection, marks: Iterable[str]) -> list[Pseudonym]:
    return [_pseudonym(row) for row in await BY_MARKS.all(db, marks=list(set(marks)))]


async def find_pseudonym(db: AsyncConnection, pseudonym_id: str) -> Pseudonym | None:
    query = select(*SHOWN).where(board_pseudonyms.c.pseudonym_id == pseudonym_id)
    row = (await db.execute(query)).first()
    return _pseudonym(row) if row else None


async def list_of_board(db: AsyncConnection, board_id: str) -> list[tuple[Pseudonym, int]]:
    """Each with how many posts it has in the board, by name: an order by time would tell."""
    count = func.count(posts.c.post_id).label("written")
    query = (
        select(*SHOWN, count)
        .outerjoin(posts, posts.c.pseudonym_id == board_pseudonyms.c.pseudonym_id)
        .where(board_pseudonyms.c.board_id == board_id)
        .group_by(*SHOWN)
        .order_by(board_pseudonyms.c.name)
    )
    return [(_pseudonym(row), row.written) for row in await db.execute(query)]


async def list_names(db: AsyncConnection, board_id: str) -> set[str]:
    query = select(board_pseudonyms.c.name).where(board_pseudonyms.c.board_id == board_id)
    return set((await db.execute(query)).scalars())


async def list_board_ids(db: AsyncConnection) -> list[str]:
    """Of boards in which anybody wrote without a name."""
    return list((await db.execute(select(board_pseudonyms.c.board_id).distinct())).scalars())


async def insert_pseudonym(
    db: AsyncConnection, pseudonym: Pseudonym, *, mark: str, person: bytes
) -> None:
    row = {name: getattr(pseudonym, name) for name in Pseudonym.__slots__}
    await db.execute(insert(board_pseudonyms).values(**row, mark=mark, person=person))


async def set_pseudonym(db: AsyncConnection, pseudonym_id: str, **fields: Any) -> None:
    where = board_pseudonyms.c.pseudonym_id == pseudonym_id
    await db.execute(update(board_pseudonyms).where(where).values(**fields))


async def list_post_ids(db: AsyncConnection, pseudonym_id: str, limit: int) -> list[str]:
    """What it wrote in its board, the newest first, without what was taken back."""
    query = (
        select(posts.c.post_id)
        .where(posts.c.pseudonym_id == pseudonym_id, posts.c.state != PostState.WITHDRAWN)
        .order_by(posts.c.at.desc(), posts.c.post_id)
        .limit(limit)
    )
    return list((await db.execute(query)).scalars())


async def list_unnumbered(db: AsyncConnection, thread_id: str, pseudonym_id: str) -> list[str]:
    """Ids of what it wrote in a thread that waits, or that was removed before anybody read it."""
    query = select(posts.c.post_id).where(
        posts.c.thread_id == thread_id,
        posts.c.pseudonym_id == pseudonym_id,
        posts.c.number.is_(None),
        posts.c.state.in_((PostState.HELD, PostState.REMOVED)),
    )
    return list((await db.execute(query)).scalars())


async def list_marks_of_posts(
    db: AsyncConnection, post_ids: Iterable[str]
) -> list[tuple[str, str, str]]:
    """`(post_id, board_id, mark)` of those that were written without a name."""
    query = (
        select(posts.c.post_id, board_pseudonyms.c.board_id, board_pseudonyms.c.mark)
        .join(board_pseudonyms, board_pseudonyms.c.pseudonym_id == posts.c.pseudonym_id)
        .where(posts.c.post_id.in_(set(post_ids)))
    )
    return [(row.post_id, row.board_id, row.mark) for row in await db.execute(query)]


async def find_seal_of_post(db: AsyncConnection, post_id: str) -> tuple[str, bytes] | None:
    """(pseudonym_id, its sealed person) of whoever wrote a post without a name."""
    query = (
        select(board_pseudonyms.c.pseudonym_id, board_pseudonyms.c.person)
        .join(posts, posts.c.pseudonym_id == board_pseudonyms.c.pseudonym_id)
        .where(posts.c.post_id == post_id)
    )
    row = (await db.execute(query)).first()
    return (row.pseudonym_id, row.person) if row else None

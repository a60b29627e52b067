"""Rows of places in threads: which post has which number, and which were left for another thread."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.database import at_leisure
from peerhub.forum.acts import Left, Move
from peerhub.forum.tables import post_moves, posts, thread_reads, threads, watches


async def insert_moves(db: AsyncConnection, moves: Iterable[Move], act_id: str) -> None:
    await db.execute(insert(post_moves), [move._asdict() | {"act_id": act_id} for move in moves])


async def list_moves(db: AsyncConnection, act_id: str) -> list[Move]:
    """What an act took away, in the order of its thread."""
    columns = (post_moves.c.thread_id, post_moves.c.number, post_moves.c.post_id)
    query = select(*columns).where(post_moves.c.act_id == act_id).order_by(post_moves.c.number)
    return [Move(*row) for row in await db.execute(query)]


async def delete_moves(db: AsyncConnection, act_id: str) -> None:
    await db.execute(delete(post_moves).where(post_moves.c.act_id == act_id))


async def list_left(
    db: AsyncConnection, thread_id: str, *, after: int = 0, up_to: int | None = None
) -> list[Left]:
    """Empty places after number `after`, in order, and where their posts stand now."""
    query = (
        select(post_moves.c.number, posts.c.thread_id, posts.c.number)
        .join(posts, posts.c.post_id == post_moves.c.post_id)
        .where(post_moves.c.thread_id == thread_id, post_moves.c.number > after)
        .order_by(post_moves.c.number)
    )
    if up_to is not None:
        query = query.where(post_moves.c.number <= up_to)
    return [Left(row[0], row[1], row[2]) for row in await db.execute(query)]


async def find_first_left(db: AsyncConnection, thread_id: str) -> Left | None:
    """Where the first of those posts is now that once stood in this thread."""
    found = await list_left(db, thread_id, up_to=1)
    return found[0] if found else None


async def list_places(
    db: AsyncConnection, thread_id: str, post_ids: Collection[str]
) -> dict[str, int]:
    """`{post_id: the place it left}` of those that once stood in this thread."""
    query = select(post_moves.c.post_id, post_moves.c.number).where(
        post_moves.c.thread_id == thread_id, post_moves.c.post_id.in_(set(post_ids))
    )
    return {row.post_id: row.number for row in await db.execute(query)}


async def list_answers(db: AsyncConnection, thread_id: str) -> list[tuple[int, int | None]]:
    """(number, number of the post it answers) of every numbered post, for a threaded reading.

    What answers a post that stands elsewhere now stands below the place that it left.
    """
    answered = posts.alias("answered")
    same = and_(answered.c.post_id == posts.c.reply_to, answered.c.thread_id == thread_id)
    left = and_(post_moves.c.post_id == posts.c.reply_to, post_moves.c.thread_id == thread_id)
    query = (
        select(posts.c.number, func.coalesce(answered.c.number, post_moves.c.number))
        .select_from(posts.outerjoin(answered, same).outerjoin(post_moves, left))
        .where(posts.c.thread_id == thread_id, posts.c.number.is_not(None))
    )
    with at_leisure(db):  # a whole thread
        found = await db.execute(query)
    return [(row[0], row[1]) for row in found]


async def list_numbers(
    db: AsyncConnection, thread_id: str, post_ids: Iterable[str], *, without: Collection[str] = ()
) -> dict[str, int]:
    """`{post_id: number in this thread}`, leaving out what these authors wrote.

    Of a post that stands elsewhere now: the place that it left here.
    """
    author = func.coalesce(posts.c.author_id, posts.c.pseudonym_id).label("author")
    here = case((posts.c.thread_id == thread_id, posts.c.number), else_=post_moves.c.number)
    left = and_(post_moves.c.post_id == posts.c.post_id, post_moves.c.thread_id == thread_id)
    query = (
        select(posts.c.post_id, here.label("number"), author)
        .select_from(posts.outerjoin(post_moves, left))
        .where(posts.c.post_id.in_(set(post_ids)), here.is_not(None))
    )
    rows = [row for row in await db.execute(query) if row.author not in without]
    return {row.post_id: row.number for row in rows}


async def list_standing(db: AsyncConnection, thread_id: str) -> list[tuple[str, int | None]]:
    """(post_id, number) of all that stands in a thread now, also what waits."""
    query = select(posts.c.post_id, posts.c.number).where(posts.c.thread_id == thread_id)
    return [(row.post_id, row.number) for row in await db.execute(query)]


async def place_posts(db: AsyncConnection, places: Sequence[Move]) -> None:
    """Each post stands in that thread, under that number, from now on."""
    statement = (
        update(posts)
        .where(posts.c.post_id == bindparam("post"))
        .values(thread_id=bindparam("thread"), number=bindparam("place"))
    )
    rows = [{"post": one.post_id, "thread": one.thread_id, "place": one.number} for one in places]
    await db.execute(statement, rows)


async def carry_unnumbered(
    db: AsyncConnection, post_ids: Collection[str], source: str, target: str
) -> None:
    """Those of these that have no number yet, because they wait or were removed before they got one."""
    waiting = (posts.c.thread_id == source) & posts.c.number.is_(None)
    these = posts.c.post_id.in_(set(post_ids))
    await db.execute(update(posts).where(waiting, these).values(thread_id=target))


async def set_newest(db: AsyncConnection, thread_id: str, **fields: Any) -> None:
    """What stands in a thread has changed: its last post is the one with the highest number, and
    it knows how many places it has whose posts stand elsewhere.
    """
    query = select(posts.c.post_id, posts.c.at).where(
        posts.c.thread_id == thread_id, posts.c.number.is_not(None)
    )
    newest = (await db.execute(query.order_by(posts.c.number.desc()).limit(1))).first()
    if newest is not None:
        fields |= {"last_post_id": newest.post_id, "last_at": newest.at}
    fields |= {"moved": _moved()}
    await db.execute(update(threads).where(threads.c.thread_id == thread_id).values(**fields))


async def count_moved(db: AsyncConnection, thread_ids: Collection[str]) -> None:
    """These threads know how many places they have whose posts stand elsewhere."""
    these = threads.c.thread_id.in_(set(thread_ids))
    await db.execute(update(threads).where(these).values(moved=_moved()))


def _moved() -> Any:
    here = post_moves.c.thread_id == threads.c.thread_id
    return select(func.count()).select_from(post_moves).where(here).scalar_subquery()


async def list_reads(db: AsyncConnection, thread_id: str) -> dict[str, int]:
    """`{person_id: number they read up to}`."""
    query = select(thread_reads.c.person_id, thread_reads.c.number)
    rows = await db.execute(query.where(thread_reads.c.thread_id == thread_id))
    return {row.person_id: row.number for row in rows}


async def set_reads(
    db: AsyncConnection, thread_id: str, marks: Mapping[str, int], at: datetime
) -> None:
    """Forward only, as every mark."""
    if not marks:
        return
    row = _insert(db)(thread_reads)
    statement = row.on_conflict_do_update(
        index_elements=["person_id", "thread_id"],
        set_={"number": row.excluded.number, "at": row.excluded.at},
        where=thread_reads.c.number < row.excluded.number,
    )
    fields = {"thread_id": thread_id, "at": at}
    rows = [{"person_id": person, "number": number, **fields} for person, number in marks.items()]
    await db.execute(statement, rows)


async def lower_reads(db: AsyncConnection, thread_id: str, number: int) -> None:
    """Nobody has read further than the thread goes: its last posts went back where they were."""
    beyond = (thread_reads.c.thread_id == thread_id) & (thread_reads.c.number > number)
    await db.execute(update(thread_reads).where(beyond).values(number=number))


async def copy_watches(db: AsyncConnection, source: str, target: str, at: datetime) -> None:
    """Who watches or mutes one thread does the other, unless they chose for that one already."""
    query = select(watches.c.person_id, watches.c.state).where(watches.c.thread_id == source)
    rows = [row._asdict() | {"thread_id": target, "at": at} for row in await db.execute(query)]
    if rows:
        statement = _insert(db)(watches).on_conflict_do_nothing(
            index_elements=["person_id", "thread_id"]
        )
        await db.execute(statement, rows)


def _insert(db: AsyncConnection) -> Any:
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert

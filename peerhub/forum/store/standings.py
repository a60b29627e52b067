"""Rows of how people stand to threads: how far they read, what they watch or mute, how they like it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.forum.models import ReadingWay, Standing, WatchState
from peerhub.forum.tables import (
    board_reads,
    forum_choices,
    post_moves,
    thread_reads,
    threads,
    watches,
)
from peerhub.people.tables import people

STANDING = threads.c.emptied.is_(False)
PERSON: Any = bindparam("person", type_=String)
READ = func.coalesce(thread_reads.c.number, 0)
MOVED = case(  # places after one's mark whose posts stand in another thread; counted where there are any
    (
        threads.c.moved > 0,
        select(func.count())
        .select_from(post_moves)
        .where(post_moves.c.thread_id == threads.c.thread_id, post_moves.c.number > READ)
        .correlate(threads, thread_reads)
        .scalar_subquery(),
    ),
    else_=0,
)
AHEAD = threads.c.posts - READ > MOVED


def _insert(db: AsyncConnection) -> Any:
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert


def _mine(table: Any) -> ColumnElement[bool]:
    return and_(table.c.thread_id == threads.c.thread_id, table.c.person_id == PERSON)


def _watched() -> Any:
    return watches.join(threads, threads.c.thread_id == watches.c.thread_id).outerjoin(
        thread_reads, _mine(thread_reads)
    )


def _is_watched() -> ColumnElement[bool]:
    return and_(watches.c.person_id == PERSON, watches.c.state == WatchState.WATCHING)


def _standings() -> Select[Any]:
    board = and_(board_reads.c.board_id == threads.c.board_id, board_reads.c.person_id == PERSON)
    return (
        select(
            threads.c.thread_id,
            thread_reads.c.number,
            board_reads.c.at,
            watches.c.state,
            people.c.joined_at,
            forum_choices.c.reading,
            MOVED.label("moved"),
        )
        .select_from(
            threads.join(people, people.c.person_id == PERSON)
            .outerjoin(thread_reads, _mine(thread_reads))
            .outerjoin(board_reads, board)
            .outerjoin(watches, _mine(watches))
            .outerjoin(forum_choices, forum_choices.c.person_id == PERSON)
        )
        .where(threads.c.thread_id.in_(bindparam("threads", expanding=True)))
    )


STANDINGS = Prepared(_standings())
NEW_BY_BOARD = Prepared(
    select(threads.c.board_id, func.count().label("n"))
    .select_from(_watched())
    .where(_is_watched(), STANDING, AHEAD)
    .group_by(threads.c.board_id)
)


async def list_standings(
    db: AsyncConnection, person_id: str, thread_ids: Collection[str]
) -> dict[str, Standing]:
    """By thread, each of them, in one statement."""
    found = await STANDINGS.all(db, person=person_id, threads=list(set(thread_ids)))
    return {row.thread_id: _standing(row) for row in found}


def _standing(row: Any) -> Standing:
    since = max(row.joined_at, row.at) if row.at else row.joined_at
    watch = WatchState(row.state) if row.state else None
    return Standing(row.number, since, watch, ReadingWay(row.reading or "linear"), row.moved)


async def count_new(db: AsyncConnection, person_id: str) -> dict[str, int]:
    """`{board_id: how many watched threads have posts that this person has not read}`."""
    return {row.board_id: row.n for row in await NEW_BY_BOARD.all(db, person=person_id)}


async def list_watched(
    db: AsyncConnection,
    person_id: str,
    board_ids: Collection[str],
    *,
    new: bool,
    before: tuple[datetime, str] | None = None,
    limit: int,
) -> list[str]:
    """Ids of watched threads of these boards, the newest first; `new`: with unread posts only."""
    query = (
        select(threads.c.thread_id)
        .select_from(_watched())
        .where(_is_watched(), STANDING, threads.c.board_id.in_(set(board_ids)))
    )
    if new:
        query = query.where(AHEAD)
    if before is not None:
        at, thread_id = before
        tied = and_(threads.c.last_at == at, threads.c.thread_id < thread_id)
        query = query.where(or_(threads.c.last_at < at, tied))
    query = query.order_by(threads.c.last_at.desc(), threads.c.thread_id.desc()).limit(limit)
    return list((await db.execute(query, {"person": person_id})).scalars())


async def raise_read(
    db: AsyncConnection, person_id: str, thread_id: str, number: int, at: datetime
) -> None:
    """Move a read mark forward, never back."""
    row = _insert(db)(thread_reads).values(
        person_id=person_id, thread_id=thread_id, number=number, at=at
    )
    await db.execute(
        row.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"number": number, "at": at},
            where=thread_reads.c.number < number,
        )
    )


async def raise_over_own(
    db: AsyncConnection, person_id: str, thread_id: str, number: int, at: datetime
) -> None:
    """One's own post is read; unless others wrote before it whom one has not read yet."""
    if number == 1:
        await raise_read(db, person_id, thread_id, 1, at)
        return
    await db.execute(
        update(thread_reads)
        .where(
            thread_reads.c.person_id == person_id,
            thread_reads.c.thread_id == thread_id,
            thread_reads.c.number == number - 1,
        )
        .values(number=number, at=at)
    )


async def set_boards_read(
    db: AsyncConnection, person_id: str, board_ids: Sequence[str], at: datetime
) -> None:
    """All that stands in these boards is read: the mark of each board, and those of its threads."""
    if not board_ids:
        return
    rows = [{"person_id": person_id, "board_id": board, "at": at} for board in board_ids]
    marks = _insert(db)(board_reads)
    await db.execute(
        marks.on_conflict_do_update(
            index_elements=["person_id", "board_id"], set_={"at": marks.excluded.at}
        ),
        rows,
    )
    newest = select(threads.c.posts).where(threads.c.thread_id == thread_reads.c.thread_id)
    inside = select(threads.c.thread_id).where(
        threads.c.board_id.in_(board_ids), threads.c.thread_id == thread_reads.c.thread_id
    )
    await db.execute(
        update(thread_reads)
        .where(thread_reads.c.person_id == person_id, inside.exists())
        .values(number=newest.scalar_subquery(), at=at)
    )


async def set_watch(
    db: AsyncConnection, person_id: str, thread_id: str, state: WatchState | None, at: datetime
) -> None:
    """None: neither watched nor muted any more."""
    mine = and_(watches.c.person_id == person_id, watches.c.thread_id == thread_id)
    if state is None:
        await db.execute(delete(watches).where(mine))
        return
    row = _insert(db)(watches).values(person_id=person_id, thread_id=thread_id, state=state, at=at)
    changed = {"state": state, "at": at}
    await db.execute(
        row.on_conflict_do_update(index_elements=["person_id", "thread_id"], set_=changed)
    )


async def watch_own(db: AsyncConnection, person_id: str, thread_id: str, at: datetime) -> None:
    """Whoever writes in a thread watches it, unless they chose otherwise, for all or for this one."""
    if await db.scalar(
        select(forum_choices.c.person_id).where(
            forum_choices.c.person_id == person_id, forum_choices.c.skip_own.is_(True)
        )
    ):
        return
    row = _insert(db)(watches).values(
        person_id=person_id, thread_id=thread_id, state=WatchState.WATCHING, at=at
    )
    await db.execute(row.on_conflict_do_nothing(index_elements=["person_id", "thread_id"]))


async def list_watches(db: AsyncConnection, thread_id: str) -> dict[str, tuple[WatchState, int]]:
    """`{person_id: (state, number they read up to)}` of all who watch or mute this thread."""
    reads = and_(
        thread_reads.c.thread_id == watches.c.thread_id,
        thread_reads.c.person_id == watches.c.person_id,
    )
    query = (
        select(watches.c.person_id, watches.c.state, thread_reads.c.number)
        .select_from(watches.outerjoin(thread_reads, reads))
        .where(watches.c.thread_id == thread_id)
    )
    return {
        row.person_id: (WatchState(row.state), row.number or 0) for row in await db.execute(query)
    }


async def find_choices(db: AsyncConnection, person_id: str) -> tuple[ReadingWay, bool]:
    """How they read, and whether they watch what they write in."""
    query = select(forum_choices).where(forum_choices.c.person_id == person_id)
    row = (await db.execute(query)).first()
    return (ReadingWay(row.reading), not row.skip_own) if row else (ReadingWay.LINEAR, True)


async def set_choices(db: AsyncConnection, person_id: str, **fields: Any) -> None:
    row = _insert(db)(forum_choices).values(person_id=person_id, **fields)
    await db.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=fields))


async def list_all_of(
    db: AsyncConnection, person_id: str
) -> tuple[list[tuple[str, int, datetime]], list[tuple[str, str]]]:
    """For their own export: (title, read up to, when) and (title, watched or muted)."""
    read = (
        select(threads.c.title, thread_reads.c.number, thread_reads.c.at)
        .join_from(thread_reads, threads, threads.c.thread_id == thread_reads.c.thread_id)
        .where(thread_reads.c.person_id == person_id)
        .order_by(thread_reads.c.at)
    )
    watched = (
        select(threads.c.title, watches.c.state)
        .join_from(watches, threads, threads.c.thread_id == watches.c.thread_id)
        .where(watches.c.person_id == person_id)
        .order_by(watches.c.at)
    )
    reads = [(row.title, row.number, row.at) for row in await db.execute(read)]
    return reads, [(row.title, row.state) for row in await db.execute(watched)]


async def delete_all_of(db: AsyncConnection, person_id: str) -> None:
    for table in (thread_reads, board_reads, watches, forum_choices):
        await db.execute(delete(table).where(table.c.person_id == person_id))

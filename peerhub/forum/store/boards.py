"""Rows of boards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import sectors
from peerhub.core.prepared import Prepared
from peerhub.forum.models import LAST_PLACE, Board, BoardKind, MemberState
from peerhub.forum.tables import board_members, boards, threads

# What a new board's row is made from; the rest has the values of its columns.
INSERTED = ("board_id", "slug", "title", "purpose", "kind", "public", "rules", "position")


def _boards() -> Select[Any]:
    return select(boards, func.coalesce(sectors.c.slug, "").label("sector")).select_from(
        boards.outerjoin(sectors, sectors.c.sector_id == boards.c.sector_id)
    )


def _board(row: Any) -> Board:
    fields = {name: getattr(row, name) for name in Board.__slots__}
    return Board(**{**fields, "kind": BoardKind(row.kind), "public": bool(row.public)})


def _standings() -> Select[Any]:
    """Boards, each with how this person stands to it: one statement for both."""
    mine = and_(
        board_members.c.board_id == boards.c.board_id,
        board_members.c.person_id == bindparam("person"),
    )
    sector = func.coalesce(sectors.c.slug, "").label("sector")
    return select(boards, sector, board_members.c.state.label("mine")).select_from(
        boards.outerjoin(sectors, sectors.c.sector_id == boards.c.sector_id).outerjoin(
            board_members, mine
        )
    )


ORDER = (boards.c.position, func.lower(boards.c.title), boards.c.slug)
STANDING = Prepared(_standings().where(boards.c.board_id == bindparam("board")))
STANDING_BY_SLUG = Prepared(_standings().where(boards.c.slug == bindparam("slug")))
ALL_STANDINGS = Prepared(_standings().order_by(*ORDER))
STANDINGS = Prepared(_standings().where(boards.c.archived_at.is_(None)).order_by(*ORDER))


def _standing(row: Any) -> tuple[Board, MemberState | None]:
    return _board(row), MemberState(row.mine) if row.mine else None


async def find_standing(
    db: AsyncConnection, person_id: str | None, *, slug: str = "", board_id: str = ""
) -> tuple[Board, MemberState | None] | None:
    """A board by its address or its id, and how this person stands to it."""
    if slug:
        row = await STANDING_BY_SLUG.one(db, person=person_id, slug=slug)
    else:
        row = await STANDING.one(db, person=person_id, board=board_id)
    return _standing(row) if row else None


async def list_standings(
    db: AsyncConnection, person_id: str | None, *, archived: bool = False
) -> list[tuple[Board, MemberState | None]]:
    """Every board in order, closed ones only where asked, and how this person stands to each."""
    query = ALL_STANDINGS if archived else STANDINGS
    return [_standing(row) for row in await query.all(db, person=person_id)]


async def find_board(db: AsyncConnection, slug: str) -> Board | None:
    row = (await db.execute(_boards().where(boards.c.slug == slug))).first()
    return _board(row) if row else None


async def find_board_by_id(db: AsyncConnection, board_id: str) -> Board | None:
    row = (await db.execute(_boards().where(boards.c.board_id == board_id))).first()
    return _board(row) if row else None


async def list_boards(db: AsyncConnection, *, archived: bool = False) -> list[Board]:
    query = _boards().order_by(*ORDER)
    if not archived:
        query = query.where(boards.c.archived_at.is_(None))
    return [_board(row) for row in await db.execute(query)]


async def insert_board(
    db: AsyncConnection, board: Board, sector_id: int | None, at: datetime
) -> None:
    fields = {name: getattr(board, name) for name in INSERTED}
    await db.execute(insert(boards).values(**fields, sector_id=sector_id, made_at=at))


async def list_titles(db: AsyncConnection, board_ids: Iterable[str]) -> dict[str, str]:
    query = select(boards.c.board_id, boards.c.title).where(boards.c.board_id.in_(set(board_ids)))
    return {row.board_id: row.title for row in await db.execute(query)}


async def next_place(db: AsyncConnection) -> int:
    """The place in the order after every board that somebody ordered."""
    ordered = select(func.max(boards.c.position)).where(boards.c.position < LAST_PLACE)
    return (await db.scalar(ordered) or 0) + 1


async def lock_board(db: AsyncConnection, board_id: str) -> None:
    """Nobody else counts or changes this board's people until the commit."""
    row = select(boards.c.board_id).where(boards.c.board_id == board_id)
    await db.execute(row.with_for_update())


async def set_board(db: AsyncConnection, slug: str, **fields: Any) -> bool:
    done = await db.execute(update(boards).where(boards.c.slug == slug).values(**fields))
    return done.rowcount == 1


async def has_threads(db: AsyncConnection, board_id: str) -> bool:
    """Whether somebody ever began one there, also where it still waits."""
    query = select(threads.c.thread_id).where(threads.c.board_id == board_id).limit(1)
    return await db.scalar(query) is not None


async def count_threads(
    db: AsyncConnection, board_ids: Iterable[str]
) -> dict[str, tuple[int, datetime]]:
    """`{board_id: (threads, newest post)}` of visible threads."""
    query = (
        select(
            threads.c.board_id, func.count().label("n"), func.max(threads.c.last_at).label("last")
        )
        .where(
            threads.c.board_id.in_(set(board_ids)),
            threads.c.held.is_(False),
            threads.c.emptied.is_(False),
        )
        .group_by(threads.c.board_id)
    )
    return {row.board_id: (row.n, row.last) for row in await db.execute(query)}

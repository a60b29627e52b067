"""Rows of boards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.tables import sectors
from peerhub.forum.models import Board, BoardKind
from peerhub.forum.tables import boards, threads


def _boards() -> Select[Any]:
    return select(boards, func.coalesce(sectors.c.slug, "").label("sector")).select_from(
        boards.outerjoin(sectors, sectors.c.sector_id == boards.c.sector_id)
    )


def _board(row: Any) -> Board:
    return Board(
        row.board_id,
        row.slug,
        row.title,
        row.purpose,
        BoardKind(row.kind),
        bool(row.public),
        row.sector,
        row.archived_at,
    )


async def find_board(db: AsyncConnection, slug: str) -> Board | None:
    row = (await db.execute(_boards().where(boards.c.slug == slug))).first()
    return _board(row) if row else None


async def find_board_by_id(db: AsyncConnection, board_id: str) -> Board | None:
    row = (await db.execute(_boards().where(boards.c.board_id == board_id))).first()
    return _board(row) if row else None


async def list_boards(db: AsyncConnection, *, archived: bool = False) -> list[Board]:
    query = _boards().order_by(func.lower(boards.c.title), boards.c.slug)
    if not archived:
        query = query.where(boards.c.archived_at.is_(None))
    return [_board(row) for row in await db.execute(query)]


async def insert_board(
    db: AsyncConnection, board: Board, sector_id: int | None, at: datetime
) -> None:
    await db.execute(
        insert(boards).values(
            board_id=board.board_id,
            slug=board.slug,
            title=board.title,
            purpose=board.purpose,
            kind=board.kind,
            public=board.public,
            sector_id=sector_id,
            made_at=at,
        )
    )


async def set_board(db: AsyncConnection, slug: str, **fields: Any) -> bool:
    done = await db.execute(update(boards).where(boards.c.slug == slug).values(**fields))
    return done.rowcount == 1


async def count_threads(
    db: AsyncConnection, board_ids: Iterable[str]
) -> dict[str, tuple[int, datetime]]:
    """`{board_id: (threads, newest post)}` of visible threads."""
    query = (
        select(
            threads.c.board_id, func.count().label("n"), func.max(threads.c.last_at).label("last")
        )
        .where(threads.c.board_id.in_(set(board_ids)), threads.c.held.is_(False))
        .group_by(threads.c.board_id)
    )
    return {row.board_id: (row.n, row.last) for row in await db.execute(query)}

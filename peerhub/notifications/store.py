"""Rows in, rows out of notices. Every question names its person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.notifications.models import Notice, NoticeKind
from peerhub.notifications.tables import notices

SHOWN = tuple(Notice.__slots__)
UNREAD = Prepared(  # asked for every page
    select(func.count().label("n"))
    .select_from(notices)
    .where(notices.c.person_id == bindparam("person"), notices.c.read_at.is_(None))
)


def _notice(row: Any) -> Notice:
    fields = {name: getattr(row, name) for name in SHOWN}
    return Notice(**{**fields, "kind": NoticeKind(fields["kind"])})


async def insert_notice(db: AsyncConnection, notice: Notice, key: str) -> bool:
    """False where this person was told of `key` before."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(notice, name) for name in SHOWN} | {"words": dict(notice.words)}
    query = dialect.insert(notices).values(**fields, key=key)
    once = query.on_conflict_do_nothing(index_elements=["person_id", "key"])
    # Not rowcount: psycopg answers an INSERT's with -1.
    return await db.scalar(once.returning(notices.c.notice_id)) is not None


async def find_notice(db: AsyncConnection, person_id: str, notice_id: str) -> Notice | None:
    query = select(notices).where(
        notices.c.person_id == person_id, notices.c.notice_id == notice_id
    )
    row = (await db.execute(query)).first()
    return _notice(row) if row else None


async def list_notices(
    db: AsyncConnection,
    person_id: str,
    *,
    before: Notice | None = None,
    unread: bool = False,
    limit: int,
) -> list[Notice]:
    """Newest first; `before` is the last one of the page before."""
    query = select(notices).where(notices.c.person_id == person_id)
    if unread:
        query = query.where(notices.c.read_at.is_(None))
    if before is not None:
        older = notices.c.at < before.at
        tied = and_(notices.c.at == before.at, notices.c.notice_id < before.notice_id)
        query = query.where(or_(older, tied))
    query = query.order_by(notices.c.at.desc(), notices.c.notice_id.desc()).limit(limit)
    return [_notice(row) for row in await db.execute(query)]


async def count_unread(db: AsyncConnection, person_id: str) -> int:
    return int((await UNREAD.one(db, person=person_id)).n)


async def set_read(db: AsyncConnection, person_id: str, at: datetime, notice_id: str = "") -> int:
    """One notice, or all of this person's; how many were unread before."""
    query = update(notices).where(notices.c.person_id == person_id, notices.c.read_at.is_(None))
    if notice_id:
        query = query.where(notices.c.notice_id == notice_id)
    return (await db.execute(query.values(read_at=at))).rowcount


async def delete_notices(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(notices).where(notices.c.person_id == person_id))

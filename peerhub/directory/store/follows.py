"""Rows of who follows what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.follow_tables import follow_choices, follows

F, C = follows.c, follow_choices.c


async def insert_follow(
    db: AsyncConnection, person_id: str, kind: str, ref: str, at: datetime
) -> None:
    """Again is as good as once."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"person_id": person_id, "kind": kind, "ref": ref, "at": at}
    await db.execute(dialect.insert(follows).values(**row).on_conflict_do_nothing())


async def delete_follow(db: AsyncConnection, person_id: str, kind: str, ref: str) -> bool:
    gone = and_(F.person_id == person_id, F.kind == kind, F.ref == ref)
    return (await db.execute(delete(follows).where(gone))).rowcount == 1


async def list_follows(db: AsyncConnection, person_id: str) -> list[tuple[str, str]]:
    """(kind, ref), in the order in which they were chosen."""
    query = select(F.kind, F.ref).where(F.person_id == person_id).order_by(F.at, F.kind, F.ref)
    return [(row.kind, row.ref) for row in await db.execute(query)]


async def count_follows(db: AsyncConnection, person_id: str) -> int:
    query = select(func.count()).where(F.person_id == person_id)
    return int(await db.scalar(query) or 0)


async def list_followers(
    db: AsyncConnection, things: Iterable[tuple[str, str]], *, after: str, limit: int
) -> list[str]:
    """Who follows one of these, each once, by rising id after `after`."""
    any_of = [and_(F.kind == kind, F.ref == ref) for kind, ref in things]
    if not any_of:
        return []
    query = select(F.person_id).where(or_(*any_of), F.person_id > after).distinct()
    return list(await db.scalars(query.order_by(F.person_id).limit(limit)))


async def set_by_mail(db: AsyncConnection, person_id: str, *, by_mail: bool) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    new = dialect.insert(follow_choices).values(person_id=person_id, by_mail=by_mail)
    await db.execute(
        new.on_conflict_do_update(index_elements=["person_id"], set_={"by_mail": by_mail})
    )


async def list_by_mail(db: AsyncConnection, person_ids: Collection[str]) -> set[str]:
    """Who of these hears of it by mail, too."""
    query = select(C.person_id).where(C.person_id.in_(list(person_ids)), C.by_mail)
    return set(await db.scalars(query))


async def delete_of_person(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(follows).where(F.person_id == person_id))
    await db.execute(delete(follow_choices).where(C.person_id == person_id))

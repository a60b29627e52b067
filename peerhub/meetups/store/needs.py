"""Rows of what people need to take part, sealed: nothing here can read them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.tables import meetup_needs

N = meetup_needs.c


async def set_needs(db: AsyncConnection, meetup_id: str, person_id: str, sealed: bytes) -> None:
    """In the place of what they wrote before."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"meetup_id": meetup_id, "person_id": person_id, "sealed": sealed}
    new = dialect.insert(meetup_needs).values(**row)
    await db.execute(
        new.on_conflict_do_update(
            index_elements=["meetup_id", "person_id"], set_={"sealed": sealed}
        )
    )


async def find_needs(db: AsyncConnection, meetup_id: str, person_id: str) -> bytes | None:
    query = select(N.sealed).where(N.meetup_id == meetup_id, N.person_id == person_id)
    return (await db.execute(query)).scalar()


async def list_needs(db: AsyncConnection, meetup_id: str) -> dict[str, bytes]:
    """By person_id."""
    query = select(N.person_id, N.sealed).where(N.meetup_id == meetup_id)
    return {row.person_id: row.sealed for row in await db.execute(query)}


async def list_needs_of(db: AsyncConnection, person_id: str) -> set[str]:
    """Ids of the meetups where they said what they need."""
    return set((await db.execute(select(N.meetup_id).where(N.person_id == person_id))).scalars())


async def delete_needs(db: AsyncConnection, *, meetup_id: str = "", person_id: str = "") -> None:
    """Those of a meetup, of a person, or of one person at one meetup."""
    query = delete(meetup_needs)
    if meetup_id:
        query = query.where(N.meetup_id == meetup_id)
    if person_id:
        query = query.where(N.person_id == person_id)
    if not meetup_id and not person_id:
        raise ValueError("whose needs?")
    await db.execute(query)

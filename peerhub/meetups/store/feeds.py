"""Rows of private calendars: one for a person, found by the hash of its token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.tables import meetup_feeds

F = meetup_feeds.c


async def set_feed(db: AsyncConnection, person_id: str, token_hash: str, at: datetime) -> None:
    """The one before ends."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    made = {"token_hash": token_hash, "made_at": at}
    new = dialect.insert(meetup_feeds).values(person_id=person_id, **made)
    await db.execute(new.on_conflict_do_update(index_elements=["person_id"], set_=made))


async def find_owner(db: AsyncConnection, token_hash: str) -> str:
    """Whose it is; "" for nobody's."""
    query = select(F.person_id).where(F.token_hash == token_hash)
    return (await db.execute(query)).scalar() or ""


async def find_made_at(db: AsyncConnection, person_id: str) -> datetime | None:
    query = select(F.made_at).where(F.person_id == person_id)
    return (await db.execute(query)).scalar()


async def delete_feed(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(meetup_feeds).where(F.person_id == person_id))

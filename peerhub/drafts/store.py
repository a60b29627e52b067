"""Rows of drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.drafts.tables import drafts

DRAFT = Prepared(
    select(drafts.c.body).where(
        drafts.c.person_id == bindparam("person"),
        drafts.c.place == bindparam("place"),
        drafts.c.at >= bindparam("since"),
    )
)


async def find_draft(db: AsyncConnection, person_id: str, place: str, since: datetime) -> str:
    """The words, "" where there are none or only old ones."""
    found = await DRAFT.one(db, person=person_id, place=place, since=since)
    return found.body if found else ""


async def list_drafts(db: AsyncConnection, person_id: str) -> list[tuple[str, str, datetime]]:
    query = select(drafts).where(drafts.c.person_id == person_id).order_by(drafts.c.at)
    return [(row.place, row.body, row.at) for row in await db.execute(query)]


async def put_draft(
    db: AsyncConnection, person_id: str, place: str, body: str, at: datetime
) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(drafts).values(person_id=person_id, place=place, body=body, at=at)
    await db.execute(
        row.on_conflict_do_update(
            index_elements=["person_id", "place"], set_={"body": body, "at": at}
        )
    )


async def delete_draft(db: AsyncConnection, person_id: str, place: str) -> None:
    mine = (drafts.c.person_id == person_id) & (drafts.c.place == place)
    await db.execute(delete(drafts).where(mine))


async def delete_old(db: AsyncConnection, before: datetime) -> None:
    await db.execute(delete(drafts).where(drafts.c.at < before))


async def delete_drafts_of(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(drafts).where(drafts.c.person_id == person_id))

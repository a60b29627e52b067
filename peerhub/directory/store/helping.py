"""Rows of organisations that stand under Get help now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.tables import help_organisations

H = help_organisations.c


async def list_chosen(db: AsyncConnection) -> list[str]:
    return list(await db.scalars(select(H.organisation_id).order_by(H.organisation_id)))


async def insert_chosen(db: AsyncConnection, organisation_id: str, at: datetime) -> bool:
    """False where it is chosen already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = dialect.insert(help_organisations).values(organisation_id=organisation_id, chosen_at=at)
    once = row.on_conflict_do_nothing().returning(H.organisation_id)
    return await db.scalar(once) is not None


async def delete_chosen(db: AsyncConnection, organisation_id: str) -> bool:
    gone = delete(help_organisations).where(H.organisation_id == organisation_id)
    return (await db.execute(gone)).rowcount == 1

"""Rows of the hub's partners."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.partners import Partner
from peerhub.directory.tables import partners

P = partners.c


def _partner(row: Any) -> Partner:
    return Partner(**{name: getattr(row, name) for name in Partner.__slots__})


async def list_partners(db: AsyncConnection) -> list[Partner]:
    rows = await db.execute(select(partners).order_by(P.organisation_id))
    return [_partner(row) for row in rows]


async def find_partner(db: AsyncConnection, organisation_id: str) -> Partner | None:
    query = select(partners).where(P.organisation_id == organisation_id)
    row = (await db.execute(query)).first()
    return _partner(row) if row else None


async def set_partner(db: AsyncConnection, partner: Partner) -> None:
    """What was said last stands."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    fields = {name: getattr(partner, name) for name in Partner.__slots__}
    row = dialect.insert(partners).values(**fields)
    said = {name: value for name, value in fields.items() if name != "organisation_id"}
    await db.execute(row.on_conflict_do_update(index_elements=["organisation_id"], set_=said))


async def delete_partner(db: AsyncConnection, organisation_id: str) -> bool:
    gone = P.organisation_id == organisation_id
    return (await db.execute(delete(partners).where(gone))).rowcount == 1

"""Rows of what belongs to whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.directory.belonging_tables import belongings
from peerhub.directory.belongings import Belonging, OwnerKind

B = belongings.c


def _belonging(row: Any) -> Belonging:
    fields = {name: getattr(row, name) for name in Belonging.__slots__}
    return Belonging(**{**fields, "owner_kind": OwnerKind(row.owner_kind)})


def _of(owner: ItemRef) -> ColumnElement[bool]:
    return and_(B.owner_kind == owner.kind, B.owner_id == owner.id)


async def insert_belonging(db: AsyncConnection, new: Belonging) -> bool:
    """False where it is asked, or so, already."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    once = dialect.insert(belongings).values(**asdict(new)).on_conflict_do_nothing()
    return await db.scalar(once.returning(B.place_id)) is not None


async def list_of_places(
    db: AsyncConnection, place_kind: str, place_ids: Collection[str]
) -> list[Belonging]:
    """What was said of these places, asked only or whole, the oldest first."""
    query = select(belongings).where(B.place_kind == place_kind, B.place_id.in_(list(place_ids)))
    query = query.order_by(B.asked_at, B.owner_kind, B.owner_id)
    return [_belonging(row) for row in await db.execute(query)]


async def list_of_owner(db: AsyncConnection, owner: ItemRef) -> list[Belonging]:
    """Asked only or whole, the oldest first."""
    query = select(belongings).where(_of(owner)).order_by(B.asked_at, B.place_id)
    return [_belonging(row) for row in await db.execute(query)]


async def list_places(db: AsyncConnection, owner: ItemRef, place_kind: str) -> list[str]:
    """Where both said yes."""
    query = select(B.place_id).where(
        _of(owner), B.place_kind == place_kind, B.confirmed_at.is_not(None)
    )
    return list(await db.scalars(query))


async def count_owners(db: AsyncConnection, place: ItemRef) -> int:
    query = select(func.count()).where(B.place_kind == place.kind, B.place_id == place.id)
    return int(await db.scalar(query) or 0)


async def list_together(db: AsyncConnection, owner: ItemRef, together: str) -> list[Belonging]:
    query = select(belongings).where(_of(owner), B.together == together).order_by(B.place_id)
    return [_belonging(row) for row in await db.execute(query)]


async def set_confirmed(db: AsyncConnection, owner: ItemRef, together: str, at: datetime) -> bool:
    """Compare and set: what is asked is answered once, and only while it stands."""
    of = and_(_of(owner), B.together == together, B.confirmed_at.is_(None))
    return (await db.execute(update(belongings).where(of).values(confirmed_at=at))).rowcount > 0


async def delete_together(db: AsyncConnection, owner: ItemRef, together: str) -> bool:
    of = and_(_of(owner), B.together == together)
    return (await db.execute(delete(belongings).where(of))).rowcount > 0


async def delete_belonging(db: AsyncConnection, place: ItemRef, owner: ItemRef) -> bool:
    of = and_(_of(owner), B.place_kind == place.kind, B.place_id == place.id)
    return (await db.execute(delete(belongings).where(of))).rowcount > 0

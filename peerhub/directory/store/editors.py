"""Rows of who may change which page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.tables import organisation_editors

E = organisation_editors.c


async def list_editors(db: AsyncConnection, organisation_id: str) -> list[str]:
    query = select(E.person_id).where(E.organisation_id == organisation_id)
    return list(await db.scalars(query.order_by(E.person_id)))


async def is_editor(db: AsyncConnection, organisation_id: str, person_id: str) -> bool:
    query = select(E.person_id).where(
        E.organisation_id == organisation_id, E.person_id == person_id
    )
    return (await db.scalar(query)) is not None


async def insert_editor(db: AsyncConnection, organisation_id: str, person_id: str) -> None:
    row = {"organisation_id": organisation_id, "person_id": person_id}
    await db.execute(insert(organisation_editors).values(**row))


async def list_edited_among(
    db: AsyncConnection, person_id: str, organisation_ids: Sequence[str]
) -> set[str]:
    query = select(E.organisation_id).where(
        E.person_id == person_id, E.organisation_id.in_(list(organisation_ids))
    )
    return set(await db.scalars(query))


async def delete_editor(db: AsyncConnection, organisation_id: str, person_id: str) -> bool:
    gone = and_(E.organisation_id == organisation_id, E.person_id == person_id)
    return (await db.execute(delete(organisation_editors).where(gone))).rowcount == 1


async def delete_editors_of_person(db: AsyncConnection, person_id: str) -> None:
    await db.execute(delete(organisation_editors).where(E.person_id == person_id))

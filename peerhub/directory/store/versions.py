"""Rows of the versions of a page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.history import MOST_VERSIONS, By, Version, from_json, to_json
from peerhub.directory.tables import organisation_versions

V = organisation_versions.c


def _version(row: Any) -> Version:
    return Version(row.number, from_json(row.profile), row.at, By(row.by))


async def insert_version(db: AsyncConnection, organisation_id: str, new: Version) -> None:
    """Once for each number; what is older than the last thirty goes."""
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {
        "organisation_id": organisation_id,
        "number": new.number,
        "profile": to_json(new.profile),
        "at": new.at,
        "by": new.by,
    }
    await db.execute(dialect.insert(organisation_versions).values(**row).on_conflict_do_nothing())
    old = V.number <= new.number - MOST_VERSIONS
    await db.execute(delete(organisation_versions).where(V.organisation_id == organisation_id, old))


async def list_versions(db: AsyncConnection, organisation_id: str) -> list[Version]:
    """The newest first."""
    query = select(organisation_versions).where(V.organisation_id == organisation_id)
    return [_version(row) for row in await db.execute(query.order_by(V.number.desc()))]


async def find_version(db: AsyncConnection, organisation_id: str, number: int) -> Version | None:
    query = select(organisation_versions).where(
        V.organisation_id == organisation_id, V.number == number
    )
    row = (await db.execute(query)).first()
    return _version(row) if row else None


async def delete_version(db: AsyncConnection, organisation_id: str, number: int) -> bool:
    gone = delete(organisation_versions).where(
        V.organisation_id == organisation_id, V.number == number
    )
    return (await db.execute(gone)).rowcount == 1

"""Rows of the records of other finders from which pages were brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.tables import organisation_sources, organisations

S = organisation_sources.c


async def find_source(db: AsyncConnection, key: str) -> tuple[str, dict[str, Any]] | None:
    """(organisation_id, what it said last by field, where nobody has changed that since)."""
    row = (await db.execute(select(S.organisation_id, S.said).where(S.source_key == key))).first()
    return (row.organisation_id, dict(row.said)) if row else None


async def set_source(
    db: AsyncConnection, key: str, organisation_id: str, said: Mapping[str, Any], at: datetime
) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"source_key": key, "organisation_id": organisation_id, "said": said, "brought_at": at}
    new = dialect.insert(organisation_sources).values(**row)
    set_ = {"said": new.excluded.said, "brought_at": at}
    await db.execute(new.on_conflict_do_update(index_elements=["source_key"], set_=set_))


async def is_name_here(db: AsyncConnection, sort_name: str) -> bool:
    """Whether any page has this name, archived and removed ones too."""
    query = select(organisations.c.slug).where(organisations.c.sort_name == sort_name).limit(1)
    return (await db.scalar(query)) is not None

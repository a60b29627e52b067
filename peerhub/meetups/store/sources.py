"""Rows of the events of other networks' calendars from which meetups were brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.meetups.tables import meetup_sources

S = meetup_sources.c


async def find_source(db: AsyncConnection, key: str) -> tuple[str, dict[str, Any]] | None:
    """(meetup_id, what it said last by field, where nobody has changed that since)."""
    row = (await db.execute(select(S.meetup_id, S.said).where(S.source_key == key))).first()
    return (row.meetup_id, dict(row.said)) if row else None


async def set_source(
    db: AsyncConnection, key: str, meetup_id: str, said: Mapping[str, Any], at: datetime
) -> None:
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    row = {"source_key": key, "meetup_id": meetup_id, "said": said, "brought_at": at}
    new = dialect.insert(meetup_sources).values(**row)
    set_ = {"said": new.excluded.said, "brought_at": at}
    await db.execute(new.on_conflict_do_update(index_elements=["source_key"], set_=set_))

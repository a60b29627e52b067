"""Rows in, rows out of the records."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.compliance.models import Record, Topic
from peerhub.compliance.tables import compliance_records as records


async def _records(db: AsyncConnection, query: Select[Any]) -> list[Record]:
    rows = (await db.execute(query)).mappings()
    return [Record(**{**row, "topic": Topic(row["topic"])}) for row in rows]


async def list_records(db: AsyncConnection) -> list[Record]:
    """Every version of every page, the newest of each first."""
    return await _records(db, select(records).order_by(records.c.version.desc()))


async def list_versions(db: AsyncConnection, topic: Topic, key: str) -> list[Record]:
    """Of one page, the newest first."""
    query = select(records).where(records.c.topic == topic, records.c.key == key)
    return await _records(db, query.order_by(records.c.version.desc()))


async def list_records_by(db: AsyncConnection, person_id: str) -> list[Record]:
    query = select(records).where(records.c.made_by == person_id)
    return await _records(db, query.order_by(records.c.made_at))


async def insert_record(db: AsyncConnection, record: Record) -> bool:
    """False where this version was written by somebody else."""
    fields = {c.name: getattr(record, c.name) for c in records.c}
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    made = dialect.insert(records).values(**fields).on_conflict_do_nothing()
    return await db.scalar(made.returning(records.c.version)) is not None

"""Rows of what stood in posts before they were edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.tables import post_versions


async def insert_version(db: AsyncConnection, post_id: str, body: str, until: datetime) -> None:
    await db.execute(insert(post_versions).values(post_id=post_id, body=body, until=until))


async def list_versions(db: AsyncConnection, post_id: str) -> list[tuple[datetime, str]]:
    """(until when it stood there, its words) of what was edited, oldest first."""
    query = select(post_versions).where(post_versions.c.post_id == post_id)
    rows = await db.execute(query.order_by(post_versions.c.version_id))
    return [(row.until, row.body) for row in rows]

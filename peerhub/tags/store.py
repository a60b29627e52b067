"""Rows of tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.tags.models import Tag
from peerhub.tags.tables import tags


def _tag(row: Any) -> Tag:
    return Tag(row.tag_id, row.slug, row.title, row.archived_at)


async def list_tags(db: AsyncConnection) -> list[Tag]:
    query = select(tags).order_by(func.lower(tags.c.title), tags.c.slug)
    return [_tag(row) for row in await db.execute(query)]


async def find_tag(db: AsyncConnection, slug: str) -> Tag | None:
    row = (await db.execute(select(tags).where(tags.c.slug == slug))).first()
    return _tag(row) if row else None


async def insert_tag(db: AsyncConnection, slug: str, title: str) -> None:
    await db.execute(insert(tags).values(slug=slug, title=title))


async def set_archived(db: AsyncConnection, slug: str, at: datetime | None) -> bool:
    done = await db.execute(update(tags).where(tags.c.slug == slug).values(archived_at=at))
    return done.rowcount == 1

"""The list of tags is for everybody; it names nobody and no place."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.tags import store
from peerhub.tags.models import Tag


async def tags_for_anyone(db: AsyncConnection) -> list[Tag]:
    """Those that may be given now, by their titles."""
    return [tag for tag in await store.list_tags(db) if tag.archived_at is None]


async def all_tags(db: AsyncConnection) -> list[Tag]:
    """Also those that were put away: for an administrator, and for what bears them still."""
    return await store.list_tags(db)


async def tag_for_anyone(db: AsyncConnection, slug: str) -> Tag:
    tag = await store.find_tag(db, slug)
    if tag is None:
        raise NotFound()
    return tag

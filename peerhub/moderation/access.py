"""Who sees what of moderation."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.community.access import community_for_anyone
from peerhub.moderation import store


async def posts_are_held(db: AsyncConnection, person_id: str) -> bool:
    """Whether this person's next post would wait: the form says so beforehand."""
    wanted = (await community_for_anyone(db)).hold_first_posts
    return (await store.list_standings(db, [person_id])).get(person_id, 0) < wanted

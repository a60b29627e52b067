"""Rows of posts as a search shows them: each with its thread and its author's name, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.prepared import Prepared
from peerhub.forum.models import PostState
from peerhub.forum.tables import posts, threads
from peerhub.people.tables import people

FOUND = Prepared(
    select(
        posts.c.post_id,
        posts.c.number,
        posts.c.at,
        posts.c.body,
        posts.c.warning,
        posts.c.author_id,
        posts.c.pseudonym_id,
        func.coalesce(people.c.name, posts.c.author_name).label("author_name"),
        threads.c.thread_id,
        threads.c.board_id,
        threads.c.slug,
        threads.c.title,
        threads.c.author_id.label("began_id"),
        threads.c.pseudonym_id.label("began_pseudonym_id"),
    )
    .select_from(
        posts.join(threads, threads.c.thread_id == posts.c.thread_id).outerjoin(
            people, people.c.person_id == posts.c.author_id
        )
    )
    .where(
        posts.c.post_id.in_(bindparam("posts", expanding=True)),
        posts.c.state == PostState.VISIBLE,
        threads.c.held.is_(False),
    )
)


async def list_found(db: AsyncConnection, post_ids: Sequence[str]) -> Sequence[Any]:
    """Those of these posts that stand; who may see them is not asked here."""
    return await FOUND.all(db, posts=list(post_ids))

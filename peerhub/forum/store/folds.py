"""Posts behind a note of the hub's own; their author's note waits beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import case, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum.models import Post, PostState
from peerhub.forum.store.posts import post_from
from peerhub.forum.tables import posts

P = posts.c
FOLDED = P.own_warning.is_not(None)


async def fold(db: AsyncConnection, post_id: str, note: str) -> bool:
    """False where it is folded already, or shown to nobody."""
    done = await db.execute(
        update(posts)
        .where(P.post_id == post_id, P.state == PostState.VISIBLE, P.own_warning.is_(None))
        .values(own_warning=P.warning, warning=note)
    )
    return done.rowcount == 1


async def unfold(db: AsyncConnection, post_id: str) -> bool:
    """False where it is not folded."""
    done = await db.execute(
        update(posts)
        .where(P.post_id == post_id, FOLDED)
        .values(warning=P.own_warning, own_warning=None)
    )
    return done.rowcount == 1


async def find_as_written(db: AsyncConnection, post_id: str) -> Post | None:
    """With its author's own content note, for the author."""
    row = (await db.execute(select(posts).where(P.post_id == post_id))).first()
    if row is None:
        return None
    post = post_from(row)
    return post if row.own_warning is None else replace(post, warning=row.own_warning)


async def set_words(
    db: AsyncConnection, post_id: str, before: Sequence[PostState], warning: str, **fields: Any
) -> bool:
    """Compare and set new words; what is folded stays so, and the new note waits beside it."""
    done = await db.execute(
        update(posts)
        .where(P.post_id == post_id, P.state.in_(before))
        .values(
            warning=case((FOLDED, P.warning), else_=warning),
            own_warning=case((FOLDED, warning), else_=null()),
            **fields,
        )
    )
    return done.rowcount == 1

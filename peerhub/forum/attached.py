"""The port by which uploads asks who may see a post's files: whoever may read the post itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.forum import access, rules
from peerhub.forum.models import Board, Post, PostState, Thread
from peerhub.moderation.access import may_look_at


class PostAttached:
    """The Attached port for `post`."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        """Readers while it stands and no block hides it, its author while it waits, its moderators."""
        found = await access.post_in_thread(db, item_id)
        if found is None:
            return False
        if await _may_read(db, person, *found, by_token=by_token):
            return True
        return not by_token and await self.may_judge_files(db, person, item_id)

    async def may_judge_files(self, db: AsyncConnection, person: Any, item_id: str) -> bool:
        return await may_look_at(db, person, ItemRef("post", item_id))


async def _may_read(
    db: AsyncConnection, person: Any, post: Post, thread: Thread, board: Board, *, by_token: bool
) -> bool:
    if post.state not in (PostState.VISIBLE, PostState.HELD):
        return False
    if by_token and board.kind.is_secret:
        return False
    try:
        reading = await access.thread_for_reader(db, person, thread.thread_id)
    except NotFound:
        return False
    return rules.can_see_post(person, post) and reading.shows(post)

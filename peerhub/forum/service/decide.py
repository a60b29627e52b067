"""What moderation may do to a post: release, remove, restore. Called only by moderated.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import PostPublished
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.models import Post, PostState
from peerhub.forum.searchable import forget_posts, index_again
from peerhub.forum.service.polling import about
from peerhub.forum.store import threads
from peerhub.moderation.service.screen import count_published
from peerhub.polls import service as polls


async def release_post(tx: Transaction, post_id: str) -> None:
    """A held post takes the next number: the same event as on the straight road follows."""
    post = await _post(tx, post_id)
    number = await _take_number(tx, post)
    await _set(tx, post, [PostState.HELD], state=PostState.VISIBLE, number=number)
    await index_again(tx, post_id)
    if post.author_id:
        await count_published(tx, post.author_id)
    if post.author_id or post.pseudonym_id:
        tx.record(PostPublished(post_id, post.thread_id, post.author_id or ""))


async def remove_post(tx: Transaction, post_id: str, reason: str) -> None:
    """A stone with the reason stays where it stood; a held one never comes out."""
    post = await _post(tx, post_id)
    before = [PostState.HELD, PostState.VISIBLE, PostState.WITHDRAWN]
    await _set(tx, post, before, state=PostState.REMOVED, removed_reason=reason)
    await forget_posts(tx, [post_id])
    await threads.clear_accepted(tx.db, post_id)


async def restore_post(tx: Transaction, post_id: str) -> None:
    """The opposite of remove."""
    post = await _post(tx, post_id)
    fields: dict[str, Any] = {"state": PostState.VISIBLE, "removed_reason": ""}
    if post.number is None:
        fields["number"] = await _take_number(tx, post)
    await _set(tx, post, [PostState.REMOVED], **fields)
    await index_again(tx, post_id)


async def _take_number(tx: Transaction, post: Post) -> int:
    """With the first post stands its thread, and the poll that waited with it."""
    number = await threads.take_number(tx.db, post.thread_id, post.post_id, tx.now)
    if number == 1:
        await polls.start_anew(tx, about(post.thread_id))
    return number


async def _post(tx: Transaction, post_id: str) -> Post:
    post = await threads.find_post(tx.db, post_id)
    if post is None:
        raise NotFound()
    return post


async def _set(tx: Transaction, post: Post, before: Sequence[PostState], **fields: Any) -> None:
    if not await threads.set_post_state(tx.db, post.post_id, before, **fields):
        raise Refused(_("This was decided already."), code="conflict")

"""What moderation may do to a post: release, remove (whole, or one file of it), restore; lock its
thread. For moderated.py alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import PostPublished
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum.acts import SIGNED_BY_ROLE, Act, ActKind
from peerhub.forum.models import Post, PostState
from peerhub.forum.searchable import forget_posts, index_again
from peerhub.forum.service.polling import about
from peerhub.forum.store import acts, folds, threads
from peerhub.moderation.service.screen import count_published
from peerhub.polls import service as polls
from peerhub.uploads.attachments import with_entry


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


async def fold_post(tx: Transaction, post_id: str, note: str) -> None:
    """Behind this note until it is unfolded; its words stay, for whoever opens it."""
    if not await folds.fold(tx.db, post_id, note):
        raise Refused(_("This was decided already."), code="conflict")
    await index_again(tx, post_id)


async def unfold_post(tx: Transaction, post_id: str) -> None:
    """The opposite: its author's own note again, or none."""
    if not await folds.unfold(tx.db, post_id):
        raise Refused(_("This was decided already."), code="conflict")
    await index_again(tx, post_id)


async def change_file(tx: Transaction, post_id: str, entry: Mapping[str, Any]) -> None:
    """One of its files went, or is back; the words stay."""
    post = await _post(tx, post_id)
    await _set(tx, post, [post.state], files=with_entry(post.files, entry))
    await index_again(tx, post_id)


async def lock_thread(tx: Transaction, post_id: str, reason: str) -> None:
    """Nobody but who looks after the board writes in it any more; signed by role, so by no name."""
    post = await _post(tx, post_id)
    thread = await threads.find_thread(tx.db, post.thread_id)
    if thread is None or thread.locked:
        raise Refused(_("This thread is closed already."), code="conflict")
    before = {"locked": False}
    act = Act(new_id(), thread.thread_id, ActKind.LOCK, SIGNED_BY_ROLE, reason, before, tx.now)
    await acts.insert_act(tx.db, act)
    await threads.set_thread(tx.db, thread.thread_id, locked_at=tx.now)


async def unlock_thread(tx: Transaction, post_id: str) -> None:
    """The opposite; nothing where somebody opened it meanwhile."""
    post = await _post(tx, post_id)
    for act in await acts.list_acts(tx.db, post.thread_id):
        if act.kind is ActKind.LOCK and await acts.set_undone(tx.db, act.act_id, tx.now):
            await threads.set_thread(tx.db, post.thread_id, locked_at=None)


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

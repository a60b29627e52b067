"""Edit and withdraw one's own post. The words before an edit are kept for moderators."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access, rules
from peerhub.forum.models import PostState
from peerhub.forum.searchable import forget_posts, index_posts
from peerhub.forum.store import threads, versions
from peerhub.people.models import Person

CHANGEABLE = (PostState.VISIBLE, PostState.HELD)


async def edit_post(
    tx: Transaction, person: Person, post_id: str, *, body: str, html: str, warning: str = ""
) -> None:
    """New words for one's own post; everybody sees that it was edited, and when."""
    post, reading = await access.post_for_author(tx.db, person, post_id, keys=tx.keys)
    if not rules.can_change(person, post, reading.board, reading.own):
        raise Refused(_("This board is closed. You can still take your post back."))
    if (body, warning) == (post.body, post.warning):
        return
    await versions.insert_version(tx.db, post_id, post.body, tx.now)
    changed = await threads.set_post_state(
        tx.db, post_id, CHANGEABLE, body=body, html=html, warning=warning, edited_at=tx.now
    )
    if not changed:
        raise Refused(_("A moderator has just decided about this post. Reload the page."))
    await index_posts(tx, [replace(post, body=body)], reading)


async def withdraw_post(tx: Transaction, person: Person, post_id: str) -> None:
    """Nobody but moderators can read it any more; its place in the thread stays."""
    await access.post_for_author(tx.db, person, post_id, keys=tx.keys)
    done = await threads.set_post_state(tx.db, post_id, CHANGEABLE, state=PostState.WITHDRAWN)
    if not done:
        raise Refused(_("A moderator has just decided about this post. Reload the page."))
    await forget_posts(tx, [post_id])
    await threads.clear_accepted(tx.db, post_id)

"""Edit and withdraw one's own post. The words before an edit are kept for moderators."""

from __future__ import annotations

from dataclasses import replace

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.forum import access, rules
from peerhub.forum.models import PostState
from peerhub.forum.searchable import forget_posts, index_posts
from peerhub.forum.store import folds, threads, versions
from peerhub.moderation.bounds import Place, Said, check_may_say, check_name_may_say
from peerhub.moderation.service.edits import show_again
from peerhub.moderation.service.screen import screen_change
from peerhub.moderation.service.unsafe import raise_concern_for
from peerhub.moderation.watch import NewItem
from peerhub.people.models import Person

CHANGEABLE = (PostState.VISIBLE, PostState.HELD)


async def edit_post(
    tx: Transaction, person: Person, post_id: str, *, body: str, html: str, warning: str = ""
) -> bool:
    """New words for one's own post; everybody sees that it was edited, and when.

    True where they point to danger: whoever wrote them is led to help. Refused where a moderator
    would read them first: what others read already is never put back among what waits.
    """
    post, reading = await access.post_for_author(tx.db, person, post_id, keys=tx.keys)
    new_words = Said(html, (warning,))
    await check_may_say(tx, person, Place(reading.board.scopes), new_words)
    if post.pseudonym_id is not None:
        await check_name_may_say(tx, post.pseudonym_id, new_words, anew=True)
    if not rules.can_change(person, post, reading.board, reading.own):
        raise Refused(_("This board is closed. You can still take your post back."))
    if (body, warning) == (post.body, post.warning):
        return False
    author_id = post.author_id or ""
    new = NewItem(author_id, reading.board.place, f"{warning}\n{body}", html)
    said = await screen_change(tx, new)
    if said.waits and post.state is PostState.VISIBLE:
        raise Refused(
            _("A moderator would read this first. Take this post back and write it anew."),
            field="body",
        )
    await versions.insert_version(tx.db, post_id, post.body, tx.now)
    changed = await folds.set_words(
        tx.db, post_id, CHANGEABLE, warning, body=body, html=html, edited_at=tx.now
    )
    if not changed:
        raise Refused(_("A moderator has just decided about this post. Reload the page."))
    await index_posts(tx, [replace(post, body=body)], reading)
    if post.state is PostState.HELD:
        await show_again(tx, ItemRef("post", post_id))
    if said.danger:
        item = ItemRef("post", post_id)
        raise_concern_for(tx, item, author_id=author_id, place=reading.board.place)
    return said.danger


async def withdraw_post(tx: Transaction, person: Person, post_id: str) -> None:
    """Nobody but moderators can read it any more; its place in the thread stays."""
    await access.post_for_author(tx.db, person, post_id, keys=tx.keys)
    done = await threads.set_post_state(tx.db, post_id, CHANGEABLE, state=PostState.WITHDRAWN)
    if not done:
        raise Refused(_("A moderator has just decided about this post. Reload the page."))
    await forget_posts(tx, [post_id])
    await threads.clear_accepted(tx.db, post_id)

"""An exchange of a room becomes a thread: every author has agreed to this board, whoever calls knows."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import NotFound
from peerhub.core.keys import new_id
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.forum.access import Reading
from peerhub.forum.models import Carried, Origin, Post, PostState, Thread
from peerhub.forum.searchable import index_posts
from peerhub.forum.store import boards, threads


async def carry_over(
    tx: Transaction, *, board_id: str, by_id: str, title: str, said: Sequence[Carried]
) -> Thread:
    """A thread begun by who proposed it, with a post for each message, when and by whom it was said.

    What was written under a name for one room alone bears that name and no person. Nobody is told
    as of a reply: their authors hear that it is made.
    """
    board = await boards.find_board_by_id(tx.db, board_id)
    if board is None:
        raise NotFound()
    thread = Thread(
        thread_id=new_id(),
        board_id=board_id,
        slug="thread" if board.kind.is_secret else (to_slug(title) or "thread"),
        title=title,
        author_id=by_id,
        author_name="",
        posts=len(said),
        made_at=tx.now,
        last_at=tx.now,
        last_name="",
    )
    posts = _to_posts(thread, said)
    await threads.insert_thread(tx.db, thread)
    await threads.insert_posts(tx.db, posts)
    await threads.set_thread(tx.db, thread.thread_id, last_post_id=posts[-1].post_id)
    await index_posts(tx, posts, Reading(thread, board), new=True)
    return thread


def _to_posts(thread: Thread, said: Sequence[Carried]) -> list[Post]:
    ids = {one.message_id: new_id() for one in said}
    return [
        Post(
            post_id=ids[one.message_id],
            thread_id=thread.thread_id,
            number=number,
            author_id=one.author_id,
            author_name="" if one.author_id else one.author_name,
            body=one.body,
            html=one.html,
            reply_to=ids.get(one.reply_to or ""),
            at=one.at,
            state=PostState.VISIBLE,
            origin=Origin.ROOM,
        )
        for number, one in enumerate(said, start=1)
    ]

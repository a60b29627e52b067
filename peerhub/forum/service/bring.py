"""Bring a thread of an archive into a board: whole or not at all, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerhub.core.keys import new_id
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.forum.access import Reading
from peerhub.forum.models import TITLE_LENGTH, Board, ImportedPost, Origin, Post, PostState, Thread
from peerhub.forum.searchable import index_posts
from peerhub.forum.store import threads


async def bring_thread(
    tx: Transaction, board: Board, title: str, letters: Sequence[ImportedPost]
) -> int:
    """How many letters were new. Their writers stay without account, joined to nobody here.

    Letters of a thread that was brought before are added to it, so an archive that grew can be
    brought again. No event is recorded: nobody is told about old mail.
    """
    known = await threads.list_known_keys(tx.db, [letter.key for letter in letters])
    new = [letter for letter in letters if letter.key not in known]
    if not new:
        return 0
    ids = {key: post_id for key, (post_id, _thread) in known.items()}
    ids |= {letter.key: new_id() for letter in new}
    thread_id = next((thread for _post, thread in known.values()), None)
    if thread_id is None:
        thread_id = await _open_thread(tx, board, title, new[0])
    posts = await _number(tx, thread_id, new, ids)
    await threads.insert_posts(tx.db, posts, keys=[letter.key for letter in new])
    thread = await threads.find_thread(tx.db, thread_id)
    if thread is not None:
        await index_posts(tx, posts, Reading(thread, board), new=True)
    return len(new)


async def _open_thread(tx: Transaction, board: Board, title: str, first: ImportedPost) -> str:
    thread = Thread(
        thread_id=new_id(),
        board_id=board.board_id,
        slug="thread" if board.kind.is_secret else (to_slug(title) or "thread"),
        title=title[:TITLE_LENGTH],
        author_id=None,
        author_name=first.author_name,
        posts=0,
        made_at=first.at,
        last_at=first.at,
        last_name="",
    )
    await threads.insert_thread(tx.db, thread, author_name=first.author_name)
    return thread.thread_id


async def _number(
    tx: Transaction, thread_id: str, new: Sequence[ImportedPost], ids: dict[str, str]
) -> list[Post]:
    thread = await threads.find_thread(tx.db, thread_id)
    if thread is None:
        raise LookupError("a thread that was just opened is not there")
    posts = [
        Post(
            post_id=ids[letter.key],
            thread_id=thread_id,
            number=thread.posts + n,
            author_id=None,
            author_name=letter.author_name,
            body=letter.body,
            html=letter.html,
            reply_to=ids.get(letter.parent_key or ""),
            at=letter.at,
            state=PostState.VISIBLE,
            files=letter.files,
            origin=Origin.MAIL,
        )
        for n, letter in enumerate(new, start=1)
    ]
    newest = max(posts, key=lambda post: (post.at, post.number or 0))
    fields: dict[str, Any] = {"posts": thread.posts + len(posts)}
    if thread.posts == 0 or newest.at >= thread.last_at:
        fields |= {"last_at": newest.at, "last_post_id": newest.post_id}
    await threads.set_thread(tx.db, thread_id, **fields)
    return posts

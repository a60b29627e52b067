"""Bring letters of an archive into a board, as posts of a thread; never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.core.keys import new_id
from peerhub.core.text import to_slug
from peerhub.core.transaction import Transaction
from peerhub.forum.access import Reading
from peerhub.forum.models import TITLE_LENGTH, Board, Origin, Post, PostState, Thread
from peerhub.forum.searchable import index_posts
from peerhub.forum.store import threads
from peerhub.uploads.attachments import file_fields
from peerhub.uploads.models import Shelved
from peerhub.uploads.service import bear_imported


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that came with a letter and was made harmless; its bytes are on the disk."""

    shelved: Shelved
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """A letter of an archive as it becomes a post. `key` tells it from every other, for good.

    It bears `borne`; `files` are the names of those that were left behind.
    """

    key: str
    parent_key: str | None
    author_name: str
    author_mark: str | None
    body: str
    html: str
    at: datetime
    files: tuple[dict[str, Any], ...]
    borne: tuple[ImportedFile, ...] = ()


Known = dict[str, tuple[str, str]]  # of what was imported, by its key: the post and its thread


async def find_known(db: AsyncConnection, keys: Sequence[str]) -> Known:
    """Those of these letters that were brought before."""
    return await threads.list_known_keys(db, keys)


async def bring_posts(
    tx: Transaction, board: Board, title: str, new: Sequence[ImportedPost], known: Known
) -> Known:
    """Where the new letters are from now on. Their writers stay without account, joined to nobody.

    `known` are the other letters of their thread: they are added to it, so an archive that grew,
    or a run that was cut, can be brought again. No event is recorded: nobody is told of old mail.
    """
    ids = {key: post_id for key, (post_id, _thread) in known.items()}
    ids |= {letter.key: new_id() for letter in new}
    elder = known.get(new[0].parent_key or "") or next(iter(known.values()), None)
    thread_id = elder[1] if elder else None  # the thread may have been split since
    if thread_id is None:
        thread_id = await _open_thread(tx, board, title, new[0])
    files = [await _bear(tx, ids[letter.key], letter) for letter in new]
    posts = await _number(tx, thread_id, new, ids)
    posts = [replace(post, files=borne) for post, borne in zip(posts, files, strict=True)]
    imported = [{"import_key": one.key, "imported_mark": one.author_mark} for one in new]
    await threads.insert_posts(tx.db, posts, imported)
    thread = await threads.find_thread(tx.db, thread_id)
    if thread is not None:
        await index_posts(tx, posts, Reading(thread, board), new=True)
    return {letter.key: (ids[letter.key], thread_id) for letter in new}


async def _bear(tx: Transaction, post_id: str, letter: ImportedPost) -> tuple[dict[str, Any], ...]:
    """What stands with the post of its files: those that it bears, then the names of the others."""
    item = ItemRef("post", post_id)
    borne = [
        await bear_imported(tx, item, one.shelved, name=one.name, alt=one.alt)
        for one in letter.borne
    ]
    return (*(file_fields(upload, pseudonym=False) for upload in borne), *letter.files)


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

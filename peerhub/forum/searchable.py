"""The hinge by which posts are found: what the index is told of them, and for whom they show.

Only what everybody on the board can read; what waits, was taken back or removed never. The title
of a thread is found with its first post. Whoever moves posts to another thread or board, or
changes a title, calls `index_again` for them in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef, SearchCard, SearchEntry, SearchPlace
from peerhub.core.transaction import Transaction
from peerhub.forum import access
from peerhub.forum.access import Reading
from peerhub.forum.models import PAGE_POSTS, Post, PostState, Thread
from peerhub.forum.store import posts, threads
from peerhub.forum.store.found import list_found
from peerhub.people.blocks import person_name, pseudonym_name
from peerhub.people.models import Person
from peerhub.search import service as search
from peerhub.uploads.attachments import still_borne

KIND = "post"


async def index_posts(
    tx: Transaction, posts: Sequence[Post], place: Reading, *, new: bool = False
) -> None:
    """Posts of one thread can be found as they stand now; those that wait are passed over."""
    shown = [post for post in posts if post.state is PostState.VISIBLE]
    await search.index(tx, [_entry(post, place.thread) for post in shown], new=new)


async def index_again(tx: Transaction, *post_ids: str) -> None:
    """The same for posts as they are in the store now, wherever they stand."""
    found, known = await threads.list_by_ids(tx.db, post_ids)
    shown = [post for post in found if post.state is PostState.VISIBLE]
    await search.index(tx, [_entry(post, known[post.thread_id]) for post in shown])


async def index_thread_again(tx: Transaction, thread_id: str) -> None:
    """All posts of a thread that has moved, a page at a time."""
    after = 0
    while found := await posts.list_posts(tx.db, thread_id, after=after, limit=PAGE_POSTS):
        await index_again(tx, *(post.post_id for post in found))
        after = found[-1].number or 0


async def forget_posts(tx: Transaction, post_ids: Sequence[str]) -> None:
    await search.forget(tx, KIND, post_ids)


def _entry(post: Post, thread: Thread) -> SearchEntry:
    return SearchEntry(
        ref=ItemRef(KIND, post.post_id),
        place=_place(thread),
        author=_name(post, thread.board_id),
        at=post.at,
        text=f"{thread.title}\n{post.body}" if post.number == 1 else post.body,
        under=_name(thread, thread.board_id),
        has_file=bool(still_borne(post.files)),
    )


def _place(thread: Thread) -> str:
    return f"board:{thread.board_id}"


def _name(item: Post | Thread, board_id: str) -> str:
    return _name_of(item.author_id, item.pseudonym_id, board_id)


def _name_of(author_id: str | None, pseudonym_id: str | None, board_id: str) -> str:
    """The name it was written under, as blocks know it; imported authors are nobody here.

    A pseudonym of a board is found by no `from:`, which knows handles alone.
    """
    if pseudonym_id is not None:
        return pseudonym_name(board_id, pseudonym_id)
    return person_name(author_id) if author_id else ""


class PostsSearchable:
    """The Searchable port for `post`."""

    async def places_for(
        self, db: AsyncConnection, person: Person | None, *, by_token: bool
    ) -> list[SearchPlace]:
        found = await access.boards_to_search(db, person)
        return [
            SearchPlace(
                f"board:{board.board_id}",
                board.slug,
                board.title,
                hidden,
            )
            for board, hidden in found
            if not (by_token and board.kind.is_secret)
        ]

    async def cards_for(
        self, db: AsyncConnection, ids: Sequence[str], places: Mapping[str, SearchPlace]
    ) -> dict[str, SearchCard]:
        cards = {}
        for post in await list_found(db, ids):
            place = places.get(f"board:{post.board_id}")
            if place is None or _names(post) & place.hidden:
                continue
            cards[post.post_id] = SearchCard(
                ref=ItemRef(KIND, post.post_id),
                title=post.title,
                place_title=place.title,
                author_name=post.author_name,
                at=post.at,
                text="" if post.warning else post.body,
                note=post.warning,
                path=_path(post),
            )
        return cards

    async def entries_after(self, db: AsyncConnection, after: str, limit: int) -> list[SearchEntry]:
        found, known = await threads.list_visible(db, after, limit)
        return [_entry(post, known[post.thread_id]) for post in found]


def _names(post: Any) -> set[str]:
    """Under which it was written, and its thread begun: a block on either hides it."""
    board_id = post.board_id
    return {
        _name_of(post.author_id, post.pseudonym_id, board_id),
        _name_of(post.began_id, post.began_pseudonym_id, board_id),
    }


def _path(post: Any) -> str:
    number = post.number or 1
    page = (number - 1) // PAGE_POSTS + 1
    query = f"?page={page}" if page > 1 else ""
    return f"/forum/t/{post.thread_id}/{post.slug}{query}#p-{number}"

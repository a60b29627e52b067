"""What others than its author may see of a pseudonym: who looks after its board, and who blocks it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import Keys
from peerhub.core.words import _
from peerhub.forum import access
from peerhub.forum.models import PAGE_POSTS, Board, Post, PostState, Pseudonym, Thread
from peerhub.forum.store import pseudonyms, threads
from peerhub.moderation import access as moderation
from peerhub.people.blocks import pseudonym_name
from peerhub.people.models import Person


async def pseudonyms_of_board(db: AsyncConnection, board: Board) -> list[tuple[Pseudonym, int]]:
    """Each with how many posts it wrote there; for a board from a facilitator's door."""
    return await pseudonyms.list_of_board(db, board.board_id)


async def pseudonym_of_board(db: AsyncConnection, board: Board, pseudonym_id: str) -> Pseudonym:
    """NotFound for one of another board: nobody sees more than one board's."""
    found = await pseudonyms.find_pseudonym(db, pseudonym_id)
    if found is None or found.board_id != board.board_id:
        raise NotFound()
    return found


async def posts_of_pseudonym(
    db: AsyncConnection, pseudonym: Pseudonym
) -> list[tuple[Post, Thread]]:
    """What it wrote in its board, the newest first, without what was taken back."""
    ids = await pseudonyms.list_post_ids(db, pseudonym.pseudonym_id, PAGE_POSTS)
    found, known = await threads.list_by_ids(db, ids)
    found.sort(key=lambda post: ids.index(post.post_id))
    return [(post, known[post.thread_id]) for post in found]


async def pseudonym_to_block(db: AsyncConnection, keys: Keys, person: Person, post_id: str) -> str:
    """The name, as blocks know it, over a post that this person reads; Refused on their own."""
    post = await threads.find_post(db, post_id)
    if post is None or post.pseudonym_id is None or post.state is not PostState.VISIBLE:
        raise NotFound()
    reading = await access.thread_for_reader(db, person, post.thread_id, keys=keys)
    if post.pseudonym_id == reading.own:
        raise Refused(_("This is you. You cannot block yourself."))
    return pseudonym_name(reading.board.board_id, post.pseudonym_id)


async def usual_wait(db: AsyncConnection, now: datetime) -> timedelta | None:
    """How long what waits for a moderator lately took; None where too few did."""
    return await moderation.usual_wait(db, now)


async def is_held_first(db: AsyncConnection, person: Person) -> bool:
    """Whether what this person writes now would wait for a moderator: the form says so before."""
    return await moderation.posts_are_held(db, person.person_id)

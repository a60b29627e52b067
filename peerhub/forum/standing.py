"""How a reader stands to what they read: how far they came, what is new to them, what they watch.

All of it is theirs alone: nobody else is told who read, watches or mutes what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.forum import access
from peerhub.forum.models import Board, Post, ReadingWay, Standing, Thread, WatchState
from peerhub.forum.store import standings
from peerhub.people.models import Person

NOBODY = Standing()


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a thread. `count` is 0 where it cannot be said in a number."""

    count: int = 0
    thread: bool = False  # all of it: nobody who reads this has opened it
    posts: bool = False  # something, in a thread that was never opened

    def __bool__(self) -> bool:
        return bool(self.count or self.thread or self.posts)


def news_of(thread: Thread, standing: Standing) -> News:
    """Nothing for strangers, in muted threads and in what waits for a moderator."""
    if standing.since is None or standing.watch is WatchState.MUTED or not thread.posts:
        return News()
    if standing.read is not None:
        return News(count=unread(thread, standing))
    if thread.made_at > standing.since:
        return News(count=thread.standing, thread=True)
    return News(posts=thread.last_at > standing.since)


def unread(thread: Thread, standing: Standing) -> int:
    """How many posts stand after the number somebody read up to."""
    return max(0, thread.posts - (standing.read or 0) - standing.moved)


def is_new(post: Post, thread: Thread, standing: Standing, person: Person | None) -> bool:
    """Whether this reader has not had this post on a page yet; never so in a thread all new."""
    if person is None or standing.since is None or post.number is None:
        return False
    if post.author_id == person.person_id:
        return False
    if standing.read is not None:
        return post.number > standing.read
    return thread.made_at <= standing.since < post.at


async def standing_of(db: AsyncConnection, person: Person | None, thread: Thread) -> Standing:
    return (await standings_of(db, person, [thread])).get(thread.thread_id, NOBODY)


async def standings_of(
    db: AsyncConnection, person: Person | None, found: Sequence[Thread]
) -> dict[str, Standing]:
    """By thread; threads must come from a door of access.py."""
    if person is None or not found:
        return {}
    ids = [thread.thread_id for thread in found]
    return await standings.list_standings(db, person.person_id, ids)


async def new_by_board(
    db: AsyncConnection, person: Person | None, found: Sequence[Board]
) -> dict[str, int]:
    """`{board_id: watched threads with something new}` of boards from a door of access.py."""
    if person is None or not found:
        return {}
    open_to_them = {board.board_id for board in found}
    counts = await standings.count_new(db, person.person_id)
    return {board_id: n for board_id, n in counts.items() if board_id in open_to_them}


async def watched_by(
    db: AsyncConnection,
    person: Person,
    found: Sequence[Board],
    *,
    new: bool = False,
    before: tuple[datetime, str] | None = None,
    limit: int,
) -> list[Thread]:
    """The threads that this person watches, of boards from a door of access.py, newest first."""
    ids = [board.board_id for board in found]
    wanted = await standings.list_watched(
        db, person.person_id, ids, new=new, before=before, limit=limit
    )
    return await access.threads_by_id(db, person, found, wanted) if wanted else []


async def choices_of(db: AsyncConnection, person: Person) -> tuple[ReadingWay, bool]:
    """How this person reads, and whether they watch the threads that they write in."""
    return await standings.find_choices(db, person.person_id)


async def watches_of(db: AsyncConnection, thread: Thread) -> dict[str, tuple[WatchState, int]]:
    """For duties, which tell each watcher and show the list to nobody."""
    return await standings.list_watches(db, thread.thread_id)

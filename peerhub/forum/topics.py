"""What a thread is about, for somebody who came through a door of access.py: tags and summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden
from peerhub.core.keys import Keys
from peerhub.forum import access, rules
from peerhub.forum.access import Reading
from peerhub.forum.models import Post, PostState, Thread
from peerhub.forum.store import threads, topics, versions
from peerhub.forum.summaries import Summary
from peerhub.people.models import Person
from peerhub.tags.models import Tag

MOST_VERSIONS = 50  # of a summary, on its page


async def tags_of(db: AsyncConnection, found: Sequence[Thread]) -> dict[str, list[Tag]]:
    """By thread; threads must come from a door of access.py."""
    return await topics.list_tags_of(db, [t.thread_id for t in found]) if found else {}


async def summary_of(db: AsyncConnection, reading: Reading) -> Summary | None:
    """The one that holds, unless a block keeps its writer from this reader."""
    found = await topics.list_summaries(db, reading.thread.thread_id, limit=1)
    if not found or not found[0].body or found[0].author_id in reading.hidden:
        return None
    return found[0]


async def accepted_of(db: AsyncConnection, reading: Reading, found: Sequence[Post]) -> Post | None:
    """The answer that was accepted; looked up only where it is not among these posts already."""
    wanted = reading.thread.accepted_id
    if wanted is None:
        return None
    post = next((p for p in found if p.post_id == wanted), None)
    post = post or await threads.find_post(db, wanted)
    if post is None or post.state is not PostState.VISIBLE or not reading.shows(post):
        return None
    return post


async def thread_to_arrange(
    db: AsyncConnection, keys: Keys, person: Person, thread_id: str
) -> Reading:
    """For who may choose its tags and its answer: its author, and who moderates its board."""
    reading = await access.thread_for_reader(db, person, thread_id, keys=keys)
    if not rules.can_arrange(person, reading.thread, reading.board, reading.own):
        raise Forbidden()
    return reading


async def summaries_to_write(
    db: AsyncConnection, person: Person, thread_id: str
) -> tuple[Reading, list[Summary]]:
    """For who may write the summary: all its versions, the newest first."""
    reading = await access.thread_for_reader(db, person, thread_id)
    if not rules.can_summarise(person, reading.thread, reading.board):
        raise Forbidden()
    return reading, await topics.list_summaries(db, thread_id, limit=MOST_VERSIONS)


async def history_for_reader(
    db: AsyncConnection, keys: Keys, person: Person | None, post_id: str
) -> tuple[Post, Reading, list[tuple[datetime, str | None]]]:
    """When a post was edited, oldest first; what stood there before only for its author and for who
    moderates its board.
    """
    post, reading = await access.post_for_reader(db, person, post_id, keys=keys)
    earlier = await versions.list_versions(db, post_id)
    if rules.can_see_versions(person, post, reading.board, reading.own):
        return post, reading, [(until, body) for until, body in earlier]
    return post, reading, [(until, None) for until, _body in earlier]

"""What stands above a thread's posts: its summary and its accepted answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.text import to_excerpt
from peerhub.forum import access, rules, topics
from peerhub.forum.models import Post
from peerhub.forum.shown import Showing

EXCERPT = 300


async def about_context(
    db: AsyncConnection, showing: Showing, found: Sequence[Post]
) -> dict[str, Any]:
    """As `_about.html` wants it; the answer's first words, unless a note stands before them."""
    reading, person = showing.reading, showing.person
    thread, board = reading.thread, reading.board
    post = await topics.accepted_of(db, reading, found)
    accepted = None
    if post is not None and post.number is not None:
        authors = showing.authors | await access.authors_of(db, [post])
        accepted = {
            "href": showing.href(post.number),
            "number": post.number,
            "author_name": replace(showing, authors=authors).name(post),
            "excerpt": to_excerpt(post.body, EXCERPT),
            "warning": post.warning,
        }
    arranges = rules.can_arrange(person, thread, board, reading.own)
    summarises = rules.can_summarise(person, thread, board)
    base = f"/forum/threads/{thread.thread_id}"
    return {
        "summary": await topics.summary_of(db, reading),
        "accepted": accepted,
        "about_href": f"{base}/about" if arranges else "",
        "summary_href": f"{base}/summary" if summarises else "",
    }

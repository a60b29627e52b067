"""Where a meetup is talked about: one thread of the forum, which opens at the forum's own door."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.forum.access import boards_for_writer, thread_for_reader
from peerhub.forum.models import Board, is_named
from peerhub.meetups.access import meetup_for_organiser
from peerhub.meetups.models import Audience, Meetup
from peerhub.people.models import Person


@dataclass(frozen=True, slots=True)
class Talk:
    """The thread, for somebody who may open it."""

    title: str
    path: str


async def talk_about(db: AsyncConnection, person: Person | None, meetup: Meetup) -> Talk | None:
    """None where there is none for this reader: none was begun, or its board is not theirs."""
    if not meetup.thread_id:
        return None
    with contextlib.suppress(NotFound):
        thread = (await thread_for_reader(db, person, meetup.thread_id)).thread
        return Talk(thread.title, f"/forum/t/{thread.thread_id}/{thread.slug}")
    return None


async def to_talk_of(
    db: AsyncConnection, person: Person, meetup_id: str
) -> tuple[Meetup, list[Board]]:
    """For an organiser: the meetup, and the boards in which a thread about it can begin.

    The title says that it takes place, so nobody reads that who may not read of the meetup: strangers
    read in no board of one that is for members, and one of a circle is talked about in that board alone.
    """
    meetup = await meetup_for_organiser(db, person, meetup_id)
    found = await boards_for_writer(db, person)
    fitting = [one for one in found if _fits(meetup, one)]
    return meetup, sorted(fitting, key=lambda one: one.anonymous)  # those with names first


def _fits(meetup: Meetup, board: Board) -> bool:
    if meetup.circle:
        return meetup.circle == f"board:{board.board_id}"
    return is_named(board) and (meetup.audience is Audience.PUBLIC or not board.public)

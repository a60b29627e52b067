"""The way to a thread for those who look after its board, and to what they did to it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import rules
from peerhub.forum.access import Reading, boards_for_writer, thread_for_reader
from peerhub.forum.acts import Act
from peerhub.forum.models import Board
from peerhub.forum.store import acts, boards
from peerhub.people.models import Person


async def thread_to_tend(db: AsyncConnection, person: Person, thread_id: str) -> Reading:
    """NotFound for everybody but who looks after its board."""
    reading = await thread_for_reader(db, person, thread_id)
    if not rules.can_tend(person, reading.board):
        raise NotFound()
    return reading


async def acts_for_tender(db: AsyncConnection, place: Reading) -> list[Act]:
    """What was done to a thread from the door above, the newest first."""
    return await acts.list_acts(db, place.thread.thread_id)


async def boards_to_move_to(db: AsyncConnection, person: Person, place: Reading) -> list[Board]:
    """Where a thread may go: boards that this person looks after too, and where no other people
    read. A name for one board alone stays in that board, and so does a thread that bears one.
    """
    if await acts.has_unnamed(db, place.thread.thread_id):
        return []
    found = []
    for board in await boards_for_writer(db, person):
        try:
            rules.check_may_move(place.board, board)
        except Refused:
            continue
        if board.board_id != place.board.board_id and rules.can_tend(person, board):
            found.append(board)
    return found


async def board_it_came_from(db: AsyncConnection, act: Act) -> Board | None:
    return await boards.find_board_by_id(db, act.before["board_id"])

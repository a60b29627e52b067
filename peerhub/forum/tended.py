"""The way to a thread for those who look after its board, and to what they did to it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import rules
from peerhub.forum.access import Reading, boards_for_writer, thread_for_reader
from peerhub.forum.acts import Act, Left
from peerhub.forum.models import Board, Thread
from peerhub.forum.store import acts, boards, moves, threads
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


async def threads_left_for(
    db: AsyncConnection, person: Person | None, left: Sequence[Left]
) -> dict[str, Thread]:
    """Where the posts of empty places stand now, as far as this person may read there."""
    found: dict[str, Thread] = {}
    for thread_id in {one.thread_id for one in left}:
        try:
            reading = await thread_for_reader(db, person, thread_id)
        except NotFound:
            continue
        found[thread_id] = reading.thread
    return found


async def places_left(
    db: AsyncConnection, reading: Reading, *, after: int = 0, up_to: int | None = None
) -> list[Left]:
    """Places of a thread from a door above whose posts stand elsewhere, in order."""
    thread_id = reading.thread.thread_id
    return await moves.list_left(db, thread_id, after=after, up_to=up_to)


async def successor_of(
    db: AsyncConnection, person: Person | None, thread_id: str
) -> tuple[Thread, int]:
    """Where all posts of an emptied thread stand now, and from which number on; NotFound for any
    other thread, and where this person may not read them.
    """
    thread = await threads.find_thread(db, thread_id)
    first = await moves.find_first_left(db, thread_id) if thread and thread.emptied else None
    if first is None:
        raise NotFound()
    reading = await thread_for_reader(db, person, first.thread_id)
    return reading.thread, first.post_number


async def thread_split_from(
    db: AsyncConnection, person: Person | None, reading: Reading
) -> Thread | None:
    """The thread that this one's first posts came from, where this person may read it too."""
    if reading.thread.split_from is None:
        return None
    try:
        return (await thread_for_reader(db, person, reading.thread.split_from)).thread
    except NotFound:
        return None

"""Move read marks: how far somebody read, the same on all their devices; and how they like to read."""

from __future__ import annotations

from peerhub.core.transaction import Transaction
from peerhub.forum import access
from peerhub.forum.models import ReadingWay
from peerhub.forum.store import standings
from peerhub.people.models import Person


async def mark_read(tx: Transaction, person: Person, thread_id: str, number: int) -> None:
    """Forward only, never beyond the newest post; NotFound for a thread that is not theirs to read."""
    reading = await access.thread_for_reader(tx.db, person, thread_id)
    await standings.raise_read(
        tx.db, person.person_id, thread_id, min(number, reading.thread.posts), tx.now
    )


async def mark_all_read(tx: Transaction, person: Person, board: str = "") -> None:
    """Everything in one board, or in all that this person may read."""
    if board:
        found = [await access.board_for_reader(tx.db, person, board)]
    else:
        found = await access.boards_for_reader(tx.db, person)
    ids = [one.board_id for one in found]
    await standings.set_boards_read(tx.db, person.person_id, ids, tx.now)


async def choose_reading(tx: Transaction, person: Person, way: ReadingWay) -> None:
    await standings.set_choices(tx.db, person.person_id, reading=way)

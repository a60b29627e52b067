"""Move read marks: how far somebody read, the same on all their devices."""

from __future__ import annotations

from collections.abc import Sequence

from peerhub.core.errors import HubError, NotFound
from peerhub.core.transaction import Transaction
from peerhub.rooms import access
from peerhub.rooms.models import NewRead
from peerhub.rooms.store import members


async def mark_read(tx: Transaction, marks: Sequence[NewRead]) -> list[HubError | None]:
    """Forward only, and never beyond the room's newest; NotFound for a room that is not theirs."""
    seats = await access.rooms_for_members(tx.db, [(m.person_id, m.room) for m in marks])
    answers: list[HubError | None] = []
    for mark in marks:
        seat = seats.get((mark.person_id, mark.room))
        if seat is None or (mark.by_token and seat.room.kind.is_secret):
            answers.append(NotFound())
            continue
        seq = min(mark.seq, seat.room.seq)
        await members.raise_read(tx.db, seat.room.room_id, mark.person_id, seq, tx.now)
        answers.append(None)
    return answers

"""Keep a message at the top of its room, and let it go again."""

from __future__ import annotations

from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.rooms.access import message_for_reader
from peerhub.rooms.door import room_for_facilitator
from peerhub.rooms.models import MOST_PINS, Message, MessageState
from peerhub.rooms.store import pins


async def pin(tx: Transaction, person: Person, slug: str, message_id: str) -> None:
    """Refused above ten, and for what was withdrawn or removed; again is as good as once."""
    message = await _message(tx, person, slug, message_id)
    if message.state is not MessageState.VISIBLE:
        raise Refused(_("This message is not here any more."), code="gone")
    if await pins.count_pins(tx.db, message.room_id) >= MOST_PINS:
        raise Refused(_("Ten messages are pinned already. Unpin one first."))
    await pins.insert_pin(tx.db, message.room_id, message_id, tx.now)


async def unpin(tx: Transaction, person: Person, slug: str, message_id: str) -> None:
    """The opposite."""
    await _message(tx, person, slug, message_id)
    await pins.delete_pin(tx.db, message_id)


async def _message(tx: Transaction, person: Person, slug: str, message_id: str) -> Message:
    """NotFound for a message of another room, and for one that waits for a moderator."""
    door = await room_for_facilitator(tx.db, person, slug)
    if not door.inside:
        raise NotFound()
    message = await message_for_reader(tx.db, door.seat, message_id)
    if message.seq is None:
        raise NotFound()
    return message

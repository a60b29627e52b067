"""Keep what was said as long as the door says, and no longer: a duty of each room, every day.

Versions, reactions, pins and files go with their message. Read marks and receipts stay: a late retry
still gets its first answer. Reports keep their sealed copies, which moderation looks after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog

from peerhub.core.duties import list_waiting_fields
from peerhub.core.errors import NotFound
from peerhub.core.events import RetentionDue
from peerhub.core.transaction import Transaction
from peerhub.rooms.models import RoomKind
from peerhub.rooms.searchable import forget_messages
from peerhub.rooms.store import messages, rooms
from peerhub.uploads.service import drop_uploads_of

EVERY = timedelta(days=1)
AT_ONCE = 500  # messages in one transaction, so that nobody waits long for the writer
log = structlog.get_logger("rooms")


async def keep_room(tx: Transaction, room_id: str) -> None:
    """Delete what is too old, then see to the next time: at once where more is left, else tomorrow."""
    found = (await rooms.find_rooms_by_id(tx.db, [room_id])).get(room_id)
    if found is None:
        raise NotFound()
    await rooms.lock_room(tx.db, room_id)  # two chains must not each leave it to the other
    gone: Sequence[str] = ()
    if found.keep_days:
        before = tx.now - timedelta(days=found.keep_days)
        gone = await messages.delete_before(tx.db, room_id, before, AT_ONCE)
    if gone:
        await forget_messages(tx, gone)
        await drop_uploads_of(tx, "message", gone)
        log.info("messages past their time", room=room_id, count=len(gone))
    if room_id not in await _seen_to(tx):  # another chain of duties for it is enough
        due_at = tx.now if len(gone) == AT_ONCE else tx.now + EVERY
        tx.record(RetentionDue(room_id), due_at=due_at)


async def keep_all(tx: Transaction) -> None:
    """Begin a chain of duties for each room that has none; for the start of a server."""
    seen_to = await _seen_to(tx)
    for room in await rooms.list_rooms(tx.db, kinds=list(RoomKind), archived=True):
        if room.room_id not in seen_to:
            tx.record(RetentionDue(room.room_id), due_at=tx.now)


async def _seen_to(tx: Transaction) -> set[str]:
    return {fields["room_id"] for fields in await list_waiting_fields(tx.db, RetentionDue)}

"""What moderation may do to a message: release, remove (whole, or one file of it), restore; lock its
room. For moderated.py alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MessageAddressed
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.service.screen import count_published
from peerhub.rooms import access, rules
from peerhub.rooms.models import Message, MessageState, Room
from peerhub.rooms.searchable import forget_messages, index_messages
from peerhub.rooms.store import folds, messages, rooms
from peerhub.rooms.wire import announce
from peerhub.uploads.attachments import with_entry


async def release_message(tx: Transaction, message_id: str) -> None:
    """A held message takes its place at the end of the log, where people are reading now."""
    message = await _message(tx, message_id)
    seq = await rooms.take_seqs(tx.db, message.room_id, 1)
    fields = {"state": MessageState.VISIBLE, "seq": seq, "created_seq": seq}
    await _change(tx, message, [MessageState.HELD], fields)
    await count_published(tx, message.author_id)
    if rules.speaks_to_somebody(message):
        tx.record(MessageAddressed(message_id))


async def remove_message(tx: Transaction, message_id: str, reason: str) -> None:
    """Its words are shown to nobody but moderators; a stone with the reason stays."""
    message = await _message(tx, message_id)
    fields: dict[str, Any] = {"state": MessageState.REMOVED, "removed_reason": reason}
    if message.seq is not None:
        fields["seq"] = await rooms.take_seqs(tx.db, message.room_id, 1)
    before = [MessageState.HELD, MessageState.VISIBLE, MessageState.WITHDRAWN]
    await _change(tx, message, before, fields)


async def restore_message(tx: Transaction, message_id: str) -> None:
    """The opposite of remove; one that was held before comes out now."""
    message = await _message(tx, message_id)
    seq = await rooms.take_seqs(tx.db, message.room_id, 1)
    fields = {"state": MessageState.VISIBLE, "removed_reason": "", "seq": seq}
    if message.created_seq is None:
        fields["created_seq"] = seq
    await _change(tx, message, [MessageState.REMOVED], fields)


async def fold_message(tx: Transaction, message_id: str, note: str) -> None:
    """Behind this note until it is unfolded; its words stay, for whoever opens it."""
    message = await _message(tx, message_id)
    seq = await rooms.take_seqs(tx.db, message.room_id, 1)
    if not await folds.fold(tx.db, message_id, note, seq=seq):
        raise Refused(_("This was decided already."), code="conflict")
    await _tell(tx, message_id)


async def unfold_message(tx: Transaction, message_id: str) -> None:
    """The opposite: its author's own note again, or none."""
    message = await _message(tx, message_id)
    seq = await rooms.take_seqs(tx.db, message.room_id, 1)
    if not await folds.unfold(tx.db, message_id, seq=seq):
        raise Refused(_("This was decided already."), code="conflict")
    await _tell(tx, message_id)


async def change_file(tx: Transaction, message_id: str, entry: Mapping[str, Any]) -> None:
    """One of its files went, or is back: the words stay, and whoever reads the room sees it change."""
    message = await _message(tx, message_id)
    fields: dict[str, Any] = {"files": with_entry(message.files, entry) or None}
    if message.seq is not None:
        fields["seq"] = await rooms.take_seqs(tx.db, message.room_id, 1)
    await _change(tx, message, [message.state], fields)


async def lock_room(tx: Transaction, message_id: str) -> None:
    """Only facilitators write from now on. Signed by role: who did it stands in the audit trail."""
    room = await _room(tx, await _message(tx, message_id))
    if room.locked_at is not None:
        raise Refused(_("This room is closed to new messages already."), code="conflict")
    await rooms.set_room(tx.db, room.slug, locked_at=tx.now)
    tx.announce(ACCESS_CHANGED, b"lock")


async def unlock_room(tx: Transaction, message_id: str) -> None:
    """The opposite; again is as good as once."""
    room = await _room(tx, await _message(tx, message_id))
    await rooms.set_room(tx.db, room.slug, locked_at=None)
    tx.announce(ACCESS_CHANGED, b"lock")


async def _room(tx: Transaction, message: Message) -> Room:
    return (await rooms.find_rooms_by_id(tx.db, [message.room_id]))[message.room_id]


async def _message(tx: Transaction, message_id: str) -> Message:
    message = await messages.find_message(tx.db, message_id)
    if message is None:
        raise NotFound()
    return message


async def _change(
    tx: Transaction, message: Message, before: list[MessageState], fields: dict[str, Any]
) -> None:
    """Compare and set, then tell."""
    if not await messages.set_message_state(tx.db, message.message_id, before, **fields):
        raise Refused(_("This was decided already."), code="conflict")
    await _tell(tx, message.message_id)


async def _tell(tx: Transaction, message_id: str) -> None:
    """The search, and the room, how it stands now."""
    now = await _message(tx, message_id)
    if now.state is MessageState.VISIBLE:
        await index_messages(tx, [now])
    else:
        await forget_messages(tx, [now.message_id])
    if now.seq is None:
        return
    room = await _room(tx, now)
    bylines = await access.bylines_of(tx.db, [now])
    announce(tx, room, now, bylines.get(now.message_id))

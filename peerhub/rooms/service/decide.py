"""What moderation may do to a message: release, remove, restore. Called only by moderated.py."""

from __future__ import annotations

from typing import Any

from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import MessageAddressed
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.service.screen import count_published
from peerhub.rooms import access, rules
from peerhub.rooms.models import Message, MessageState
from peerhub.rooms.searchable import forget_messages, index_messages
from peerhub.rooms.store import messages, rooms
from peerhub.rooms.wire import announce


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


async def _message(tx: Transaction, message_id: str) -> Message:
    message = await messages.find_message(tx.db, message_id)
    if message is None:
        raise NotFound()
    return message


async def _change(
    tx: Transaction, message: Message, before: list[MessageState], fields: dict[str, Any]
) -> None:
    """Compare and set, then tell the room."""
    if not await messages.set_message_state(tx.db, message.message_id, before, **fields):
        raise Refused(_("This was decided already."), code="conflict")
    now = await _message(tx, message.message_id)
    if now.state is MessageState.VISIBLE:
        await index_messages(tx, [now])
    else:
        await forget_messages(tx, [now.message_id])
    if now.seq is None:
        return
    room = (await rooms.find_rooms_by_id(tx.db, [now.room_id]))[now.room_id]
    bylines = await access.bylines_of(tx.db, [now])
    announce(tx, room, now, bylines.get(now.message_id))

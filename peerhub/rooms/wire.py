"""What a message looks like on its way out, for socket, bus and API alike. Made once per message."""

from __future__ import annotations

from typing import Any

import orjson

from peerhub.core.clock import to_iso
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.rooms.models import Message, MessageState, Room

PERSON = "person:"
SEQ_BYTES = 8  # the bus carries the seq before the frame, so that nobody parses JSON to sort


def author_of(person: Person | None) -> dict[str, str]:
    if person is None:
        return {"handle": "", "name": _("Former member")}
    return {"handle": person.handle, "name": person.name}


def message_fields(message: Message, room: str, author: Person | None) -> dict[str, Any]:
    """The `message` frame, also the shape of the API's items."""
    fields: dict[str, Any] = {
        "type": "message",
        "room": room,
        "seq": message.seq,
        "id": message.message_id,
        "client_id": message.client_id,
        "author": author_of(author),
        "body": message.body,
        "html": message.html,
        "at": to_iso(message.at),
        "created_seq": message.created_seq,
        "reactions": {},
    }
    if message.reply_to:
        fields["reply_to"] = message.reply_to
    if message.warning:
        fields["warning"] = message.warning
    if message.edited_at:
        fields["edited"] = to_iso(message.edited_at)
    if message.state is MessageState.WITHDRAWN:
        fields["withdrawn"] = True
    if message.state is MessageState.REMOVED:
        fields["removed"] = message.removed_reason or True
    return fields


def topic_of(room_id: str) -> str:
    return f"room:{room_id}"


def person_topic(person_id: str) -> str:
    """Where notifications announces ready `notice` frames for one person."""
    return f"{PERSON}{person_id}"


def announce(tx: Transaction, room: Room, message: Message, author: Person | None) -> None:
    """Once this is true, everybody in the room gets these bytes."""
    if message.seq is None:
        raise ValueError("a message without a place is announced to nobody")
    payload = orjson.dumps(message_fields(message, room.slug, author))
    tx.announce(topic_of(room.room_id), pack(message.seq, payload))


def pack(seq: int, payload: bytes) -> bytes:
    return seq.to_bytes(SEQ_BYTES, "big") + payload


def unpack(packed: bytes) -> tuple[int, bytes]:
    return int.from_bytes(packed[:SEQ_BYTES], "big"), packed[SEQ_BYTES:]

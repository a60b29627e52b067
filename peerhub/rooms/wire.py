"""What a message looks like on its way out, for socket, bus and API alike. Made once per message."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from peerhub.core.clock import to_iso
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.rooms.models import Byline, Message, MessageState, Room
from peerhub.uploads.attachments import still_borne, with_files

PERSON, ROOM, TYPING = "person:", "room:", "typing:"


def author_of(byline: Byline | None) -> dict[str, str]:
    if byline is None:
        return {"handle": "", "name": _("Former member")}
    return {"handle": byline.handle, "name": byline.name}


def message_fields(message: Message, room: str, byline: Byline | None) -> dict[str, Any]:
    """The `message` frame, also the shape of the API's items."""
    fields: dict[str, Any] = {
        "type": "message",
        "room": room,
        "seq": message.seq,
        "id": message.message_id,
        "client_id": message.client_id,
        "author": author_of(byline),
        "body": message.body,
        "html": with_files(message.html, message.files),
        "at": to_iso(message.at),
        "created_seq": message.created_seq,
        "reactions": dict(message.reactions),
    }
    if message.reply_to:
        fields["reply_to"] = message.reply_to
    if message.thread_id:
        fields["thread"] = message.thread_id
    if message.warning:
        fields["warning"] = message.warning
    if files := still_borne(message.files):
        fields["files"] = files
    if message.edited_at:
        fields["edited"] = to_iso(message.edited_at)
    if message.state is MessageState.WITHDRAWN:
        fields["withdrawn"] = True
    if message.state is MessageState.REMOVED:
        fields["removed"] = message.removed_reason or True
    return fields


def topic_of(room_id: str) -> str:
    return f"{ROOM}{room_id}"


def typing_topic(room_id: str) -> str:
    """Apart from the room's messages: these have no seq and may be lost."""
    return f"{TYPING}{room_id}"


def person_topic(person_id: str) -> str:
    """Where notifications announces ready `notice` frames for one person."""
    return f"{PERSON}{person_id}"


class Packed(NamedTuple):
    """A frame on its way through the bus: what the fan-out must know without parsing JSON.

    `key` is the name that wrote it, as blocks know it; "" where nobody is left to block.
    """

    seq: int
    message_id: str
    key: str
    payload: bytes


def to_packed(message: Message, room: str, byline: Byline | None) -> Packed:
    """The frame of a message as everybody sees it, made once."""
    if message.seq is None:
        raise ValueError("a message without a place is announced to nobody")
    payload = orjson.dumps(message_fields(message.emptied(), room, byline))
    return Packed(message.seq, message.message_id, byline.key if byline else "", payload)


def announce(tx: Transaction, room: Room, message: Message, byline: Byline | None) -> None:
    """Once this is true, everybody in the room gets these bytes."""
    tx.announce(topic_of(room.room_id), pack(to_packed(message, room.slug, byline)))


def hidden_fields(message_id: str, room: str, seq: int) -> dict[str, Any]:
    """What a reader gets of a message that is not shown to them: its place, and no reason."""
    return {"type": "message", "room": room, "seq": seq, "id": message_id, "hidden": True}


def hide(frame: Packed, room: str) -> Packed:
    bare = hidden_fields(frame.message_id, room, frame.seq)
    return frame._replace(payload=orjson.dumps(bare))


def pack(frame: Packed) -> bytes:
    head = f"{frame.seq} {frame.message_id} {frame.key}\n"
    return head.encode() + frame.payload


def unpack(packed: bytes) -> Packed:
    head, _newline, payload = packed.partition(b"\n")
    seq, message_id, key = head.decode().split(" ", 2)
    return Packed(int(seq), message_id, key, payload)


class Typing(NamedTuple):
    """Somebody types: who (so that they do not hear it themselves), under which name, the frame."""

    person_id: str
    key: str
    payload: bytes


def pack_typing(sign: Typing) -> bytes:
    return f"{sign.person_id} {sign.key}\n".encode() + sign.payload


def unpack_typing(packed: bytes) -> Typing:
    head, _newline, payload = packed.partition(b"\n")
    person_id, key = head.decode().split(" ", 1)
    return Typing(person_id, key, payload)

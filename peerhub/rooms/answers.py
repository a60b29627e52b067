"""Frames made for the way out: what a client is answered and told (contract section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from peerhub.core.errors import HubError, Refused, TooFast, Unavailable
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.rooms.access import Seat
from peerhub.rooms.models import Answer, Byline, Message
from peerhub.rooms.wire import message_fields


@dataclass(frozen=True, slots=True)
class Standing:
    """How a room stands for somebody who comes in: its newest seq, and what is theirs in it."""

    seq: int
    epoch: str
    read: int
    held: Sequence[Message] = ()
    mine: Mapping[str, Sequence[str]] = field(default_factory=dict)
    here: int | None = None
    open: bool = True  # by its hours, for those who do not look after it


def held_fields(message: Message, room: str, byline: Byline) -> dict[str, Any]:
    """One of the author's own that waits: as a message, without a place."""
    fields = message_fields(message, room, byline)
    del fields["seq"], fields["created_seq"]
    return {**fields, "held": True}


def hello_frame(person: Person, version: str, heartbeat: int) -> bytes:
    who = {"handle": person.handle, "name": person.name}
    return orjson.dumps({"type": "hello", "person": who, "server": version, "heartbeat": heartbeat})


def joined_frame(ref: str, seat: Seat, standing: Standing) -> bytes:
    fields: dict[str, Any] = {
        "type": "joined",
        "ref": ref,
        "room": seat.room.slug,
        "seq": standing.seq,
        "epoch": standing.epoch,
        "read": standing.read,
        "handle": seat.byline.handle,
        "may": may(seat, is_open=standing.open),
        "held": [held_fields(m, seat.room.slug, seat.byline) for m in standing.held],
        "mine": standing.mine,
    }
    if standing.here is not None:
        fields["here"] = standing.here
    return orjson.dumps(fields)


def may(seat: Seat, *, is_open: bool = True) -> list[str]:
    """What this person may do in the room, by the names of the frames that do it."""
    if seat.room.archived_at is not None:
        return ["withdraw", "report"]
    if seat.person.frozen:
        return ["withdraw", "report"]
    shut = seat.room.locked_at is not None or not is_open
    if shut and not seat.facilitates:
        return ["react", "withdraw", "report"]
    return ["post", "react", "edit", "withdraw", "report"]


def answer_fields(answer: Answer) -> dict[str, Any]:
    fields: dict[str, Any] = {"room": answer.room, "id": answer.message_id, "at": answer.at}
    if answer.seq is not None:
        fields["seq"] = answer.seq
    if answer.held:
        fields["held"] = True
    if answer.help:
        fields["help"] = answer.help
    if answer.mine is not None:
        fields["mine"] = list(answer.mine)
    return fields


def ack_frame(ref: str, answer: Answer) -> bytes:
    return orjson.dumps({"type": "ack", "ref": ref, **answer_fields(answer)})


def left_ack_frame(ref: str, room: str) -> bytes:
    return orjson.dumps({"type": "ack", "ref": ref, "room": room})


def caught_up_frame(room: str, seq: int) -> bytes:
    return orjson.dumps({"type": "caught_up", "room": room, "seq": seq})


def gap_frame(room: str, after: int, seq: int) -> bytes:
    return orjson.dumps({"type": "gap", "room": room, "after": after, "seq": seq})


def beat_frame(rooms: dict[str, int]) -> bytes:
    return orjson.dumps({"type": "beat", "rooms": rooms})


def typing_frame(room: str, handle: str) -> bytes:
    return orjson.dumps({"type": "typing", "room": room, "handle": handle})


def presence_frame(room: str, here: int) -> bytes:
    return orjson.dumps({"type": "presence", "room": room, "here": here})


def left_frame(room: str, code: str) -> bytes:
    return orjson.dumps({"type": "left", "room": room, "code": code})


def error_frame(ref: str | None, error: HubError) -> bytes:
    """One error in words; an unknown room and a closed one look alike."""
    fields: dict[str, Any] = {"type": "error", "code": error.code, "detail": detail_of(error)}
    if error.code == "not_found":
        fields["code"] = "unknown_room"
    if ref is not None:
        fields["ref"] = ref
    if isinstance(error, TooFast):
        fields["retry_after"] = error.wait
    if isinstance(error, Unavailable):
        fields["retry_after"] = error.retry_after
    return orjson.dumps(fields)


def detail_of(error: HubError) -> str:
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, TooFast):
        return _("A little slower. Wait and send it again.")
    if isinstance(error, Unavailable):
        return _("Nothing can be stored right now. Send it again in a moment.")
    return _("There is no such room, or it is not open to you.")

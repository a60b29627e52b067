"""The words of the socket: frames parsed at the door and made for the way out (contract section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import orjson
from pydantic import Field, StringConstraints

from peerhub.core.errors import HubError, Refused, TooFast, Unavailable
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.rooms.access import Seat
from peerhub.rooms.models import (
    BODY_LENGTH,
    WARNING_LENGTH,
    Answer,
    Message,
    NewMessage,
)
from peerhub.rooms.wire import message_fields
from peerhub.web.forms import ClientId, Draft, clean, parse_fields

DEEPEST = 8  # no frame of ours nests deeper
SEQ_MOST = 2**53  # what a browser can count to

Ref = Annotated[str, StringConstraints(max_length=64)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class BadFrame(Refused):
    """A frame that is none of ours; `ref` where it bore one."""

    def __init__(self, reason: str, ref: str | None = None, code: str = "bad_frame") -> None:
        super().__init__(reason, code=code)
        self.ref = ref


class JoinFrame(Draft):
    type: Literal["join"]
    ref: Ref
    room: Slug
    after: Annotated[int, Field(ge=0, le=SEQ_MOST, strict=True)] | None = None
    epoch: Annotated[str, StringConstraints(max_length=64)] | None = None


class MessageDraft(Draft):
    """What somebody wants to say, by whichever door; `id` is the client id."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: Annotated[str, StringConstraints(max_length=16)] | None = None
    warning: str = Field("", max_length=WARNING_LENGTH)


class PostFrame(MessageDraft):
    """The same as a frame of the socket."""

    type: Literal["post"]
    ref: Ref
    room: Slug


class LeaveFrame(Draft):
    type: Literal["leave"]
    ref: Ref
    room: Slug


Frame = JoinFrame | PostFrame | LeaveFrame
KINDS: dict[str, type[Frame]] = {"join": JoinFrame, "post": PostFrame, "leave": LeaveFrame}


def parse_frame(text: str) -> Frame:
    """One client frame; BadFrame with one sentence for anything else."""
    try:
        fields = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadFrame(_("This is not JSON.")) from error
    if not isinstance(fields, dict):
        raise BadFrame(_("A frame is a JSON object."))
    said = fields.get("ref")
    ref = said if isinstance(said, str) and len(said) <= 64 else None
    kind = KINDS.get(fields["type"]) if isinstance(fields.get("type"), str) else None
    if kind is None:
        raise BadFrame(_("There is no frame of this type."), ref)
    if isinstance(fields.get("body"), str):
        fields["body"] = clean(fields["body"])
    if fields.get("warning", "") is None:
        del fields["warning"]
    try:
        return parse_fields(fields, kind)
    except Refused as refusal:
        if refusal.field in ("body", "warning"):  # people's words: people read the answer
            raise BadFrame(refusal.reason, ref, refusal.code) from refusal
        raise BadFrame(f"{refusal.field}: {refusal.reason}", ref) from refusal


def to_new_message(person_id: str, room: str, said: MessageDraft) -> NewMessage:
    """What the writer takes; the Markdown is rendered here, once, outside any transaction."""
    return NewMessage(
        person_id=person_id,
        room=room,
        client_id=said.id,
        body=said.body,
        html=to_html(said.body),
        reply_to=said.reply_to,
        warning=said.warning,
    )


def held_fields(message: Message, room: str, author: Person) -> dict[str, Any]:
    """One of the author's own that waits: as a message, without a place."""
    fields = message_fields(message, room, author)
    del fields["seq"], fields["created_seq"]
    return {**fields, "held": True}


def hello_frame(person: Person, version: str, heartbeat: int) -> bytes:
    who = {"handle": person.handle, "name": person.name}
    return orjson.dumps({"type": "hello", "person": who, "server": version, "heartbeat": heartbeat})


def joined_frame(ref: str, seat: Seat, seq: int, epoch: str, held: Sequence[Message]) -> bytes:
    may = [] if seat.room.archived_at else ["post"]
    return orjson.dumps(
        {
            "type": "joined",
            "ref": ref,
            "room": seat.room.slug,
            "seq": seq,
            "epoch": epoch,
            "read": seat.read,
            "handle": seat.person.handle,
            "may": [*may, "report"],
            "held": [held_fields(m, seat.room.slug, seat.person) for m in held],
            "mine": {},
        }
    )


def answer_fields(answer: Answer) -> dict[str, Any]:
    fields: dict[str, Any] = {"room": answer.room, "id": answer.message_id, "at": answer.at}
    if answer.seq is not None:
        fields["seq"] = answer.seq
    if answer.held:
        fields["held"] = True
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

"""The words of the socket: what a client may say, parsed once at the door (contract section 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, Field, StringConstraints

from peerhub.core.errors import Refused
from peerhub.core.notes import WARNING_LENGTH
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.moderation.models import NOTE_LENGTH, ReportReason
from peerhub.rooms.models import (
    BODY_LENGTH,
    REACTIONS,
    ChangeKind,
    NewChange,
    NewMessage,
)
from peerhub.uploads.models import MOST_FILES
from peerhub.web.api import MOST_SEQ
from peerhub.web.forms import ClientId, Draft, clean, parse_fields

Ref = Annotated[str, StringConstraints(max_length=64)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=60)]
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=16)]
UploadId = Annotated[str, StringConstraints(min_length=1, max_length=16)]
Seq = Annotated[int, Field(ge=0, le=MOST_SEQ, strict=True)]


def check_emoji(said: str) -> str:
    if said not in REACTIONS:
        raise ValueError(_("Choose one of these: %(all)s.") % {"all": " ".join(REACTIONS)})
    return said


Emoji = Annotated[str, AfterValidator(check_emoji)]


class BadFrame(Refused):
    """A frame that is none of ours; `ref` where it bore one."""

    def __init__(self, reason: str, ref: str | None = None, code: str = "bad_frame") -> None:
        super().__init__(reason, code=code)
        self.ref = ref


class JoinFrame(Draft):
    type: Literal["join"]
    ref: Ref
    room: Slug
    after: Seq | None = None
    epoch: Annotated[str, StringConstraints(max_length=64)] | None = None


class MessageDraft(Draft):
    """What somebody wants to say, by whichever door; `id` is the client id."""

    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)
    reply_to: MessageId | None = None
    thread: MessageId | None = None
    warning: str = Field("", max_length=WARNING_LENGTH)
    files: list[UploadId] = Field(default_factory=list, max_length=MOST_FILES)


class EditDraft(Draft):
    id: ClientId
    body: str = Field(min_length=1, max_length=BODY_LENGTH)


class WriteDraft(Draft):
    """A write that says nothing but its own client id."""

    id: ClientId


class ReportDraft(Draft):
    id: ClientId
    reason: ReportReason
    note: str = Field("", max_length=NOTE_LENGTH)


class PostFrame(MessageDraft):
    """The same as a frame of the socket."""

    type: Literal["post"]
    ref: Ref
    room: Slug


class EditFrame(EditDraft):
    type: Literal["edit"]
    ref: Ref
    message: MessageId


class WithdrawFrame(WriteDraft):
    type: Literal["withdraw"]
    ref: Ref
    message: MessageId


class ReactFrame(WriteDraft):
    type: Literal["react"]
    ref: Ref
    message: MessageId
    emoji: Emoji
    on: Annotated[bool, Field(strict=True)]


class ReportFrame(ReportDraft):
    type: Literal["report"]
    ref: Ref
    message: MessageId


class ReadDraft(Draft):
    seq: Seq


class ReadFrame(ReadDraft):
    type: Literal["read"]
    room: Slug


class TypingFrame(Draft):
    type: Literal["typing"]
    room: Slug


class LeaveFrame(Draft):
    type: Literal["leave"]
    ref: Ref
    room: Slug


ChangeFrame = EditFrame | WithdrawFrame | ReactFrame
Frame = JoinFrame | PostFrame | ChangeFrame | ReportFrame | ReadFrame | TypingFrame | LeaveFrame
KINDS: dict[str, type[Frame]] = {
    "join": JoinFrame,
    "post": PostFrame,
    "edit": EditFrame,
    "withdraw": WithdrawFrame,
    "react": ReactFrame,
    "report": ReportFrame,
    "read": ReadFrame,
    "typing": TypingFrame,
    "leave": LeaveFrame,
}
PEOPLES_WORDS = (
    "body",
    "warning",
    "note",
    "emoji",
    "reason",
)  # people read what is wrong with them


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
    for name in ("body", "warning", "note"):
        if isinstance(fields.get(name), str):
            fields[name] = clean(fields[name])
    for name in ("warning", "note"):
        if fields.get(name, "") is None:
            del fields[name]
    try:
        return parse_fields(fields, kind)
    except Refused as refusal:
        if refusal.field in PEOPLES_WORDS:
            raise BadFrame(refusal.reason, ref, refusal.code) from refusal
        raise BadFrame(f"{refusal.field}: {refusal.reason}", ref) from refusal


def is_never_slowed(frame: Frame) -> bool:
    """That somebody may be unsafe is heard however much a socket said before."""
    return isinstance(frame, ReportFrame) and frame.reason is ReportReason.UNSAFE


def to_new_message(
    person_id: str, room: str, said: MessageDraft, *, by_token: bool = False
) -> NewMessage:
    """What the writer takes; the Markdown is rendered here, once, outside any transaction."""
    return NewMessage(
        person_id=person_id,
        room=room,
        client_id=said.id,
        body=said.body,
        html=to_html(said.body),
        reply_to=said.reply_to,
        warning=said.warning,
        thread=said.thread,
        files=tuple(said.files),
        by_token=by_token,
    )


def to_new_change(person_id: str, frame: ChangeFrame, *, by_token: bool = False) -> NewChange:
    """An edit, a withdrawal or a reaction as the writer takes it."""
    said = NewChange(
        kind=ChangeKind(frame.type),
        person_id=person_id,
        client_id=frame.id,
        message_id=frame.message,
        by_token=by_token,
    )
    if isinstance(frame, EditFrame):
        return replace(said, body=frame.body, html=to_html(frame.body))
    if isinstance(frame, ReactFrame):
        return replace(said, emoji=frame.emoji, on=frame.on)
    return said

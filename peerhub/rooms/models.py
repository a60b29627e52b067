"""Nouns of rooms: Room, Message, and their limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

BODY_LENGTH = 8_000  # contract section 3
WARNING_LENGTH = 200
TITLE_LENGTH = 80
PAGE_MESSAGES = 50
MOST_MISSED = 500  # more than this after a return is a gap: page through the API


class RoomKind(StrEnum):
    """Who may come in: every signed-in member, or members of the room alone."""

    OPEN = "open"
    RESTRICTED = "restricted"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"

    @property
    def is_secret(self) -> bool:
        """Whether its address must tell nothing."""
        return self in (RoomKind.PRIVATE, RoomKind.CONFIDENTIAL)


class MessageState(StrEnum):
    """HELD waits for a moderator and has no seq; WITHDRAWN by its author, REMOVED by a moderator."""

    VISIBLE = "visible"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Room:
    """A room. `seq` is the newest change in it; `sector` is a sector's slug or ""."""

    room_id: str
    slug: str
    title: str
    kind: RoomKind
    sector: str
    topic: str
    seq: int
    archived_at: datetime | None = None

    @property
    def place(self) -> str:
        """Its scope, as roles name it."""
        return f"space:{self.slug}"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What somebody wants to say; `html` was made from `body` at the door, once."""

    person_id: str
    room: str
    client_id: str
    body: str
    html: str
    reply_to: str | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now. `seq` is None while it is held."""

    message_id: str
    room_id: str
    seq: int | None
    created_seq: int | None
    author_id: str
    client_id: str
    body: str
    html: str
    warning: str
    reply_to: str | None
    at: datetime
    state: MessageState
    removed_reason: str = ""
    edited_at: datetime | None = None

    def emptied(self) -> Message:
        """As everybody may see it: a withdrawn or removed message keeps its place, not its words."""
        if self.state in (MessageState.VISIBLE, MessageState.HELD):
            return self
        return replace(self, body="", html="", warning="")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a post is answered: the `ack` of contract section 3."""

    room: str
    message_id: str
    seq: int | None
    at: str
    held: bool

"""Nouns of rooms: Room, Message, and their limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from peerhub.core.words import N_, _

BODY_LENGTH = 8_000  # contract section 3
TITLE_LENGTH = 80
PAGE_MESSAGES = 50
MOST_MISSED = 500  # more than this after a return is a gap: page through the API
KEEP_DAYS = 90  # how long a new room keeps its messages
KEEP_CHOICES = (30, 90, 180, 365, 0)  # days; 0: as long as the room stands
SLOW_CHOICES = (0, 10, 30, 60, 300)  # seconds between two posts of one person
DUTY_HOURS = (1, 2, 4, 8)  # a shift, not a promise for tomorrow
TOPIC_LENGTH = 300
RULES_LENGTH = 4_000  # they are read at the door, by everybody
MOST_MENTIONS = 20  # in one message; more is a crowd, not a call
ASK_LENGTH = 300
MOST_PINS = 10  # more at the top of a room is a wall
MOST_ASKED = 7  # with the asker a table of eight: more is a room, with a door and facilitators
REQUEST_LENGTH = 1_000
REQUEST_RATE = "20/day"  # requests to write, typing errors among them: nobody knows more strangers
ASK_RATE = "10/hour"  # asking to come in, as often as kindness bears
INVITE_RATE = "60/hour"  # a facilitator may invite a whole group at once
EDIT_WITHIN = timedelta(hours=24)  # long enough for the next shift; withdrawing is always open
# A small fixed set, each with its words: nobody is measured by them and nothing is voted down.
REACTIONS = {
    "👍": N_("Good point"),
    "🙏": N_("Thank you"),
    "🙋": N_("Same here"),
    "💜": N_("Sending strength"),
    "💡": N_("I learnt something"),
}


# Which part of a room's log is meant: a side conversation by its message_id, "" for the room's own
# log, None for all of it.
Within = str | None


class RoomKind(StrEnum):
    """Who may come in: every signed-in member, or members of the room alone."""

    OPEN = "open"
    RESTRICTED = "restricted"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"
    DIRECT = "direct"

    @property
    def is_secret(self) -> bool:
        """Whether its address must tell nothing, and no token and no role opens it."""
        return self in (RoomKind.PRIVATE, RoomKind.CONFIDENTIAL, RoomKind.DIRECT)


class WhoMayAsk(StrEnum):
    """Who may ask somebody for a direct conversation. ROOMS: who shares a restricted or private
    room with them, both under their hub names.
    """

    EVERYBODY = "everybody"
    ROOMS = "rooms"
    NOBODY = "nobody"


class MemberState(StrEnum):
    """ASKED to come in, INVITED to, MEMBER, or REMOVED and kept out."""

    ASKED = "asked"
    INVITED = "invited"
    MEMBER = "member"
    REMOVED = "removed"


class MessageState(StrEnum):
    """HELD waits for a moderator and has no seq; WITHDRAWN by its author, REMOVED by a moderator."""

    VISIBLE = "visible"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Room:
    """A room. `seq` is the newest change in it; `sector` is a sector's slug or "".

    `hours` are its opening hours, `(weekday, "HH:MM", "HH:MM")` each in the hub's zone, Monday
    being 0; none: always open. `keep_days` 0: messages are kept as long as the room stands.
    """

    room_id: str
    slug: str
    title: str
    kind: RoomKind
    sector: str
    topic: str
    seq: int
    archived_at: datetime | None = None
    rules: str = ""
    keep_days: int = KEEP_DAYS
    own_names: bool = False
    presence: bool = False
    slow_seconds: int = 0
    locked_at: datetime | None = None
    hours: tuple[tuple[int, str, str], ...] = ()
    duty_id: str | None = None
    duty_until: datetime | None = None

    @property
    def place(self) -> str:
        """Its scope, as roles name it."""
        return f"space:{self.slug}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where a role must hold to count here (the hub always does)."""
        return (self.place, f"sector:{self.sector}") if self.sector else (self.place,)


def is_named(room: Room) -> bool:
    """Whether its name may stand anywhere but in it."""
    return room.kind not in (RoomKind.CONFIDENTIAL, RoomKind.DIRECT)


def name_for_notice(room: Room) -> str:
    """Its title in notices and letters; a confidential room's stands nowhere but in the room."""
    if room.kind is RoomKind.DIRECT:
        return _("a conversation")
    return _("a confidential room") if room.kind is RoomKind.CONFIDENTIAL else room.title


def page_title(room: Room) -> str:
    """For the tab and the history of a browser that others may see."""
    if room.kind is RoomKind.DIRECT:
        return _("A conversation")
    return _("A room") if room.kind is RoomKind.CONFIDENTIAL else room.title


@dataclass(frozen=True, slots=True)
class Membership:
    """How one person stands to one room. `own_handle`, `own_name`: their name in it alone."""

    room_id: str
    person_id: str
    state: MemberState
    since: datetime
    own_handle: str | None = None
    own_name: str | None = None
    words: str = ""
    by_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReadMark:
    """How far somebody read, and when the mark last moved."""

    seq: int
    at: datetime


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
    thread: str | None = None
    files: tuple[str, ...] = ()  # ids of their own uploads
    by_token: bool = False  # a token opens no secret room


class ChangeKind(StrEnum):
    """What an author or a reader does to a message that stands."""

    EDIT = "edit"
    WITHDRAW = "withdraw"
    REACT = "react"


@dataclass(frozen=True, slots=True)
class NewChange:
    """One change that somebody asks for. `body`, `html` for an edit; `emoji`, `on` for a reaction.

    `room`: where the door's address names one, the message must stand there.
    """

    kind: ChangeKind
    person_id: str
    client_id: str
    message_id: str
    body: str = ""
    html: str = ""
    emoji: str = ""
    on: bool = True
    room: str | None = None
    by_token: bool = False


@dataclass(frozen=True, slots=True)
class NewRead:
    """Somebody read a room up to `seq`."""

    person_id: str
    room: str
    seq: int
    by_token: bool = False


@dataclass(frozen=True, slots=True)
class Byline:
    """Whose words these are, as everybody in the room sees it.

    `key` is the name as blocks know it ("person:ID" or "name:ROOM:HANDLE"); it never leaves the
    server.
    """

    handle: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now. `seq` is None while it is held; `files` are the frame's, or None."""

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
    thread_id: str | None = None
    own_handle: str | None = None
    reactions: Mapping[str, int] = field(default_factory=dict)
    files: Sequence[Mapping[str, Any]] | None = None

    def emptied(self) -> Message:
        """As everybody may see it: a withdrawn or removed message keeps its place, not its words."""
        if self.state in (MessageState.VISIBLE, MessageState.HELD):
            return self
        return replace(self, body="", html="", warning="", reactions={}, files=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write is answered: the `ack` of contract section 3. `mine`: one's own reactions."""

    room: str
    message_id: str
    seq: int | None
    at: str
    held: bool
    mine: tuple[str, ...] | None = None
    help: str = ""  # where whoever wrote it is led: its words point to danger

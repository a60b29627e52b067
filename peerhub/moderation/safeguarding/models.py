"""Nouns of safeguarding: Flag, Concern, Entry, LeadKey, Shift, and their limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from peerhub.core.words import N_
from peerhub.moderation.safeguarding.kinds import FlagKind

WORDS_LENGTH = 8_000  # of one telling: as long as a message in a room
LINE_LENGTH = 300
PASSPHRASE_LEAST = 14  # four or five words; it alone stands between a copy of the disk and a child
PASSPHRASE_MOST = 200
MOST_PASSKEYS = 5
CREDENTIAL_MOST = 1023  # bytes: WebAuthn level 3, section 4
PASSKEY_NAME_MOST = 60
REFERENCE_SIGNS = 8
CODE_SIGNS = 16  # 79 bits
SHEET_SIGNS = 24
SECRET_LEAST, SECRET_MOST = 24, 64  # of what a form bears, out of which reference and code are made
UNLOCKED_FOR = timedelta(minutes=30)  # without use: then the passphrase is asked again
KEEP_YEARS = (1, 2, 3, 6, 7, 10, 15, 25)  # of closed concerns: what a hub can choose from
MOST_KEYS = 40  # in one circle; more is no circle
MOST_EXCLUDED = 20
FLAG_RATE = "30/hour"  # of one person or address; never asked where life is at risk now
READ_RATE = "20/hour"  # tries of reference and code from one address
UNLOCK_RATE = "10/15 minute"
LISTED = 200  # concerns on one page of the queue


class Urgency(IntEnum):
    """How soon a lead must look, in the flagger's own words. "Not sure" is today."""

    NOW = 0
    TODAY = 1
    WEEK = 2


URGENCY_WORDS = {
    Urgency.NOW: N_("Life at risk now"),
    Urgency.TODAY: N_("Today"),
    Urgency.WEEK: N_("This week"),
}


class Part(StrEnum):
    """What a key's holder is in the circle. The sheet is a key on paper, for the loss of all others."""

    LEAD = "lead"
    DEPUTY = "deputy"
    CONTACT = "contact"
    SHEET = "sheet"


PART_WORDS = {
    Part.LEAD: N_("Safeguarding lead"),
    Part.DEPUTY: N_("Deputy"),
    Part.CONTACT: N_("Independent contact"),
    Part.SHEET: N_("Recovery sheet"),
}


class ConcernState(StrEnum):
    """WAITING for somebody to look, SEEN, IN_HAND once somebody acted, CLOSED with a reason."""

    WAITING = "waiting"
    SEEN = "seen"
    IN_HAND = "in_hand"
    CLOSED = "closed"


STATE_WORDS = {
    ConcernState.WAITING: N_("Nobody has opened it yet"),
    ConcernState.SEEN: N_("Somebody has opened it"),
    ConcernState.IN_HAND: N_("Somebody is acting on it"),
    ConcernState.CLOSED: N_("Closed"),
}


class Rung(IntEnum):
    """Who has been called so far: those on duty, every lead and deputy, the independent contact."""

    ON_DUTY = 0
    ALL = 1
    OUTSIDE = 2
    NOBODY = 3


class EntryKind(StrEnum):
    """What one line of a concern's chronology is."""

    FLAG = "flag"
    MORE = "more"
    LOOK = "look"
    TAKEN = "taken"
    PASSED = "passed"
    RECORD = "record"
    LETTER = "letter"
    ANSWER = "answer"
    ITEM = "item"
    JOINED = "joined"
    REVIEW = "review"
    TASK = "task"
    TASK_DONE = "task_done"
    HOLD = "hold"
    UNMASK = "unmask"
    RESEALED = "resealed"
    CLOSED = "closed"
    OPENED_AGAIN = "opened_again"


class Channel(StrEnum):
    """A way to reach a lead who has no page open."""

    MAIL = "mail"
    PAGER = "pager"


class Telling(StrEnum):
    """What came of one try. Only TOLD counts: a letter in a folder has reached nobody."""

    WAITING = "waiting"
    TOLD = "told"
    FAILED = "failed"


class DutyManner(StrEnum):
    """When a lead is on duty."""

    ALWAYS = "always"
    HOURS = "hours"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class LeadKey:
    """One holder's public keys and closed ring. `founders` is their own signature over the founders."""

    key_id: str
    person_id: str
    part: Part
    box: bytes
    pen: bytes
    closed: bytes
    made_at: datetime
    founder: bool = False
    founders: bytes = b""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A second way to open a key: the ring, sealed under what one passkey yields for `salt`."""

    passkey_id: str
    key_id: str
    credential: bytes  # by which the browser finds it; says nothing to anybody else
    salt: bytes
    closed: bytes
    name: str  # which device, in the holder's own words
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """One holder's signature under another's key."""

    key_id: str
    by_key_id: str
    signature: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """What stands outside the wall: an id, urgency, times and state. Nothing of what it is about."""

    concern_id: str
    box: bytes
    reply_box: bytes
    urgency: Urgency
    state: ConcernState
    rung: Rung
    opened_at: datetime
    due_at: datetime | None
    seen_at: datetime | None = None
    acted_at: datetime | None = None
    closed_at: datetime | None = None
    review_on: datetime | None = None
    held: bool = False
    joined_to: str = ""


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One line of a chronology as it rests; `hash` holds the one before."""

    number: int
    sealed: bytes
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """The same, opened. `by` is a person's id, "" for whoever raised it; `signed` where a lead's pen did."""

    number: int
    kind: EntryKind
    by: str
    at: datetime
    said: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """What somebody says who raises a concern. Everything but `urgency` may be empty."""

    urgency: Urgency
    words: str = ""
    kinds: tuple[str, ...] = ()
    subject: str = ""
    who: str = ""
    when_where: str = ""
    standing: str = ""
    knows: str = ""
    answer_how: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a lead wrote to whoever raised a concern; sealed to the code that they alone have."""

    number: int
    sealed: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterBox:
    """A correspondence with somebody whom a concern is about. `back` leads to it, for who has the code.

    `closed_code` and `mark` only where the hub keeps the code for a member.
    """

    box_id: str
    reply_box: bytes
    back: bytes
    closed_code: bytes | None
    mark: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """When one holder is on duty. `hours` as opening hours are: (weekday, from, until)."""

    person_id: str
    manner: DutyManner = DutyManner.ALWAYS
    hours: tuple[tuple[int, str, str], ...] = ()
    out_of_hours: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the leads settle for the hub. A flag of `hidden_kinds` hides its item at once."""

    hidden_kinds: tuple[FlagKind, ...] = (FlagKind.INTIMATE_IMAGE,)
    keep_years: int = 6

    @property
    def kept_for(self) -> timedelta:
        return timedelta(days=365.25 * self.keep_years)


@dataclass(frozen=True, slots=True)
class Tried:
    """One try to reach somebody about a concern."""

    concern_id: str
    rung: Rung
    person_id: str
    channel: Channel
    state: Telling
    at: datetime

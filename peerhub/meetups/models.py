"""Nouns of meetups: Meetup, Reply, what each may be, and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from peerhub.core.words import N_

TITLE_LENGTH = 120
ABOUT_LENGTH = 5_000
LINE_LENGTH = 200
MOST_SEATS = 5_000
EMPTY_LINES = 6  # of a sign-in sheet, for who comes without an answer
LONGEST = timedelta(days=14)  # from its beginning to its end
FURTHEST = timedelta(days=730)  # ahead
PAGE_MEETUPS = 30
MOST_DATES = 26  # of a series: half a year of weeks, and then somebody asks whether it goes on
NEEDS_LENGTH = 500
NEEDS_KEPT = timedelta(days=1)  # after its end: who forgot something can still be helped home


class Ahead(IntEnum):
    """How long before it begins somebody can be reminded, in hours."""

    WEEK = 168
    DAY = 24
    HOURS = 2


AHEAD_WORDS = {
    Ahead.WEEK: N_("A week before"),
    Ahead.DAY: N_("A day before"),
    Ahead.HOURS: N_("Two hours before"),
}
WRITTEN_AFTERWARDS = ("notes", "questions", "next_steps")  # all Markdown
USUAL_REMINDERS = frozenset({Ahead.DAY, Ahead.HOURS})


class MeetupKind(StrEnum):
    """What people come for."""

    MEETUP = "meetup"
    TRAINING = "training"
    LEARNING = "learning"


KIND_WORDS = {
    MeetupKind.MEETUP: N_("Meetup"),
    MeetupKind.TRAINING: N_("Training"),
    MeetupKind.LEARNING: N_("Learning session"),
}


class Audience(StrEnum):
    """Who may read of it. APPROVAL: members do, and its organisers say yes to each who comes. NETWORK
    and SPACE: who is of one network, or may open one room or board.
    """

    PUBLIC = "public"
    MEMBERS = "members"
    APPROVAL = "approval"
    NETWORK = "network"
    SPACE = "space"


CIRCLES = (Audience.NETWORK, Audience.SPACE)


class MeetupState(StrEnum):
    """HELD waits for a moderator, and is its organisers' alone; a cancelled one stays visible as that."""

    HELD = "held"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class Choice(StrEnum):
    """What somebody answers. The first two are the modes of a meetup."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PERHAPS = "perhaps"
    NO = "no"


CHOICE_WORDS = {
    Choice.IN_PERSON: N_("I come in person"),
    Choice.ONLINE: N_("I come online"),
    Choice.PERHAPS: N_("Perhaps"),
    Choice.NO: N_("I cannot come"),
}
MODES = (Choice.IN_PERSON, Choice.ONLINE)


class Seat(StrEnum):
    """What an answer got: a seat, a place in the line, or none because none was asked for; where the
    organisers say who comes, ASKED until they do, and DECLINED after a no.
    """

    COMING = "coming"
    WAITING = "waiting"
    NONE = "none"
    ASKED = "asked"
    DECLINED = "declined"


class AccessFact(StrEnum):
    """What people need to know before they set out."""

    STEP_FREE = "step_free"
    BSL = "bsl"
    LOOP = "loop"
    QUIET_ROOM = "quiet_room"
    TRAVEL_PAID = "travel_paid"
    CHILDCARE = "childcare"
    PRAYER = "prayer"
    FOOD = "food"


ACCESS_WORDS = {
    AccessFact.STEP_FREE: N_("Step-free from the street to the seat"),
    AccessFact.BSL: N_("British Sign Language interpreter"),
    AccessFact.LOOP: N_("Hearing loop"),
    AccessFact.QUIET_ROOM: N_("A quiet room"),
    AccessFact.TRAVEL_PAID: N_("Travel is paid"),
    AccessFact.CHILDCARE: N_("Childcare"),
    AccessFact.PRAYER: N_("A room for prayer"),
    AccessFact.FOOD: N_("Food"),
}


class Said(StrEnum):
    """What is said of an access fact. Nothing said is no line on the page."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


SAID_WORDS = {Said.YES: N_("yes"), Said.NO: N_("no"), Said.ASK: N_("ask us")}


@dataclass(frozen=True, slots=True)
class Meetup:
    """One coming together. Times are UTC; `zone` is the clock on its wall, by its IANA name.

    `address` is for those who come in person, `link` for those who come online. A capacity of None
    has no end. `sequence` counts the changes that a calendar should hear of.
    """

    meetup_id: str
    title: str
    about: str
    kind: MeetupKind
    audience: Audience
    starts_at: datetime
    ends_at: datetime
    zone: str
    announced_by: str
    announced_at: datetime
    changed_at: datetime
    in_person: bool = False
    online: bool = False
    place: str = ""
    address: str = ""
    link: str = ""
    seats_in_person: int | None = None
    seats_online: int | None = None
    cost: str = ""
    access: Mapping[str, str] = field(default_factory=dict)
    state: MeetupState = MeetupState.ANNOUNCED
    reason: str = ""  # of a cancelled one
    sequence: int = 0
    removed_at: datetime | None = None  # by a moderator: nobody reads of it
    series_id: str = ""  # shared by the dates that were announced together
    came_in_person: int | None = None  # how many did, as its organisers counted; no names
    came_online: int | None = None
    notes: str = ""  # what was said there, once it is over; Markdown, as `about` is
    recording: str = ""  # a link
    questions: str = ""  # asked there, with what was answered; Markdown
    next_steps: str = ""  # Markdown
    origin: str = ""  # whose it is, where it came from another network's calendar
    origin_url: str = ""  # their page
    sector: str = ""  # the address of one of the hub's sectors
    borough: str = ""  # the address of one of the hub's areas
    thread_id: str = ""  # of the forum, where it is talked about; opens at the forum's own door
    guests: bool = False  # people without an account may come, to a public one
    circle: str = ""  # whom it is for: network:ID, room:ID or board:ID; "" for another audience

    @property
    def modes(self) -> tuple[Choice, ...]:
        """In which of the two ways one can come."""
        offered = {Choice.IN_PERSON: self.in_person, Choice.ONLINE: self.online}
        return tuple(mode for mode in MODES if offered[mode])

    def seats(self, mode: Choice) -> int | None:
        return self.seats_in_person if mode is Choice.IN_PERSON else self.seats_online

    @property
    def written_afterwards(self) -> tuple[str, ...]:
        """What its organisers wrote once it was over."""
        return tuple(filter(None, (getattr(self, name) for name in WRITTEN_AFTERWARDS)))

    @property
    def is_held(self) -> bool:
        return self.state is MeetupState.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state is MeetupState.CANCELLED


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What somebody looks for among meetups; nothing of what is empty."""

    kind: str = ""
    mode: str = ""
    sector: str = ""
    borough: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """When another date of a series begins and ends, in UTC."""

    starts_at: datetime
    ends_at: datetime


class Repeats(StrEnum):
    """How often a series takes place. MONTHLY: on the same weekday of the month, as the third Thursday."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, the newest, of a person or of a guest by their id. `at` is when they asked for this
    seat: the order of the line.
    """

    meetup_id: str
    person_id: str
    choice: Choice
    seat: Seat
    at: datetime
    accompanied: bool = False  # by somebody who interprets or assists, and takes no seat
    shown: bool = False  # to others who come


@dataclass(frozen=True, slots=True)
class Along:
    """What somebody says beside their yes. `needs`: to take part, for the organisers alone;
    `accompanied`: by somebody who interprets or assists; `shown`: to others who come.
    """

    needs: str = ""
    accompanied: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """`held`: a moderator reads it first; `help`: its words point to danger."""

    meetup_id: str
    held: bool = False
    help: bool = False

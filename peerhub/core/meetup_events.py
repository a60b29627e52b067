"""What can happen around meetups; a part of events.py."""

from __future__ import annotations

from dataclasses import dataclass

from peerhub.core.event import Event


@dataclass(frozen=True)
class MeetupChanged(Event):
    """Its time, place or way of coming is another now, or it is cancelled: those who answered hear of
    it, once for each `sequence`.
    """

    meetup_id: str
    sequence: int


@dataclass(frozen=True)
class SeatGiven(Event):
    """Somebody who waited in the line has a seat now. `stamp`: when they asked for this one."""

    meetup_id: str
    person_id: str
    stamp: str


@dataclass(frozen=True)
class MeetupNear(Event):
    """It begins in so many hours: who comes is reminded, where they want that. `starts`: as it stood
    when this was asked for; another time has duties of its own.
    """

    meetup_id: str
    hours: int
    starts: str


@dataclass(frozen=True)
class MeetupOver(Event):
    """It ended a day ago: what people need to take part is deleted. `ends`: as it stood when this was
    asked for; another time has a duty of its own.
    """

    meetup_id: str
    ends: str


@dataclass(frozen=True)
class GuestAsked(Event):
    """Somebody without an account wants to come: their address gets a letter that asks for a yes."""

    guest_id: str


@dataclass(frozen=True)
class GuestUnanswered(Event):
    """Seven days have passed since: who has not said yes is forgotten."""

    guest_id: str


@dataclass(frozen=True)
class GuestTold(Event):
    """A guest gets a letter where a member has a notice. `notice`: its kind; `stamp`: its occasion."""

    guest_id: str
    notice: str
    stamp: str


@dataclass(frozen=True)
class SeatAsked(Event):
    """Somebody asks to come where the organisers decide that: they are told. `stamp`: when."""

    meetup_id: str
    person_id: str
    stamp: str


@dataclass(frozen=True)
class SeatDecided(Event):
    """The organisers said yes or no to whoever asked, who is told. `stamp`: when."""

    meetup_id: str
    person_id: str
    stamp: str


@dataclass(frozen=True)
class OrganiserAdded(Event):
    """An organiser of a meetup added somebody, who is told, and can leave. `stamp`: when."""

    meetup_id: str
    person_id: str
    stamp: str


@dataclass(frozen=True)
class MeetupPublished(Event):
    """Others can read of a meetup now: who follows what it is of is told, a portion at a time.
    `after`: the last follower of the portion before.
    """

    meetup_id: str
    after: str = ""


@dataclass(frozen=True)
class MeetupLetterDue(Event):
    """Somebody hears of a new meetup by mail, too."""

    meetup_id: str
    person_id: str

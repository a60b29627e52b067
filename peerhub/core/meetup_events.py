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

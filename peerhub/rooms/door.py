"""The ways to a room's door, its people and what they may do there: for those it is open to.

A room that somebody may not know of raises the same NotFound as one that never was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import Forbidden, NotFound
from peerhub.people.access import holders_of, people_by_id
from peerhub.people.models import Person
from peerhub.rooms import rules
from peerhub.rooms.access import Seat, bylines_of, hidden_from, room_for_member
from peerhub.rooms.models import (
    Byline,
    Membership,
    MemberState,
    Message,
    MessageState,
    Room,
    RoomKind,
)
from peerhub.rooms.store import members, pins, rooms
from peerhub.rooms.store.messages import list_messages


@dataclass(frozen=True, slots=True)
class Door:
    """A room as somebody stands before it or in it. `inside`: they may read what is said there.

    `first`: they were appointed to look after a room that nobody was ever in.
    """

    room: Room
    person: Person
    member: Membership | None
    inside: bool
    first: bool = False

    @property
    def state(self) -> MemberState | None:
        return self.member.state if self.member else None

    @property
    def seat(self) -> Seat:
        return Seat(self.room, self.person, self.member)

    @property
    def may_walk_in(self) -> bool:
        return self.first or rules.can_walk_in(self.person, self.room, self.state)

    @property
    def may_ask(self) -> bool:
        closed = self.room.archived_at is not None
        fresh = self.state is None and not self.may_walk_in
        return self.room.kind is RoomKind.RESTRICTED and fresh and not closed

    @property
    def may_manage(self) -> bool:
        """Of a secret room its own facilitators, from inside; of another also before they enter."""
        if self.state is MemberState.REMOVED or (self.room.kind.is_secret and not self.inside):
            return False
        return self.seat.facilitates


async def door_for_person(
    db: AsyncConnection, person: Person, slug: str, *, by_token: bool = False
) -> Door:
    """NotFound for a room that is not there, or that this person may not know of."""
    room = await rooms.find_room(db, slug)
    if room is None:
        raise NotFound()
    found = (await _doors(db, person, [room], by_token=by_token)).get(room.room_id)
    if found is None:
        raise NotFound()
    return found


async def door_from_outside(db: AsyncConnection, person: Person, slug: str) -> Door:
    """The door of a room that somebody may know of but not enter; NotFound else."""
    found = await door_for_person(db, person, slug)
    if found.inside:
        raise NotFound()
    return found


async def doors_to_knock_at(db: AsyncConnection, person: Person) -> list[Door]:
    """Rooms that they are not in and may ask for, or to which they are invited or appointed."""
    found = await _doors(db, person, await rooms.list_rooms(db))
    shut = [door for door in found.values() if not door.inside]
    return [door for door in shut if door.state is not MemberState.REMOVED]


async def rooms_known_among(
    db: AsyncConnection, person: Person, room_ids: Collection[str]
) -> list[Room]:
    """Those of these rooms that they may enter or know of, closed ones not."""
    found = await rooms.find_rooms_by_id(db, room_ids)
    there = [room for room in found.values() if room.archived_at is None]
    return [door.room for door in (await _doors(db, person, there)).values()]


async def _doors(
    db: AsyncConnection, person: Person, found: Sequence[Room], *, by_token: bool = False
) -> dict[str, Door]:
    ids = [room.room_id for room in found]
    held = await members.list_memberships(db, [person.person_id], ids)
    doors = {}
    for room in found:
        member = held.get((person.person_id, room.room_id))
        state = member.state if member else None
        first = False
        if rules.can_be_first(person, room, state, people=0):
            people = await members.count_people(db, room.room_id)
            first = rules.can_be_first(person, room, state, people=people)
        inside = rules.can_enter(person, room, state, by_token=by_token)
        known = first or inside or rules.can_know(person, room, state)
        if known and not (by_token and room.kind.is_secret):
            doors[room.room_id] = Door(room, person, member, inside, first)
    return doors


async def room_for_facilitator(db: AsyncConnection, person: Person, slug: str) -> Door:
    """A room that this person looks after; Forbidden where they may only know of it."""
    found = await door_for_person(db, person, slug)
    if not found.may_manage:
        raise Forbidden()
    return found


async def room_for_administrator(db: AsyncConnection, slug: str) -> Room:
    """An open or restricted room; NotFound for a secret one, as for one that never was."""
    room = await rooms.find_room(db, slug)
    if room is None or room.kind.is_secret:
        raise NotFound()
    return room


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody in or before a room, under the name that they have there and no other."""

    person_id: str = field(repr=False)  # never on a page: it would join names across rooms
    byline: Byline
    facilitates: bool = False
    words: str = ""


async def people_for_facilitator(
    db: AsyncConnection, door: Door, state: MemberState
) -> list[Fellow]:
    """Who is in this state, by name: an order by time would tell who came when."""
    held = await members.list_members(db, door.room.room_id, state)
    return await _fellows(db, door.room, {member.person_id: member for member in held})


async def fellow_for_facilitator(
    db: AsyncConnection, door: Door, handle: str, states: Sequence[MemberState]
) -> Fellow:
    """One of them by their handle in this room; NotFound for anybody else."""
    for state in states:
        for fellow in await people_for_facilitator(db, door, state):
            if fellow.byline.handle == handle:
                return fellow
    raise NotFound()


async def facilitators_of(db: AsyncConnection, room: Room) -> list[Fellow]:
    """Who looks after a room, as people at its door may know: of a secret one, those inside."""
    holders = [p.person_id for p in await holders_of(db, "facilitator", _scopes(room))]
    held = await members.list_memberships(db, holders, [room.room_id])
    found = await _fellows(db, room, {p: held.get((p, room.room_id)) for p in holders})
    return [fellow for fellow in found if fellow.facilitates]


async def managers_to_tell(db: AsyncConnection, room: Room) -> list[Person]:
    """Who hears that somebody asks to come in: facilitators, else moderators of the place."""
    found = await holders_of(db, "facilitator", _scopes(room))
    return found or await holders_of(db, "moderator", _scopes(room))


def _scopes(room: Room) -> list[str]:
    return [room.place, f"sector:{room.sector}"] if room.sector else [room.place]


async def _fellows(
    db: AsyncConnection, room: Room, found: Mapping[str, Membership | None]
) -> list[Fellow]:
    known = await people_by_id(db, found)
    fellows = []
    for person_id, member in found.items():
        if person_id in known:
            door = Door(room, known[person_id], member, _is_inside(member))
            words = member.words if member else ""
            fellows.append(Fellow(person_id, door.seat.byline, door.may_manage, words))
    return sorted(fellows, key=lambda f: (f.byline.name.casefold(), f.byline.handle))


def _is_inside(member: Membership | None) -> bool:
    return member is not None and member.state is MemberState.MEMBER


async def on_duty(db: AsyncConnection, room: Room, now: datetime) -> Fellow | None:
    """Who signed on and still looks after it, under their name in this room."""
    if room.duty_id is None or room.duty_until is None or room.duty_until <= now:
        return None
    held = await members.list_memberships(db, [room.duty_id], [room.room_id])
    mine = held.get((room.duty_id, room.room_id))
    found = await _fellows(db, room, {room.duty_id: mine})
    return found[0] if found and found[0].facilitates else None


async def pins_for_reader(
    db: AsyncConnection, person: Person, slug: str
) -> list[tuple[Message, Byline]]:
    """What facilitators keep at the top, the newest pin first; nothing that a block hides."""
    seat = await room_for_member(db, person, slug)
    ids = await pins.list_pinned(db, seat.room.room_id)
    found = {m.message_id: m for m in await list_messages(db, seat.room.room_id, ids)}
    said = [found[id] for id in ids if id in found and found[id].state is MessageState.VISIBLE]
    bylines = await bylines_of(db, said)
    hidden = await hidden_from(db, seat, said, bylines)
    return [
        (message, bylines[message.message_id])
        for message in said
        if message.message_id in bylines and message.message_id not in hidden
    ]

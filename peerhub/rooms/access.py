"""The only way to a room and its words: asked for one pair or for many at once, always anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.people.access import people_by_id
from peerhub.people.models import Person
from peerhub.rooms import rules, store
from peerhub.rooms.models import Message, Room, RoomKind


@dataclass(frozen=True, slots=True)
class Seat:
    """A room as one person has it: who they are, and how far they read (0 without membership)."""

    room: Room
    person: Person
    read: int
    is_member: bool


async def rooms_for_members(
    db: AsyncConnection, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Seat]:
    """Seats by (person_id, slug): three queries for any number of pairs; forbidden ones are absent."""
    wanted = set(pairs)
    found = await store.find_rooms(db, {slug for _, slug in wanted})
    known = await people_by_id(db, {person_id for person_id, _ in wanted})
    held = await store.list_memberships(db, known, [room.room_id for room in found.values()])
    seats = {}
    for person_id, slug in wanted:
        person, room = known.get(person_id), found.get(slug)
        if person is None or room is None:
            continue
        read = held.get((person_id, room.room_id))
        if rules.can_enter(person, room, is_member=read is not None):
            seats[person_id, slug] = Seat(room, person, read or 0, read is not None)
    return seats


async def room_for_member(db: AsyncConnection, person: Person, slug: str) -> Seat:
    """One seat; NotFound whether there is no such room or none for them."""
    seats = await rooms_for_members(db, [(person.person_id, slug)])
    seat = seats.get((person.person_id, slug))
    if seat is None:
        raise NotFound()
    return seat


async def rooms_for_member(db: AsyncConnection, person: Person) -> list[Room]:
    """Open rooms, and those that they belong to."""
    found = await store.list_rooms(db)
    held = await store.list_memberships(db, [person.person_id], [room.room_id for room in found])
    return [
        room
        for room in found
        if rules.can_enter(person, room, is_member=(person.person_id, room.room_id) in held)
    ]


async def open_rooms(db: AsyncConnection) -> list[Room]:
    """Rooms of the kind every member may enter: what an administrator sees to."""
    return await store.list_rooms(db, kinds=[RoomKind.OPEN, RoomKind.RESTRICTED], archived=True)


async def messages_before(
    db: AsyncConnection, seat: Seat, before: int | None, limit: int
) -> list[Message]:
    """A page of the log, newest first by created_seq, as everybody in the room sees it."""
    said = await store.list_before(db, seat.room.room_id, before, limit)
    return [message.emptied() for message in said]


async def messages_after(db: AsyncConnection, seat: Seat, after: int, limit: int) -> list[Message]:
    """What changed after `after`, rising by seq."""
    said = await store.list_after(db, seat.room.room_id, after, limit)
    return [message.emptied() for message in said]


async def held_for_author(db: AsyncConnection, seat: Seat) -> list[Message]:
    """Their own messages that wait; nobody else's."""
    return await store.list_held(db, seat.room.room_id, seat.person.person_id)


async def authors_of(db: AsyncConnection, said: Sequence[Message]) -> dict[str, Person]:
    return await people_by_id(db, {message.author_id for message in said})


async def message_in_room(db: AsyncConnection, message_id: str) -> tuple[Message, Room] | None:
    """A message in whatever state with its room: for moderated.py, which asks who may see it."""
    message = await store.find_message(db, message_id)
    if message is None:
        return None
    rooms = await store.find_rooms_by_id(db, [message.room_id])
    return message, rooms[message.room_id]


async def latest_times(db: AsyncConnection, rooms: Sequence[Room]) -> dict[str, datetime]:
    """When something was last said, by room_id; rooms must come from a door above."""
    return await store.list_latest(db, [room.room_id for room in rooms])


async def newest_seqs(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, int]:
    return await store.list_seqs(db, room_ids)


async def rooms_for_operator(db: AsyncConnection) -> list[Room]:
    """Every room, for the command line of whoever runs the server."""
    return await store.list_rooms(db, archived=True)

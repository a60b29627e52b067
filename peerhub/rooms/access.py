"""The only way to a room and its words: asked for one pair or for many at once, always anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.database import at_leisure
from peerhub.core.errors import NotFound
from peerhub.people.access import blocks_around, people_by_id
from peerhub.people.blocks import person_name, room_name
from peerhub.people.models import Person
from peerhub.rooms import rules
from peerhub.rooms.models import (
    Byline,
    Membership,
    MemberState,
    Message,
    ReadMark,
    Room,
    RoomKind,
    Within,
)
from peerhub.rooms.store import members, messages, reactions, rooms
from peerhub.rooms.store.messages import ANYWHERE
from peerhub.rooms.store.seats import list_seats


@dataclass(frozen=True, slots=True)
class Seat:
    """A room as one person has it: who they are in it, and what they may do there."""

    room: Room
    person: Person
    member: Membership | None = None

    @property
    def is_member(self) -> bool:
        return self.member is not None and self.member.state is MemberState.MEMBER

    @property
    def byline(self) -> Byline:
        """The name under which they write here."""
        if self.member is not None and self.member.own_handle and self.member.own_name:
            key = room_name(self.room.room_id, self.member.own_handle)
            return Byline(self.member.own_handle, self.member.own_name, key)
        return Byline(self.person.handle, self.person.name, person_name(self.person.person_id))

    @property
    def facilitates(self) -> bool:
        return rules.can_facilitate(self.person, self.room, is_member=self.is_member)


async def rooms_for_members(
    db: AsyncConnection, pairs: Iterable[tuple[str, str]], *, by_token: bool = False
) -> dict[tuple[str, str], Seat]:
    """Seats by (person_id, slug): three queries for any number of pairs; forbidden ones are absent."""
    wanted = set(pairs)
    found = await rooms.find_rooms(db, {slug for _, slug in wanted})
    known = await people_by_id(db, {person_id for person_id, _ in wanted})
    held = await members.list_memberships(db, known, [room.room_id for room in found.values()])
    seats = {}
    for person_id, slug in wanted:
        person, room = known.get(person_id), found.get(slug)
        if person is None or room is None:
            continue
        member = held.get((person_id, room.room_id))
        if rules.can_enter(person, room, member.state if member else None, by_token=by_token):
            seats[person_id, slug] = Seat(room, person, member)
    return seats


async def room_for_member(
    db: AsyncConnection, person: Person, slug: str, *, by_token: bool = False
) -> Seat:
    """One seat; NotFound whether there is no such room or none for them."""
    seats = await rooms_for_members(db, [(person.person_id, slug)], by_token=by_token)
    seat = seats.get((person.person_id, slug))
    if seat is None:
        raise NotFound()
    return seat


async def rooms_for_member(
    db: AsyncConnection, person: Person, *, by_token: bool = False
) -> list[Room]:
    """Open rooms, and those that they belong to."""
    found = await rooms.list_rooms(db)
    held = await members.list_memberships(db, [person.person_id], [r.room_id for r in found])
    states = {room_id: member.state for (_person, room_id), member in held.items()}
    return [
        room
        for room in found
        if rules.can_enter(person, room, states.get(room.room_id), by_token=by_token)
    ]


async def seats_of(db: AsyncConnection, person: Person, *, by_token: bool = False) -> list[Seat]:
    """Every room that they may read, closed ones and direct conversations too, in one query."""
    found = await list_seats(db, person.person_id)
    seats = [Seat(room, person, member) for room, member in found]
    return [
        seat
        for seat in seats
        if rules.can_enter(
            person, seat.room, seat.member.state if seat.member else None, by_token=by_token
        )
    ]


async def open_rooms(db: AsyncConnection) -> list[Room]:
    """Rooms of the kind every member may enter: what an administrator sees to."""
    return await rooms.list_rooms(db, kinds=[RoomKind.OPEN, RoomKind.RESTRICTED], archived=True)


async def read_mark(db: AsyncConnection, seat: Seat) -> ReadMark | None:
    """How far they read, on all their devices; None before the first time."""
    marks = await members.list_reads(db, seat.person.person_id, [seat.room.room_id])
    return marks.get(seat.room.room_id)


async def messages_before(
    db: AsyncConnection, seat: Seat, before: int | None, limit: int, *, within: Within = ANYWHERE
) -> list[Message]:
    """A page of the log, newest first by created_seq, as everybody in the room sees it."""
    said = await messages.list_before(db, seat.room.room_id, before, limit, within=within)
    return [message.emptied() for message in said]


async def messages_from(
    db: AsyncConnection, seat: Seat, first: int, limit: int, *, within: Within = ANYWHERE
) -> list[Message]:
    """A page of the log rising from a created_seq on, as everybody in the room sees it."""
    said = await messages.list_from(db, seat.room.room_id, first, limit, within=within)
    return [message.emptied() for message in said]


async def messages_after(db: AsyncConnection, seat: Seat, after: int, limit: int) -> list[Message]:
    """What changed after `after`, rising by seq."""
    said = await messages.list_after(db, seat.room.room_id, after, limit)
    return [message.emptied() for message in said]


async def held_for_author(db: AsyncConnection, seat: Seat) -> list[Message]:
    """Their own messages that wait; nobody else's."""
    return await messages.list_held(db, seat.room.room_id, seat.person.person_id)


async def bylines_of(db: AsyncConnection, said: Sequence[Message]) -> dict[str, Byline]:
    """Whose words these are, by message_id: the name each was written under, never another.

    Messages of people who are gone have none.
    """
    known = await people_by_id(db, {m.author_id for m in said if not m.own_handle})
    own: dict[tuple[str, str], str] = {}
    for room_id in {m.room_id for m in said if m.own_handle}:
        handles = {m.own_handle for m in said if m.room_id == room_id and m.own_handle}
        names = await members.list_names(db, room_id, handles)
        own.update({(room_id, handle): name for handle, (name, _) in names.items()})
    found = {}
    for m in said:
        if m.own_handle:
            name = own.get((m.room_id, m.own_handle), m.own_handle)
            found[m.message_id] = Byline(m.own_handle, name, room_name(m.room_id, m.own_handle))
        elif m.author_id in known:
            person = known[m.author_id]
            found[m.message_id] = Byline(person.handle, person.name, person_name(m.author_id))
    return found


async def hidden_from(
    db: AsyncConnection, seat: Seat, said: Sequence[Message], bylines: Mapping[str, Byline]
) -> set[str]:
    """Ids of those messages that a block hides from this reader; none from who sees to the room."""
    if seat.facilitates:
        return set()
    around = await blocks_around(db, seat.person.person_id, [seat.byline.key])
    return {
        m.message_id
        for m in said
        if m.message_id in bylines
        and around.hides(bylines[m.message_id].key, seat.person.person_id, seat.byline.key)
    }


async def own_reactions(
    db: AsyncConnection, seat: Seat, said: Sequence[Message] | None = None
) -> dict[str, list[str]]:
    """Their own reactions by message, to these messages or to all of the room."""
    ids = None if said is None else [message.message_id for message in said]
    return await reactions.list_own_reactions(db, seat.person.person_id, seat.room.room_id, ids)


async def answered_by(db: AsyncConnection, seat: Seat, said: Sequence[Message]) -> list[Message]:
    """What these messages answer, as everybody in the room sees it."""
    ids = {message.reply_to for message in said if message.reply_to}
    found = await messages.list_messages(db, seat.room.room_id, ids) if ids else []
    return [message.emptied() for message in found]


async def side_conversations(db: AsyncConnection, said: Sequence[Message]) -> dict[str, int]:
    """How many messages each has in its side conversation; those without are absent."""
    return await messages.count_threads(db, [message.message_id for message in said])


async def place_of_time(db: AsyncConnection, seat: Seat, moment: datetime) -> int | None:
    """The created_seq of the first message said at or after a moment; None where all are older."""
    return await messages.find_first_since(db, seat.room.room_id, moment)


async def unread_counts(
    db: AsyncConnection, person: Person, found: Sequence[Room]
) -> dict[str, int]:
    """Unread messages by room_id, of rooms from a door above that this person has opened before.

    Neither their own nor what a block hides; side conversations are counted on their own pages.
    """
    ids = [room.room_id for room in found]
    marks = await members.list_reads(db, person.person_id, ids)
    held = await members.list_memberships(db, [person.person_id], marks)
    own = {room_id: held.get((person.person_id, room_id)) for room_id in marks}
    keys = {r: _own_key(person, r, own[r]) for r in marks}
    around = await blocks_around(db, person.person_id, keys.values())
    counts: dict[str, int] = {}
    with at_leisure(db):  # whoever was away for long has much unread
        rows = await messages.list_unread(db, person.person_id, marks)
    for room_id, author_id, own_handle, count in rows:
        key = room_name(room_id, own_handle) if own_handle else person_name(author_id)
        if not around.hides(key, person.person_id, keys[room_id]):
            counts[room_id] = counts.get(room_id, 0) + count
    return counts


def _own_key(person: Person, room_id: str, member: Membership | None) -> str:
    if member is not None and member.own_handle:
        return room_name(room_id, member.own_handle)
    return person_name(person.person_id)


async def count_members(db: AsyncConnection, seat: Seat) -> int:
    return await members.count_members(db, seat.room.room_id)


async def message_for_reader(db: AsyncConnection, seat: Seat, message_id: str) -> Message:
    """One message of this room, also one's own that waits; NotFound else."""
    message = await messages.find_message(db, message_id)
    if message is None or message.room_id != seat.room.room_id:
        raise NotFound()
    if message.seq is None and message.author_id != seat.person.person_id:
        raise NotFound()
    return message


async def message_in_room(db: AsyncConnection, message_id: str) -> tuple[Message, Room] | None:
    """A message in whatever state with its room: for moderated.py, which asks who may see it."""
    message = await messages.find_message(db, message_id)
    if message is None:
        return None
    found = await rooms.find_rooms_by_id(db, [message.room_id])
    return message, found[message.room_id]


async def latest_times(db: AsyncConnection, found: Sequence[Room]) -> dict[str, datetime]:
    """When something was last said, by room_id; rooms must come from a door above."""
    return await messages.list_latest(db, [room.room_id for room in found])


async def newest_seqs(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, int]:
    return await rooms.list_seqs(db, room_ids)


async def rooms_for_operator(db: AsyncConnection) -> list[Room]:
    """Every room but direct ones, for the command line of whoever runs the server."""
    found = await rooms.list_rooms(db, archived=True)
    return [room for room in found if room.kind is not RoomKind.DIRECT]

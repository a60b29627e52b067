"""The ways to direct conversations: one's own, and the requests that wait for somebody.

Nobody but the people in one learns that there is one; whether somebody declined is told to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound, Refused
from peerhub.people.access import people_apart, people_by_id
from peerhub.people.models import Person, PersonState
from peerhub.rooms import rules
from peerhub.rooms.access import Seat, latest_times, unread_counts
from peerhub.rooms.models import MemberState, Message, MessageState, Room, RoomKind, WhoMayAsk
from peerhub.rooms.store import direct, members, messages, rooms


@dataclass(frozen=True, slots=True)
class Conversation:
    """One of one's own. `waits`: nobody has accepted yet (or nobody will; it looks the same)."""

    room: Room
    others: tuple[Person, ...]
    waits: bool
    new: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TalkRequest:
    """Somebody asks to write with this person: who, with whom else, and their one message."""

    room: Room
    asker: Person
    others: tuple[Person, ...]
    message: Message


async def conversations_of(db: AsyncConnection, person: Person) -> list[Conversation]:
    """Those one is in, the newest words first; none with only people whom a block keeps apart."""
    ids = await direct.list_direct(db, person.person_id, MemberState.MEMBER)
    found = list((await rooms.find_rooms_by_id(db, ids)).values())
    around = await _people_around(db, person, ids)
    apart = await people_apart(db, person.person_id)
    counts = await direct.count_states(db, ids)
    unread = await unread_counts(db, person, found)
    latest = await latest_times(db, found)
    shown = [
        Conversation(
            room,
            around[room.room_id],
            waits=counts.get((room.room_id, MemberState.MEMBER), 0) < 2,
            new=unread.get(room.room_id, 0),
            last_at=latest.get(room.room_id),
        )
        for room in found
        if not _is_apart(around[room.room_id], apart)
        or counts.get((room.room_id, MemberState.MEMBER), 0) < 2
    ]
    floor = datetime.min.replace(tzinfo=person.joined_at.tzinfo)
    return sorted(shown, key=lambda one: one.last_at or floor, reverse=True)


def _is_apart(others: Sequence[Person], apart: frozenset[str]) -> bool:
    return bool(others) and all(other.person_id in apart for other in others)


async def _people_around(
    db: AsyncConnection, person: Person, room_ids: Iterable[str]
) -> dict[str, tuple[Person, ...]]:
    """The others of each conversation by name, those who were asked among them.

    Who declined stays in the list: were they gone, the asker would see it.
    """
    held = {room_id: await members.list_all_in(db, room_id) for room_id in room_ids}
    known = await people_by_id(db, {one.person_id for found in held.values() for one in found})
    return {
        room_id: tuple(
            sorted(
                (known[o.person_id] for o in found if o.person_id != person.person_id),
                key=lambda other: (other.name.casefold(), other.handle),
            )
        )
        for room_id, found in held.items()
    }


async def others_in(db: AsyncConnection, seat: Seat) -> tuple[Person, ...]:
    """With whom this conversation is, for its title."""
    found = await _people_around(db, seat.person, [seat.room.room_id])
    return found[seat.room.room_id]


async def requests_for(db: AsyncConnection, person: Person) -> list[TalkRequest]:
    """What waits for this person's answer, the oldest first."""
    ids = await direct.list_direct(db, person.person_id, MemberState.INVITED)
    found = [await _request(db, person, room_id) for room_id in ids]
    return sorted((one for one in found if one), key=lambda one: one.message.at)


async def request_for_asked(db: AsyncConnection, person: Person, slug: str) -> TalkRequest:
    """One of them; NotFound once it was answered, taken back, or where there was none."""
    room = await rooms.find_room(db, slug)
    found = await _request(db, person, room.room_id) if room else None
    if found is None:
        raise NotFound()
    return found


async def _request(db: AsyncConnection, person: Person, room_id: str) -> TalkRequest | None:
    room = (await rooms.find_rooms_by_id(db, [room_id]))[room_id]
    held = await members.list_memberships(db, [person.person_id], [room_id])
    mine = held.get((person.person_id, room_id))
    if room.kind is not RoomKind.DIRECT or not mine or mine.state is not MemberState.INVITED:
        return None
    around = (await _people_around(db, person, [room_id]))[room_id]
    asker = next((other for other in around if other.person_id == mine.by_id), None)
    said = await messages.list_from(db, room_id, 0, 1)
    gone = asker is None or asker.state is not PersonState.MEMBER
    if gone or not said or said[0].state is not MessageState.VISIBLE:
        return None
    if asker is None or asker.person_id in await people_apart(db, person.person_id):
        return None
    others = tuple(other for other in around if other.person_id != asker.person_id)
    return TalkRequest(room, asker, others, said[0])


async def count_waiting(db: AsyncConnection, person: Person) -> int:
    """Requests and unread messages, for the frame of every page."""
    ids = await direct.list_direct(db, person.person_id, MemberState.MEMBER)
    found = list((await rooms.find_rooms_by_id(db, ids)).values()) if ids else []
    unread = await unread_counts(db, person, found) if found else {}
    return len(await requests_for(db, person)) + sum(unread.values())


async def who_may_ask(db: AsyncConnection, person: Person) -> WhoMayAsk:
    chosen = await direct.list_choices(db, [person.person_id])
    return chosen.get(person.person_id, WhoMayAsk.EVERYBODY)


async def company_of(db: AsyncConnection, room_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """`{room_id: (people in it, people asked)}`; who declined counts as asked."""
    counts = await direct.count_states(db, room_ids)
    found: dict[str, tuple[int, int]] = {}
    for (room_id, state), n in counts.items():
        inside, asked = found.get(room_id, (0, 0))
        member = state is MemberState.MEMBER
        found[room_id] = (inside + n, asked) if member else (inside, asked + n)
    return found


async def check_company(db: AsyncConnection, seat: Seat) -> None:
    """Refused in a conversation that nobody else is in (yet); any other room has company."""
    if seat.room.kind is RoomKind.DIRECT:
        company = await company_of(db, [seat.room.room_id])
        rules.check_has_company(*company[seat.room.room_id])


async def has_company(db: AsyncConnection, seat: Seat) -> bool:
    """Whether there is somebody to write to: asked when a socket joins, which tells what it may."""
    try:
        await check_company(db, seat)
    except Refused:
        return False
    return True

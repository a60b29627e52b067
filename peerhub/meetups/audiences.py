"""Meetups for a network, a room or a board alone: who of it, asked anew at its own door each time.

What a meetup is for is named `network:ID`, `room:ID` or `board:ID`: its circle. No role opens one, and
a program opens no private room.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.belonged import networks_of_person
from peerhub.forum import models as boards
from peerhub.forum.access import boards_for_reader
from peerhub.meetups.models import Audience, Meetup
from peerhub.meetups.store import meetups as store
from peerhub.people.access import people_by_id
from peerhub.people.models import Person
from peerhub.rooms import models as rooms
from peerhub.rooms.access import seats_of

NETWORK, ROOM, BOARD = "network", "room", "board"


@dataclass(frozen=True, slots=True)
class Circle:
    """A network, a room or a board that somebody is of. `closed`: not open to every member."""

    key: str
    title: str
    path: str
    closed: bool = True

    @property
    def audience(self) -> Audience:
        return Audience.NETWORK if self.key.startswith(f"{NETWORK}:") else Audience.SPACE


async def circles_of_person(
    db: AsyncConnection, person: Person, kinds: Collection[str] = (NETWORK, ROOM, BOARD)
) -> list[Circle]:
    """What they are of, of these kinds, a statement for each kind; nothing whose name stands nowhere
    outside of it.
    """
    found = []
    if NETWORK in kinds:
        for one in await networks_of_person(db, person):
            found.append(Circle(f"{NETWORK}:{one.owner_id}", one.name, one.path))
    if ROOM in kinds:
        for seat in await seats_of(db, person, by_token=person.by_token):
            room = seat.room
            if rooms.is_named(room):
                closed = room.kind is not rooms.RoomKind.OPEN
                key = f"{ROOM}:{room.room_id}"
                found.append(Circle(key, room.title, f"/rooms/{room.slug}", closed))
    if BOARD in kinds:
        for board in await boards_for_reader(db, person, archived=True):
            if boards.is_named(board):
                closed = board.kind is not boards.BoardKind.OPEN
                key = f"{BOARD}:{board.board_id}"
                found.append(Circle(key, board.title, f"/forum/{board.slug}", closed))
    return found


async def open_among(
    db: AsyncConnection, person: Person | None, circles: Collection[str]
) -> dict[str, Circle]:
    """Those of these circles that they are of now, by key."""
    if person is None or not circles:
        return {}
    kinds = {key.partition(":")[0] for key in circles}
    found = await circles_of_person(db, person, kinds)
    return {one.key: one for one in found if one.key in circles}


async def circles_to_read(db: AsyncConnection, person: Person | None) -> list[str]:
    """Of all that there are meetups for: at most four statements, however many there are."""
    return list(await open_among(db, person, await store.list_circles(db))) if person else []


async def is_open_to(db: AsyncConnection, person: Person | None, meetup: Meetup) -> bool:
    """Whether its audience lets this person read of it; a stranger only of a public one."""
    if person is None:
        return meetup.audience is Audience.PUBLIC
    return not meetup.circle or bool(await open_among(db, person, [meetup.circle]))


async def people_of(
    db: AsyncConnection, meetup: Meetup, person_ids: Sequence[str]
) -> frozenset[str]:
    """For duties: who of these may still read of it."""
    if not meetup.circle:
        return frozenset(person_ids)
    people = await people_by_id(db, person_ids)
    return frozenset(
        [one.person_id for one in people.values() if await is_open_to(db, one, meetup)]
    )

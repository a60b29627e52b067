"""A name for one room alone: take one, and go back to the name that everybody knows."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people import access as people
from peerhub.people.models import Person
from peerhub.people.rules import handle_from
from peerhub.rooms import rules
from peerhub.rooms.door import Door, door_for_person
from peerhub.rooms.models import MemberState
from peerhub.rooms.store import members


async def take_own_name(tx: Transaction, person: Person, slug: str, name: str) -> None:
    """What they write here from now on bears it; what they wrote before keeps its name.

    In an open room this makes them a member. Refused as `claim_name` says.
    """
    door = await door_for_person(tx.db, person, slug)
    if not door.inside:
        raise NotFound()
    handle = await claim_name(tx, door, name)
    if door.state is None:
        pairs = [(person.person_id, door.room.room_id)]
        await members.insert_memberships(tx.db, pairs, tx.now)
    await _set(tx, door, handle)


async def drop_own_name(tx: Transaction, person: Person, slug: str) -> None:
    """Back to the hub name; the own one stays theirs, and nobody else's, in this room."""
    door = await door_for_person(tx.db, person, slug)
    if not door.inside:
        raise NotFound()
    if door.state is MemberState.MEMBER:
        await _set(tx, door, None)


async def _set(tx: Transaction, door: Door, handle: str | None) -> None:
    await members.set_own_handle(tx.db, door.room.room_id, door.person.person_id, handle)
    tx.announce(ACCESS_CHANGED, b"names")  # open lines learn under which name they are here


async def claim_name(tx: Transaction, door: Door, said: str) -> str:
    """Its handle, from now on this person's in this room and nobody else's.

    Refused where the room wants hub names, on a name that somebody has in the hub (people would
    take one for the other), and on one that somebody else used here before.
    """
    rules.check_may_use_own_name(door.room, facilitates=door.seat.facilitates or door.first)
    handle, name = rules.own_name_from(said)
    if await people.is_known_handle(tx.db, handle_from(name, 1)):
        raise Refused(_("Somebody in this hub has this name. Choose another."), field="own_name")
    used = await members.list_names(tx.db, door.room.room_id, [handle])
    if handle not in used:
        room_id, person_id = door.room.room_id, door.person.person_id
        await members.insert_name(tx.db, room_id, handle, name, person_id)
    elif used[handle][1] != door.person.person_id:
        raise Refused(_("Somebody used this name here before. Choose another."), field="own_name")
    return handle

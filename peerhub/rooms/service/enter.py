"""Come into a room and leave it: by an open door, an invitation, or as its first facilitator."""

from __future__ import annotations

from peerhub.core.bus import ACCESS_CHANGED
from peerhub.core.errors import NotFound, Refused
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.people.models import Person
from peerhub.rooms.door import Door, door_for_person
from peerhub.rooms.models import MemberState
from peerhub.rooms.service.own_name import claim_name
from peerhub.rooms.store import members, rooms


async def enter(tx: Transaction, person: Person, slug: str, *, own_name: str = "") -> None:
    """A member from now on; again is as good as once. NotFound and Refused as the door says.

    `own_name` is a name for this room alone. An appointed facilitator comes into a secret room
    only while nobody ever was in it: the room's row is locked, so that two cannot both be first.
    """
    known = await door_for_person(tx.db, person, slug)
    await rooms.lock_room(tx.db, known.room.room_id)
    door = await door_for_person(tx.db, person, slug)
    if door.state is MemberState.MEMBER:
        return
    if not door.may_walk_in:
        raise Refused(_("A facilitator has to let you in. You can ask to join."))
    fields = {"own_handle": await claim_name(tx, door, own_name)} if own_name else {}
    await _become_member(tx, door, **fields)


async def _become_member(tx: Transaction, door: Door, **fields: str) -> None:
    done = await members.set_membership(
        tx.db,
        door.room.room_id,
        door.person.person_id,
        before=[None, MemberState.INVITED],
        state=MemberState.MEMBER,
        at=tx.now,
        words="",
        **fields,
    )
    if not done:
        raise NotFound()


async def leave(tx: Transaction, person: Person, slug: str) -> None:
    """Not a member any more, nor invited, nor asking; again is as good as once.

    Whoever was removed stays removed. Names that were used here stay taken.
    """
    door = await door_for_person(tx.db, person, slug)
    states = [MemberState.ASKED, MemberState.INVITED, MemberState.MEMBER]
    room_id, person_id = door.room.room_id, person.person_id
    if await members.delete_membership(tx.db, room_id, person_id, states):
        if door.room.duty_id == person_id:
            await rooms.set_room(tx.db, slug, duty_id=None, duty_until=None)
        tx.announce(ACCESS_CHANGED, b"membership")

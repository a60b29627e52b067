"""Whom the composer offers after an @: nobody of whom the room's page does not tell already."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.people.access import blocks_around
from peerhub.people.blocks import person_name, room_name
from peerhub.people.models import Person
from peerhub.rooms import access
from peerhub.rooms.access import Seat
from peerhub.rooms.conversations import others_in
from peerhub.rooms.door import facilitators_of
from peerhub.rooms.models import Byline, RoomKind
from peerhub.rooms.store import members, messages

MOST_OFFERED = 6  # as many as one takes in at a glance
LOOKED_BACK = 2_000  # changes of the room; whoever was silent for longer is typed in full


async def names_offered(db: AsyncConnection, seat: Seat, begun: str) -> list[Byline]:
    """Names beginning with `begun`, the latest speakers first; in a conversation the others in it.

    Only whose words stand in the log, and who looks after the room: whoever merely reads is not
    found out. Neither oneself nor a name that a block hides.
    """
    found = {byline.key: byline for byline in await _names_shown(db, seat)}
    me = seat.byline.key
    around = await blocks_around(db, seat.person.person_id, [me])
    return [
        byline
        for byline in found.values()
        if _fits(byline, begun.casefold())
        and (seat.facilitates or not around.hides(byline.key, seat.person.person_id, me))
    ][:MOST_OFFERED]


async def _names_shown(db: AsyncConnection, seat: Seat) -> list[Byline]:
    if seat.room.kind is RoomKind.DIRECT:
        return _hub_names(await others_in(db, seat))
    room, me = seat.room, seat.person.person_id
    since = room.seq - LOOKED_BACK
    said = [one for one in await messages.list_speakers(db, room.room_id, since) if one[0] != me]
    inside = await access.rooms_for_members(db, [(who, room.slug) for who, own in said if not own])
    people = {who: one.person for (who, _slug), one in inside.items()}
    # A name for this room alone stays while its words stand, also when the person has left: were
    # it gone in the same moment as their hub name, that would join the two.
    named = await members.list_names(db, room.room_id, {own for _who, own in said if own})
    shown = []
    for who, own in said:
        if own in named:
            shown.append(Byline(own, named[own][0], room_name(room.room_id, own)))
        elif not own and who in people:
            shown += _hub_names([people[who]])
    facilitators = [fellow.byline for fellow in await facilitators_of(db, room)]
    return shown + [byline for byline in facilitators if byline.key != seat.byline.key]


def _hub_names(people: Iterable[Person]) -> list[Byline]:
    return [Byline(one.handle, one.name, person_name(one.person_id)) for one in people]


def _fits(byline: Byline, begun: str) -> bool:
    """Whether the handle, the name or one of its words begins so."""
    name = byline.name.casefold()
    return any(one.startswith(begun) for one in (byline.handle, name, *name.split()))

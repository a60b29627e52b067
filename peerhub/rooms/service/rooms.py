"""Open, archive and restore rooms. Views and commands check who may."""

from __future__ import annotations

from peerhub.community.access import sector_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.events import RetentionDue
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.moderation.bounds import Place, Said, check_may_say
from peerhub.people.access import person_by_handle
from peerhub.people.models import Person, Role, RoleName
from peerhub.people.service.roles import give_role
from peerhub.rooms.models import Room, RoomKind
from peerhub.rooms.service.keep import EVERY
from peerhub.rooms.store import members, rooms


async def open_room(
    tx: Transaction,
    *,
    slug: str,
    title: str,
    kind: RoomKind = RoomKind.OPEN,
    sector: str = "",
    topic: str = "",
) -> Room:
    """A new room; a secret one gets an address without words. Refused where the address is taken."""
    found = None
    if sector:
        try:
            found = await sector_for_anyone(tx.db, sector)
        except NotFound as error:
            raise Refused(_("There is no such sector. Add it first."), field="sector") from error
    address = new_id() if kind.is_secret else slug
    if not address:
        raise Refused(_("Give it an address, as in health-and-care."), field="slug")
    if await rooms.find_room(tx.db, address):
        raise Refused(_("There is a room with this address. Choose another."), field="slug")
    room = Room(new_id(), address, title, kind, sector, topic, 0)
    await rooms.insert_room(tx.db, room, found.sector_id if found else None, tx.now)
    tx.record(RetentionDue(room.room_id), due_at=tx.now + EVERY)
    return room


async def open_room_for(
    tx: Transaction, administrator: Person, *, facilitator: str, kind: RoomKind, **fields: str
) -> Room:
    """A room from an administrator's form; of a secret one its first facilitator must be named.

    They are its only member: the administrator does not come in. Refused where no member of the
    hub has this handle.
    """
    words = (fields.get("title", ""), fields.get("topic", ""))
    await check_may_say(tx, administrator, Place(()), Said(plain=words))
    if not facilitator:
        if kind.is_secret:
            raise Refused(_("Name who looks after it: you will not see it."), field="facilitator")
        return await open_room(tx, kind=kind, **fields)
    try:
        person = await person_by_handle(tx.db, facilitator.lower().removeprefix("@"))
    except NotFound as error:
        raise Refused(_("Nobody has this handle."), field="facilitator") from error
    room = await open_room(tx, kind=kind, **fields)
    await members.insert_memberships(tx.db, [(person.person_id, room.room_id)], tx.now)
    role = Role(RoleName.FACILITATOR, room.place)
    await give_role(tx, person_id=person.person_id, role=role, by=administrator)
    return room


async def archive_room(tx: Transaction, slug: str) -> None:
    """Closed for writing; what was said stays readable. A direct conversation is nobody's to close."""
    await _check_not_direct(tx, slug)
    if not await rooms.set_room(tx.db, slug, archived_at=tx.now):
        raise NotFound()


async def restore_room(tx: Transaction, slug: str) -> None:
    await _check_not_direct(tx, slug)
    if not await rooms.set_room(tx.db, slug, archived_at=None):
        raise NotFound()


async def _check_not_direct(tx: Transaction, slug: str) -> None:
    room = await rooms.find_room(tx.db, slug)
    if room is None or room.kind is RoomKind.DIRECT:
        raise NotFound()

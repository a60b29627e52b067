"""Open, archive and restore rooms. Views and commands check who may."""

from __future__ import annotations

from peerhub.community.access import sector_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.keys import new_id
from peerhub.core.transaction import Transaction
from peerhub.core.words import _
from peerhub.rooms.models import Room, RoomKind
from peerhub.rooms.store import rooms


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
    if await rooms.find_room(tx.db, address):
        raise Refused(_("There is a room with this address. Choose another."), field="slug")
    room = Room(new_id(), address, title, kind, sector, topic, 0)
    await rooms.insert_room(tx.db, room, found.sector_id if found else None, tx.now)
    return room


async def archive_room(tx: Transaction, slug: str) -> None:
    """Closed for writing; what was said stays readable."""
    if not await rooms.set_room(tx.db, slug, archived_at=tx.now):
        raise NotFound()


async def restore_room(tx: Transaction, slug: str) -> None:
    if not await rooms.set_room(tx.db, slug, archived_at=None):
        raise NotFound()

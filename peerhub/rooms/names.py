"""Whose name a block is on, where it is a name for one room alone: for its owner's list."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.people.models import Person
from peerhub.rooms import access
from peerhub.rooms.store import members, rooms


class RoomNames:
    """The NamedInRooms port."""

    async def name_in_room(
        self, db: AsyncConnection, person: Person, name: str
    ) -> tuple[str, str] | None:
        """None also for a room that is closed to them: its title is for those inside."""
        _kind, _colon, place = name.partition(":")
        room_id, _colon, handle = place.partition(":")
        room = (await rooms.find_rooms_by_id(db, [room_id])).get(room_id)
        found = (await members.list_names(db, room_id, [handle])).get(handle)
        if room is None or found is None:
            return None
        try:
            await access.room_for_member(db, person, room.slug)
        except NotFound:
            return None
        return found[0], room.title

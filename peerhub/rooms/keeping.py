"""The port by which moderation asks whose a room is to look after."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import Space
from peerhub.rooms.door import room_for_facilitator


class RoomsKept:
    """The Spaces port for `room`."""

    async def space_for_keeper(self, db: AsyncConnection, person: Any, slug: str) -> Space:
        room = (await room_for_facilitator(db, person, slug)).room
        return Space(room.place, room.title, f"/rooms/{room.slug}/manage")

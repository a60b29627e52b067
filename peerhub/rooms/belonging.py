"""The port by which the directory shows rooms on the pages of those to whom they belong.

A confidential room and a direct conversation belong to nobody: their names stand nowhere outside.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.core.places import KeptPlace, PlaceCard
from peerhub.core.words import _
from peerhub.directory.belonged import places_of_owner
from peerhub.directory.belongings import MOST_SHOWN
from peerhub.rooms.access import rooms_for_member
from peerhub.rooms.door import room_for_facilitator, rooms_known_among
from peerhub.rooms.models import Room, is_named


class RoomsBelonging:
    """The Places port for `room`."""

    async def cards_of(
        self, db: AsyncConnection, person: Any, owner: ItemRef, *, now: datetime
    ) -> list[PlaceCard]:
        """None for strangers; none that is closed."""
        ids = set(await places_of_owner(db, owner, "room")) if person else set()
        found = await rooms_for_member(db, person) if ids else []
        shown = [one for one in found if one.room_id in ids and is_named(one)]
        return [_card(one) for one in shown[:MOST_SHOWN]]

    async def cards_to_answer(
        self, db: AsyncConnection, person: Any, place_ids: Collection[str], *, now: datetime
    ) -> dict[str, PlaceCard]:
        """Those that they may know of: of a private room only its own people."""
        known = await rooms_known_among(db, person, place_ids)
        return {one.room_id: _card(one) for one in known if is_named(one)}

    async def place_for_keeper(
        self, db: AsyncConnection, person: Any, key: str, *, now: datetime
    ) -> KeptPlace:
        room = (await room_for_facilitator(db, person, key)).room
        if not is_named(room):
            raise NotFound()
        secret = _("Nobody outside learns of this room. It can belong to what you look after.")
        alone = secret if room.kind.is_secret else ""
        return KeptPlace(room.room_id, room.title, f"/rooms/{room.slug}/manage", alone=alone)


def _card(room: Room) -> PlaceCard:
    return PlaceCard(room.room_id, room.title, f"/rooms/{room.slug}")

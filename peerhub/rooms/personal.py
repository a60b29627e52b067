"""What rooms hold about one person: where they belong, under which names, and what they said there.

Erasing takes them out of every room. What they said stays, under "Former member"; what stands
under a name for one room alone keeps it, with nobody behind it: were it renamed in the same
moment, everybody could see which two names were one person's.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.transaction import Transaction
from peerhub.rooms.store import members, messages, rooms


class PersonalRooms:
    """Memberships, names for one room alone, and one's own messages."""

    async def export_person(self, db: AsyncConnection, person_id: str) -> dict[str, Any]:
        held = await members.list_all_of(db, person_id)
        said = await messages.list_by_author(db, person_id)
        ids = {one.room_id for one in held} | {message.room_id for message in said}
        known = await rooms.find_rooms_by_id(db, ids)
        return {
            "rooms": [
                {
                    "room": known[one.room_id].title,
                    "state": one.state.value,
                    "since": to_iso(one.since),
                    "name_there": one.own_name,
                }
                for one in held
            ],
            "messages": [
                {
                    "room": known[message.room_id].title,
                    "at": to_iso(message.at),
                    "name_there": message.own_handle,
                    "body": message.body,
                }
                for message in said
            ],
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        await members.delete_all_of(tx.db, person_id)

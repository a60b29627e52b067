"""What rooms hold about one person: where they belong, under which names, and what they said there.

Erasing takes them out of every room, and their files with them. What they said stays, under
"Former member"; what stands under a name for one room alone keeps it, with nobody behind it: were
it renamed in the same moment, everybody could see which two names were one person's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.clock import to_iso
from peerhub.core.keys import Keys
from peerhub.core.transaction import Transaction
from peerhub.rooms.models import Membership, MemberState, Room, RoomKind, WhoMayAsk
from peerhub.rooms.searchable import index_messages
from peerhub.rooms.store import direct, members, messages, reactions, rooms
from peerhub.uploads.attachments import still_borne


class PersonalRooms:
    """Memberships, names for one room alone, one's own messages, reactions and read marks."""

    async def export_person(
        self, db: AsyncConnection, keys: Keys, person_id: str
    ) -> dict[str, Any]:
        said = await messages.list_by_author(db, person_id)
        marks = await members.list_all_reads(db, person_id)
        reacted = await reactions.list_all_of(db, person_id)
        held = await members.list_all_of(db, person_id)
        ids = {one.room_id for one in held} | {message.room_id for message in said}
        ids |= marks.keys() | {room_id for room_id, _emoji in reacted}
        known = await rooms.find_rooms_by_id(db, ids)
        chosen = await direct.list_choices(db, [person_id])
        return {
            "rooms": [
                _to_fields(known[one.room_id], one)
                for one in held
                if not _never_reached(known[one.room_id], one)
            ],
            "messages": [
                {
                    "room": known[message.room_id].title,
                    "at": to_iso(message.at),
                    "name_there": message.own_handle,
                    "body": message.body,
                    "files": [one["url"] for one in still_borne(message.files)],
                }
                for message in said
            ],
            "reactions": [
                {"room": known[room_id].title, "emoji": emoji} for room_id, emoji in reacted
            ],
            "read": [
                {"room": known[room_id].title, "up_to": mark.seq, "at": to_iso(mark.at)}
                for room_id, mark in marks.items()
            ],
            "who_may_ask": chosen.get(person_id, WhoMayAsk.EVERYBODY).value,
        }

    async def erase_person(self, tx: Transaction, person_id: str) -> None:
        bearing = [m for m in await messages.list_by_author(tx.db, person_id) if m.files]
        await messages.clear_files_of(tx.db, person_id)
        await index_messages(tx, [replace(message, files=None) for message in bearing])
        await members.delete_all_of(tx.db, person_id)


def _to_fields(room: Room, mine: Membership) -> dict[str, Any]:
    return {
        "room": room.title,
        "state": mine.state.value,
        "since": to_iso(mine.since),
        "name_there": mine.own_name,
    }


def _never_reached(room: Room, mine: Membership) -> bool:
    """A request that they declined, or that a block kept from them: of that they must not learn."""
    return room.kind is RoomKind.DIRECT and mine.state is MemberState.REMOVED

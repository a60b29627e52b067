"""Whom a message speaks to, and who of them may be told: mentions and the one who is answered.

Asked by a duty, after the message stands; nobody is told who was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.people.access import blocks_around, person_by_handle
from peerhub.rooms import access, rules
from peerhub.rooms.access import Seat
from peerhub.rooms.models import Byline, Message, MessageState, Room, RoomKind
from peerhub.rooms.store import members, messages


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message that stands, who wrote it, and whom to tell: `{person_id: whether answered}`."""

    message: Message
    room: Room
    author: Byline
    told: Mapping[str, bool]


async def addressed_by(db: AsyncConnection, message_id: str) -> Addressed | None:
    """None where the message is gone, or everybody in its room is spoken to (a conversation).

    Not its author, nobody from whom a block keeps it, and nobody who may not open the room now.
    """
    found = await access.message_in_room(db, message_id)
    if found is None or found[0].state is not MessageState.VISIBLE:
        return None
    message, room = found
    author = (await access.bylines_of(db, [message])).get(message_id)
    if room.kind is RoomKind.DIRECT or author is None:
        return None
    wanted = dict.fromkeys(await _mentioned(db, room, message), False)
    answered = await messages.find_message(db, message.reply_to) if message.reply_to else None
    if answered is not None and answered.room_id == room.room_id:
        wanted[answered.author_id] = True
    wanted.pop(message.author_id, None)
    seats = await access.rooms_for_members(db, [(person_id, room.slug) for person_id in wanted])
    told = {
        person_id: wanted[person_id]
        for (person_id, _slug), seat in seats.items()
        if not await _is_apart(db, seat, author)
    }
    return Addressed(message, room, author, told)


async def _mentioned(db: AsyncConnection, room: Room, message: Message) -> list[str]:
    """Ids of people in the room whose handle stands in the words, hub handles and own ones."""
    handles = rules.mentioned_handles(message.body)
    named = await members.list_names(db, room.room_id, handles) if handles else {}
    found = [person_id for _name, person_id in named.values() if person_id]
    for handle in handles:
        try:
            person = await person_by_handle(db, handle)
        except NotFound:
            continue
        if await _has_been_there(db, room, person.person_id):
            found.append(person.person_id)
    return found


async def _has_been_there(db: AsyncConnection, room: Room, person_id: str) -> bool:
    """A member of it, or in an open room somebody who has read there."""
    held = await members.list_memberships(db, [person_id], [room.room_id])
    return bool(held) or bool(await members.list_reads(db, person_id, [room.room_id]))


async def _is_apart(db: AsyncConnection, seat: Seat, author: Byline) -> bool:
    """Whether a block keeps the words from them; also from those who see them for their office."""
    me = seat.byline.key
    around = await blocks_around(db, seat.person.person_id, [me])
    return around.hides(author.key, seat.person.person_id, me)

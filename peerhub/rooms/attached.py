"""The port by which uploads asks who may see a message's files: whoever may read the message itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.moderation.access import may_look_at
from peerhub.rooms import access
from peerhub.rooms.models import Message, MessageState, Room


class MessageAttached:
    """The Attached port for `message`."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        """Readers while it stands and no block hides it, its author while it waits, its moderators."""
        found = await access.message_in_room(db, item_id)
        if found is None:
            return False
        if await _may_read(db, person, *found, by_token=by_token):
            return True
        return not by_token and await self.may_judge_files(db, person, item_id)

    async def may_judge_files(self, db: AsyncConnection, person: Any, item_id: str) -> bool:
        return await may_look_at(db, person, ItemRef("message", item_id))


async def _may_read(
    db: AsyncConnection, person: Any, message: Message, room: Room, *, by_token: bool
) -> bool:
    try:
        seat = await access.room_for_member(db, person, room.slug, by_token=by_token)
        await access.message_for_reader(db, seat, message.message_id)
    except NotFound:
        return False
    if message.state not in (MessageState.VISIBLE, MessageState.HELD):
        return False
    bylines = await access.bylines_of(db, [message])
    return not await access.hidden_from(db, seat, [message], bylines)

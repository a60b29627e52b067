"""The port by which uploads asks who may see a photo: whoever may read of the meetup that bears it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.meetups.access import meetup_for_reader
from peerhub.meetups.photos import KIND
from peerhub.moderation.access import may_look_at


class MeetupAttached:
    """The Attached port for `meetup`."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        try:
            await meetup_for_reader(db, person, item_id)
        except NotFound:
            return not by_token and await self.may_judge_files(db, person, item_id)
        return True

    async def may_judge_files(self, db: AsyncConnection, person: Any, item_id: str) -> bool:
        return await may_look_at(db, person, ItemRef(KIND, item_id))

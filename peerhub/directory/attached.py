"""The port by which uploads asks who may see a logo: whoever may open the page that bears it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.items import ItemRef
from peerhub.directory.access import organisation_for_reporter
from peerhub.directory.logos import KIND
from peerhub.moderation.access import may_look_at


class OrganisationAttached:
    """The Attached port for `organisation`."""

    async def may_see_files(
        self, db: AsyncConnection, person: Any, item_id: str, *, by_token: bool
    ) -> bool:
        """Everybody while the page is open, and its moderators."""
        if await organisation_for_reporter(db, person, item_id) is not None:
            return True
        return not by_token and await self.may_judge_files(db, person, item_id)

    async def may_judge_files(self, db: AsyncConnection, person: Any, item_id: str) -> bool:
        return await may_look_at(db, person, ItemRef(KIND, item_id))

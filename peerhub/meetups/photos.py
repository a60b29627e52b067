"""The photo of a meetup: whoever may read of it may see it. It is nobody's upload."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.meetups.access import meetup_for_reader
from peerhub.people.models import Person
from peerhub.uploads.access import files_of
from peerhub.uploads.models import Upload

KIND = "meetup"


async def photo_of(db: AsyncConnection, meetup_id: str) -> Upload | None:
    """For who was let to the meetup; None where there is none, or a moderator took it away. The newest,
    where a moderator gave one back that had a successor by then.
    """
    standing = [one for one in await files_of(db, ItemRef(KIND, meetup_id)) if not one.removed_at]
    return max(standing, key=lambda one: one.made_at, default=None)


async def photo_for_reader(db: AsyncConnection, person: Person | None, meetup_id: str) -> Upload:
    """NotFound alike for no meetup, no photo, and a meetup that is not theirs to read of."""
    await meetup_for_reader(db, person, meetup_id)
    found = await photo_of(db, meetup_id)
    if found is None:
        raise NotFound()
    return found

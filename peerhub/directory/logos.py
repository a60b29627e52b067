"""The logo of an organisation: whoever may open its page may see it. It is nobody's upload."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.items import ItemRef
from peerhub.directory.access import organisation_for_reader
from peerhub.people.models import Person
from peerhub.uploads.access import files_of
from peerhub.uploads.models import Upload

KIND = "organisation"


async def logo_of(db: AsyncConnection, organisation_id: str) -> Upload | None:
    """For who was let to the page; None where there is none, or a moderator took it away. The newest,
    where a moderator gave one back that had a successor by then.
    """
    found = await files_of(db, ItemRef(KIND, organisation_id))
    standing = [one for one in found if one.removed_at is None]
    return max(standing, key=lambda one: one.made_at, default=None)


async def logo_for_reader(db: AsyncConnection, person: Person | None, slug: str) -> Upload:
    """NotFound alike for no page, no logo, and a page that is not theirs to open."""
    seat = await organisation_for_reader(db, person, slug)
    found = await logo_of(db, seat.organisation.organisation_id)
    if found is None:
        raise NotFound()
    return found

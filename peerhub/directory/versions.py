"""The versions of a page as its editors and administrators see them; nobody else sees any."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.directory.access import organisation_for_editor
from peerhub.directory.history import Version
from peerhub.directory.models import Organisation
from peerhub.directory.store import versions as store
from peerhub.people.models import Person


async def versions_for_editor(
    db: AsyncConnection, person: Person, slug: str
) -> tuple[Organisation, list[Version]]:
    """The newest first; each with hidden fields, and with no name of who made it."""
    found = await organisation_for_editor(db, person, slug)
    return found, await store.list_versions(db, found.organisation_id)

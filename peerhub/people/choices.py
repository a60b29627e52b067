"""What somebody chose for their own reading; asked for themselves alone."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.people.models import Person
from peerhub.people.store import persons


async def opened_notes(db: AsyncConnection, person: Person | None) -> list[str]:
    """Kinds of content notes that this person, asking for themselves, wants to see open."""
    if person is None:
        return []
    return await persons.list_opened_notes(db, person.person_id)

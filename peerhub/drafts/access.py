"""A draft is opened for the person who writes it and for nobody else."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.drafts import store
from peerhub.drafts.models import KEPT
from peerhub.people.models import Person


async def draft_for_writer(db: AsyncConnection, person: Person, place: str, now: datetime) -> str:
    """What this person began to write at this place; "" for nothing."""
    return await store.find_draft(db, person.person_id, place, now - KEPT)

"""The only way to notices: each person's own, nobody else's."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.notifications import store
from peerhub.notifications.models import PANEL_NOTICES, Notice
from peerhub.people.models import Person


async def notices_for_person(
    db: AsyncConnection, person: Person, *, before: str | None = None, limit: int
) -> list[Notice]:
    """Their notices, newest first; `before` is the id of the last one they saw.

    NotFound where `before` is no notice of theirs.
    """
    last = None
    if before is not None:
        last = await store.find_notice(db, person.person_id, before)
        if last is None:
            raise NotFound()
    return await store.list_notices(db, person.person_id, before=last, limit=limit)


async def new_for_person(db: AsyncConnection, person: Person) -> list[Notice]:
    """The newest unread ones, as many as fit on the home page."""
    return await store.list_notices(db, person.person_id, unread=True, limit=PANEL_NOTICES)


async def unread_for_person(db: AsyncConnection, person: Person) -> int:
    return await store.count_unread(db, person.person_id)

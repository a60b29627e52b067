"""The only way to notices: each person's own, nobody else's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.errors import NotFound
from peerhub.core.hub import Hub
from peerhub.core.items import NamelessNotice
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


async def nameless_for_person(
    hub: Hub, db: AsyncConnection, person: Person
) -> Sequence[NamelessNotice]:
    """About what they wrote without a name: found for them alone, and kept nowhere."""
    if hub.nameless is None:
        return []
    now = hub.clock.now()
    return await hub.nameless.notices_for(db, hub.keys, hub.contents, person, now=now)


async def unread_for_person(db: AsyncConnection, person: Person) -> int:
    return await store.count_unread(db, person.person_id)

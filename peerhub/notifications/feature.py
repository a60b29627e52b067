"""What notifications plug into the hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from peerhub.core.events import PersonJoined, RoleGiven, TokenMade
from peerhub.core.hub import Hub
from peerhub.notifications import access, api, reactions, views
from peerhub.notifications.personal import PersonalNotices
from peerhub.notifications.portable import portable
from peerhub.notifications.shown import shown
from peerhub.web.feature import Feature, Panel, form, page


async def frame(db: AsyncConnection, person: Any) -> Mapping[str, Any]:
    """The count beside the bell."""
    return {"notices_unread": await access.unread_for_person(db, person) if person else 0}


async def new_panel(db: AsyncConnection, person: Any) -> Panel | None:
    if person is None:
        return None
    found = await access.new_for_person(db, person)
    return Panel("notifications/_panel.html", {"notices": [shown(notice) for notice in found]})


async def nameless_panel(hub: Hub, db: AsyncConnection, person: Any) -> Panel | None:
    """What was decided about words that nobody knows to be theirs; nothing where nothing was."""
    found = await access.nameless_for_person(hub, db, person) if person else []
    return Panel("notifications/_nameless.html", {"notices": found}) if found else None


feature = Feature(
    name="notifications",
    portable=portable,
    routes=[
        page("/notifications", views.list_notices, "notifications:notices"),
        form("/notifications/read", views.mark_all_read, "notifications:mark_all_read"),
        form("/notifications/{notice_id}/read", views.mark_read, "notifications:mark_read"),
    ],
    endpoints=api.endpoints,
    frame=frame,
    panels=[new_panel],
    keyed_panels=[nameless_panel],
    personal=PersonalNotices(),
    reactions={
        RoleGiven: [reactions.on_role_given],
        TokenMade: [reactions.on_token_made],
        PersonJoined: [reactions.on_person_joined],
    },
)

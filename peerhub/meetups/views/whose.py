"""Whose a meetup is, for its page: organisations, networks and people, as its reader may know them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.community.access import community_for_anyone
from peerhub.core.items import ItemRef
from peerhub.directory.belonged import owners_for_reader
from peerhub.meetups.access import Opened
from peerhub.meetups.circled import circle_of
from peerhub.meetups.organised import organisers_for_reader
from peerhub.meetups.shown import path_of
from peerhub.meetups.structured import event_of
from peerhub.web.visitor import hub_of, visitor_of


async def whose(request: Request, db: AsyncConnection, opened: Opened) -> dict[str, Any]:
    """circle (for whom it is, or None), owners, organisers (none for strangers), and event: what search
    engines read, or None. That names those alone whom a stranger may know, whoever reads the page.
    """
    address, visitor, meetup = hub_of(request).config.address, visitor_of(request), opened.meetup
    place = ItemRef("meetup", meetup.meetup_id)
    organisers = await organisers_for_reader(db, visitor, opened)
    event = event_of(
        meetup,
        url=f"{address}{path_of(meetup.meetup_id)}",
        hub=(await community_for_anyone(db)).name,
        owners=[
            (one.name, f"{address}{one.path}") for one in await owners_for_reader(db, None, place)
        ],
    )
    return {
        "circle": await circle_of(db, visitor, meetup),
        "owners": await owners_for_reader(db, visitor, place),
        "organisers": [{"name": one.name, "handle": one.handle} for one in organisers],
        "event": event,
    }

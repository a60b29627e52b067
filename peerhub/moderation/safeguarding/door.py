"""Who stands at a lead's page: their key, and whether it is open in this browser."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.community.access import emergency_ways, help_even_without_database
from peerhub.core.hub import Hub
from peerhub.moderation.safeguarding.access import Holder, holder_of
from peerhub.moderation.safeguarding.cookies import lead_cookie_of
from peerhub.people.models import Credential
from peerhub.web.visitor import hub_of, person_of


def session_of(request: Request) -> str:
    """The id of this browser's session; no token comes as far as here."""
    credential: Credential = request.state.credential
    return credential.id


async def help_shown(hub: Hub) -> dict[str, Any]:
    """Whom else to turn to, for every page on which somebody may be in need."""
    contacts = await help_even_without_database(hub)
    return {"contacts": contacts, "emergency": emergency_ways(hub.config)}


async def holder_at(request: Request, db: AsyncConnection) -> Holder:
    hub = hub_of(request)
    return await holder_of(
        db,
        person_of(request),
        session_id=session_of(request),
        cookie=lead_cookie_of(request, hub.config),
        now=hub.clock.now(),
    )

"""Names for who types an @ in the composer: asked by the page's script, a few letters at a time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.people.models import HANDLE_LENGTH
from peerhub.rooms import access
from peerhub.rooms.offered import names_offered
from peerhub.web.api import JsonAnswer
from peerhub.web.visitor import hub_of, person_of, signed_in

NAMES_RATE = "120/minute"  # two letters a second, all the time


@signed_in
async def list_names(request: Request) -> Response:
    """`{"items": [{"handle": …, "name": …}]}` for `?begun=`; none for nothing, or more than a handle."""
    hub, person = hub_of(request), person_of(request)
    begun = request.query_params.get("begun", "")
    await hub.limits.hit("names", person.person_id, NAMES_RATE)
    async with hub.reading() as db:
        seat = await access.room_for_member(db, person, request.path_params["slug"])
        fits = 0 < len(begun) <= HANDLE_LENGTH
        found = await names_offered(db, seat, begun) if fits else []
    return JsonAnswer({"items": [{"handle": one.handle, "name": one.name} for one in found]})

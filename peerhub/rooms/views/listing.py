"""The list of rooms, by sector, with what is unread in each."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.community.access import sectors_for_anyone
from peerhub.rooms import access
from peerhub.rooms.place import rooms_to_join
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def list_rooms(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        found = await access.rooms_for_member(db, person_of(request))
        sectors = await sectors_for_anyone(db)
        latest = await access.latest_times(db, found)
        to_join = await rooms_to_join(db, person_of(request))
        unread = await access.unread_counts(db, person_of(request), found)
    rows = [
        {
            "slug": room.slug,
            "title": room.title,
            "purpose": room.topic,
            "new": unread.get(room.room_id, 0),
            "last_at": latest.get(room.room_id),
            "sector": room.sector,
        }
        for room in found
    ]
    known = {sector.slug for sector in sectors}
    groups = [
        {"title": sector.title, "rooms": [r for r in rows if r["sector"] == sector.slug]}
        for sector in sectors
    ]
    groups.append({"title": "", "rooms": [r for r in rows if r["sector"] not in known]})
    shown = [group for group in groups if group["rooms"]]
    return await render(request, "rooms/rooms.html", groups=shown, to_join=to_join)

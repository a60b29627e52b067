"""An administrator's forms for rooms. Private and confidential ones are opened here, for somebody
else, and from then on do not show: being an administrator opens no door.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import sector_options, sectors_for_anyone
from peerhub.core.errors import Refused
from peerhub.rooms import access
from peerhub.rooms.door import room_for_administrator
from peerhub.rooms.forms import RoomAction, RoomDraft
from peerhub.rooms.place import kind_options
from peerhub.rooms.service import rooms as service
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


async def _rooms_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        found = await access.open_rooms(db)
        sectors = await sectors_for_anyone(db)
    return await render(
        request,
        "rooms/admin_rooms.html",
        form=form,
        rooms=found,
        sector_options=sector_options(sectors),
        kinds=kind_options(),
        status=status,
    )


@guarded("administrator")
async def list_rooms_to_manage(request: Request) -> Response:
    return await _rooms_page(request, empty_form())


@guarded("administrator")
async def create_room(request: Request) -> Response:
    form = await read_form(request, RoomDraft)
    if form.errors:
        return await _rooms_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await service.open_room_for(tx, person_of(request), **form.draft.model_dump())
    except Refused as refusal:
        return await _rooms_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/admin/rooms?f=saved", 303)


@guarded("administrator")
async def update_room(request: Request) -> Response:
    form = await read_form(request, RoomAction)
    if form.errors:
        return await _rooms_page(request, empty_form(), 422)
    act = service.archive_room if form.draft.action == "archive" else service.restore_room
    async with hub_of(request).transaction() as tx:
        room = await room_for_administrator(tx.db, form.draft.slug)
        await act(tx, room.slug)
    return RedirectResponse("/admin/rooms?f=saved", 303)

"""Block the name that stands over a message: that name and no other of the person behind it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.people.service.block import block
from peerhub.rooms import access
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
@even_frozen
async def create_block(request: Request) -> Response:
    """NotFound for a message that they do not see, and where nobody is left to block."""
    path, person = request.path_params, person_of(request)
    async with hub_of(request).transaction() as tx:
        seat = await access.room_for_member(tx.db, person, path["slug"])
        message = await access.message_for_reader(tx.db, seat, path["message"])
        bylines = await access.bylines_of(tx.db, [message])
        if await access.hidden_from(tx.db, seat, [message], bylines) or not bylines:
            raise NotFound()
        name = bylines[message.message_id].key
        await block(tx, person, blocked_name=name, under=seat.byline.key)
    return RedirectResponse("/me/blocks?f=done", 303)

"""An administrator's forms for boards: open one, order, close and publish them.

Private and confidential ones are opened here, for somebody else, and from then on do not show:
being an administrator opens no door.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import sector_options, sectors_for_anyone
from peerhub.core.errors import Refused
from peerhub.forum.door import board_for_administrator, boards_to_manage
from peerhub.forum.forms.boards import BoardAction, BoardDraft
from peerhub.forum.place import kind_options
from peerhub.forum.service import boards as service
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


async def _boards_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        found = await boards_to_manage(db)
        sectors = await sectors_for_anyone(db)
    return await render(
        request,
        "forum/admin_boards.html",
        form=form,
        boards=found,
        sector_options=sector_options(sectors),
        kinds=kind_options(),
        status=status,
    )


@guarded("administrator")
async def list_boards_to_manage(request: Request) -> Response:
    return await _boards_page(request, empty_form())


@guarded("administrator")
async def create_board(request: Request) -> Response:
    form = await read_form(request, BoardDraft)
    if form.errors:
        return await _boards_page(request, form, 422)
    fields = {**form.draft.model_dump(), "public": form.draft.public == "yes"}
    try:
        async with hub_of(request).transaction() as tx:
            await service.open_board_for(tx, person_of(request), **fields)
    except Refused as refusal:
        return await _boards_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/admin/boards?f=saved", 303)


@guarded("administrator")
async def update_board(request: Request) -> Response:
    form = await read_form(request, BoardAction)
    if form.errors:
        return await _boards_page(request, empty_form(), 422)
    slug, action = form.draft.slug, form.draft.action
    try:
        async with hub_of(request).transaction() as tx:
            await board_for_administrator(tx.db, slug)
            if action == "archive":
                await service.archive_board(tx, slug)
            elif action == "restore":
                await service.restore_board(tx, slug)
            elif action == "move":
                await service.move_board(tx, slug, form.draft.place)
            else:
                await service.make_public(tx, slug, action == "public")
    except Refused as refusal:
        return await _boards_page(request, empty_form().refuse(refusal), 422)
    return RedirectResponse("/admin/boards?f=saved", 303)

"""Block somebody, in two steps, and see whom one has blocked. Nobody else ever learns of it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.people import access
from peerhub.people.blocks import person_name
from peerhub.people.forms import UnblockDraft
from peerhub.people.service import block as service
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


async def _block_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        handle = request.path_params["handle"]
        shown = await access.person_for_visitor(db, person_of(request), handle)
    return await render(request, "people/block.html", form=form, shown=shown, status=status)


@signed_in
async def new_block(request: Request) -> Response:
    """The second step says what a block does, before it does it."""
    return await _block_page(request, empty_form())


@signed_in
@even_frozen
async def create_block(request: Request) -> Response:
    person, handle = person_of(request), request.path_params["handle"]
    try:
        async with hub_of(request).transaction() as tx:
            shown = await access.person_for_visitor(tx.db, person, handle)
            await service.block(tx, person, blocked_name=person_name(shown.person_id))
    except Refused as refusal:
        return await _block_page(request, empty_form().refuse(refusal), 422)
    return RedirectResponse("/me/blocks?f=done", 303)


@signed_in
async def list_blocks(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await access.names_blocked(db, hub.keys, hub.names, person_of(request))
    return await render(request, "people/blocks.html", blocks=found)


@signed_in
@even_frozen
async def delete_block(request: Request) -> Response:
    form = await read_form(request, UnblockDraft)
    if form.errors:
        raise NotFound()
    person = person_of(request)
    async with hub_of(request).transaction() as tx:
        name = await access.blocked_name_of(tx.db, tx.keys, person, form.draft.block)
        await service.unblock(tx, person, name)
    return RedirectResponse("/me/blocks?f=done", 303)

"""/me/organisations: which organisations one belongs to, told to nobody."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.moderation.forms import OrganisationsDraft
from peerhub.moderation.service.organisations import declare, declared_by
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def show_organisations(request: Request) -> Response:
    return await _page(request, empty_form())


@signed_in
@even_frozen
async def update_organisations(request: Request) -> Response:
    form = await read_form(request, OrganisationsDraft)
    if form.errors:
        return await _page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await declare(tx, person_of(request), form.draft.organisations)
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        declared = await declared_by(db, hub.keys, person_of(request).person_id)
    return await render(
        request,
        "moderation/organisations.html",
        status=status,
        declared="\n".join(declared),
        form=form if form.errors else None,
    )

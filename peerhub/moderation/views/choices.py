"""/admin/moderation: how this hub moderates."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.moderation.forms import ChoicesDraft
from peerhub.moderation.service.choose import choose_outside, outside_contact
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


@guarded("administrator")
async def show_choices(request: Request) -> Response:
    return await _page(request, empty_form())


@guarded("administrator")
async def update_choices(request: Request) -> Response:
    form = await read_form(request, ChoicesDraft)
    if form.errors:
        return await _page(request, form, 422)
    async with hub_of(request).transaction() as tx:
        await choose_outside(tx, person_of(request), form.draft.outside.strip())
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        outside = await outside_contact(db)
    return await render(
        request,
        "moderation/admin_moderation.html",
        status=status,
        outside=outside,
        form=form if form.errors else None,
    )

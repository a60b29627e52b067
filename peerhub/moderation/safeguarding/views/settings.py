"""What leads settle for the whole hub: which kinds hide an item at once, and how long records stay."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.moderation.safeguarding import access, offered
from peerhub.moderation.safeguarding.door import holder_at
from peerhub.moderation.safeguarding.forms import SettingsDraft
from peerhub.moderation.safeguarding.service.settings import change_settings
from peerhub.moderation.safeguarding.views.queue import lead
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of


@lead
async def show_settings(request: Request) -> Response:
    return await _settings_page(request, empty_form())


async def _settings_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        await holder_at(request, db)
        settings = await access.settings_for_anyone(db)
    return await render(
        request,
        "safeguarding/settings.html",
        status=status,
        form=form if form.errors else None,
        settings=settings,
        kinds=offered.kind_options(),
        years=offered.years_options(),
    )


@lead
async def update_settings(request: Request) -> Response:
    form = await read_form(request, SettingsDraft)
    if form.errors:
        return await _settings_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            holder = await holder_at(request, tx.db)
            await change_settings(tx, holder, form.draft.to_settings())
    except Refused as refusal:
        return await _settings_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/safeguarding/settings?f=saved", 303)

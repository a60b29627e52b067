"""/appeal/…: ask for another look at what a moderator removed, signed in or not."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.moderation import told
from peerhub.moderation.appeals import appeal_path, appealed_for_author
from peerhub.moderation.forms import AppealDraft
from peerhub.moderation.service.appeal import appeal
from peerhub.moderation.service.choose import outside_contact
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public

APPEAL_RATE = "10/hour"  # of one decision; a person writes one


@public
async def new_appeal(request: Request) -> Response:
    return await _page(request, empty_form())


@public
async def create_appeal(request: Request) -> Response:
    form = await read_form(request, AppealDraft)
    if form.errors:
        return await _page(request, form, 422)
    hub, decision_id = hub_of(request), request.path_params["decision_id"]
    await hub.limits.hit("appeal", decision_id, APPEAL_RATE)
    try:
        async with hub.transaction() as tx:
            await appeal(
                tx,
                decision_id,
                request.path_params["secret"],
                words=form.draft.words,
                client_id=form.draft.client_id,
            )
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{appeal_path(hub.keys, decision_id)}#main", 303)


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, asked = hub_of(request), request.path_params
    async with hub.reading() as db:
        found = await appealed_for_author(
            db,
            hub.keys,
            hub.contents,
            asked["decision_id"],
            secret=asked["secret"],
            now=hub.clock.now(),
        )
        outside = await outside_contact(db) if found.nobody else ""
    return await render(
        request,
        "moderation/appeal.html",
        status=status,
        decided=told.appealed_fields(found),
        outside=outside,
        client_id=form.values.get("client_id") or new_id(),
        form=form if form.errors else None,
    )

"""/moderation/keys and …/eyes: how somebody works in the queue, and what they hand on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.moderation.forms import KeysDraft
from peerhub.moderation.service.seeing import ask_for_eyes, choose_single_keys, has_single_keys
from peerhub.moderation.views.queue import case_page, go_on
from peerhub.web.forms import empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of


@guarded("moderator", "reviewer")
async def show_keys(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        on = await has_single_keys(db, person_of(request))
    return await render(request, "moderation/keys.html", on=on)


@guarded("moderator", "reviewer")
async def update_keys(request: Request) -> Response:
    form = await read_form(request, KeysDraft)
    if form.errors:
        raise Refused(next(iter(form.errors.values())))
    async with hub_of(request).transaction() as tx:
        await choose_single_keys(tx, person_of(request), on=form.draft.keys)
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


@guarded("moderator", "reviewer")
async def hand_on(request: Request) -> Response:
    """To somebody who sees its pictures; then on to the next."""
    try:
        async with hub_of(request).transaction() as tx:
            await ask_for_eyes(tx, person_of(request), request.path_params["case_id"])
    except Refused as refusal:
        if refusal.code == "gone":
            return RedirectResponse("/moderation?f=gone#main", 303)
        return await case_page(request, empty_form().refuse(refusal), 422)
    return await go_on(request, "handed")

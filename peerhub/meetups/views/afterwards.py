"""What came of a meetup, written down by who organised it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.meetups import access, rules, shown
from peerhub.meetups.forms import AfterwardsDraft
from peerhub.meetups.service.afterwards import AfterwardsTold, tell_afterwards
from peerhub.moderation.watch import HELP_PATH
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def edit_afterwards(request: Request) -> Response:
    return await _afterwards_page(request, empty_form())


async def _afterwards_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        meetup = await access.meetup_for_organiser(
            db, person_of(request), request.path_params["meetup_id"]
        )
    return await render(
        request,
        "meetups/afterwards.html",
        status=status,
        meetup=shown.card(meetup),
        open=rules.is_over(meetup, hub.clock.now()),
        form=form if form.values or form.errors else empty_form(**shown.afterwards_values(meetup)),
    )


@signed_in
async def update_afterwards(request: Request) -> Response:
    form = await read_form(request, AfterwardsDraft)
    if form.errors:
        return await _afterwards_page(request, form, 422)
    meetup_id = request.path_params["meetup_id"]
    told = AfterwardsTold(**form.draft.model_dump())
    try:
        async with hub_of(request).transaction() as tx:
            worrying = await tell_afterwards(tx, person_of(request), meetup_id, told)
    except Refused as refusal:
        return await _afterwards_page(request, form.refuse(refusal), 422)
    if worrying:
        return RedirectResponse(HELP_PATH, 303)
    return RedirectResponse(f"{shown.path_of(meetup_id)}?f=saved", 303)

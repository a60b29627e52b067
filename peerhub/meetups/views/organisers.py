"""Who organises a meetup: its organisers add others, and leave."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.meetups import organised, shown
from peerhub.meetups.organiser_forms import OrganiserDraft
from peerhub.meetups.service import organisers as service
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def show_organisers(request: Request) -> Response:
    return await _organisers_page(request, empty_form())


async def _organisers_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        meetup, found = await organised.organisers_for_organiser(
            db, person_of(request), request.path_params["meetup_id"]
        )
    return await render(
        request,
        "meetups/organisers.html",
        status=status,
        meetup=shown.card(meetup),
        which=shown.which_options(meetup),
        organisers=[{"name": one.name, "handle": one.handle} for one in found],
        own=person_of(request).handle,
        form=form if form.errors else None,
    )


@signed_in
async def update_organisers(request: Request) -> Response:
    """Whoever leaves sees it as others do from now on."""
    form = await read_form(request, OrganiserDraft)
    if form.errors:
        return await _organisers_page(request, form, 422)
    person, meetup_id, said = person_of(request), request.path_params["meetup_id"], form.draft
    adds = said.action == "add"
    act = service.add_organiser if adds else service.remove_organiser
    try:
        async with hub_of(request).transaction() as tx:
            await act(tx, person, meetup_id, said.handle, later=said.which == "later")
    except Refused as refusal:
        return await _organisers_page(request, form.refuse(refusal), 422)
    left = not adds and said.handle == person.handle
    page = shown.path_of(meetup_id)
    return RedirectResponse(f"{page}?f=saved" if left else f"{page}/organisers?f=saved", 303)

"""/directory/SLUG/logo: the picture of a page, and the form by which its editors put it there."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.directory import access
from peerhub.directory.forms.logos import LogoDraft
from peerhub.directory.logos import logo_for_reader, logo_of
from peerhub.directory.service import logos
from peerhub.people.rules import check_not_frozen
from peerhub.uploads.models import FILE_BYTES
from peerhub.uploads.sending import answer_with
from peerhub.uploads.service import take_picture
from peerhub.web.forms import Form, empty_form, read_form_with_file
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, public, signed_in, visitor_of

BASE = "/directory"


@public
async def show_logo(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await logo_for_reader(db, visitor_of(request), request.path_params["slug"])
    return answer_with(hub.config, found, small=True)


@signed_in
async def edit_logo(request: Request) -> Response:
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known = await access.organisation_for_editor(db, person_of(request), slug)
        found = await logo_of(db, known.organisation_id)
    return await render(
        request,
        "directory/edit_logo.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        logo=found,
    )


@signed_in
async def update_logo(request: Request) -> Response:
    """Only who may change the page has a file looked into."""
    form, file = await read_form_with_file(request, LogoDraft, most=FILE_BYTES + 1)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    async with hub.reading() as db:
        await access.organisation_for_editor(db, person, slug)
    if form.errors:
        return await _page(request, form, 422)
    check_not_frozen(person)
    try:
        shelved = None
        if form.draft.action == "set":
            content = file.content if file else None
            shelved = await take_picture(hub, person.person_id, content)
        async with hub.transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            if shelved is not None:
                await logos.set_logo(tx, person, known, shelved, alt=form.draft.alt)
            else:
                await logos.remove_logo(tx, person, known)
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/edit/logo?f=saved", 303)

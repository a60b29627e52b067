"""/meetups/ID/photo: the picture on its page, and the form by which its organisers put it there."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.meetups import access, photos, shown
from peerhub.meetups.photo_forms import PhotoDraft
from peerhub.meetups.service import photos as service
from peerhub.people.rules import check_not_frozen
from peerhub.uploads.models import FILE_BYTES
from peerhub.uploads.sending import answer_with
from peerhub.uploads.service import take_picture
from peerhub.web.forms import Form, empty_form, read_form_with_file
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, public, signed_in, visitor_of


@public
async def show_photo(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await photos.photo_for_reader(
            db, visitor_of(request), request.path_params["meetup_id"]
        )
    return answer_with(hub.config, found, small=True)


@signed_in
async def edit_photo(request: Request) -> Response:
    return await _photo_page(request, empty_form())


async def _photo_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    meetup_id = request.path_params["meetup_id"]
    async with hub_of(request).reading() as db:
        meetup = await access.meetup_for_organiser(db, person_of(request), meetup_id)
        found = await photos.photo_of(db, meetup_id)
    return await render(
        request,
        "meetups/edit_photo.html",
        status=status,
        meetup=shown.card(meetup),
        photo=found,
        form=form if form.errors else None,
    )


@signed_in
async def update_photo(request: Request) -> Response:
    """Only who organises the meetup has a file looked into."""
    form, file = await read_form_with_file(request, PhotoDraft, most=FILE_BYTES + 1)
    hub, person, meetup_id = hub_of(request), person_of(request), request.path_params["meetup_id"]
    async with hub.reading() as db:
        await access.meetup_for_organiser(db, person, meetup_id)
    if form.errors:
        return await _photo_page(request, form, 422)
    check_not_frozen(person)
    try:
        shelved = None
        if form.draft.action == "set":
            content = file.content if file else None
            shelved = await take_picture(hub, person.person_id, content)
        async with hub.transaction() as tx:
            if shelved is not None:
                await service.set_photo(tx, person, meetup_id, shelved, alt=form.draft.alt)
            else:
                await service.remove_photo(tx, person, meetup_id)
    except Refused as refusal:
        return await _photo_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{shown.path_of(meetup_id)}/photo/edit?f=saved", 303)

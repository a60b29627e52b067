"""A room's door and its page about itself; coming in, leaving, and the name one has there."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.directory.belonged import owners_for_reader
from peerhub.rooms.door import Door, door_for_person, door_from_outside
from peerhub.rooms.forms import MembershipDraft, NameDraft
from peerhub.rooms.models import ASK_RATE
from peerhub.rooms.place import about_room
from peerhub.rooms.service import ask, enter, own_name
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


async def show_door(request: Request) -> Response:
    """For who may know of a room but not enter it; NotFound for everybody else."""
    async with hub_of(request).reading() as db:
        door = await door_from_outside(db, person_of(request), request.path_params["slug"])
    return await _about_page(request, door, empty_form())


@signed_in
async def show_about(request: Request) -> Response:
    return await _about_page(request, await _door(request), empty_form())


async def _door(request: Request) -> Door:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        return await door_for_person(db, person_of(request), request.path_params["slug"])


async def _about_page(request: Request, door: Door, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        place = await about_room(db, door, hub.clock.now())
        room = ItemRef("room", door.room.room_id)
        owners = await owners_for_reader(db, person_of(request), room)
    return await render(
        request,
        "rooms/about.html",
        status=status,
        place=place,
        owners=owners,
        form=form if form.errors else None,
    )


@signed_in
@even_frozen
async def change_membership(request: Request) -> Response:
    """Come in, ask to, or leave: also an invitation is accepted and declined here."""
    door = await _door(request)
    form = await read_form(request, MembershipDraft)
    if form.errors:
        return await _about_page(request, door, form, 422)
    draft, hub, person, slug = form.draft, hub_of(request), person_of(request), door.room.slug
    if draft.action == "ask":
        await hub.limits.hit("ask", person.person_id, ASK_RATE)
    try:
        async with hub.transaction() as tx:
            if draft.action == "join":
                await enter.enter(tx, person, slug, own_name=draft.own_name)
            elif draft.action == "ask":
                await ask.ask(tx, person, slug, words=draft.words, own_name=draft.own_name)
            else:
                await enter.leave(tx, person, slug)
    except Refused as refusal:
        return await _about_page(request, door, form.refuse(refusal), 422)
    return RedirectResponse(_next(request, door, draft.action), 303)


def _next(request: Request, door: Door, action: str) -> str:
    """Where the person is afterwards: whoever left a secret room sees no more of it."""
    if action == "leave":
        return f"{request.app.url_path_for('rooms:rooms')}?f=done"
    flash = "?f=sent" if action == "ask" else ""
    return f"{request.app.url_path_for('rooms:room', slug=door.room.slug)}{flash}"


@signed_in
async def change_name(request: Request) -> Response:
    """A name for this room alone, or the hub name again."""
    door = await _door(request)
    form = await read_form(request, NameDraft)
    if form.errors:
        return await _about_page(request, door, form, 422)
    person, slug = person_of(request), door.room.slug
    try:
        async with hub_of(request).transaction() as tx:
            if form.draft.own_name:
                await own_name.take_own_name(tx, person, slug, form.draft.own_name)
            else:
                await own_name.drop_own_name(tx, person, slug)
    except Refused as refusal:
        return await _about_page(request, door, form.refuse(refusal), 422)
    return RedirectResponse(f"{request.app.url_path_for('rooms:about', slug=slug)}?f=saved", 303)

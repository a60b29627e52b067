"""A facilitator's page of their room: its settings, lock, duty and pins."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.hours import hours_from, week_rows
from peerhub.rooms import place
from peerhub.rooms.door import Door, room_for_facilitator
from peerhub.rooms.forms import DutyDraft, LockDraft, PinDraft, SettingsDraft
from peerhub.rooms.models import RoomKind, is_named
from peerhub.rooms.service import pin, settings
from peerhub.rooms.service.settings import Settings
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


async def _door(request: Request) -> Door:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        return await room_for_facilitator(db, person_of(request), slug)


@signed_in
async def show_settings(request: Request) -> Response:
    return await _page(request, await _door(request), empty_form())


async def _page(request: Request, door: Door, form: Form[Any], status: int = 200) -> Response:
    hub, room = hub_of(request), door.room
    async with hub.reading() as db:
        about = await place.about_room(db, door, hub.clock.now())
        pins = await place.pins_of(db, door.seat) if door.inside else []
    return await render(
        request,
        "rooms/manage.html",
        status=status,
        place=about,
        settings=room,
        locked=room.locked_at is not None,
        named=is_named(room),
        presence=room.kind is not RoomKind.CONFIDENTIAL,
        pins=pins,
        hours=week_rows(room.hours, form.values),
        keep_options=place.keep_options(),
        slow_options=place.slow_options(),
        duty_options=place.duty_options(),
        form=form if form.errors else None,
    )


@signed_in
async def update_settings(request: Request) -> Response:
    door = await _door(request)
    form = await read_form(request, SettingsDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    try:
        wanted = _settings(form.draft)
        async with hub_of(request).transaction() as tx:
            await settings.change_settings(tx, person_of(request), door.room.slug, wanted)
    except Refused as refusal:
        return await _page(request, door, form.refuse(refusal), 422)
    return _back(request, door)


def _settings(draft: SettingsDraft) -> Settings:
    return Settings(
        title=draft.title,
        topic=draft.topic,
        rules=draft.rules,
        keep_days=int(draft.keep_days),
        own_names=draft.own_names == "yes",
        presence=draft.presence == "yes",
        slow_seconds=int(draft.slow_seconds),
        hours=hours_from(draft.opens, draft.closes),
    )


@signed_in
async def change_lock(request: Request) -> Response:
    door = await _door(request)
    form = await read_form(request, LockDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    act = settings.lock if form.draft.action == "lock" else settings.unlock
    async with hub_of(request).transaction() as tx:
        await act(tx, person_of(request), door.room.slug)
    return _back(request, door)


@signed_in
async def change_duty(request: Request) -> Response:
    """Sign on for some hours, or off."""
    door = await _door(request)
    form = await read_form(request, DutyDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    person, slug = person_of(request), door.room.slug
    async with hub_of(request).transaction() as tx:
        if form.draft.action == "on":
            await settings.sign_on(tx, person, slug, int(form.draft.hours))
        else:
            await settings.sign_off(tx, person, slug)
    return _back(request, door)


@signed_in
async def change_pin(request: Request) -> Response:
    """Pin a message or let it go, from its own menu; back to the room, where pins stand on top."""
    door = await _door(request)
    form = await read_form(request, PinDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    act = pin.pin if form.draft.action == "pin" else pin.unpin
    async with hub_of(request).transaction() as tx:
        await act(tx, person_of(request), door.room.slug, request.path_params["message"])
    return RedirectResponse(request.app.url_path_for("rooms:room", slug=door.room.slug), 303)


def _back(request: Request, door: Door) -> Response:
    address = request.app.url_path_for("rooms:facilitate", slug=door.room.slug)
    return RedirectResponse(f"{address}?f=saved", 303)

"""Announce a meetup, change it, see who comes, and cancel it: for who organises it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.directory.access import options_for_anyone
from peerhub.directory.belonged import owners_kept_by
from peerhub.directory.models import Kind
from peerhub.meetups import access, coming, shown
from peerhub.meetups.circled import choosing
from peerhub.meetups.forms import (
    AttendanceDraft,
    CancelDraft,
    ChangeDraft,
    DecideDraft,
    NewMeetupDraft,
)
from peerhub.meetups.models import (
    ACCESS_WORDS,
    KIND_WORDS,
    SAID_WORDS,
    Meetup,
)
from peerhub.meetups.service import announce as service
from peerhub.meetups.service import change as changing
from peerhub.meetups.service.attendance import record_attendance as count
from peerhub.meetups.service.decide import decide as decide_about
from peerhub.moderation.watch import HELP_PATH
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import (
    hub_of,
    person_of,
    signed_in,
)


@signed_in
async def new_meetup(request: Request) -> Response:
    return await _form_page(request, empty_form(), None)


async def _form_page(
    request: Request, form: Form[Any], meetup: Meetup | None, status: int = 200
) -> Response:
    hub = hub_of(request)
    begun = form if form.values else empty_form(**(shown.form_values(meetup) if meetup else {}))
    async with hub.reading() as db:
        options = await options_for_anyone(db, hub.config)
        choices = await choosing(db, person_of(request), meetup)
        owners = await owners_kept_by(db, person_of(request)) if meetup is None else []
    return await render(
        request,
        "meetups/form.html",
        status=status,
        meetup=shown.card(meetup) if meetup else None,
        repeats=shown.repeats_options(),
        which=shown.which_options(meetup),
        owners=[(one.key, one.name) for one in owners],
        **choices,
        client_id=form.values.get("client_id") or new_id(),
        kinds=shown.options(KIND_WORDS),
        sectors=[("", _("Nothing said")), *options[Kind.SECTOR]],
        boroughs=[("", _("Nothing said")), *options[Kind.BOROUGH]],
        mode_options=shown.mode_options(),
        facts=[(fact.value, _(words)) for fact, words in ACCESS_WORDS.items()],
        said=[("", _("Nothing said")), *shown.options(SAID_WORDS)],
        form=begun if begun.values or begun.errors else None,
    )


@signed_in
async def announce(request: Request) -> Response:
    form = await read_form(request, NewMeetupDraft)
    if form.errors:
        return await _form_page(request, form, None, 422)
    try:
        await limit_posts(hub_of(request), person_of(request).person_id)
        async with hub_of(request).transaction() as tx:
            announced = await service.announce(
                tx,
                person_of(request),
                client_id=form.draft.client_id,
                fields=form.draft.to_fields(),
                also=form.draft.to_dates(),
                owners=form.draft.owners,
            )
    except Refused as refusal:
        return await _form_page(request, form.refuse(refusal), None, 422)
    if announced.help:
        return RedirectResponse(HELP_PATH, 303)
    said = "held" if announced.held else "saved"
    return RedirectResponse(f"{shown.path_of(announced.meetup_id)}?f={said}", 303)


async def _own(request: Request) -> Meetup:
    async with hub_of(request).reading() as db:
        return await access.meetup_for_organiser(
            db, person_of(request), request.path_params["meetup_id"]
        )


@signed_in
async def edit_meetup(request: Request) -> Response:
    return await _form_page(request, empty_form(), await _own(request))


@signed_in
async def update_meetup(request: Request) -> Response:
    meetup = await _own(request)
    form = await read_form(request, ChangeDraft)
    if form.errors:
        return await _form_page(request, form, meetup, 422)
    try:
        async with hub_of(request).transaction() as tx:
            worrying = await changing.change(
                tx,
                person_of(request),
                meetup.meetup_id,
                fields=form.draft.to_fields(),
                later=form.draft.which == "later",
            )
    except Refused as refusal:
        return await _form_page(request, form.refuse(refusal), meetup, 422)
    if worrying:
        return RedirectResponse(HELP_PATH, 303)
    return RedirectResponse(f"{shown.path_of(meetup.meetup_id)}?f=saved", 303)


@signed_in
async def show_who_comes(request: Request) -> Response:
    """For its organisers: who comes by which way, and the way to cancel it."""
    return await _people_page(request, empty_form())


async def _people_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        meetup, found = await coming.who_comes(
            db, person_of(request), request.path_params["meetup_id"]
        )
        needs = await coming.needs_for_organiser(db, hub.keys, person_of(request), meetup.meetup_id)
    return await render(
        request,
        "meetups/people.html",
        status=status,
        meetup=shown.card(meetup),
        which=shown.which_options(meetup),
        groups=shown.who_comes(found, needs),
        held=meetup.is_held,
        in_person=meetup.in_person,
        open=not meetup.is_cancelled and meetup.ends_at > hub.clock.now(),
        counting=shown.counting(meetup, hub.clock.now()),
        form=form if form.errors else None,
    )


@signed_in
async def record_attendance(request: Request) -> Response:
    """Numbers from the sign-in sheet."""
    form = await read_form(request, AttendanceDraft)
    if form.errors:
        return await _people_page(request, form, 422)
    meetup_id, said = request.path_params["meetup_id"], form.draft
    try:
        async with hub_of(request).transaction() as tx:
            await count(
                tx,
                person_of(request),
                meetup_id,
                in_person=int(said.came_in_person) if said.came_in_person else None,
                online=int(said.came_online) if said.came_online else None,
            )
    except Refused as refusal:
        return await _people_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{shown.path_of(meetup_id)}/people?f=saved", 303)


@signed_in
async def decide(request: Request) -> Response:
    """Yes or no to one who asks."""
    form = await read_form(request, DecideDraft)
    if form.errors:
        return await _people_page(request, form, 422)
    meetup_id, yes = request.path_params["meetup_id"], form.draft.action == "yes"
    try:
        async with hub_of(request).transaction() as tx:
            asker = await coming.asker_for_organiser(
                tx.db, person_of(request), meetup_id, form.draft.handle
            )
            await decide_about(tx, person_of(request), meetup_id, asker.comer_id, yes=yes)
    except Refused as refusal:
        return await _people_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{shown.path_of(meetup_id)}/people?f=saved", 303)


@signed_in
async def cancel(request: Request) -> Response:
    form = await read_form(request, CancelDraft)
    if form.errors:
        return await _people_page(request, form, 422)
    meetup_id = request.path_params["meetup_id"]
    try:
        async with hub_of(request).transaction() as tx:
            await changing.cancel(
                tx,
                person_of(request),
                meetup_id,
                reason=form.draft.reason,
                later=form.draft.which == "later",
            )
    except Refused as refusal:
        return await _people_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{shown.path_of(meetup_id)}?f=saved", 303)

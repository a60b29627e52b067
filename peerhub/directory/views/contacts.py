"""Write to an organisation by role, read and answer; say who holds which role."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.words import _
from peerhub.directory import access, contacted
from peerhub.directory.contacts import ANSWER_RATE, CONTACT_RATE, ROLES
from peerhub.directory.forms.keeping import ContactAnswerDraft, ContactDraft, HolderDraft
from peerhub.directory.service import contacts
from peerhub.moderation.service.watching import points_to_danger
from peerhub.moderation.watch import HELP_ALONE
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_contact(request: Request) -> Response:
    return await _new_page(request, empty_form())


async def _new_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        known, roles, own = await contacted.contacts_of_asker(db, person_of(request), slug)
    return await render(
        request,
        "directory/new_contact.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        role_options=[(code, _(ROLES[code])) for code in roles],
        own=[(one, _(ROLES[one.role])) for one in own],
    )


@signed_in
async def create_contact(request: Request) -> Response:
    form = await read_form(request, ContactDraft)
    if form.errors:
        return await _new_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    await hub.limits.hit("directory contact", person.person_id, CONTACT_RATE)
    try:
        async with hub.transaction() as tx:
            known = (await access.organisation_for_reader(tx.db, person, slug)).organisation
            new = await contacts.ask(tx, person, known, form.draft.role, form.draft.words)
            worried = await points_to_danger(tx.db, form.draft.words)
    except Refused as refusal:
        return await _new_page(request, form.refuse(refusal), 422)
    return RedirectResponse(HELP_ALONE if worried else f"/contact/{new.contact_id}?f=done", 303)


@signed_in
async def show_contact(request: Request) -> Response:
    return await _contact_page(request, empty_form())


async def _contact_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        contact_id = request.path_params["contact_id"]
        seat = await contacted.contact_for_reader(db, person_of(request), contact_id)
    return await render(
        request,
        "directory/contact.html",
        status=status,
        form=form if form.errors else None,
        organisation=seat.organisation,
        role=_(ROLES[seat.contact.role]),
        asker=seat.asker,
        messages=seat.messages,
        asks=seat.asks,
    )


@signed_in
async def answer_contact(request: Request) -> Response:
    form = await read_form(request, ContactAnswerDraft)
    if form.errors:
        return await _contact_page(request, form, 422)
    hub, person, contact_id = hub_of(request), person_of(request), request.path_params["contact_id"]
    await hub.limits.hit("directory contact answer", person.person_id, ANSWER_RATE)
    try:
        async with hub.transaction() as tx:
            seat = await contacted.contact_for_reader(tx.db, person, contact_id)
            await contacts.go_on(tx, person, seat, form.draft.words)
            worried = await points_to_danger(tx.db, form.draft.words)
    except Refused as refusal:
        return await _contact_page(request, form.refuse(refusal), 422)
    return RedirectResponse(HELP_ALONE if worried else f"/contact/{contact_id}?f=done", 303)


@signed_in
async def show_desk(request: Request) -> Response:
    return await _desk_page(request, empty_form())


async def _desk_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        desk = await contacted.desk_for_editor(db, person_of(request), request.path_params["slug"])
    return await render(
        request,
        "directory/contacts.html",
        status=status,
        form=form if form.errors else None,
        organisation=desk.organisation,
        holders=[(code, _(ROLES[code]), one) for code, one in desk.holders],
        asked=[(one, _(ROLES[one.role]), asker) for one, asker in desk.asked],
        role_options=[(code, _(words)) for code, words in ROLES.items()],
    )


@signed_in
async def update_holders(request: Request) -> Response:
    form = await read_form(request, HolderDraft)
    if form.errors:
        return await _desk_page(request, form, 422)
    person, slug, draft = person_of(request), request.path_params["slug"], form.draft
    act = contacts.add_holder if draft.action == "add" else contacts.remove_holder
    try:
        async with hub_of(request).transaction() as tx:
            known = await access.organisation_for_editor(tx.db, person, slug)
            await act(tx, person, known, draft.role, draft.handle)
    except Refused as refusal:
        return await _desk_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"/directory/{slug}/contacts?f=saved", 303)

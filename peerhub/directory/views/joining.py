"""Which organisation is in which network: who keeps a network invites, the organisation answers."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.directory import networked, rules
from peerhub.directory.forms.keeping import EditorDraft
from peerhub.directory.forms.networks import InvitationDraft, NetworkAnswerDraft
from peerhub.directory.networks import ASK_RATE, INVITE_RATE
from peerhub.directory.service import networks
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

BASE = "/networks"
ACTS = {"ask": networks.ask, "confirm": networks.confirm, "leave": networks.part}


@signed_in
async def show_members(request: Request) -> Response:
    return await _members_page(request, empty_form())


async def _members_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        network, members = await networked.members_for_keeper(db, person_of(request), slug)
    return await render(
        request,
        "directory/network_members.html",
        status=status,
        form=form if form.errors else None,
        network=network,
        members=members,
    )


@signed_in
async def update_members(request: Request) -> Response:
    form = await read_form(request, InvitationDraft)
    if form.errors:
        return await _members_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    invites = form.draft.action == "invite"
    if invites:
        await hub.limits.hit("network invite", person.person_id, INVITE_RATE)
    try:
        async with hub.transaction() as tx:
            network = await networked.network_for_keeper(tx.db, person, slug)
            if invites:
                await networks.invite(tx, person, network, form.draft.organisation)
            else:
                known = await networked.organisation_to_invite(tx.db, form.draft.organisation)
                act = networks.accept if form.draft.action == "accept" else networks.remove
                await act(tx, person, network, known)
    except Refused as refusal:
        return await _members_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{BASE}/{slug}/keep?f=saved", 303)


@signed_in
async def show_keepers(request: Request) -> Response:
    return await _keepers_page(request, empty_form())


async def _keepers_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        network, keepers = await networked.keepers_for_keeper(db, person_of(request), slug)
    return await render(
        request,
        "directory/network_keepers.html",
        status=status,
        form=form if form.errors else None,
        network=network,
        keepers=keepers,
    )


@signed_in
async def update_keepers(request: Request) -> Response:
    form = await read_form(request, EditorDraft)
    if form.errors:
        return await _keepers_page(request, form, 422)
    person, slug = person_of(request), request.path_params["slug"]
    act = networks.add_keeper if form.draft.action == "add" else networks.remove_keeper
    try:
        async with hub_of(request).transaction() as tx:
            network = await networked.network_for_keeper(tx.db, person, slug)
            await act(tx, person, network, form.draft.handle)
    except Refused as refusal:
        return await _keepers_page(request, form.refuse(refusal), 422)
    gone = form.draft.action == "remove" and form.draft.handle == person.handle
    still = rules.is_administrator(person) or not gone
    return RedirectResponse(f"{BASE}/{slug}/keepers?f=saved" if still else f"{BASE}?f=saved", 303)


@signed_in
async def show_memberships(request: Request) -> Response:
    return await _memberships_page(request, empty_form())


async def _memberships_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        person = person_of(request)
        known, pairs = await networked.memberships_for_editor(db, person, slug)
        others = await networked.networks_to_ask(db, person, [one for one, _link in pairs])
    return await render(
        request,
        "directory/memberships.html",
        status=status,
        form=form if form.errors else None,
        organisation=known,
        invited=[pair for pair in pairs if pair[1].is_invited],
        asked=[pair for pair in pairs if pair[1].is_asked],
        network_options=[(one.slug, one.name) for one in others] if known.is_open else [],
        joined=[pair for pair in pairs if pair[1].is_whole],
    )


@signed_in
async def update_memberships(request: Request) -> Response:
    form = await read_form(request, NetworkAnswerDraft)
    if form.errors:
        return await _memberships_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    asks = form.draft.action == "ask"
    if asks:
        await hub.limits.hit("network ask", person.person_id, ASK_RATE)
    find = networked.network_to_ask if asks else networked.membership_for_editor
    try:
        async with hub.transaction() as tx:
            known, network = await find(tx.db, person, slug, form.draft.network)
            await ACTS[form.draft.action](tx, person, network, known)
    except Refused as refusal:
        return await _memberships_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"/directory/{slug}/networks?f=saved", 303)

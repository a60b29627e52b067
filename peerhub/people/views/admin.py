"""/admin and /admin/people: joiners, invitations, roles, suspensions. For administrators."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import community_for_anyone, sectors_for_anyone
from peerhub.core.errors import NotFound, Refused
from peerhub.core.opening import missing_before_opening
from peerhub.people import access, rules
from peerhub.people.forms import (
    InviteDraft,
    JoinerAction,
    RoleDraft,
    TakeBackDraft,
)
from peerhub.people.models import PersonState, RoleName
from peerhub.people.service import invite as invitations
from peerhub.people.service import join, roles
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of

PAGE = 50
PEOPLE = "/admin/people"


@guarded("administrator")
async def show_admin(request: Request) -> Response:
    """What each feature offers to administrators."""
    links = [
        link for feature in request.app.state.features if feature.admin for link in feature.admin()
    ]
    hub = hub_of(request)
    async with hub.reading() as db:
        missing = await missing_before_opening(hub.conditions, db, hub.clock.now())
    return await render(request, "people/admin.html", links=links, missing=missing)


async def _people_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, administrator = hub_of(request), person_of(request)
    find = request.query_params.get("find", "")[:80]
    async with hub.reading() as db:
        joiners = await access.people_for_administrator(db, administrator, PersonState.WAITING)
        members = await access.people_for_administrator(db, administrator, PersonState.MEMBER)
        away = await access.people_for_administrator(db, administrator, PersonState.SUSPENDED)
        open_ones = await access.invitations_for_administrator(db, administrator, hub.clock.now())
        community = await community_for_anyone(db)
    found = [m for m in members if find.casefold() in f"{m[0].name} {m[1]}".casefold()]
    total = max(1, -(-len(found) // PAGE))
    number = min(_page_number(request), total)
    return await render(
        request,
        "people/admin_people.html",
        status=status,
        form=form,
        joiners=joiners,
        members=found[(number - 1) * PAGE : number * PAGE],
        count=len(members),
        away=away,
        invitations=open_ones,
        policy=community.join_policy,
        find=find,
        number=number,
        total=total,
    )


def _page_number(request: Request) -> int:
    said = request.query_params.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


@guarded("administrator")
async def list_people(request: Request) -> Response:
    return await _people_page(request, empty_form())


@guarded("administrator")
async def decide_joiner(request: Request) -> Response:
    form = await read_form(request, JoinerAction)
    if form.errors:
        return await _people_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            if form.draft.action == "approve":
                await join.approve(tx, person_id=form.draft.person, by=person_of(request))
            else:
                await join.refuse(tx, person_id=form.draft.person)
    except Refused as refusal:
        return await _people_page(request, form.refuse(refusal), 422)
    except NotFound:
        return RedirectResponse(f"{PEOPLE}?f=gone", 303)
    return RedirectResponse(f"{PEOPLE}?f=done", 303)


@guarded("administrator")
async def create_invitation(request: Request) -> Response:
    """The same answer whether or not the address has an account."""
    form = await read_form(request, InviteDraft)
    if form.errors:
        return await _people_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await invitations.invite(tx, email=form.draft.email, by=person_of(request))
    except Refused as refusal:
        return await _people_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{PEOPLE}?f=sent", 303)


@guarded("administrator")
async def delete_invitation(request: Request) -> Response:
    form = await read_form(request, TakeBackDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await invitations.take_back(tx, invitation_id=form.draft.invitation)
    return RedirectResponse(f"{PEOPLE}?f=done", 303)


async def _person_page(
    request: Request, handle: str, form: Form[Any], status: int = 200
) -> Response:
    async with hub_of(request).reading() as db:
        shown, email = await access.person_for_administrator(db, person_of(request), handle)
        sectors = await sectors_for_anyone(db)
    return await render(
        request,
        "people/admin_person.html",
        status=status,
        form=form,
        shown=shown,
        email=email,
        sectors=sectors,
        role_names=[role.value for role in RoleName if role is not RoleName.MEMBER],
    )


@guarded("administrator")
async def edit_person(request: Request) -> Response:
    return await _person_page(request, request.path_params["handle"], empty_form())


@guarded("administrator")
async def update_roles(request: Request) -> Response:
    form = await read_form(request, RoleDraft)
    handle = request.path_params["handle"]
    if form.errors:
        return await _person_page(request, handle, form, 422)
    draft = form.draft
    scope = f"space:{draft.space}" if draft.space else draft.scope
    act = roles.give_role if draft.action == "give" else roles.take_role
    try:
        role = rules.parse_role(f"{draft.role}@{scope}")
        async with hub_of(request).transaction() as tx:
            person = await access.person_by_handle(tx.db, handle)
            await act(tx, person_id=person.person_id, role=role, by=person_of(request))
    except ValueError as fault:
        form.errors["scope"] = str(fault)
        return await _person_page(request, handle, form, 422)
    except Refused as refusal:
        return await _person_page(request, handle, form.refuse(refusal), 422)
    return RedirectResponse(f"{PEOPLE}/{handle}?f=saved", 303)

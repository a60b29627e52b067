"""/me/…: one's own name, password, devices, tokens and data; and /people/HANDLE, what others see."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.community.access import community_for_anyone, content_notes_of
from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.people import access, rules
from peerhub.people.choices import opened_notes
from peerhub.people.cookies import clear_cookie
from peerhub.people.forms import (
    ChangePasswordDraft,
    EndDeviceDraft,
    LeaveDraft,
    ProfileDraft,
    RevokeTokenDraft,
    TokenDraft,
)
from peerhub.people.service import leave as leaving
from peerhub.people.service import passwords, profile, sessions, tokens
from peerhub.people.views.arrival import come_in, credential_of, slow_down, user_agent_of
from peerhub.people.views.sign_in import LEAVE_NO_COOKIE
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def show_me(request: Request) -> Response:
    return RedirectResponse("/me/profile", 303)


@signed_in
async def show_person(request: Request) -> Response:
    """A name and since when: there is nothing else to see about anybody."""
    async with hub_of(request).reading() as db:
        shown = await access.person_for_visitor(
            db, person_of(request), request.path_params["handle"]
        )
    features = request.app.state.features
    links = [feature.on_person(shown) for feature in features if feature.on_person]
    return await render(request, "people/person.html", shown=shown, links=links)


async def _profile_page(request: Request, form: Form[ProfileDraft], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        kinds = content_notes_of(await community_for_anyone(db))
    kinds += [kind for kind in form.values.get("opened_notes") or [] if kind not in kinds]
    return await render(request, "people/profile.html", form=form, kinds=kinds, status=status)


@signed_in
async def edit_profile(request: Request) -> Response:
    person = person_of(request)
    async with hub_of(request).reading() as db:
        shows = await access.shows_typing(db, person)
        opened = await opened_notes(db, person)
    chosen = {"shows_typing": "yes" if shows else "", "opened_notes": opened}
    return await _profile_page(request, empty_form(name=person.name, **chosen))


@signed_in
async def update_profile(request: Request) -> Response:
    form = await read_form(request, ProfileDraft)
    if form.errors:
        return await _profile_page(request, form, 422)
    try:
        async with hub_of(request).transaction() as tx:
            await profile.change_profile(tx, person_of(request), name=form.draft.name)
            await profile.choose_typing(tx, person_of(request), bool(form.draft.shows_typing))
            await profile.choose_open_notes(tx, person_of(request), form.draft.opened_notes)
    except Refused as refusal:
        return await _profile_page(request, form.refuse(refusal), 422)
    return RedirectResponse("/me/profile?f=saved", 303)


async def _security_page(
    request: Request, form: Form[Any], status: int = 200, secret: str = ""
) -> Response:
    hub, person, credential = hub_of(request), person_of(request), credential_of(request)
    async with hub.reading() as db:
        devices = await access.devices_for_owner(db, person, hub.clock.now())
        standing = await access.tokens_for_owner(db, person)
        with_password = await access.has_password(db, person.person_id)
    return await render(
        request,
        "people/security.html",
        status=status,
        form=form,
        devices=devices,
        here=credential.id if credential else "",
        tokens=standing,
        scopes=rules.token_scopes_for(person),
        with_password=with_password,
        secret=secret,
    )


@signed_in
async def show_security(request: Request) -> Response:
    return await _security_page(request, empty_form())


@signed_in
@even_frozen
async def update_password(request: Request) -> Response:
    form = await read_form(request, ChangePasswordDraft)
    if form.errors:
        return await _security_page(request, form, 422)
    credential = credential_of(request)
    try:
        made = await passwords.change_password(
            hub_of(request),
            person_of(request),
            current=form.draft.current,
            password=form.draft.password,
            user_agent=user_agent_of(request),
            shared=bool(credential and credential.shared),
        )
    except Refused as refusal:
        return await _security_page(request, form.refuse(refusal), 422)
    except TooFast as error:
        slow_down(form, error)
        return await _security_page(request, form, 429)
    return come_in(request, made, "/me/security?f=saved")


@signed_in
@even_frozen
async def end_device(request: Request) -> Response:
    form = await read_form(request, EndDeviceDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await sessions.end_session(tx, person=person_of(request), session_id=form.draft.session)
    return RedirectResponse("/me/security?f=done", 303)


@signed_in
async def create_token(request: Request) -> Response:
    """The secret stands on this one page and nowhere else; hence no redirect."""
    form = await read_form(request, TokenDraft)
    if form.errors:
        return await _security_page(request, form, 422)
    person = person_of(request)
    try:
        async with hub_of(request).transaction() as tx:
            scopes = frozenset(form.draft.scopes)
            secret = await tokens.make_token(tx, person, scopes=scopes, by=person)
    except Refused as refusal:
        return await _security_page(request, form.refuse(refusal), 422)
    return await _security_page(request, empty_form(), secret=secret)


@signed_in
@even_frozen
async def revoke_token(request: Request) -> Response:
    form = await read_form(request, RevokeTokenDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await tokens.revoke_token(tx, form.draft.token, owner=person_of(request))
    return RedirectResponse("/me/security?f=done", 303)


@signed_in
async def show_data(request: Request) -> Response:
    return await render(request, "people/data.html", form=empty_form())


@signed_in
@even_frozen
async def leave(request: Request) -> Response:
    form = await read_form(request, LeaveDraft)
    if not form.errors and not form.draft.sure:
        form.errors["sure"] = leaving.must_be_sure()
    if form.errors:
        return await render(request, "people/data.html", form=form, status=422)
    hub = hub_of(request)
    try:
        async with hub.transaction() as tx:
            await leaving.leave(tx, person_of(request), hub.personal)
    except Refused as refusal:
        return await render(request, "people/data.html", form=form.refuse(refusal), status=422)
    response = RedirectResponse("/?f=signed-out", 303)
    clear_cookie(response, hub.config)
    response.headers["Clear-Site-Data"] = LEAVE_NO_COOKIE
    return response

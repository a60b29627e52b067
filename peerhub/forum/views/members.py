"""Who is in a board, asks to come in, is invited or kept out: for who looks after it alone."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.forum.door import Door, board_for_facilitator, people_for_facilitator
from peerhub.forum.forms.boards import InviteDraft, MemberDraft
from peerhub.forum.models import INVITE_RATE, MemberState
from peerhub.forum.place import about_board
from peerhub.forum.service import ask, invite, remove
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

ACTS = {
    "let_in": ask.let_in,
    "decline": ask.decline_asker,
    "remove": remove.remove_member,
    "let_back": remove.let_back_in,
    "take_back": invite.take_back,
}


async def _door(request: Request) -> Door:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        slug = request.path_params["slug"]
        return await board_for_facilitator(db, person_of(request), slug)


@signed_in
async def list_people(request: Request) -> Response:
    return await _page(request, await _door(request), empty_form())


async def _page(request: Request, door: Door, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        about = await about_board(db, door)
        people = {
            state.value: await people_for_facilitator(db, door, state) for state in MemberState
        }
    return await render(
        request,
        "forum/members.html",
        status=status,
        place=about,
        people=people,
        form=form if form.errors else None,
    )


@signed_in
async def change_member(request: Request) -> Response:
    door = await _door(request)
    form = await read_form(request, MemberDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    act = ACTS[form.draft.action]
    try:
        async with hub_of(request).transaction() as tx:
            await act(tx, person_of(request), door.board.slug, form.draft.handle)
    except Refused as refusal:
        return await _page(request, door, form.refuse(refusal), 422)
    return _back(request, door, "done")


@signed_in
async def create_invitation(request: Request) -> Response:
    door = await _door(request)
    form = await read_form(request, InviteDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    hub, person = hub_of(request), person_of(request)
    await hub.limits.hit("invite", person.person_id, INVITE_RATE)
    try:
        async with hub.transaction() as tx:
            await invite.invite(tx, person, door.board.slug, form.draft.handle)
    except Refused as refusal:
        return await _page(request, door, form.refuse(refusal), 422)
    return _back(request, door, "sent")


def _back(request: Request, door: Door, flash: str) -> Response:
    address = request.app.url_path_for("forum:members", slug=door.board.slug)
    return RedirectResponse(f"{address}?f={flash}", 303)

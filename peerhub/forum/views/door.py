"""A board's door and its page about itself; coming in and leaving."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.core.items import ItemRef
from peerhub.directory.belonged import owners_for_reader
from peerhub.forum.door import Door, door_for_visitor, door_from_outside
from peerhub.forum.forms.boards import MembershipDraft
from peerhub.forum.models import ASK_RATE, is_named
from peerhub.forum.place import about_board
from peerhub.forum.service import ask, enter
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, public, signed_in, visitor_of


async def show_door(request: Request) -> Response:
    """For who may know of a board but not read it; NotFound for everybody else."""
    async with hub_of(request).reading() as db:
        door = await door_from_outside(db, visitor_of(request), request.path_params["slug"])
    return await _about_page(request, door, empty_form())


@public
async def show_about(request: Request) -> Response:
    """Of a public board also for strangers."""
    return await _about_page(request, await _door(request), empty_form())


async def _door(request: Request) -> Door:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        return await door_for_visitor(db, visitor_of(request), request.path_params["slug"])


async def _about_page(request: Request, door: Door, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        place = await about_board(db, door)
        board = ItemRef("board", door.board.board_id)
        owners = await owners_for_reader(db, visitor_of(request), board)
    return await render(
        request,
        "forum/about.html",
        status=status,
        place=place,
        owners=owners,
        follow=board.id if visitor_of(request) and is_named(door.board) else "",
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
    draft, hub, person, slug = form.draft, hub_of(request), person_of(request), door.board.slug
    if draft.action == "ask":
        await hub.limits.hit("ask", person.person_id, ASK_RATE)
    try:
        async with hub.transaction() as tx:
            if draft.action == "join":
                await enter.enter(tx, person, slug)
            elif draft.action == "ask":
                await ask.ask(tx, person, slug, words=draft.words)
            else:
                await enter.leave(tx, person, slug)
    except Refused as refusal:
        return await _about_page(request, door, form.refuse(refusal), 422)
    return RedirectResponse(_next(request, door, draft.action), 303)


def _next(request: Request, door: Door, action: str) -> str:
    """Where the person is afterwards: whoever left a secret board sees no more of it."""
    if action == "leave":
        return f"{request.app.url_path_for('forum:boards')}?f=done"
    flash = "?f=sent" if action == "ask" else ""
    return f"{request.app.url_path_for('forum:board', slug=door.board.slug)}{flash}"

"""A board's settings, for who looks after it and, where it is no secret one, an administrator."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.forum.door import Door, board_to_change
from peerhub.forum.forms.boards import SettingsDraft
from peerhub.forum.models import is_named
from peerhub.forum.place import about_board
from peerhub.forum.service import settings
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


async def _door(request: Request) -> Door:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        return await board_to_change(db, person_of(request), request.path_params["slug"])


@signed_in
async def show_settings(request: Request) -> Response:
    return await _page(request, await _door(request), empty_form())


async def _page(request: Request, door: Door, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        about = await about_board(db, door)
    return await render(
        request,
        "forum/manage.html",
        status=status,
        place=about,
        settings=door.board,
        named=is_named(door.board),
        form=form if form.errors else None,
    )


@signed_in
async def update_settings(request: Request) -> Response:
    door = await _door(request)
    form = await read_form(request, SettingsDraft)
    if form.errors:
        return await _page(request, door, form, 422)
    async with hub_of(request).transaction() as tx:
        await settings.change_settings(
            tx, person_of(request), door.board.slug, form.draft.to_settings()
        )
    address = request.app.url_path_for("forum:about", slug=door.board.slug)
    return RedirectResponse(f"{address}?f=saved", 303)

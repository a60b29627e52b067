"""For who looks after a board: who writes there without a name, what they wrote, and a rest for one."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.forum import nameless
from peerhub.forum.door import board_for_facilitator
from peerhub.forum.forms.boards import LimitDraft
from peerhub.forum.place import limit_words, rest_options
from peerhub.forum.service import limit
from peerhub.forum.shown import history_rows
from peerhub.people.service.block import block
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def list_pseudonyms(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        door = await board_for_facilitator(db, person_of(request), request.path_params["slug"])
        found = await nameless.pseudonyms_of_board(db, door.board)
    now = hub.clock.now()
    rows = [
        {"id": one.pseudonym_id, "name": one.name, "posts": n, "limit": limit_words(one, now)}
        for one, n in found
    ]
    return await render(
        request,
        "forum/pseudonyms.html",
        board={"slug": door.board.slug, "title": door.board.title},
        names=rows,
    )


@signed_in
async def show_pseudonym(request: Request) -> Response:
    return await _page(request, empty_form())


async def _page(request: Request, form: Form[Any], status: int = 200) -> Response:
    hub, path = hub_of(request), request.path_params
    async with hub.reading() as db:
        door = await board_for_facilitator(db, person_of(request), path["slug"])
        one = await nameless.pseudonym_of_board(db, door.board, path["pseudonym"])
        found = await nameless.posts_of_pseudonym(db, one)
    return await render(
        request,
        "forum/pseudonym.html",
        status=status,
        board={"slug": door.board.slug, "title": door.board.title},
        one={
            "id": one.pseudonym_id,
            "name": one.name,
            "held_first": one.held_first,
            "resting": one.is_limited(hub.clock.now()),
            "limit": limit_words(one, hub.clock.now()),
        },
        posts=history_rows(found, request.app.url_path_for),
        rest_options=rest_options(),
        form=form if form.errors else None,
    )


@signed_in
async def update_pseudonym(request: Request) -> Response:
    path, person = request.path_params, person_of(request)
    form = await read_form(request, LimitDraft)
    if form.errors:
        return await _page(request, form, 422)
    draft = form.draft
    try:
        async with hub_of(request).transaction() as tx:
            await limit.limit_pseudonym(
                tx,
                person,
                path["slug"],
                path["pseudonym"],
                rest_days=int(draft.rest_days),
                held_first=draft.held_first == "yes",
                reason=draft.reason,
            )
    except Refused as refusal:
        return await _page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


@signed_in
@even_frozen
async def create_block(request: Request) -> Response:
    """Read this name no more. Whoever is behind it goes on as before, or they could be found out."""
    hub, person = hub_of(request), person_of(request)
    async with hub.transaction() as tx:
        post_id = request.path_params["post_id"]
        name = await nameless.pseudonym_to_block(tx.db, tx.keys, person, post_id)
        await block(tx, person, blocked_name=name)
    return RedirectResponse("/me/blocks?f=done", 303)

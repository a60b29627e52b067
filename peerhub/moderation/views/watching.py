"""What waits before others read it: /admin/screening for the hub, /screening/… for a room or a board."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.core.items import Space
from peerhub.core.words import _
from peerhub.moderation.forms import ScreeningDraft
from peerhub.moderation.service.watching import choose_screening, screening_of
from peerhub.moderation.watch import CATEGORIES, HUB, Category
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import guarded, hub_of, person_of, signed_in


def _hub() -> Space:
    return Space(HUB, _("the whole hub"), "/admin")


async def _space(request: Request) -> Space:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    hub, named = hub_of(request), request.path_params
    port = hub.spaces.get(named["kind"])
    if port is None:
        raise NotFound()
    async with hub.reading() as db:
        return await port.space_for_keeper(db, person_of(request), named["slug"])


@guarded("administrator")
async def show_screening(request: Request) -> Response:
    return await _page(request, _hub(), empty_form())


@guarded("administrator")
async def update_screening(request: Request) -> Response:
    return await _update(request, _hub())


@signed_in
async def show_space_screening(request: Request) -> Response:
    return await _page(request, await _space(request), empty_form())


@signed_in
async def update_space_screening(request: Request) -> Response:
    return await _update(request, await _space(request))


async def _update(request: Request, space: Space) -> Response:
    form = await read_form(request, ScreeningDraft)
    if form.errors:
        return await _page(request, space, form, 422)
    async with hub_of(request).transaction() as tx:
        await choose_screening(tx, person_of(request), form.draft.to_rules(space.place))
    return RedirectResponse(f"{request.url.path}?f=saved", 303)


async def _page(request: Request, space: Space, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        rules = await screening_of(db, space.place)
    lists = [
        (kind.value, _(words), rules.lists.get(kind, ""))
        for kind, words in CATEGORIES.items()
        if kind is not Category.DANGER
    ]
    return await render(
        request,
        "moderation/screening.html",
        status=status,
        space=space,
        of_hub=space.place == HUB,
        rules=rules,
        danger=rules.lists.get(Category.DANGER, ""),
        lists=lists,
        form=form if form.errors else None,
    )

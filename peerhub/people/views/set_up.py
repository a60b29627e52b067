"""/set-up/TOKEN: the first administrator names the community. And the notice while nobody has."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.community.access import community_for_anyone
from peerhub.core.errors import Refused
from peerhub.people.forms import SetUpDraft
from peerhub.people.service import set_up as service
from peerhub.people.views.arrival import come_in, user_agent_of
from peerhub.web.forms import empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


async def notice_until_set_up(request: Request) -> Response | None:
    """In the place of the home page, for strangers, until the community has a name."""
    if visitor_of(request) is not None:
        return None
    async with hub_of(request).reading() as db:
        community = await community_for_anyone(db)
    if community.set_up_at is not None:
        return None
    return await render(request, "pages/setup.html")


@public
async def show_set_up(request: Request) -> Response:
    """NotFound for a dead address, as for any other that is not ours."""
    hub = hub_of(request)
    async with hub.reading() as db:
        await service.check_set_up(db, request.path_params["secret"], hub.clock.now())
    return await render(request, "people/set_up.html", form=empty_form())


@public
async def set_up(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        await service.check_set_up(db, request.path_params["secret"], hub.clock.now())
    form = await read_form(request, SetUpDraft)
    if form.errors:
        return await render(request, "people/set_up.html", form=form, status=422)
    draft = form.draft
    try:
        made = await service.set_up(
            hub,
            request.path_params["secret"],
            community_name=draft.community,
            name=draft.name,
            email=draft.email,
            password=draft.password,
            user_agent=user_agent_of(request),
        )
    except Refused as refusal:
        return await render(request, "people/set_up.html", form=form.refuse(refusal), status=422)
    return come_in(request, made, "/admin")

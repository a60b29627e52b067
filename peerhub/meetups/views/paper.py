"""A meetup on paper, for who organises it: a poster, a sign-in sheet, and the count typed back in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.directory.access import titles_for_anyone
from peerhub.meetups import access, shown
from peerhub.meetups.models import EMPTY_LINES
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def show_poster(request: Request) -> Response:
    """Large print, to hang up or to give to people: nothing that only those who come may know."""
    hub, meetup_id = hub_of(request), request.path_params["meetup_id"]
    async with hub.reading() as db:
        opened = await access.poster_for_organiser(db, person_of(request), meetup_id)
        titles = await titles_for_anyone(db, hub.config)
    return await render(
        request,
        "meetups/poster.html",
        meetup=shown.page(opened, titles),
        address=f"{hub.config.address}{shown.path_of(meetup_id)}",
    )


@signed_in
async def show_sheet(request: Request) -> Response:
    """Names and a line for each; never what somebody needs, nor who assists whom."""
    async with hub_of(request).reading() as db:
        meetup, coming = await access.sheet_for_organiser(
            db, person_of(request), request.path_params["meetup_id"]
        )
    return await render(
        request,
        "meetups/sheet.html",
        meetup=shown.card(meetup),
        names=[one.name for one in coming],
        empty=EMPTY_LINES,
    )

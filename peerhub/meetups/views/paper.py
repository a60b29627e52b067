"""Meetups on paper: a programme for anybody; for who organises one a poster and a sign-in sheet."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.directory.access import options_for_anyone, titles_for_anyone
from peerhub.meetups import access, coming, listed, shown
from peerhub.meetups.found import meetups_for_reader
from peerhub.meetups.models import EMPTY_LINES
from peerhub.web.qr import qr_code
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, public, signed_in, visitor_of


@signed_in
async def show_poster(request: Request) -> Response:
    """Large print, to hang up or to give to people: nothing that only those who come may know."""
    hub, meetup_id = hub_of(request), request.path_params["meetup_id"]
    async with hub.reading() as db:
        opened = await access.poster_for_organiser(db, person_of(request), meetup_id)
        titles = await titles_for_anyone(db, hub.config)
    address = f"{hub.config.address}{shown.path_of(meetup_id)}"
    return await render(
        request,
        "meetups/poster.html",
        meetup=shown.page(opened, titles),
        address=address,
        qr=qr_code(address),
    )


@public
async def show_programme(request: Request) -> Response:
    """What is to come, in large print, as its reader may know it; looked for as in the list."""
    hub, asked = hub_of(request), request.query_params
    async with hub.reading() as db:
        looked = listed.looked_for(asked, await options_for_anyone(db, hub.config))
        found, more = await meetups_for_reader(
            db,
            visitor_of(request),
            now=hub.clock.now(),
            looked=looked,
            after=asked.get("after", ""),
        )
    page, back = request.url.include_query_params(after=more), listed.address_of(looked)
    address = f"{hub.config.address}{back}"
    return await render(
        request,
        "meetups/programme.html",
        meetups=[shown.printed(one) for one in found],
        more=f"{page.path}?{page.query}" if more else "",
        back=back,
        address=address,
        qr=qr_code(address),
    )


@signed_in
async def show_sheet(request: Request) -> Response:
    """Names and a line for each; never what somebody needs, nor who assists whom."""
    async with hub_of(request).reading() as db:
        meetup, comers = await coming.sheet_for_organiser(
            db, person_of(request), request.path_params["meetup_id"]
        )
    return await render(
        request,
        "meetups/sheet.html",
        meetup=shown.card(meetup),
        names=[one.name for one in comers],
        empty=EMPTY_LINES,
    )

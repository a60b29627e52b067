"""The calendar of one's own meetups: make its address, end it, and read it without signing in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.words import _
from peerhub.meetups import access
from peerhub.meetups.calendar import to_calendar
from peerhub.meetups.service import feed as service
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, public, signed_in


@signed_in
async def show_feed(request: Request) -> Response:
    return await _feed_page(request)


async def _feed_page(request: Request, token: str = "") -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        made_at = await access.feed_made_at(db, person_of(request))
    path = request.url_for("meetups:feed_file", token=token).path if token else ""
    return await render(
        request,
        "meetups/feed.html",
        made_at=made_at,
        address=f"{hub.config.address}{path}" if path else "",
    )


@signed_in
async def make_feed(request: Request) -> Response:
    """Its address stands on this one page and nowhere else; hence no redirect."""
    async with hub_of(request).transaction() as tx:
        token = await service.make_feed(tx, person_of(request))
    return await _feed_page(request, token)


@even_frozen
@signed_in
async def revoke_feed(request: Request) -> Response:
    async with hub_of(request).transaction() as tx:
        await service.revoke_feed(tx, person_of(request))
    return RedirectResponse("/meetups/feed?f=done", 303)


@public
async def show_feed_file(request: Request) -> Response:
    """For a calendar, which signs in nowhere: whoever has the address reads it."""
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await access.meetups_by_token(db, request.path_params["token"], hub.clock.now())
    content = to_calendar(
        [meetup for meetup, _uncertain in found],
        name=_("My meetups"),
        address=hub.config.address,
        uncertain={meetup.meetup_id for meetup, uncertain in found if uncertain},
    )
    headers = {"Content-Disposition": 'attachment; filename="meetups.ics"'}
    return Response(content, headers=headers, media_type="text/calendar")

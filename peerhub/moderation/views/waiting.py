"""/me/waiting: what of one's own waits for a moderator, why, and for how long."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.moderation import access, shown, waiting
from peerhub.moderation.reported import why_for_author
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def list_waiting(request: Request) -> Response:
    hub = hub_of(request)
    async with hub.reading() as db:
        found = await waiting.waiting_for_author(db, hub.contents, person_of(request))
        usual = await access.usual_wait(db, hub.clock.now())
    now = hub.clock.now()
    rows = [
        {
            "place": card.place_title,
            "href": card.path,
            "excerpt": card.excerpt,
            "at": case.opened_at,
            "waited": shown.waited(now - case.opened_at),
            "why": why_for_author(case),
        }
        for case, card in found
    ]
    return await render(
        request,
        "moderation/waiting.html",
        items=rows,
        usual=shown.waited(usual) if usual else "",
    )

"""A month of meetups, as a table."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import ZONE
from peerhub.meetups import access, shown
from peerhub.meetups.dates import month_beside
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, visitor_of


async def show_month(request: Request, first: date, kind: str, mode: str) -> Response:
    """Those over too: what came of them stands on their pages."""
    hub = hub_of(request)
    today = hub.clock.now().astimezone(ZONE).date()
    async with hub.reading() as db:
        found = await access.month_for_reader(db, visitor_of(request), first, kind=kind, mode=mode)

    def address(of: date | None) -> str:
        said = {"month": f"{of:%Y-%m}" if of else "", "kind": kind, "mode": mode}
        return f"/meetups?{urlencode({name: one for name, one in said.items() if one})}"

    return await render(
        request,
        "meetups/month.html",
        **shown.month(first, found, today),
        any=bool(found),
        month=f"{first:%Y-%m}",
        before=address(other) if (other := month_beside(first, -1)) else "",
        after=address(other) if (other := month_beside(first, 1)) else "",
        plain=address(None),
        **shown.looked_for(kind, mode),
    )

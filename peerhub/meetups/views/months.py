"""A month of meetups, as a table."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import ZONE
from peerhub.meetups import listed
from peerhub.meetups.dates import month_beside
from peerhub.meetups.found import month_for_reader
from peerhub.meetups.models import LookedFor
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, visitor_of


async def show_month(
    request: Request, first: date, looked: LookedFor, options: listed.Options
) -> Response:
    """Those over too: what came of them stands on their pages."""
    hub = hub_of(request)
    today = hub.clock.now().astimezone(ZONE).date()
    async with hub.reading() as db:
        found = await month_for_reader(db, visitor_of(request), first, looked)
    before, after = (
        listed.address_of(looked, month=f"{other:%Y-%m}") if other else ""
        for other in (month_beside(first, -1), month_beside(first, 1))
    )
    return await render(
        request,
        "meetups/month.html",
        **listed.month(first, found, today),
        any=bool(found),
        month=f"{first:%Y-%m}",
        before=before,
        after=after,
        plain=listed.address_of(looked),
        **listed.form_of(looked, options),
    )

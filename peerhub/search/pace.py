"""How often somebody may search: every search costs the hub more than a page."""

from __future__ import annotations

from starlette.requests import Request

from peerhub.search.models import SEARCH_RATE, STRANGERS_RATE
from peerhub.web.visitor import hub_of, visitor_of


async def limit_searches(request: Request) -> None:
    """Count one search; TooFast above the rate of a person, or of a stranger's address."""
    limits, visitor = hub_of(request).limits, visitor_of(request)
    if visitor is not None:
        await limits.hit("search", visitor.person_id, SEARCH_RATE)
    else:
        address = request.client.host if request.client else ""
        await limits.hit("search-from", address, STRANGERS_RATE)

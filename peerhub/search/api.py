"""The JSON door of search."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.clock import to_iso
from peerhub.core.errors import Refused
from peerhub.core.items import SearchCard
from peerhub.core.words import _
from peerhub.people.models import Credential
from peerhub.search import access
from peerhub.search.excerpts import excerpt
from peerhub.search.forms import read_search
from peerhub.search.models import MOST_RESULTS, Query
from peerhub.search.pace import limit_searches
from peerhub.web.api import Endpoint, from_cursor, page_limit, page_of, to_cursor
from peerhub.web.visitor import hub_of, signed_in, visitor_of


class FoundItem(BaseModel):
    """`excerpt` is plain text, empty where a content note (`warning`) folds the words."""

    kind: str
    id: str
    title: str
    place: str
    author: str
    at: str
    excerpt: str
    warning: str | None = None
    url: str


class FoundPage(BaseModel):
    items: list[FoundItem]
    next: str | None = None


@signed_in
async def api_search(request: Request) -> Response:
    """The same filters as the page's; by token no private, confidential or direct place."""
    limit, cursor = page_limit(request), from_cursor(request, [int, int])
    form, query = read_search(request)
    if form.errors:
        raise Refused(next(iter(form.errors.values())), code="bad_request")
    if not query.asks_something:
        raise Refused(_("Write a word to look for, as in ?q=hello."), code="bad_request")
    offset, newest = cursor or (0, 0)
    if not (0 <= offset < MOST_RESULTS and 0 <= newest < 2**63):
        raise Refused(_("This cursor is not one of ours."), code="bad_request")
    await limit_searches(request)
    hub = hub_of(request)
    async with hub.reading(quick=True) as db:
        places = await access.places_for_reader(
            db, hub.searchable, visitor_of(request), by_token=_by_token(request)
        )
        found = await access.found_by_reader(
            db, hub.searchable, query, places, offset=offset, limit=limit, newest=newest
        )
    more = offset + limit < found.count
    items = [_fields(card, query) for card in found.cards]
    return page_of(items, to_cursor(offset + limit, found.newest) if more else None)


def _fields(card: SearchCard, query: Query) -> dict[str, str]:
    parts = excerpt(card.text, query.sought.wanted if query.sought else ())
    fields = {
        "kind": card.ref.kind,
        "id": card.ref.id,
        "title": card.title,
        "place": card.place_title,
        "author": card.author_name,
        "at": to_iso(card.at),
        "excerpt": "".join(part.words for part in parts),
        "url": card.path,
    }
    return fields | ({"warning": card.note} if card.note else {})


def _by_token(request: Request) -> bool:
    credential: Credential | None = getattr(request.state, "credential", None)
    return credential is not None and credential.kind == "token"


DAYS = {name: {"type": "string", "format": "date"} for name in ("before", "after")}
FILTERS = ("q", "from", "in", "before", "after", "has", "order")
endpoints = [
    Endpoint("GET", "/search", api_search, "What can be found, of what one may read", "read",
             FoundPage, query=(*FILTERS, "cursor", "limit"), schemas=DAYS),
]  # fmt: skip

"""The JSON door of tags: the list."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.tags import access
from peerhub.web.api import Endpoint, page_of
from peerhub.web.visitor import hub_of, signed_in


class TagItem(BaseModel):
    slug: str
    title: str


class TagPage(BaseModel):
    items: list[TagItem]
    next: str | None = None


@signed_in
async def api_list_tags(request: Request) -> Response:
    """All that may be given: a list that people choose from is short."""
    async with hub_of(request).reading() as db:
        found = await access.tags_for_anyone(db)
    return page_of([{"slug": tag.slug, "title": tag.title} for tag in found], None)


endpoints = [Endpoint("GET", "/tags", api_list_tags, "The hub's tags", "read", TagPage)]

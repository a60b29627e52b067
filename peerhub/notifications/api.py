"""The JSON door to one's own notices."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from peerhub.notifications import access
from peerhub.notifications.rules import notice_fields
from peerhub.web.api import Endpoint, from_cursor, page_limit, page_of, to_cursor
from peerhub.web.visitor import hub_of, person_of, signed_in


class NoticeItem(BaseModel):
    """One notice: what it says now, where it leads, whether it was read."""

    id: str
    kind: str
    text: str
    path: str
    at: str
    read: bool


class NoticePage(BaseModel):
    items: list[NoticeItem]
    next: str | None = None


@signed_in
async def api_list_notifications(request: Request) -> Response:
    limit = page_limit(request)
    cursor = from_cursor(request, [str])
    async with hub_of(request).reading() as db:
        found = await access.notices_for_person(
            db, person_of(request), before=cursor[0] if cursor else None, limit=limit + 1
        )
    page = found[:limit]
    items = [notice_fields(n) | {"kind": n.kind, "read": n.read_at is not None} for n in page]
    return page_of(items, to_cursor(page[-1].notice_id) if len(found) > limit else None)


endpoints = [
    Endpoint(
        "GET",
        "/notifications",
        api_list_notifications,
        "Your notifications, newest first",
        "read",
        NoticePage,
        query=("cursor", "limit"),
    ),
]

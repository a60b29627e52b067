"""The page of notices: a plain list, and two forms that mark what was read. No script needed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.notifications import access, service
from peerhub.notifications.models import PAGE_NOTICES
from peerhub.notifications.shown import shown
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def list_notices(request: Request) -> Response:
    """The newest, or with `?before=` an older page."""
    person, before = person_of(request), request.query_params.get("before")
    async with hub_of(request).reading() as db:
        found = await access.notices_for_person(db, person, before=before, limit=PAGE_NOTICES + 1)
        unread = await access.unread_for_person(db, person)
        nameless = await access.nameless_for_person(hub_of(request), db, person)
    page = found[:PAGE_NOTICES]
    address = str(request.app.url_path_for("notifications:notices"))
    older = f"{address}?before={page[-1].notice_id}" if len(found) > PAGE_NOTICES else ""
    return await render(
        request,
        "notifications/notices.html",
        notices=[shown(notice) for notice in page],
        unread=unread,
        nameless=nameless if before is None else [],
        older=older,
        newer="" if before is None else address,
    )


@signed_in
@even_frozen
async def mark_read(request: Request) -> Response:
    """One notice of one's own."""
    async with hub_of(request).transaction() as tx:
        await service.mark_read(tx, person_of(request).person_id, request.path_params["notice_id"])
    return _back(request)


@signed_in
@even_frozen
async def mark_all_read(request: Request) -> Response:
    async with hub_of(request).transaction() as tx:
        await service.mark_all_read(tx, person_of(request).person_id)
    return _back(request)


def _back(request: Request) -> Response:
    return RedirectResponse(request.app.url_path_for("notifications:notices"), 303)

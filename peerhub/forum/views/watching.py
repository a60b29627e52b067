"""Watch a thread, mute it, or neither; and the list of what one watches."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import access, standing
from peerhub.forum.forms import ChoicesDraft, WatchDraft
from peerhub.forum.models import PAGE_THREADS
from peerhub.forum.service import watch as service
from peerhub.forum.shown import rows
from peerhub.web.api import from_cursor, to_cursor
from peerhub.web.forms import read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in

VERBS = {"watch": service.watch, "mute": service.mute, "unwatch": service.unwatch}


@signed_in
async def update_watch(request: Request) -> Response:
    form = await read_form(request, WatchDraft)
    if form.errors:
        raise NotFound()
    person, thread_id = person_of(request), request.path_params["thread_id"]
    async with hub_of(request).transaction() as tx:
        await VERBS[form.draft.action](tx, person, thread_id)
        reading = await access.thread_for_reader(tx.db, person, thread_id)
    slug = reading.thread.slug
    address = request.app.url_path_for("forum:thread", thread_id=thread_id, slug=slug)
    return RedirectResponse(f"{address}?f=saved", 303)


@signed_in
async def list_watched(request: Request) -> Response:
    person = person_of(request)
    try:
        cursor = from_cursor(request, [datetime.fromisoformat, str])
    except Refused as refusal:
        raise NotFound() from refusal
    async with hub_of(request).reading() as db:
        boards = await access.boards_for_reader(db, person)
        before = (cursor[0], cursor[1]) if cursor else None
        found = await standing.watched_by(db, person, boards, before=before, limit=PAGE_THREADS + 1)
        marks = await standing.standings_of(db, person, found)
        _way, own = await standing.choices_of(db, person)
    page = found[:PAGE_THREADS]
    address = str(request.app.url_path_for("forum:watched"))
    more = ""
    if len(found) > PAGE_THREADS:
        more = f"{address}?cursor={to_cursor(page[-1].last_at.isoformat(), page[-1].thread_id)}"
    return await render(
        request,
        "forum/watched.html",
        threads=rows(page, {b.board_id: b for b in boards}, marks, with_board=True),
        own=own,
        older=more,
        newer=address if cursor else "",
    )


@signed_in
async def update_choices(request: Request) -> Response:
    form = await read_form(request, ChoicesDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await service.choose_to_watch(tx, person_of(request), form.draft.watch_own == "yes")
    return RedirectResponse(f"{request.app.url_path_for('forum:watched')}?f=saved", 303)

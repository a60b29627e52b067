"""Watch a thread, mute it, or neither; and the list of what one watches."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.forum import access, standing
from peerhub.forum.forms.posts import ChoicesDraft, WatchDraft
from peerhub.forum.models import PAGE_THREADS
from peerhub.forum.service import watch as service
from peerhub.forum.views.listing import as_page, before_of
from peerhub.web.forms import read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in

VERBS = {"watch": service.watch, "mute": service.mute, "unwatch": service.unwatch}


@signed_in
@even_frozen
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
    person, before = person_of(request), before_of(request)
    async with hub_of(request).reading() as db:
        boards = await access.boards_for_reader(db, person)
        found = await standing.watched_by(db, person, boards, before=before, limit=PAGE_THREADS + 1)
        listed = await as_page(db, request, boards, found)
        _way, own = await standing.choices_of(db, person)
    return await render(request, "forum/watched.html", own=own, **listed)


@signed_in
@even_frozen
async def update_choices(request: Request) -> Response:
    form = await read_form(request, ChoicesDraft)
    if form.errors:
        raise NotFound()
    async with hub_of(request).transaction() as tx:
        await service.choose_to_watch(tx, person_of(request), form.draft.watch_own == "yes")
    return RedirectResponse(f"{request.app.url_path_for('forum:watched')}?f=saved", 303)

"""The pages on which posts of a thread go to another one: split off, or merged."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused
from peerhub.forum import tended
from peerhub.forum.access import Reading
from peerhub.forum.forms.tending import MergeDraft, SplitDraft
from peerhub.forum.models import Thread
from peerhub.forum.service import merge as merging
from peerhub.forum.service import split as splitting
from peerhub.forum.shown import board_fields
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_split(request: Request) -> Response:
    return await _split_page(request, await _place(request), empty_form())


@signed_in
async def new_merge(request: Request) -> Response:
    return await _page(request, await _place(request), "forum/merge.html", empty_form())


async def _place(request: Request) -> Reading:
    """Asked before a form is read, so that a wrong form and a shut door look alike."""
    async with hub_of(request).reading() as db:
        return await tended.thread_to_tend(db, person_of(request), request.path_params["thread_id"])


async def _split_page(request: Request, place: Reading, form: Form[Any]) -> Response:
    """`?from=4`, as a post's own link has it, means from there to the end."""
    said = request.query_params.get("from", "")
    chosen = f"{int(said)}-" if said.isascii() and said.isdigit() and len(said) < 7 else ""
    return await _page(request, place, "forum/split.html", form, chosen=chosen)


async def _page(
    request: Request, place: Reading, template: str, form: Form[Any], **more: Any
) -> Response:
    return await render(
        request,
        template,
        status=422 if form.errors else 200,
        thread={n: getattr(place.thread, n) for n in ("slug", "title", "posts")}
        | {"id": place.thread.thread_id},
        board=board_fields(place.board),
        form=form,
        **more,
    )


@signed_in
async def split(request: Request) -> Response:
    place = await _place(request)
    form = await read_form(request, SplitDraft)
    if form.errors:
        return await _split_page(request, place, form)
    draft, thread_id = form.draft, place.thread.thread_id
    try:
        async with hub_of(request).transaction() as tx:
            thread = await splitting.split(
                tx,
                person_of(request),
                thread_id,
                numbers=draft.numbers,
                title=draft.title,
                reason=draft.reason,
            )
    except Refused as refusal:
        return await _split_page(request, place, form.refuse(refusal))
    return _to(request, thread)


@signed_in
async def merge(request: Request) -> Response:
    place = await _place(request)
    form = await read_form(request, MergeDraft)
    if form.errors:
        return await _page(request, place, "forum/merge.html", form)
    draft, thread_id = form.draft, place.thread.thread_id
    try:
        async with hub_of(request).transaction() as tx:
            thread = await merging.merge(
                tx, person_of(request), thread_id, into=draft.into, reason=draft.reason
            )
    except Refused as refusal:
        return await _page(request, place, "forum/merge.html", form.refuse(refusal))
    return _to(request, thread)


def _to(request: Request, thread: Thread) -> Response:
    address = request.app.url_path_for("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
    return RedirectResponse(f"{address}?f=done", 303)

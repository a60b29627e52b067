"""What a thread is about: its tags and whether it is a question, its answer, its summary."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import access, topics
from peerhub.forum.forms.posts import AboutDraft, AcceptDraft, SummaryDraft
from peerhub.forum.models import Thread
from peerhub.forum.service import arrange
from peerhub.forum.shown import audience, place_in_thread
from peerhub.tags.access import tags_for_anyone
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


def address_of(request: Request, thread: Thread) -> str:
    url = request.app.url_path_for
    return str(url("forum:thread", thread_id=thread.thread_id, slug=thread.slug))


@signed_in
async def edit_about(request: Request) -> Response:
    return await _about_page(request, empty_form())


async def _about_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    thread_id = request.path_params["thread_id"]
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        reading = await topics.thread_to_arrange(db, hub.keys, person, thread_id)
        thread = reading.thread
        borne = (await topics.tags_of(db, [thread])).get(thread_id, [])
        known = await tags_for_anyone(db)
    offered = known + [tag for tag in borne if tag not in known]
    return await render(
        request,
        "forum/edit_about.html",
        status=status,
        thread={"title": thread.title, "question": thread.question},
        thread_href=address_of(request, thread),
        tag_options=[(tag.slug, tag.title) for tag in offered],
        tags=[tag.slug for tag in borne],
        form=form,
    )


@signed_in
async def update_about(request: Request) -> Response:
    form = await read_form(request, AboutDraft)
    if form.errors:
        return await _about_page(request, form, 422)
    person, thread_id = person_of(request), request.path_params["thread_id"]
    question, tags = form.draft.question == "yes", form.draft.tags
    try:
        async with hub_of(request).transaction() as tx:
            thread = await arrange.arrange(tx, person, thread_id, question=question, tags=tags)
    except Refused as refusal:
        return await _about_page(request, form.refuse(refusal), 422)
    return RedirectResponse(f"{address_of(request, thread)}?f=saved", 303)


@signed_in
async def update_answer(request: Request) -> Response:
    """Accept a post as the answer, or take that back."""
    form = await read_form(request, AcceptDraft)
    if form.errors:
        raise NotFound()
    person, post_id = person_of(request), request.path_params["post_id"]
    accepts = form.draft.action == "accept"
    act = arrange.accept_answer if accepts else arrange.unaccept_answer
    async with hub_of(request).transaction() as tx:
        await act(tx, person, post_id)
        post, reading = await access.post_for_reader(tx.db, person, post_id, keys=tx.keys)
    place = place_in_thread(post.number or 1).replace("#", "&f=saved#")
    return RedirectResponse(f"{address_of(request, reading.thread)}{place}", 303)


@signed_in
async def edit_summary(request: Request) -> Response:
    return await _summary_page(request, empty_form())


async def _summary_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    thread_id = request.path_params["thread_id"]
    async with hub_of(request).reading() as db:
        reading, versions = await topics.summaries_to_write(db, person_of(request), thread_id)
    return await render(
        request,
        "forum/edit_summary.html",
        status=status,
        thread={"title": reading.thread.title},
        thread_href=address_of(request, reading.thread),
        audience=audience(reading.board),
        body=versions[0].body if versions else "",
        versions=versions,
        form=form,
    )


@signed_in
async def update_summary(request: Request) -> Response:
    form = await read_form(request, SummaryDraft)
    if form.errors:
        return await _summary_page(request, form, 422)
    person, thread_id = person_of(request), request.path_params["thread_id"]
    try:
        async with hub_of(request).transaction() as tx:
            thread = await arrange.summarise(tx, person, thread_id, form.draft.body)
    except Refused as refusal:
        form.errors["body"] = refusal.reason
        return await _summary_page(request, form, 422)
    return RedirectResponse(f"{address_of(request, thread)}?f=saved", 303)

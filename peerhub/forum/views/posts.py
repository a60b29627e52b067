"""Change or take back one's own post."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound, Refused
from peerhub.core.text import to_html
from peerhub.forum import access
from peerhub.forum.forms.posts import PostDraft
from peerhub.forum.service import change
from peerhub.forum.shown import Showing, audience, page_of_number
from peerhub.moderation.watch import HELP_PATH
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.render import render
from peerhub.web.visitor import even_frozen, hub_of, person_of, signed_in


@signed_in
async def edit_post(request: Request) -> Response:
    return await _edit_page(request, empty_form())


async def _edit_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        post, reading = await access.post_for_author(
            db, person_of(request), request.path_params["post_id"], keys=hub_of(request).keys
        )
    showing = Showing(reading, person_of(request), request.app.url_path_for, {}, {})
    return await render(
        request,
        "forum/edit_post.html",
        status=status,
        post={"number": post.number, "body": post.body, "warning": post.warning},
        thread_href=showing.href(post.number) if post.number else showing.base,
        audience=audience(reading.board),
        form=form,
    )


@signed_in
async def update_post(request: Request) -> Response:
    form = await read_form(request, PostDraft)
    if form.errors:
        return await _edit_page(request, form, 422)
    draft, post_id = form.draft, request.path_params["post_id"]
    try:
        async with hub_of(request).transaction() as tx:
            help_needed = await change.edit_post(
                tx,
                person_of(request),
                post_id,
                body=draft.body,
                html=to_html(draft.body),
                warning=draft.warning,
            )
    except Refused as refusal:
        return await _edit_page(request, form.refuse(refusal), 422)
    if help_needed:
        return RedirectResponse(HELP_PATH, 303)
    return await _back_to(request, post_id)


@signed_in
@even_frozen
async def withdraw_post(request: Request) -> Response:
    post_id = request.path_params["post_id"]
    async with hub_of(request).transaction() as tx:
        await change.withdraw_post(tx, person_of(request), post_id)
    return await _back_to(request, post_id, "withdrawn")


async def _back_to(request: Request, post_id: str, flash: str = "saved") -> Response:
    async with hub_of(request).reading() as db:
        found = await access.post_in_thread(db, post_id)
    if found is None:
        raise NotFound()
    post, thread, _board = found
    base = request.app.url_path_for("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
    page = page_of_number(post.number) if post.number else 1
    return RedirectResponse(f"{base}?page={page}&f={flash}#p-{post.number or post.post_id}", 303)

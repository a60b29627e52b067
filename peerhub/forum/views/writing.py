"""Start a thread, write a reply: forms that lose nothing when a rule says no."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused, TooFast
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.core.words import _
from peerhub.forum import access
from peerhub.forum.forms import ReplyDraft, ThreadDraft
from peerhub.forum.models import Words
from peerhub.forum.service import write
from peerhub.forum.shown import audience, board_fields, page_of_number
from peerhub.forum.views.threads import thread_page
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_thread(request: Request) -> Response:
    return await _new_thread_page(request, empty_form())


async def _new_thread_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    async with hub_of(request).reading() as db:
        board = await access.board_for_writer(db, person_of(request), request.path_params["slug"])
        held_first = await access.is_held_first(db, person_of(request))
    return await render(
        request,
        "forum/new_thread.html",
        status=status,
        board=board_fields(board),
        audience=audience(board),
        held_first=held_first,
        client_id=form.values.get("id") or new_id(),
        form=form,
    )


@signed_in
async def create_thread(request: Request) -> Response:
    form = await read_form(request, ThreadDraft)
    if form.errors:
        return await _new_thread_page(request, form, 422)
    draft, slug = form.draft, request.path_params["slug"]
    words = Words(draft.body, to_html(draft.body))
    try:
        await limit_posts(hub_of(request), person_of(request).person_id)
        async with hub_of(request).transaction() as tx:
            written = await write.start_thread(
                tx,
                person_of(request),
                board=slug,
                client_id=draft.id,
                title=draft.title,
                words=words,
            )
    except Refused as refusal:
        return await _new_thread_page(request, form.refuse(refusal), 422)
    except TooFast as error:
        return await _new_thread_page(request, form.refuse(_slower(error)), 429)
    return _to_post(request, written)


def _slower(error: TooFast) -> Refused:
    return Refused(_("Wait %(n)d seconds, then post it again.") % {"n": error.wait}, field="body")


def _to_post(request: Request, written: write.Written) -> Response:
    """303 to where the post stands, or waits."""
    base = request.app.url_path_for("forum:thread", thread_id=written.thread_id, slug=written.slug)
    if written.number is None:
        return RedirectResponse(f"{base}?page=last&f=held#p-{written.post_id}", 303)
    page = page_of_number(written.number)
    query = f"?page={page}" if page > 1 else ""
    return RedirectResponse(f"{base}{query}#p-{written.number}", 303)


@signed_in
async def create_reply(request: Request) -> Response:
    form = await read_form(request, ReplyDraft)
    if form.errors:
        return await thread_page(request, form, 422)
    draft = form.draft
    words = Words(draft.body, to_html(draft.body), draft.reply_to)
    thread_id = request.path_params["thread_id"]
    try:
        await limit_posts(hub_of(request), person_of(request).person_id)
        async with hub_of(request).transaction() as tx:
            written = await write.reply(
                tx, person_of(request), thread_id=thread_id, client_id=draft.id, words=words
            )
    except Refused as refusal:
        form.errors["body"] = refusal.reason
        return await thread_page(request, form, 422)
    except TooFast as error:
        return await thread_page(request, form.refuse(_slower(error)), 429)
    return _to_post(request, written)

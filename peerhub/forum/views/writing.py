"""Start a thread, write a reply: forms that lose nothing when a rule says no."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import Refused, TooFast
from peerhub.core.keys import new_id
from peerhub.drafts.access import draft_for_writer
from peerhub.forum import access, nameless
from peerhub.forum.forms.posts import ReplyForm, ThreadForm
from peerhub.forum.models import About
from peerhub.forum.place import waits_words
from peerhub.forum.service import write
from peerhub.forum.shown import audience, board_fields, page_of_number
from peerhub.forum.views.composing import (
    places_of_thread,
    put_reply_draft,
    put_thread_draft,
    read_composer,
    tell,
    to_words,
)
from peerhub.forum.views.threads import thread_page
from peerhub.moderation.service.watching import told_before
from peerhub.moderation.watch import HELP_PATH
from peerhub.tags.access import tags_for_anyone
from peerhub.web.forms import Form, empty_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_thread(request: Request) -> Response:
    return await _new_thread_page(request, empty_form())


async def _new_thread_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    person, now = person_of(request), hub_of(request).clock.now()
    async with hub_of(request).reading() as db:
        board = await access.board_for_writer(db, person, request.path_params["slug"])
        held_first = await nameless.is_held_first(db, person)
        wait = await nameless.usual_wait(db, now) if held_first else None
        before = await told_before(db, board.place)
        tags = await tags_for_anyone(db)
        places = places_of_thread(board.board_id)
        title, body = [await draft_for_writer(db, person, place, now) for place in places]
    return await render(
        request,
        "forum/new_thread.html",
        status=status,
        board=board_fields(board),
        audience=f"{audience(board)} {before}".strip(),
        waits=waits_words(wait) if held_first else "",
        client_id=form.values.get("id") or new_id(),
        draft={"title": title, "body": body},
        tag_options=[(tag.slug, tag.title) for tag in tags],
        form=form,
        multipart=True,
    )


@signed_in
async def create_thread(request: Request) -> Response:
    form, file = await read_composer(request, ThreadForm)
    if form.errors:
        return await _new_thread_page(request, form, 422)
    hub, person, slug = hub_of(request), person_of(request), request.path_params["slug"]
    async with hub.reading() as db:
        board = await access.board_for_writer(db, person, slug)
    try:
        await limit_posts(hub, person.person_id)
        words = await to_words(request, form, file)
        async with hub.transaction() as tx:
            written = await write.start_thread(
                tx,
                person,
                board=slug,
                client_id=form.draft.id,
                title=form.draft.title,
                words=words,
                about=About(form.draft.question == "yes", tuple(form.draft.tags)),
            )
            await put_thread_draft(tx, person, board.board_id)
    except (Refused, TooFast) as error:
        status = tell(form, error)
        return await _new_thread_page(request, form, status)
    return to_post(request, written)


def to_post(request: Request, written: write.Written) -> Response:
    """303 to where the post stands, or waits; to help where its words point to danger."""
    if written.help:
        return RedirectResponse(HELP_PATH, 303)
    base = request.app.url_path_for("forum:thread", thread_id=written.thread_id, slug=written.slug)
    if written.number is None:
        return RedirectResponse(f"{base}?page=last&f=held#p-{written.post_id}", 303)
    page = page_of_number(written.number)
    query = f"?page={page}" if page > 1 else ""
    return RedirectResponse(f"{base}{query}#p-{written.number}", 303)


@signed_in
async def create_reply(request: Request) -> Response:
    form, file = await read_composer(request, ReplyForm)
    if form.errors:
        return await thread_page(request, form, 422)
    hub, person, thread_id = hub_of(request), person_of(request), request.path_params["thread_id"]
    async with hub.reading() as db:
        await access.thread_for_replier(db, person, thread_id)
    try:
        await limit_posts(hub, person.person_id)
        words = await to_words(request, form, file)
        async with hub.transaction() as tx:
            written = await write.reply(
                tx, person, thread_id=thread_id, client_id=form.draft.id, words=words
            )
            await put_reply_draft(tx, person, thread_id)
    except (Refused, TooFast) as error:
        status = tell(form, error)
        return await thread_page(request, form, status)
    return to_post(request, written)

"""Write without one's name: pages of their own, so that nothing is kept while one writes.

No draft, no file, and before the first word the whole truth about who could find out.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.errors import NotFound, Refused, TooFast
from peerhub.core.keys import new_id
from peerhub.core.text import to_html
from peerhub.forum import access, nameless, rules
from peerhub.forum.forms.posts import UnnamedReplyForm, UnnamedThreadForm
from peerhub.forum.models import About, Board, Pseudonym, Words
from peerhub.forum.place import waits_words
from peerhub.forum.pseudonyms import own_pseudonym
from peerhub.forum.service import write
from peerhub.forum.shown import Showing, audience, board_fields
from peerhub.forum.views.composing import tell
from peerhub.forum.views.writing import to_post
from peerhub.moderation.bounds import words_before_writing
from peerhub.tags.access import tags_for_anyone
from peerhub.web.forms import Form, empty_form, read_form
from peerhub.web.limits import limit_posts
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, person_of, signed_in


@signed_in
async def new_thread(request: Request) -> Response:
    """NotFound where the board wants names."""
    return await thread_page(request, empty_form(), 200)


@signed_in
async def new_reply(request: Request) -> Response:
    return await reply_page(request, empty_form(), 200)


@signed_in
async def create_thread(request: Request) -> Response:
    """No draft is ended and no file is taken in, for both have an owner."""
    form = await read_form(request, UnnamedThreadForm)
    if form.errors:
        return await thread_page(request, form, 422)
    draft, person, hub = form.draft, person_of(request), hub_of(request)
    try:
        await limit_posts(hub, person.person_id)
        async with hub.transaction() as tx:
            written = await write.start_thread(
                tx,
                person,
                board=request.path_params["slug"],
                client_id=draft.id,
                title=draft.title,
                words=Words(draft.body, to_html(draft.body), warning=draft.warning),
                about=About(draft.question == "yes", tuple(draft.tags)),
                anonymous=True,
            )
    except (Refused, TooFast) as error:
        return await thread_page(request, form, tell(form, error))
    return to_post(request, written)


@signed_in
async def create_reply(request: Request) -> Response:
    form = await read_form(request, UnnamedReplyForm)
    if form.errors:
        return await reply_page(request, form, 422)
    draft, person, hub = form.draft, person_of(request), hub_of(request)
    try:
        await limit_posts(hub, person.person_id)
        async with hub.transaction() as tx:
            written = await write.reply(
                tx,
                person,
                thread_id=request.path_params["thread_id"],
                client_id=draft.id,
                words=Words(draft.body, to_html(draft.body), draft.reply_to or None, draft.warning),
                anonymous=True,
            )
    except (Refused, TooFast) as error:
        return await reply_page(request, form, tell(form, error))
    return to_post(request, written)


async def thread_page(request: Request, form: Form[Any], status: int) -> Response:
    """The form, also again after a fault, with the words that were written."""
    hub, person = hub_of(request), person_of(request)
    async with hub.reading() as db:
        board = await access.board_for_writer(db, person, request.path_params["slug"])
        own = await own_pseudonym(db, hub.keys, person, board)
        context = await _context(request, db, board, own, form)
        tags = await tags_for_anyone(db)
    url = request.app.url_path_for
    return await render(
        request,
        "forum/unnamed.html",
        status=status,
        action=url("forum:create_unnamed_thread", slug=board.slug),
        back_href=url("forum:board", slug=board.slug),
        thread=None,
        reply_to=None,
        tag_options=[(tag.slug, tag.title) for tag in tags],
        **context,
    )


async def reply_page(request: Request, form: Form[Any], status: int) -> Response:
    hub, person = hub_of(request), person_of(request)
    wanted = form.values.get("reply_to") or request.query_params.get("reply_to")
    async with hub.reading() as db:
        thread_id = request.path_params["thread_id"]
        reading = await access.thread_for_replier(db, person, thread_id, keys=hub.keys)
        target = await access.reply_target(db, reading, wanted)
        authors = await access.authors_of(db, [target] if target else [])
        context = await _context(request, db, reading.board, reading.pseudonym, form)
    showing = Showing(reading, person, request.app.url_path_for, {}, authors)
    return await render(
        request,
        "forum/unnamed.html",
        status=status,
        action=request.app.url_path_for("forum:create_unnamed_reply", thread_id=thread_id),
        back_href=showing.base,
        thread=reading.thread.title,
        reply_to=showing.show(target) if target else None,
        **context,
    )


async def _context(
    request: Request, db: AsyncConnection, board: Board, own: Pseudonym | None, form: Form[Any]
) -> dict[str, Any]:
    if not board.anonymous and not form.errors:
        raise NotFound()
    now = hub_of(request).clock.now()
    waits = rules.waits_unnamed(board, own) or await nameless.is_held_first(db, person_of(request))
    return {
        "board": board_fields(board),
        "name": own.name if own else "",
        "waits": waits_words(await nameless.usual_wait(db, now)) if waits else "",
        "standing": await words_before_writing(db, own.pseudonym_id, now) if own else "",
        "audience": audience(board),
        "client_id": form.values.get("id") or new_id(),
        "form": form if form.errors else None,
    }

"""One thread, page by page, with its reply box."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.drafts.access import draft_for_writer
from peerhub.forum import access, rules, tended
from peerhub.forum.access import Reading
from peerhub.forum.fragments import post_html
from peerhub.forum.listed import question_words
from peerhub.forum.models import Post, Thread, page_title
from peerhub.forum.polled import poll_context
from peerhub.forum.quoting import quote
from peerhub.forum.shown import (
    Showing,
    ShownPost,
    audience,
    board_fields,
    place_in_thread,
)
from peerhub.forum.standing import unread
from peerhub.forum.topics import tags_of
from peerhub.forum.views.about import about_context
from peerhub.forum.views.composing import place_of_reply
from peerhub.forum.views.opening import OpenPage, open_page
from peerhub.forum.weaving import weave
from peerhub.moderation.service.watching import told_before
from peerhub.people.models import Person
from peerhub.web.forms import Form, empty_form
from peerhub.web.kept import same_for_everybody
from peerhub.web.render import frame_of, render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def show_thread(request: Request) -> Response:
    return await thread_page(request, empty_form())


async def thread_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """The thread's page that was asked for; after a fault in the reply, the last one with the words."""
    url = request.app.url_path_for
    async with hub_of(request).reading(quick=True) as db:
        thread_id, keys = request.path_params["thread_id"], hub_of(request).keys
        try:
            reading = await access.thread_for_reader(db, visitor_of(request), thread_id, keys=keys)
        except NotFound:
            return await _to_successor(request, db, thread_id)
        thread = reading.thread
        if request.path_params.get("slug", thread.slug) != thread.slug:
            address = url("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
            return RedirectResponse(address, 301)
        wrong_reply = bool(form.errors) and "choices" not in form.errors
        opened = await open_page(db, request, reading, last=wrong_reply)
        if reading.board.public and visitor_of(request) is None:
            same_for_everybody(request)
        context = await _thread_context(request, db, opened, form)
        frame = await frame_of(request, db)
    response = await render(request, "forum/thread.html", status=status, frame=frame, **context)
    response.background = opened.after_reading(request)
    return response


async def _to_successor(request: Request, db: AsyncConnection, thread_id: str) -> Response:
    """Where all its posts stand in another thread its address leads there; not for ever, since that
    can be undone.
    """
    thread, number = await tended.successor_of(db, visitor_of(request), thread_id)
    url = request.app.url_path_for
    address = url("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
    return RedirectResponse(f"{address}{place_in_thread(number)}", 303)


async def _thread_context(
    request: Request, db: AsyncConnection, opened: OpenPage, form: Form[Any]
) -> dict[str, Any]:
    visitor, reading, found = visitor_of(request), opened.reading, opened.posts
    thread, board = reading.thread, reading.board
    wanted = form.values.get("reply_to") or request.query_params.get("reply_to")
    target = await access.reply_target(db, reading, wanted)
    numbers = await access.numbers_of(db, reading, found)
    authors = await access.authors_of(db, [*found, *([target] if target else [])])
    url = request.app.url_path_for
    showing = Showing(reading, visitor, url, numbers, authors, opened.standing, opened.order)
    posts = [showing.show(post) for post in found]
    return {
        "thread": {n: getattr(thread, n) for n in ("slug", "title", "standing", "locked", "held")}
        | {"id": thread.thread_id, "question": question_words(thread)}
        | {"tags": (await tags_of(db, [thread])).get(thread.thread_id, ())},
        **(await about_context(db, showing, found)),
        "board": board_fields(board),
        "page_title": page_title(board, thread.title),
        "posts": posts,
        "entries": weave(posts, await _left(db, visitor, opened), opened.numbers, url),
        "post_html": post_html,
        "split_from": await _split_from(db, showing),
        "page": opened.page,
        "pages": opened.pages,
        "base": f"{showing.base}?{'reading=threaded&' if opened.order else ''}page=",
        "way": opened.way.value,
        "watch": opened.standing.watch,
        "first_new_href": _first_new(showing, posts),
        "may_reply": rules.can_reply(visitor, thread, board),
        "may_tend": rules.can_tend(visitor, board),
        "why_not": _why_not(visitor, reading),
        **(await _composer(request, db, showing, target)),
        "client_id": form.values.get("id") or new_id(),
        "form": form if form.errors else None,
    } | (await poll_context(request, db, reading) if opened.page == 1 else {"poll": None})


async def _left(
    db: AsyncConnection, visitor: Person | None, opened: OpenPage
) -> dict[int, tuple[Thread | None, int]]:
    known = await tended.threads_left_for(db, visitor, opened.left)
    return {one.number: (known.get(one.thread_id), one.post_number) for one in opened.left}


async def _split_from(db: AsyncConnection, showing: Showing) -> dict[str, str] | None:
    """The thread in which this one began, where this reader may follow."""
    thread = await tended.thread_split_from(db, showing.person, showing.reading)
    if thread is None:
        return None
    address = showing.url("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
    return {"title": thread.title, "href": str(address)}


async def _composer(
    request: Request, db: AsyncConnection, showing: Showing, target: Post | None
) -> dict[str, Any]:
    """The reply box: what it answers, the words begun before, and a quote where one was asked for.

    The content note of what is quoted goes along with it.
    """
    person, thread, draft, note = showing.person, showing.reading.thread, "", ""
    if person is not None:
        now = hub_of(request).clock.now()
        draft = await draft_for_writer(db, person, place_of_reply(thread.thread_id), now)
    if target is not None and target.number and "quote" in request.query_params:
        quoted = quote(target.body, name=showing.name(target), number=target.number)
        draft, note = f"{draft}\n\n{quoted}" if draft.strip() else quoted, target.warning
    board = showing.reading.board
    before = await told_before(db, board.place) if person is not None else ""
    who = f"{audience(board)} {before}".strip()
    reply_to = showing.show(target) if target else None
    return {"audience": who, "draft": draft, "note": note, "reply_to": reply_to}


def _first_new(showing: Showing, posts: list[ShownPost]) -> str:
    """The first post that this reader has not read, on whichever page it stands."""
    standing, thread = showing.standing, showing.reading.thread
    if standing.read is not None:
        return showing.href(standing.read + 1) if unread(thread, standing) else ""
    first = next((post.number for post in posts if post.new and post.number), None)
    return showing.href(first) if first else ""


def _why_not(visitor: Any, reading: Reading) -> str:
    if visitor is None:
        return _("Sign in to write a reply.")
    if reading.thread.held:
        return _("Nobody can reply yet: a moderator reads your thread first.")
    if reading.thread.locked:
        return _("This thread is closed to new posts. You can start another one.")
    return _("This board is closed. You can read it, and write in another board.")

"""One thread, page by page, with its reply box."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from peerhub.core.errors import NotFound
from peerhub.core.keys import new_id
from peerhub.core.words import _
from peerhub.forum import access, rules
from peerhub.forum.access import Reading
from peerhub.forum.models import PAGE_POSTS
from peerhub.forum.polled import poll_context
from peerhub.forum.shown import Showing, audience, board_fields, page_of_number
from peerhub.web.forms import Form, empty_form
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def show_thread(request: Request) -> Response:
    return await thread_page(request, empty_form())


async def thread_page(request: Request, form: Form[Any], status: int = 200) -> Response:
    """The thread's page that was asked for; after a fault in the reply, the last one with the words."""
    url = request.app.url_path_for
    async with hub_of(request).reading() as db:
        reading = await access.thread_for_reader(
            db, visitor_of(request), request.path_params["thread_id"]
        )
        thread = reading.thread
        if request.path_params.get("slug", thread.slug) != thread.slug:
            address = url("forum:thread", thread_id=thread.thread_id, slug=thread.slug)
            return RedirectResponse(address, 301)
        context = await _thread_context(request, db, reading, form)
    return await render(request, "forum/thread.html", status=status, **context)


async def _thread_context(
    request: Request, db: AsyncConnection, reading: Reading, form: Form[Any]
) -> dict[str, Any]:
    visitor, thread, board = visitor_of(request), reading.thread, reading.board
    pages = max(1, page_of_number(thread.posts or 1))
    page = pages if form.errors and "choices" not in form.errors else _page(request, pages)
    after = (page - 1) * PAGE_POSTS
    found = await access.posts_for_reader(db, reading, after=after, limit=PAGE_POSTS)
    if page == pages:
        found += await access.held_for_author(db, visitor, reading)
    found = [post for post in found if reading.shows(post)]
    wanted = form.values.get("reply_to") or request.query_params.get("reply_to")
    target = await access.reply_target(db, reading, wanted)
    numbers = await access.numbers_of(db, reading, [p.reply_to for p in found if p.reply_to])
    authors = await access.authors_of(db, [*found, *([target] if target else [])])
    showing = Showing(reading, visitor, request.app.url_path_for, numbers, authors)
    return {
        "thread": {n: getattr(thread, n) for n in ("slug", "title", "posts")}
        | {"id": thread.thread_id, "locked": False},
        "board": board_fields(board),
        "posts": [showing.show(post) for post in found],
        "page": page,
        "pages": pages,
        "base": f"{showing.base}?page=",
        "first_new_href": "",
        "may_reply": rules.can_write(visitor, board) and not thread.held,
        "why_not": _why_not(visitor, reading),
        "reply_to": showing.show(target) if target else None,
        "audience": audience(board),
        "client_id": form.values.get("id") or new_id(),
        "form": form if form.errors else None,
    } | (await poll_context(request, db, reading) if page == 1 else {"poll": None})


def _why_not(visitor: Any, reading: Reading) -> str:
    if visitor is None:
        return _("Sign in to write a reply.")
    if reading.thread.held:
        return _("Nobody can reply yet: a moderator reads your thread first.")
    return _("This board is closed. You can read it, and write in another board.")


def _page(request: Request, pages: int) -> int:
    said = request.query_params.get("page", "1")
    if said == "last":
        return pages
    if not said.isascii() or not said.isdigit() or not 1 <= int(said[:9]) <= pages:
        raise NotFound()
    return int(said)

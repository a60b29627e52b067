"""When a post was edited; and for its author and the board's moderators, what stood there before."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.text import to_html
from peerhub.forum import access, topics
from peerhub.forum.shown import Showing
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def show_history(request: Request) -> Response:
    """Of a post that can be read; a stone has none. Words are folded: they were taken back."""
    visitor = visitor_of(request)
    async with hub_of(request).reading() as db:
        post, reading, versions = await topics.history_for_reader(
            db, hub_of(request).keys, visitor, request.path_params["post_id"]
        )
        authors = await access.authors_of(db, [post])
    showing = Showing(reading, visitor, request.app.url_path_for, {}, authors)
    return await render(
        request,
        "forum/history.html",
        thread={"title": reading.thread.title},
        board={"public": reading.board.public},
        post=showing.show(post),
        post_href=showing.href(post.number) if post.number else showing.base,
        versions=[
            {"until": until, "html": None if body is None else to_html(body)}
            for until, body in versions
        ],
    )

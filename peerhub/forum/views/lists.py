"""Threads across boards: those that bear a tag, and questions that wait for their answer."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from peerhub.core.words import _
from peerhub.forum import access
from peerhub.forum.views.listing import threads_on_page
from peerhub.tags.access import tag_for_anyone
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def show_tag(request: Request) -> Response:
    """Of all boards that one may read; a tag's page names no other."""
    async with hub_of(request).reading() as db:
        tag = await tag_for_anyone(db, request.path_params["slug"])
    about = _("Threads that bear this tag, in every board that you can read.")
    empty = _("No thread that you can read bears this tag yet.")
    return await _list(request, tag.title, about, empty, tag_id=tag.tag_id)


@public
async def list_unanswered(request: Request) -> Response:
    about = _("Questions without an accepted answer, in every board that you can read.")
    empty = _("No question waits. That is good.")
    return await _list(request, _("Unanswered questions"), about, empty, unanswered=True)


async def _list(request: Request, title: str, about: str, empty: str, **asked: Any) -> Response:
    async with hub_of(request).reading() as db:
        boards = await access.boards_for_reader(db, visitor_of(request))
        listed = await threads_on_page(db, request, boards, **asked)
    return await render(
        request, "forum/list.html", title=title, about=about, empty_words=empty, **listed
    )

"""The list of boards, and one board with its threads."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from peerhub.community.access import sectors_for_anyone
from peerhub.core.errors import NotFound
from peerhub.forum import access, rules, standing
from peerhub.forum.acts import MOST_PINNED
from peerhub.forum.models import Board
from peerhub.forum.place import boards_to_join
from peerhub.forum.shown import board_fields, readers
from peerhub.forum.views.door import show_door
from peerhub.forum.views.listing import as_page, before_of, threads_on_page
from peerhub.tags.access import tag_for_anyone, tags_for_anyone
from peerhub.web.render import render
from peerhub.web.visitor import hub_of, public, visitor_of


@public
async def list_boards(request: Request) -> Response:
    async with hub_of(request).reading() as db:
        found = await access.boards_for_reader(db, visitor_of(request))
        counts = await access.board_counts(db, found)
        to_join = await boards_to_join(db, visitor_of(request))
        sectors = await sectors_for_anyone(db)
        new = await standing.new_by_board(db, visitor_of(request), found)
    cards: dict[str, list[dict[str, Any]]] = {}
    known = {sector.slug for sector in sectors}
    for board in found:
        threads, last_at = counts.get(board.board_id, (0, None))
        card = {"slug": board.slug, "title": board.title, "purpose": board.purpose}
        more: dict[str, Any] = {"readers": readers(board), "threads": threads, "last_at": last_at}
        more["new"] = new.get(board.board_id, 0)
        cards.setdefault(board.sector if board.sector in known else "", []).append(card | more)
    groups = [{"title": s.title, "boards": cards[s.slug]} for s in sectors if s.slug in cards]
    if "" in cards:
        groups.append({"title": "", "boards": cards[""]})
    return await render(request, "forum/boards.html", groups=groups, to_join=to_join)


@public
async def show_board(request: Request) -> Response:
    """The threads, with `?tag=` those that bear it; for who may know of the board only, its door."""
    try:
        return await _threads_page(request)
    except NotFound:
        return await show_door(request)


async def _pinned(db: AsyncConnection, request: Request, board: Board) -> list[dict[str, Any]]:
    """What stands above the others of a board, as rows."""
    found = await access.threads_for_reader(
        db, visitor_of(request), [board], pinned=True, limit=MOST_PINNED
    )
    page = await as_page(db, request, [board], found, with_board=False)
    rows: list[dict[str, Any]] = page["threads"]
    return rows


async def _threads_page(request: Request) -> Response:
    visitor, wanted = visitor_of(request), request.query_params.get("tag")
    async with hub_of(request).reading() as db:
        board = await access.board_for_reader(db, visitor, request.path_params["slug"])
        tag = await tag_for_anyone(db, wanted) if wanted else None
        asked: dict[str, Any] = {"tag_id": tag.tag_id} if tag else {"pinned": False}
        listed = await threads_on_page(db, request, [board], with_board=False, **asked)
        pinned = [] if tag or before_of(request) else await _pinned(db, request, board)
        sectors = {s.slug: s.title for s in await sectors_for_anyone(db)}
        tags = await tags_for_anyone(db)
    return await render(
        request,
        "forum/board.html",
        board={**board_fields(board), "sector": sectors.get(board.sector, "")},
        may_start=rules.can_write(visitor, board),
        pinned=pinned,
        tag=wanted or "",
        tag_options=[(tag.slug, tag.title) for tag in tags],
        **listed,
    )

"""A list of threads, page by page, as `_thread_row.html` and the pages around it want it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from peerhub.core.errors import NotFound, Refused
from peerhub.forum import access, standing, topics
from peerhub.forum.listed import rows
from peerhub.forum.models import PAGE_THREADS, Board, Thread
from peerhub.web.api import from_cursor, to_cursor
from peerhub.web.visitor import hub_of, visitor_of

Before = tuple[datetime, str] | None


def before_of(request: Request) -> Before:
    """Where the page before ended; NotFound for a cursor that is not ours."""
    try:
        cursor = from_cursor(request, [datetime.fromisoformat, str])
    except Refused as refusal:
        raise NotFound() from refusal
    return (cursor[0], cursor[1]) if cursor else None


async def threads_on_page(
    db: AsyncConnection,
    request: Request,
    boards: Sequence[Board],
    *,
    with_board: bool = True,
    **asked: Any,
) -> dict[str, Any]:
    """`threads`, `older` and `newer` of boards from a door of access.py."""
    visitor, keys = visitor_of(request), hub_of(request).keys
    asked |= {"before": before_of(request), "limit": PAGE_THREADS + 1}
    found = await access.threads_for_reader(db, visitor, boards, keys=keys, **asked)
    return await as_page(db, request, boards, found, with_board=with_board)


async def as_page(
    db: AsyncConnection,
    request: Request,
    boards: Sequence[Board],
    found: Sequence[Thread],
    *,
    with_board: bool = True,
) -> dict[str, Any]:
    """The same of threads that were found already, one more than stand on a page."""
    page, path = found[:PAGE_THREADS], request.url.path
    marks = await standing.standings_of(db, visitor_of(request), page)
    tags = await topics.tags_of(db, page)
    kept = {"tag": request.query_params["tag"]} if "tag" in request.query_params else {}
    older = ""
    if len(found) > PAGE_THREADS:
        last = to_cursor(page[-1].last_at.isoformat(), page[-1].thread_id)
        older = f"{path}?{urlencode({**kept, 'cursor': last})}"
    newer = f"{path}?{urlencode(kept)}" if kept else path
    return {
        "threads": rows(page, {b.board_id: b for b in boards}, marks, tags, with_board=with_board),
        "older": older,
        "newer": newer if "cursor" in request.query_params else "",
    }

"""What a list cannot well go below: its own statements, as many other reads, and fifty names joined."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import uvicorn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from peerhub.community.tables import communities
from peerhub.directory.models import Filters
from peerhub.directory.store import organisations as directory
from peerhub.meetups.store import meetups

HEAD = "<!doctype html><title>A list</title><main>"
LEVELS = ("public", "members")
ASKED = Filters(q="tea", borough="brent")
FIFTY = 50


async def read_more(db: AsyncConnection, reads: int) -> None:
    """What a page asks besides its list."""
    for _n in range(reads):
        (await db.execute(select(communities))).first()


def make_app(engine: AsyncEngine, of_directory: int, of_meetups: int) -> Starlette:
    """`/directory` and `/meetups`, each with so many statements in all."""

    async def show_directory(_request: Request) -> Response:
        async with engine.connect() as db:
            found = await directory.find_organisations(db, ASKED, LEVELS, after=None, limit=FIFTY)
            count = await directory.count_organisations(db, ASKED, LEVELS)
            boroughs = await directory.count_by_borough(db, ASKED, LEVELS)
            await read_more(db, of_directory - 5)  # the page itself takes three, for its facts
        names = "".join(f"<li>{one.name}" for _at, one in found)
        return HTMLResponse(f"{HEAD}<h1>{count}, {len(boroughs)}</h1>{names}</main>")

    async def show_meetups(_request: Request) -> Response:
        async with engine.connect() as db:
            now = datetime.now(UTC)
            found = await meetups.list_meetups(db, ends_after=now, public_only=False, limit=FIFTY)
            await read_more(db, of_meetups - 1)
        names = "".join(f"<li>{one.title}" for one in found)
        return HTMLResponse(f"{HEAD}{names}</main>")

    return Starlette(routes=[Route("/directory", show_directory), Route("/meetups", show_meetups)])


if __name__ == "__main__":
    port, url, of_directory, of_meetups = sys.argv[1:5]
    uvicorn.run(
        make_app(create_async_engine(url), int(of_directory), int(of_meetups)),
        port=int(port),
        log_level="warning",
    )

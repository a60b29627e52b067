"""What a page cannot well go below: a bare route with as many Core reads, and a ready string."""

from __future__ import annotations

import sys

import uvicorn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from peerhub.forum.tables import boards, posts, threads

HEAD = "<!doctype html><title>A thread</title><main>"
FIFTY = select(posts.c.number, posts.c.author_id, posts.c.html).order_by(posts.c.number).limit(50)


def make_app(engine: AsyncEngine, reads: int, ready: str) -> Starlette:
    """`/page/ID`: fifty stored fragments, joined, after `reads` statements; `/ready`: a string."""

    async def page(request: Request) -> Response:
        thread_id = request.path_params["thread_id"]
        async with engine.connect() as db:
            thread = (
                await db.execute(select(threads).where(threads.c.thread_id == thread_id))
            ).one()
            found = await db.execute(FIFTY.where(posts.c.thread_id == thread_id))
            parts = [row.html for row in found]
            for _n in range(reads - 2):
                query = select(boards).where(boards.c.board_id == thread.board_id)
                (await db.execute(query)).one()
        return HTMLResponse(f"{HEAD}<h1>{thread.title}</h1>{''.join(parts)}</main>")

    async def string(_request: Request) -> Response:
        return HTMLResponse(ready)

    return Starlette(routes=[Route("/page/{thread_id}", page), Route("/ready", string)])


if __name__ == "__main__":
    port, url, reads, length = sys.argv[1:5]
    uvicorn.run(
        make_app(create_async_engine(url), int(reads), "x" * int(length)),
        port=int(port),
        log_level="warning",
    )
